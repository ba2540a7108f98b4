#include "trainer/commands/manifest_metrics.h"

#include <fmt/format.h>

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

// Without the zero before the point, as the tables of this field have it.
std::string figure(double value) {
  std::string text = fmt::format("{:.4f}", value);
  if (text.starts_with("0.")) text.erase(0, 1);
  return text;
}

}  // namespace

Json object_in(const Json& manifest, const std::string& name) {
  const Json found = manifest.is_object() ? manifest.value(name, Json()) : Json();
  return found.is_object() ? found : Json::object();
}

Measured measured(const Json& metrics, const std::string& name) {
  Measured figure;
  const Json value = metrics.value(name, Json());
  if (value.is_number()) figure.value = value.get<double>();
  const Json interval = metrics.value(name + "_interval", Json());
  if (interval.is_array() && interval.size() == 2 && interval[0].is_number() &&
      interval[1].is_number()) {
    figure.interval = {interval[0].get<double>(), interval[1].get<double>()};
  }
  return figure;
}

std::string text_of(const Measured& measured) {
  if (!measured.value) return "not measured";
  std::string text = figure(*measured.value);
  if (measured.interval) {
    text += fmt::format(" ({} to {})", figure(measured.interval->first),
                        figure(measured.interval->second));
  }
  return text;
}

std::string change_text(const Measured& before, const Measured& after) {
  if (!before.value || !after.value || *before.value == 0) return {};
  return fmt::format("{:+.1f} %", 100 * (*after.value / *before.value - 1));
}

Calibration calibration_of(const LoadedBundle& bundle) {
  try {
    const auto& found = bundle.manifest.at("metrics").at("calibration");
    Calibration calibration{found.at("scores"), found.at("shares")};
    if (calibration.scores.size() == calibration.shares.size()) return calibration;
  } catch (const nlohmann::json::exception&) {
  }
  return {};
}

}  // namespace pocketrec
