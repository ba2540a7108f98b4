// Packs a file of float vectors as the items of a bundle, for the side-by-side bench of searches in
// the browser:
//
//   search_bundle VECTORS NUM_ITEMS NUM_FACTORS OUT
//
// VECTORS: f32, row by row; the first rows are taken. OUT: the size of the items part (u32), that
// part, and the encoder part. Prints how many milliseconds packing took.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "trainer/pack/pack.h"

namespace pocketrec {
namespace {

int run(const char* vectors, uint32_t num_items, uint32_t num_factors, const char* out) {
  Model model{{num_items, num_factors, {}}, EncoderParameters{}};
  model.item_factors.values.resize(size_t{num_items} * num_factors);
  std::ifstream in(vectors, std::ios::binary);
  const auto bytes = static_cast<std::streamsize>(model.item_factors.values.size() * sizeof(float));
  if (!in.read(reinterpret_cast<char*>(model.item_factors.values.data()), bytes)) {
    std::fprintf(stderr, "expected %td bytes of vectors in %s, found fewer\n", bytes, vectors);
    return 1;
  }
  const auto begin = std::chrono::steady_clock::now();
  const PackedParts parts = pack_model(model, 8, 1);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  std::ofstream file(out, std::ios::binary);
  const auto size = static_cast<uint32_t>(parts.items.size());
  file.write(reinterpret_cast<const char*>(&size), sizeof size);
  for (const auto* part : {&parts.items, &parts.encoder}) {
    file.write(reinterpret_cast<const char*>(part->data()),
               static_cast<std::streamsize>(part->size()));
  }
  if (!file.flush()) {
    std::fprintf(stderr, "%s could not be written\n", out);
    return 1;
  }
  std::printf("%.1f\n", taken.count());
  return 0;
}

}  // namespace
}  // namespace pocketrec

int main(int count, char** arguments) {
  if (count != 5) {
    std::fprintf(stderr, "usage: search_bundle VECTORS NUM_ITEMS NUM_FACTORS OUT\n");
    return 2;
  }
  const auto number = [&](int i) {
    return static_cast<uint32_t>(std::strtoul(arguments[i], nullptr, 10));
  };
  return pocketrec::run(arguments[1], number(2), number(3), arguments[4]);
}
