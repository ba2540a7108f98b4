// May a bundle take the place of the one in use? By their figures on people held out of training.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trainer/commands/manifest_metrics.h"

namespace pocketrec {

struct GuardOptions {
  double margin = 0.02;           // 0..1: how far a figure may fall, as a share of the old one
  bool allow_unmeasured = false;  // let pass what cannot be compared
};

struct GuardedFigure {
  std::string name;  // of kComparedMetrics
  Measured in_use, offered;
};

// Compares every one of kComparedMetrics; returns what was compared. Throws DataError when one fell
// by more than the margin, and, unless allowed, when one is missing on either side or the two were
// measured by different protocols. in_use, offered: manifests; where: what the messages call the
// folder of the one in use.
std::vector<GuardedFigure> guard(const nlohmann::ordered_json& in_use,
                                 const nlohmann::ordered_json& offered, const std::string& where,
                                 const GuardOptions& options);

// What one should know before replacing a bundle, though it is no reason to refuse: a line each.
std::vector<std::string> surprises(const nlohmann::ordered_json& in_use,
                                   const nlohmann::ordered_json& offered);

}  // namespace pocketrec
