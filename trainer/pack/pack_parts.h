// The parts of a bundle, one function each (core/FORMAT.md).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/content_map.h"
#include "trainer/content/content_table.h"
#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/pack/quantise_direction.h"
#include "trainer/train/model.h"

namespace pocketrec {

// num_new: of the last items, which nobody chose.
std::vector<uint8_t> pack_items(const FactorTable& item_factors, uint32_t bits, uint64_t model_id,
                                uint32_t num_new = 0);
std::vector<uint8_t> pack_rows(const QuantisedRows& items, uint64_t model_id, uint32_t num_new);
std::vector<uint8_t> pack_encoder(const EncoderParameters& parameters, uint32_t num_factors,
                                  uint64_t model_id);

// features: of model.features, what they are.
std::vector<uint8_t> pack_content(const ContentModel& model, const ContentTable& content,
                                  uint64_t model_id);
// The row of an item that content alone places: where `map` puts these keys, at the length that
// such rows have. values: num_factors of the map.
Placement place_row(const ContentMap& map, std::span<const ContentKey> keys,
                    std::span<float> values);
// The model's factors, where its placed items are where the packed `part` puts them.
FactorTable with_placed(const Model& model, const ContentTable& content,
                        const std::vector<uint8_t>& part);

// item_order[i] is the index in dataset.items of bundle item i; popularity is by bundle item.
// Throws DataError where two items have the same id; an other id that is taken is left out.
std::vector<uint8_t> pack_titles(const Dataset& dataset, const std::vector<uint32_t>& item_order,
                                 const std::vector<uint32_t>& popularity, uint64_t model_id);
std::vector<uint8_t> pack_search(const Dataset& dataset, const std::vector<uint32_t>& item_order,
                                 uint64_t model_id);

// Users with a history, with the vectors that the packed items and encoder give them. Empty when
// nobody has a history. threads: 0: all cores. Throws DataError where two users have the same id.
std::vector<uint8_t> pack_users(const std::vector<uint8_t>& items,
                                const std::vector<uint8_t>& encoder, const Dataset& dataset,
                                const InteractionMatrix& histories, uint64_t model_id,
                                uint32_t threads);

}  // namespace pocketrec
