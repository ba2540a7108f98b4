#include "trainer/pack/pack_languages.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "core/bundle.h"
#include "trainer/pack/outer_part.h"
#include "trainer/pack/part_writer.h"

namespace pocketrec {

std::vector<uint8_t> pack_languages(const std::vector<std::string>& languages, uint64_t model_id) {
  std::map<std::string_view, uint32_t> counts;
  for (const std::string& language : languages) ++counts[language];
  counts.erase("");
  if (counts.empty() || counts.size() > std::numeric_limits<uint8_t>::max()) return {};
  std::vector<std::string_view> names;
  for (const auto& [name, count] : counts) names.push_back(name);
  std::ranges::stable_sort(names, std::ranges::greater(),
                           [&](std::string_view name) { return counts[name]; });
  std::map<std::string_view, uint8_t> numbers;  // from 1 on
  for (const std::string_view name : names) {
    numbers.emplace(name, static_cast<uint8_t>(numbers.size() + 1));
  }
  std::vector<uint8_t> of_items;
  for (const std::string& language : languages) {
    of_items.push_back(language.empty() ? uint8_t{0} : numbers.at(language));
  }
  PartWriter writer(
      Part::kLanguages, model_id,
      {checked_count(languages.size(), "items"), static_cast<uint32_t>(names.size())});
  writer.strings(names);
  writer.array(of_items);
  return writer.finish();
}

Result<std::vector<std::string>> parse_languages(std::span<const uint8_t> bytes,
                                                 const BundleInfo& info) {
  PartReader reader(Part::kLanguages, bytes);
  const uint32_t num_items = reader.field(0);
  const uint32_t num_languages = reader.field(1);
  reader.check_range("number of items", num_items, 1, kMaxItems);
  reader.check_range("number of languages", num_languages, 1, std::numeric_limits<uint8_t>::max());
  reader.check_unused_fields(2);
  const StringTable names = reader.strings("names of languages", num_languages);
  const auto of_items = reader.array<uint8_t>("languages of items", num_items);
  std::vector<std::string> languages(of_items.size());
  for (size_t i = 0; i < languages.size(); ++i) {
    const uint8_t number = of_items[i];
    if (number > num_languages) reader.refuse("languages of items");
    if (reader.ok() && number > 0) languages[i] = names[number - 1U];
  }
  if (auto error = finish_outer_part(reader, Part::kLanguages, num_items, info)) {
    return *std::move(error);
  }
  return languages;
}

}  // namespace pocketrec
