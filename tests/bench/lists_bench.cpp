// What a page finds of a large catalogue by what it has loaded:
//
//   lists_bench BUNDLE RATINGS VISITORS
//
// RATINGS: the CSV file of simulated readers that the bundle was trained on (User-ID first, then
// ISBN, sorted by reader). For the history of every 97th reader, VISITORS of them, the ten best
// that a page lists with none, 1, 2, 4, ... of the lists that it asks for, and at the end, beside
// the ten best of all items for the vector that it has at the end. Prints JSON: the recall of those
// ten in the first answer, from the first items and as much of the history as is among them; for
// each number of lists the recall and the bytes of rows; then those of the final answer. Means over
// visitors.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "trainer/pack/load.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint32_t kEvery = 97;
constexpr size_t kMostLists = 64;

std::vector<std::vector<HistoryEntry>> histories_of(const Recommender& recommender,
                                                    const char* ratings, size_t num_visitors) {
  std::ifstream file(ratings);
  std::string line, last;
  std::vector<std::vector<HistoryEntry>> histories;
  std::vector<std::string> ids;
  size_t num_readers = 0;
  std::getline(file, line);
  while (histories.size() < num_visitors && std::getline(file, line)) {
    const size_t first = line.find(','), second = line.find(',', first + 1);
    if (second == std::string::npos) continue;
    const std::string reader = line.substr(0, first);
    if (reader != last && !ids.empty() && num_readers++ % kEvery == 0) {
      std::vector<HistoryEntry> history;
      for (const std::string& id : ids) {
        if (const auto item = recommender.find_item(id); item.ok())
          history.push_back({item.value()});
      }
      if (!history.empty()) histories.push_back(std::move(history));
    }
    if (reader != last) ids.clear();
    last = reader;
    ids.push_back(line.substr(first + 1, second - first - 1));
  }
  return histories;
}

double recall(const std::vector<ScoredItem>& found, const std::vector<ScoredItem>& best) {
  const auto is_found = [&](const ScoredItem& item) {
    return std::ranges::any_of(
        found, [&](const ScoredItem& one) { return one.item_index == item.item_index; });
  };
  return static_cast<double>(std::ranges::count_if(best, is_found)) /
         static_cast<double>(best.size());
}

// The parts of a bundle that pages load list by list.
struct Split {
  explicit Split(const LoadedBundle& bundle) {
    for (const auto& [name, content] : bundle.files) {
      const std::string kind = name.substr(0, name.find('.'));
      if (kind == "items") parts.items = content.bytes();
      if (kind == "encoder") parts.encoder = content.bytes();
      if (kind == "lists") parts.lists = content.bytes();
      if (kind == "background") parts.background = content.bytes();
      if (kind == "rows") rows.push_back(content.bytes());
    }
    if (parts.lists.empty()) throw DataError("expected a bundle in lists, found one that is not");
  }
  BundleParts parts;
  std::vector<std::span<const uint8_t>> rows;
};

struct Sums {
  double recall = 0, bytes = 0, lists = 0;
  void add(double one_recall, double one_bytes, double one_lists) {
    recall += one_recall;
    bytes += one_bytes;
    lists += one_lists;
  }
  Json mean(size_t count) const {
    const auto n = static_cast<double>(count);
    return {{"lists", lists / n}, {"recall10", recall / n}, {"rowBytes", bytes / n}};
  }
};

// The same for the visitor's vector alone, without what neighbours add, once all lists that are
// looked at are there.
double recall_of_vector(const Recommender& recommender, const std::vector<HistoryEntry>& history) {
  const UserVector user = value_or_throw(recommender.encode(history));
  std::vector<float> vector;
  for (const int8_t code : user.codes) vector.push_back(user.scale * static_cast<float>(code));
  return recall(value_or_throw(recommender.recommend_for_vector(vector, {})),
                value_or_throw(recommender.recommend_for_vector(vector, {.exact = true})));
}

// What a page says before any list is there. Empty where none of the history is among the first
// items: it waits then.
std::vector<ScoredItem> first_answer(const Split& split, uint32_t num_first,
                                     const std::vector<HistoryEntry>& history) {
  std::vector<HistoryEntry> known;
  std::ranges::copy_if(history, std::back_inserter(known),
                       [&](const HistoryEntry& entry) { return entry.item_index < num_first; });
  if (known.empty()) return {};
  BundleParts parts = split.parts;
  parts.lists = {};
  return value_or_throw(value_or_throw(Recommender::open(parts)).recommend(known, {}));
}

// A visitor whose page loads one list after the other.
class Visit {
 public:
  Visit(const Split& split, const std::vector<HistoryEntry>& history)
      : split_(split),
        history_(history),
        recommender_(value_or_throw(Recommender::open(split.parts))) {}

  // What was chosen has to be there before anything can be asked.
  void load_history(const ItemLists& all) {
    for (const auto& [item, weight] : history_) {
      if (item < all.part().first_item) continue;
      load(all.list_with(item));
    }
  }
  std::vector<ScoredItem> ask() {
    missing_.clear();
    return value_or_throw(recommender_.recommend(history_, {.missing = &missing_}));
  }
  // The best list that is missing. False where none is.
  bool load_next() {
    if (missing_.empty()) return false;
    load(missing_.front());
    return true;
  }
  size_t num_loaded() const { return loaded_.size(); }
  double bytes() const { return bytes_; }

 private:
  void load(uint32_t list) {
    if (std::ranges::find(loaded_, list) != loaded_.end()) return;
    value_or_throw(recommender_.attach(Part::kRows, split_.rows[list]));
    loaded_.push_back(list);
    bytes_ += static_cast<double>(split_.rows[list].size());
  }

  const Split& split_;
  const std::vector<HistoryEntry>& history_;
  Recommender recommender_;
  std::vector<uint32_t> missing_, loaded_;
  double bytes_ = 0;
};

int run(const char* path, const char* ratings, size_t num_visitors) {
  const LoadedBundle bundle = load_bundle(path);
  const Split split(bundle);
  ItemLists all(value_or_throw(parse_lists(split.parts.lists)));
  for (const auto rows : split.rows) {
    if (!all.add(value_or_throw(parse_rows(rows)))) throw DataError("expected whole lists");
  }
  const auto histories = histories_of(bundle.recommender, ratings, num_visitors);
  std::vector<Sums> curve(kMostLists + 1);
  Sums final;
  double of_vectors = 0, of_first = 0;
  size_t beyond = 0, num_first = 0;
  for (const auto& history : histories) {
    const auto best = value_or_throw(bundle.recommender.recommend(history, {.exact = true}));
    for (const ScoredItem& item : best) beyond += item.item_index >= all.part().first_item;
    of_vectors += recall_of_vector(bundle.recommender, history);
    const auto first = first_answer(split, all.part().first_item, history);
    num_first += !first.empty();
    of_first += recall(first, best);
    Visit visit(split, history);
    visit.load_history(all);
    const size_t before = visit.num_loaded();
    std::vector<ScoredItem> list = visit.ask();
    for (size_t n = 0;; ++n) {
      const double found = recall(list, best);
      if (n <= kMostLists) curve[n].add(found, visit.bytes(), static_cast<double>(before + n));
      if (!visit.load_next()) {
        final.add(found, visit.bytes(), static_cast<double>(before + n));
        for (size_t m = n + 1; m <= kMostLists; ++m) {
          curve[m].add(found, visit.bytes(), static_cast<double>(before + n));
        }
        break;
      }
      list = visit.ask();
    }
  }
  const size_t count = histories.size();
  Json document = {{"items", bundle.recommender.info().num_items},
                   {"visitors", count},
                   {"beyondFirst", static_cast<double>(beyond) / static_cast<double>(10 * count)}};
  document["first"] = {{"visitors", num_first},
                       {"recall10", of_first / static_cast<double>(num_first)}};
  for (const size_t n : {0, 1, 2, 4, 8, 16, 32, 64}) {
    document["curve"].push_back(curve[n].mean(count));
    document["curve"].back()["asked"] = n;
  }
  document["final"] = final.mean(count);
  document["recall10OfVectors"] = of_vectors / static_cast<double>(count);
  std::printf("%s\n", document.dump().c_str());
  return 0;
}

}  // namespace
}  // namespace pocketrec

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: lists_bench BUNDLE RATINGS VISITORS\n");
    return 2;
  }
  try {
    return pocketrec::run(arguments[1], arguments[2],
                          static_cast<size_t>(std::strtoul(arguments[3], nullptr, 10)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lists_bench: %s\n", error.what());
    return 1;
  }
}
