#include "trainer/pack/file_numbers.h"

#include <fmt/format.h>

#include "core/bundle.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/support/files.h"

namespace pocketrec {

std::vector<uint32_t> file_numbers(const std::vector<std::vector<uint8_t>>& files) {
  std::vector<uint32_t> numbers;
  for (const std::vector<uint8_t>& file : files) {
    const std::string hash = sha256_hex(file);
    for (const size_t at : {0, 8}) {
      numbers.push_back(static_cast<uint32_t>(std::stoul(hash.substr(at, 8), nullptr, 16)));
    }
  }
  return numbers;
}

std::string numbered_file(Part part, const PackedArray<uint32_t>& numbers, uint32_t i) {
  return part_file_name(name_of(part),
                        fmt::format("{:08x}{:08x}", numbers[2 * i], numbers[2 * i + 1]));
}

}  // namespace pocketrec
