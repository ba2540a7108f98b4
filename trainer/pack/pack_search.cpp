#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/token_index.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/text_folding.h"

namespace pocketrec {
namespace {

void append_varint(std::vector<uint8_t>& bytes, uint32_t value) {
  for (; value >= 128; value >>= 7) bytes.push_back(static_cast<uint8_t>(value | 128));
  bytes.push_back(static_cast<uint8_t>(value));
}

// The items of one word, as differences.
class Postings {
 public:
  // Items come in ascending order; a repeated one counts once.
  void add(uint32_t item) {
    if (!bytes_.empty() && item == last_) return;
    append_varint(bytes_, bytes_.empty() ? item : item - last_);
    last_ = item;
  }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
  uint32_t last_ = 0;
};

// Found by its beginning in the titles part (FORMAT.md, "search"), so that it need not be indexed.
bool is_plain(std::string_view id) {
  bool lower = false;
  bool upper = false;
  for (const char c : id) {
    if (c >= 'a' && c <= 'z') {
      lower = true;
    } else if (c >= 'A' && c <= 'Z') {
      upper = true;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return !(lower && upper);
}

using Index = std::unordered_map<std::string, Postings>;

void add_words(std::string_view text, uint32_t item, Index& index) {
  for (std::string& word : folded_words(text)) index[std::move(word)].add(item);
}

Index build_index(const Dataset& dataset, const std::vector<uint32_t>& item_order) {
  Index index;
  for (uint32_t i = 0; i < item_order.size(); ++i) {
    const Item& item = dataset.items[item_order[i]];
    add_words(item.title, i, index);
    add_words(item.author, i, index);
    if (!is_plain(item.id)) add_words(item.id, i, index);
    for (const std::string& id : item.other_ids) {
      if (!is_plain(id)) add_words(id, i, index);
    }
  }
  return index;
}

}  // namespace

std::vector<uint8_t> pack_search(const Dataset& dataset, const std::vector<uint32_t>& item_order,
                                 uint64_t model_id) {
  const Index index = build_index(dataset, item_order);
  std::vector<const Index::value_type*> words;
  for (const auto& entry : index) words.push_back(&entry);
  std::sort(words.begin(), words.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });

  std::vector<uint32_t> block_offsets;
  std::vector<uint8_t> stream;
  std::string_view last;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i]->first;
    size_t shared = 0;
    if (i % kTokensPerBlock == 0) {
      block_offsets.push_back(checked_count(stream.size(), "bytes of words"));
    } else {
      const auto differ = std::mismatch(word.begin(), word.end(), last.begin(), last.end());
      shared = static_cast<size_t>(differ.first - word.begin());
    }
    stream.push_back(static_cast<uint8_t>(shared));
    stream.push_back(static_cast<uint8_t>(word.size() - shared));
    stream.insert(stream.end(), word.begin() + static_cast<std::ptrdiff_t>(shared), word.end());
    const std::vector<uint8_t>& postings = words[i]->second.bytes();
    append_varint(stream, checked_count(postings.size(), "bytes of one word's items"));
    stream.insert(stream.end(), postings.begin(), postings.end());
    last = word;
  }
  PartWriter writer(
      Part::kSearch, model_id,
      {checked_count(item_order.size(), "items"), checked_count(words.size(), "words"),
       checked_count(stream.size(), "bytes of words")});
  writer.array(block_offsets);
  writer.array(stream);
  return writer.finish();
}

}  // namespace pocketrec
