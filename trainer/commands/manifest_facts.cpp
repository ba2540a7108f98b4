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

nlohmann::ordered_json model_parameters(const FitOptions& fit) {
  if (fit.algorithm == Algorithm::kIals) {
    return {{"unobserved_ratio", as_written(fit.ials.unobserved_ratio)},
            {"regularisation", as_written(fit.ials.regularisation)},
            {"regularisation_exponent", fit.ials.exponent_halves / 2.0},
            {"sweeps", fit.ials.num_sweeps}};
  }
  return {{"temperature", as_written(fit.softmax.temperature)},
          {"background_weight", as_written(fit.softmax.background_weight)},
          {"focus", as_written(fit.softmax.focus)},
          {"smoothing", as_written(fit.softmax.smoothing)},
          {"neighbour_weight", as_written(fit.softmax.neighbour_weight)},
          {"neighbour_temperature", as_written(fit.softmax.neighbour_temperature)},
          {"epochs", fit.softmax.num_epochs},
          {"batch_users", fit.softmax.batch_users},
          {"negatives", fit.softmax.num_negatives},
          {"rate", as_written(fit.softmax.rate)}};
}

std::string parameters_json(const TrainRequest& request, const FitResult& fitted) {
  nlohmann::ordered_json parameters = {{"model", name_of(fitted.chosen.algorithm)},
                                       {"factors", fitted.chosen.num_factors},
                                       {"bits", request.pack.bits}};
  parameters.update(model_parameters(fitted.chosen));
  const bool had_time = request.fit.budget.seconds == 0 || fitted.validation_ndcg >= 0;
  parameters["validated"] = request.fit.validate && had_time;
  parameters["content"] = fitted.chosen.use_content.value_or(true);
  parameters["with_users"] = request.pack.with_users;
  parameters["least_people"] = request.pack.least_people;
  if (!request.warm_start_model.empty()) parameters["warm_start"] = request.warm_start_model;
  if (request.read.merge_editions) parameters["merge_editions"] = *request.read.merge_editions;
  return parameters.dump();
}

uint64_t id_of(const std::string& text) {
  const std::string digest =
      sha256_hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  return std::stoull(digest.substr(0, 16), nullptr, 16);
}

}  // namespace

std::string held_out_metrics(const InteractionMatrix& interactions, const std::vector<Item>& items,
                             const TrainRequest& request, const FitResult& fitted,
                             const TrainProgress& progress) {
  if (!request.warm_start_model.empty()) {
    // The old bundle knows everybody who could be held out.
    progress.said("not measured: nobody is new to a training that goes on from another");
    return R"({"users": 0})";
  }
  progress.said("measuring on people held out of a second training");
  EvaluateOptions options;
  options.bits = request.pack.bits;
  options.fit = fitted.chosen;
  options.seed = request.fit.seed;
  options.threads = request.fit.threads;
  return held_out_metrics_json(interactions, items, options);
}

ManifestFacts manifest_facts(const Dataset& dataset, const TrainRequest& request,
                             const FitResult& fitted, const std::string& metrics_json) {
  ManifestFacts facts;
  facts.data_fingerprint = dataset.fingerprint;
  facts.format = name_of(dataset.format);
  facts.simulated = dataset.simulated;
  facts.seed = request.fit.seed;
  facts.parameters_json = parameters_json(request, fitted);
  facts.metrics_json = metrics_json;
  facts.cleaning_json = dataset.report.to_json();
  return facts;
}

Checkpoint::Identity checkpoint_identity(const std::string& fingerprint, Format format,
                                         const TrainRequest& request) {
  Checkpoint::Identity identity = {{"version", POCKETREC_VERSION},
                                   {"data", fingerprint},
                                   {"format", name_of(format)},
                                   {"seed", std::to_string(request.fit.seed)}};
  FitResult asked;
  asked.chosen = request.fit;
  asked.validation_ndcg = 0;  // as if there were time for it
  const auto parameters = nlohmann::ordered_json::parse(parameters_json(request, asked));
  for (const auto& [name, value] : parameters.items()) identity.emplace_back(name, value.dump());
  const FixedSettings& fixed = request.fit.fixed;
  const std::pair<const char*, bool> flags[] = {
      {"temperature", fixed.temperature},
      {"background weight", fixed.background_weight},
      {"focus", fixed.focus},
      {"smoothing", fixed.smoothing},
      {"neighbour weight", fixed.neighbour_weight},
      {"neighbour temperature", fixed.neighbour_temperature},
      {"rate", fixed.rate},
      {"negatives", fixed.num_negatives},
      {"batch", fixed.batch_users},
      {"content", request.fit.use_content.has_value()}};
  for (const auto& [name, is_fixed] : flags) {
    identity.emplace_back(fmt::format("choice of {}", name),
                          is_fixed ? "by a flag" : "by training");
  }
  identity.emplace_back("budget in seconds", fmt::format("{}", request.fit.budget.seconds));
  return identity;
}

uint64_t model_id(const ManifestFacts& facts) {
  const std::string all = std::string(POCKETREC_VERSION) + '\n' + facts.data_fingerprint + '\n' +
                          facts.format + '\n' + std::to_string(facts.seed) + '\n' +
                          facts.parameters_json;
  return id_of(all);
}

uint64_t model_id_with(const std::string& model_id, const std::string& fingerprint) {
  return id_of(std::string(POCKETREC_VERSION) + '\n' + model_id + '\n' + fingerprint);
}

}  // namespace pocketrec
