// What a bundle says of its own making.
#pragma once

#include <cstdint>
#include <string>

#include "trainer/commands/commands.h"

namespace pocketrec {

// The model's quality on people it was not trained on, as a JSON object (evaluate.h).
std::string held_out_metrics(const InteractionMatrix& interactions, const std::vector<Item>& items,
                             const TrainRequest& request, const FitResult& fitted,
                             const TrainProgress& progress);

ManifestFacts manifest_facts(const Dataset& dataset, const TrainRequest& request,
                             const FitResult& fitted, const std::string& metrics_json);

// All that a training depends on: another one must not go on from its checkpoint. `fingerprint`,
// `format`: of the data.
Checkpoint::Identity checkpoint_identity(const std::string& fingerprint, Format format,
                                         const TrainRequest& request);

// The same for the same data, parameters, seed and code; different otherwise.
uint64_t model_id(const ManifestFacts& facts);

// That of the bundle `model_id` with the items of a file of this fingerprint added.
uint64_t model_id_with(const std::string& model_id, const std::string& fingerprint);

}  // namespace pocketrec
