// Packs a file of float vectors as the items of a bundle, for the side-by-side bench of searches in
// the browser:
//
//   search_bundle VECTORS NUM_ITEMS NUM_FACTORS OUT [LISTS_OUT]
//
// VECTORS: f32, row by row; the first rows are taken. OUT: the items part and the encoder part,
// each behind its size (u32). LISTS_OUT: the same items split: in the same way the items part, the
// encoder part, the lists part, and the rows of each list. Prints how many milliseconds packing
// took, and with LISTS_OUT splitting.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "trainer/pack/pack.h"
#include "trainer/pack/split_items.h"

namespace pocketrec {
namespace {

class Output {
 public:
  explicit Output(const char* path) : path_(path), file_(path, std::ios::binary) {}

  // A part behind its size.
  void part(const std::vector<uint8_t>& part) {
    const auto size = static_cast<uint32_t>(part.size());
    file_.write(reinterpret_cast<const char*>(&size), sizeof size);
    file_.write(reinterpret_cast<const char*>(part.data()),
                static_cast<std::streamsize>(part.size()));
  }
  bool finish() {
    if (file_.flush()) return true;
    std::fprintf(stderr, "%s could not be written\n", path_);
    return false;
  }

 private:
  const char* path_;
  std::ofstream file_;
};

bool write_lists(const PackedParts& parts, const SplitItems& split, const char* out) {
  Output file(out);
  for (const auto* part : {&split.items, &parts.encoder, &split.lists}) file.part(*part);
  for (const std::vector<uint8_t>& rows : split.rows) file.part(rows);
  return file.finish();
}

int run(const char* vectors, uint32_t num_items, uint32_t num_factors, const char* out,
        const char* lists_out) {
  Model model{{num_items, num_factors, {}}, EncoderParameters{}};
  model.item_factors.values.resize(size_t{num_items} * num_factors);
  std::ifstream in(vectors, std::ios::binary);
  const auto bytes = static_cast<std::streamsize>(model.item_factors.values.size() * sizeof(float));
  if (!in.read(reinterpret_cast<char*>(model.item_factors.values.data()), bytes)) {
    std::fprintf(stderr, "expected %td bytes of vectors in %s, found fewer\n", bytes, vectors);
    return 1;
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto taken = [&] {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin);
  };
  const PackedParts parts = pack_model(model, 8, 1);
  std::printf("%.1f", taken().count());
  Output file(out);
  file.part(parts.items);
  file.part(parts.encoder);
  bool is_written = file.finish();
  if (lists_out != nullptr) {
    const double before = taken().count();
    const SplitItems split = split_items(parts.items, parts.encoder, {});
    std::printf(" %.1f", taken().count() - before);
    is_written = write_lists(parts, split, lists_out) && is_written;
  }
  std::printf("\n");
  return is_written ? 0 : 1;
}

}  // namespace
}  // namespace pocketrec

int main(int count, char** arguments) {
  if (count != 5 && count != 6) {
    std::fprintf(stderr, "usage: search_bundle VECTORS NUM_ITEMS NUM_FACTORS OUT [LISTS_OUT]\n");
    return 2;
  }
  const auto number = [&](int i) {
    return static_cast<uint32_t>(std::strtoul(arguments[i], nullptr, 10));
  };
  return pocketrec::run(arguments[1], number(2), number(3), arguments[4],
                        count == 6 ? arguments[5] : nullptr);
}
