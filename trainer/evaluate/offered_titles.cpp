#include "trainer/evaluate/offered_titles.h"

#include <algorithm>
#include <utility>

namespace pocketrec {
namespace {

bool contains(std::span<const uint32_t> items, uint32_t item) {
  return std::ranges::find(items, item) != items.end();
}

}  // namespace

OfferedTitles::OfferedTitles(std::vector<uint32_t> authors, std::span<const uint32_t> popularity)
    : authors_(std::move(authors)) {
  for (uint32_t item = 0; item < authors_.size(); ++item) {
    const uint32_t author = authors_[item];
    if (author >= titles_.size()) titles_.resize(author + 1);
    if (author == 0 || titles_[author].empty()) order_.push_back(item);
    if (author != 0) titles_[author].push_back(item);
  }
  knows_authors_ = titles_.size() > 1;
  std::vector<uint64_t> people(authors_.size(), 0);  // by the first title of each author
  for (uint32_t item = 0; item < std::min<size_t>(authors_.size(), kTitlesCompared); ++item) {
    const uint32_t author = authors_[item];
    people[author == 0 ? item : titles_[author].front()] += popularity[item];
  }
  std::ranges::stable_sort(order_, std::ranges::greater(),
                           [&](uint32_t first) { return people[first]; });
}

std::vector<uint32_t> OfferedTitles::next(std::span<const uint32_t> asked, uint32_t n) const {
  std::vector<uint32_t> asked_authors;
  for (const uint32_t item : asked) {
    if (authors_[item] != 0) asked_authors.push_back(authors_[item]);
  }
  std::vector<uint32_t> titles;
  for (const uint32_t item : order_) {
    if (titles.size() == n) return titles;
    if (!contains(asked, item) && !contains(asked_authors, authors_[item])) titles.push_back(item);
  }
  for (uint32_t item = 0; item < authors_.size() && titles.size() < n; ++item) {
    if (!contains(asked, item) && !contains(titles, item)) titles.push_back(item);
  }
  return titles;
}

std::vector<uint32_t> OfferedTitles::by(uint32_t author, std::span<const uint32_t> asked) const {
  const auto was_asked = [&](uint32_t item) { return authors_[item] == author; };
  const auto num_asked = static_cast<size_t>(std::ranges::count_if(asked, was_asked));
  std::vector<uint32_t> titles;
  for (const uint32_t item : titles_[author]) {
    if (titles.size() + num_asked >= kTitlesOfAnAuthor) break;
    if (!contains(asked, item)) titles.push_back(item);
  }
  return titles;
}

}  // namespace pocketrec
