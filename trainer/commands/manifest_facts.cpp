#include "trainer/commands/manifest_facts.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "trainer/evaluate/evaluate.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

// The decimal number that a person wrote, not the digits of the float nearest to it.
double as_written(float value) { return std::stod(fmt::format("{}", value)); }

std::string parameters_json(const TrainRequest& request, const FitResult& fitted) {
  const IalsOptions& ials = request.fit.ials;
  nlohmann::ordered_json parameters = {
      {"model", "ials"},
      {"factors", ials.num_factors},
      {"bits", request.pack.bits},
      {"unobserved_ratio", as_written(ials.unobserved_ratio)},
      {"unobserved_weight", fitted.model.encoder.parameters.unobserved_weight},
      {"regularisation", as_written(ials.regularisation)},
      {"regularisation_exponent", ials.exponent_halves / 2.0},
      {"sweeps", fitted.num_sweeps},
      {"early_stopping", request.fit.early_stopping},
      {"with_users", request.pack.with_users}};
  if (request.read.merge_editions) parameters["merge_editions"] = *request.read.merge_editions;
  return parameters.dump();
}

}  // namespace

std::string held_out_metrics(const InteractionMatrix& interactions, const TrainRequest& request,
                             const FitResult& fitted, const TrainProgress& progress) {
  progress.said("measuring on people held out of a second training");
  EvaluateOptions options;
  options.bits = request.pack.bits;
  options.fit = request.fit;
  options.seed = request.fit.ials.seed;
  options.threads = request.fit.ials.threads;
  return held_out_metrics_json(interactions, options, fitted.num_sweeps);
}

ManifestFacts manifest_facts(const Dataset& dataset, const TrainRequest& request,
                             const FitResult& fitted, const std::string& metrics_json) {
  ManifestFacts facts;
  facts.data_fingerprint = dataset.fingerprint;
  facts.format = name_of(dataset.format);
  facts.simulated = dataset.simulated;
  facts.seed = request.fit.ials.seed;
  facts.parameters_json = parameters_json(request, fitted);
  facts.metrics_json = metrics_json;
  facts.cleaning_json = dataset.report.to_json();
  return facts;
}

uint64_t model_id(const ManifestFacts& facts) {
  const std::string all = std::string(POCKETREC_VERSION) + '\n' + facts.data_fingerprint + '\n' +
                          facts.format + '\n' + std::to_string(facts.seed) + '\n' +
                          facts.parameters_json;
  const std::string digest = sha256_hex({reinterpret_cast<const uint8_t*>(all.data()), all.size()});
  return std::stoull(digest.substr(0, 16), nullptr, 16);
}

}  // namespace pocketrec
