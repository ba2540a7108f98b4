#include "trainer/commands/warm_start.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "trainer/commands/print_list.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint32_t kShortening = 4;
constexpr uint32_t kFewestEpochs = 4;

// As the manifest has it; what the manifest does not say is left as it is.
template <class T>
void take(const Json& parameters, const char* name, bool is_fixed, T& value) {
  const Json found = parameters.value(name, Json());
  if (!is_fixed && found.is_number()) value = found.get<T>();
}

void take_settings(const Json& parameters, FitOptions& fit) {
  FixedSettings& fixed = fit.fixed;
  SoftmaxOptions& softmax = fit.softmax;
  take(parameters, "temperature", fixed.temperature, softmax.temperature);
  take(parameters, "background_weight", fixed.background_weight, softmax.background_weight);
  take(parameters, "focus", fixed.focus, softmax.focus);
  take(parameters, "smoothing", fixed.smoothing, softmax.smoothing);
  take(parameters, "neighbour_weight", fixed.neighbour_weight, softmax.neighbour_weight);
  take(parameters, "neighbour_temperature", fixed.neighbour_temperature,
       softmax.neighbour_temperature);
  take(parameters, "rate", fixed.rate, softmax.rate);
  take(parameters, "batch_users", fixed.batch_users, softmax.batch_users);
  take(parameters, "negatives", fixed.num_negatives, softmax.num_negatives);
  // Not to be settled anew by how many users there are by now.
  fixed.batch_users |= parameters.contains("batch_users");
  fixed.num_negatives |= parameters.contains("negatives");
  if (fixed.num_epochs) return;
  take(parameters, "epochs", false, softmax.num_epochs);
  if (parameters.contains("warm_start")) return;
  softmax.num_epochs = std::max(kFewestEpochs, softmax.num_epochs / kShortening);
}

void take_factors(const BundleInfo& info, const std::filesystem::path& folder, FitOptions& fit) {
  if (fit.fixed.num_factors && fit.num_factors != info.num_factors) {
    throw DataError(fmt::format(
        "expected vectors of {} factors to go on from (--factors), found {} in the bundle in {}; "
        "leave --factors out, or train without --warm-start",
        fit.num_factors, info.num_factors, folder.string()));
  }
  fit.num_factors = info.num_factors;
}

}  // namespace

LoadedBundle open_warm_start(TrainRequest& request) {
  LoadedBundle bundle = load_bundle(request.warm_start, true);
  const BundleInfo info = bundle.recommender.info();
  check_titles(bundle);
  take_factors(info, bundle.folder, request.fit);
  if (!request.bits_are_fixed) request.pack.bits = info.bits;
  take_settings(bundle.manifest.value("parameters", Json::object()), request.fit);
  // People held out now were there when the bundle was trained: they could choose nothing.
  request.fit.validate = false;
  request.warm_start_model = bundle.manifest.at("model_id").get<std::string>();
  return bundle;
}

FactorTable known_items(const LoadedBundle& bundle, const Dataset& dataset,
                        std::span<const uint32_t> order) {
  const ItemsPart part = value_or_throw(parse_items(bundle.parts.items), "");
  const auto num_items = static_cast<uint32_t>(order.size());
  FactorTable table{num_items, part.items.num_factors, {}};
  table.values.resize(size_t{num_items} * part.items.num_factors);
  uint32_t num_known = 0;
  for (uint32_t i = 0; i < num_items; ++i) {
    const int64_t index = index_in(bundle.recommender, dataset.items[order[i]]);
    if (index < 0) continue;
    dequantise_row(part.items, static_cast<uint32_t>(index),
                   {table.row(i), part.items.num_factors});
    ++num_known;
  }
  if (num_known == 0) {
    throw DataError(fmt::format(
        "expected items of the data in the bundle in {}, found none of {}; name the bundle that an "
        "older state of this data was trained to",
        bundle.folder.string(), num_items));
  }
  return table;
}

}  // namespace pocketrec
