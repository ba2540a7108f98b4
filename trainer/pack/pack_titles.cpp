#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

// Texts numbered in the order in which they first come.
class Dictionary {
 public:
  uint32_t index_of(std::string_view text) {
    const auto [entry, is_new] = indices_.try_emplace(text, static_cast<uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return entry->second;
  }
  const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string_view, uint32_t> indices_;
  std::vector<std::string_view> texts_;
};

// Ids of the items, and then the other ids that are not taken.
struct Names {
  std::vector<std::string_view> ids;
  std::vector<uint32_t> other_offsets = {0};
  std::vector<std::string_view> other_ids;

  std::vector<uint32_t> in_order() const {
    const auto name = [this](uint32_t i) {
      return i < ids.size() ? ids[i] : other_ids[i - ids.size()];
    };
    std::vector<uint32_t> order(ids.size() + other_ids.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return name(a) < name(b); });
    return order;
  }
};

Names collect_names(const Dataset& dataset, const std::vector<uint32_t>& item_order) {
  Names names;
  std::unordered_set<std::string_view> taken;
  for (const uint32_t i : item_order) {
    const std::string& id = dataset.items[i].id;
    if (!taken.insert(id).second) {
      throw DataError("two items have the id \"" + id + "\"; ids must be unique");
    }
    names.ids.push_back(id);
  }
  for (const uint32_t i : item_order) {
    for (const std::string& id : dataset.items[i].other_ids) {
      if (taken.insert(id).second) names.other_ids.push_back(id);
    }
    names.other_offsets.push_back(checked_count(names.other_ids.size(), "other ids"));
  }
  return names;
}

int16_t year_of(const Item& item) {
  using Limits = std::numeric_limits<int16_t>;
  return item.year >= Limits::min() && item.year <= Limits::max() ? static_cast<int16_t>(item.year)
                                                                  : int16_t{0};
}

}  // namespace

std::vector<uint8_t> pack_titles(const Dataset& dataset, const std::vector<uint32_t>& item_order,
                                 const std::vector<uint32_t>& popularity, uint64_t model_id) {
  const Names names = collect_names(dataset, item_order);
  Dictionary authors, publishers, categories;
  std::vector<std::string_view> titles;
  std::vector<uint32_t> author, publisher, category_offsets = {0}, item_categories;
  std::vector<int16_t> years;
  for (const uint32_t i : item_order) {
    const Item& item = dataset.items[i];
    titles.push_back(item.title);
    author.push_back(authors.index_of(item.author));
    publisher.push_back(publishers.index_of(item.publisher));
    years.push_back(year_of(item));
    for (const std::string& category : item.categories) {
      item_categories.push_back(categories.index_of(category));
    }
    category_offsets.push_back(checked_count(item_categories.size(), "categories of items"));
  }

  PartWriter writer(
      Part::kTitles, model_id,
      {checked_count(item_order.size(), "items"), static_cast<uint32_t>(authors.texts().size()),
       static_cast<uint32_t>(publishers.texts().size()),
       static_cast<uint32_t>(categories.texts().size()),
       static_cast<uint32_t>(item_categories.size()),
       static_cast<uint32_t>(names.other_ids.size())});
  writer.strings(names.ids);
  writer.strings(titles);
  writer.strings(authors.texts());
  writer.strings(publishers.texts());
  writer.strings(categories.texts());
  writer.array(author);
  writer.array(publisher);
  writer.array(popularity);
  writer.array(years);
  writer.array(category_offsets);
  writer.array(item_categories);
  writer.array(names.other_offsets);
  writer.strings(names.other_ids);
  writer.array(names.in_order());
  return writer.finish();
}

}  // namespace pocketrec
