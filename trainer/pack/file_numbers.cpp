#include "trainer/pack/file_numbers.h"

#include <fmt/format.h>

#include "core/bundle.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/support/files.h"

namespace pocketrec {

std::vector<uint32_t> file_numbers(std::span<const std::vector<uint8_t>> files) {
  std::vector<uint32_t> numbers;
  for (const std::vector<uint8_t>& file : files) {
    const std::string hash = sha256_hex(file);
    for (const size_t at : {0, 8}) {
      numbers.push_back(static_cast<uint32_t>(std::stoul(hash.substr(at, 8), nullptr, 16)));
    }
  }
  return numbers;
}

void append_files(Part part, const PackedArray<uint32_t>& numbers,
                  std::vector<std::string>& names) {
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) {
    const std::string hash = fmt::format("{:08x}{:08x}", numbers[i], numbers[i + 1]);
    names.push_back(part_file_name(name_of(part), hash));
  }
}

}  // namespace pocketrec
