// The figures that a manifest gives of its model (evaluate.h, held_out_metrics_json), read from
// whatever it holds: what is not there, or no number, was not measured.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "trainer/metrics/calibration.h"
#include "trainer/pack/load.h"

namespace pocketrec {

struct Measured {
  std::optional<double> value;
  std::optional<std::pair<double, double>> interval;  // lowest, highest
};

// By which bundles are compared: of people who were not trained on, higher is better.
inline constexpr const char* kComparedMetrics[] = {"recall@20", "ndcg@20"};

// An object of `manifest`, empty where it has none of that name.
nlohmann::ordered_json object_in(const nlohmann::ordered_json& manifest, const std::string& name);

// metrics: the manifest's, or those of a baseline within. name: "recall@20", ...
Measured measured(const nlohmann::ordered_json& metrics, const std::string& name);

// ".3583 (.3285 to .3895)", ".3583" or "not measured".
std::string text_of(const Measured& figure);

// What scores mean, where the bundle says it as it should; else empty.
Calibration calibration_of(const LoadedBundle& bundle);

// "+1.2 %" of `before`; empty where one was not measured, or `before` is 0.
std::string change_text(const Measured& before, const Measured& after);

}  // namespace pocketrec
