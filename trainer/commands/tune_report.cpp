#include "trainer/commands/tune_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "trainer/train/softmax_settings.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kRowsInATable = 5;

bool is_measured(const Trial& trial) { return trial.ndcg >= 0; }

Json json_of(const Trial& trial) {
  Json settings;
  for (const auto& [name, value] : settings_of(trial.options)) settings[name] = Json::parse(value);
  return {{"trial", trial.number},
          {"round", is_measured(trial) ? Json(trial.round) : Json()},
          {"ndcg@20", is_measured(trial) ? Json(trial.ndcg) : Json()},
          {"settings", settings}};
}

double gain_of(const TuneResult& result) { return result.best.ndcg / result.automatic.ndcg - 1; }

std::string outcome(const TuneResult& result) {
  if (!is_measured(result.best)) {
    return "the time was over before any trial's last round: these are the settings that training "
           "chooses by itself";
  }
  const std::string best = fmt::format("NDCG@20 {:.4f} of {} people held out of training",
                                       result.best.ndcg, result.num_people);
  return result.automatic.ndcg <= 0
             ? best
             : fmt::format("{}, {:+.1f} % to what training chooses by itself ({:.4f})", best,
                           100 * gain_of(result), result.automatic.ndcg);
}

std::string row_of(const Trial& trial) {
  const SoftmaxOptions& o = trial.options;
  return fmt::format("{:>5} {:>5} {:>8.4f} {:>11} {:>10} {:>6} {:>5} {:>9} {:>9} {:>5} {:>9}\n",
                     trial.round, trial.number, trial.ndcg, o.temperature, o.background_weight,
                     o.rate, o.batch_users, o.num_negatives, o.smoothing, o.focus,
                     fmt::format("{}/{}", o.neighbour_weight, o.neighbour_temperature));
}

// The best first.
std::vector<Trial> trials_of(const TuneResult& result, uint32_t round) {
  std::vector<Trial> trials;
  std::copy_if(result.trials.begin(), result.trials.end(), std::back_inserter(trials),
               [&](const Trial& trial) { return trial.round == round; });
  std::stable_sort(trials.begin(), trials.end(),
                   [](const Trial& a, const Trial& b) { return a.ndcg > b.ndcg; });
  return trials;
}

}  // namespace

std::string to_toml(const TuneResult& result) {
  std::string text = fmt::format("# Found by pocketrec tune: {}.\n", outcome(result));
  for (const auto& [name, value] : settings_of(result.best.options)) {
    text += fmt::format("{} = {}\n", name, value);
  }
  return text;
}

std::string to_json(const TuneResult& result) {
  const bool is_known = is_measured(result.best) && result.automatic.ndcg > 0;
  Json json = {
      {"people", result.num_people},       {"rounds", result.num_rounds},
      {"cut_short", result.was_cut_short}, {"automatic", json_of(result.automatic)},
      {"best", json_of(result.best)},      {"gain", is_known ? Json(gain_of(result)) : Json()}};
  json["trials"] = Json::array();
  for (const Trial& trial : result.trials) json["trials"].push_back(json_of(trial));
  return json.dump(2) + "\n";
}

std::string to_table(const TuneResult& result) {
  std::string table =
      fmt::format("{:>5} {:>5} {:>8} {:>11} {:>10} {:>6} {:>5} {:>9} {:>9} {:>5} {:>9}\n", "round",
                  "trial", "NDCG@20", "temperature", "background", "rate", "batch", "negatives",
                  "smoothing", "focus", "neighbour");
  for (uint32_t round = 1; round <= result.num_rounds; ++round) {
    const std::vector<Trial> trials = trials_of(result, round);
    for (size_t i = 0; i < std::min(trials.size(), kRowsInATable); ++i) table += row_of(trials[i]);
    if (trials.size() > kRowsInATable) {
      table += fmt::format("{:>5} and {} more\n", round, trials.size() - kRowsInATable);
    }
  }
  table += outcome(result) + "\n";
  if (result.was_cut_short) table += "the budget was over before the last trial\n";
  return table;
}

}  // namespace pocketrec
