// One trained model, ranked as it ships and in float beside it: the difference is what quantising
// costs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/recommender.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/ranker.h"
#include "trainer/train/model.h"

namespace pocketrec {

// From the packed parts, through the core, exactly as a browser would. options: bits, diversity and
// novelty.
Ranker packed_ranker(std::string name, const Model& model, const EvaluateOptions& options);

// The recommender that packed_ranker() asks.
std::shared_ptr<const Recommender> packed_recommender(const Model& model,
                                                      const EvaluateOptions& options);

// The same fold-in and dot products in float32, from the factors as trained.
Ranker float_ranker(std::string name, const Model& model, uint32_t threads);

}  // namespace pocketrec
