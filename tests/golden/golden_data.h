// A small made-up catalogue and model, the same bytes on every machine: C++ and TypeScript tests
// compute on it and must find the same bits.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "trainer/pack/pack.h"

namespace pocketrec::golden {

struct GoldenInput {
  Dataset dataset;
  Model model;
  std::vector<uint32_t> item_order;
  InteractionMatrix histories;
  ContentTable content;
};

inline constexpr uint64_t kModelId = 0x90D1E5C0FFEE0042;

// Made of integers and exact fractions only: no library function that could round differently.
GoldenInput golden_input();

// All parts. bits: 8 or 4.
PackedParts golden_parts(const GoldenInput& input, uint32_t bits);

// By name: "int8", "int4".
std::vector<std::pair<std::string, PackedParts>> golden_bundles();

ManifestFacts golden_facts();

}  // namespace pocketrec::golden
