#include "trainer/commands/options.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

#include "trainer/commands/usage.h"

namespace pocketrec {
namespace {

constexpr uint64_t kMaxThreads = 1024;

struct Range {
  double least, most;
};

CLI::Option* add_number(CLI::App& command, const char* flag, float& value, const Range& range,
                        const char* what) {
  return command.add_option(flag, value, what)
      ->transform(number_between(range.least, range.most))
      ->type_name("X")
      ->capture_default_str();
}

// From 1 on.
CLI::Option* add_count(CLI::App& command, const char* flag, uint32_t& value, uint64_t most,
                       const char* what) {
  return command.add_option(flag, value, what)
      ->transform(whole_number(1, most))
      ->type_name("N")
      ->capture_default_str();
}

// A flag that takes one of the names of `values`.
template <class T>
CLI::Option* add_named_option(CLI::App& command, const std::string& flag, T& value,
                              const std::map<std::string, T>& values, const std::string& what) {
  std::vector<std::string> names;
  std::string standard;
  for (const auto& [name, meaning] : values) {
    names.push_back(name);
    if (meaning == value) standard = name;
  }
  return command
      .add_option_function<std::string>(
          flag, [&value, values](const std::string& name) { value = values.at(name); },
          fmt::format("{}: {}", what, fmt::join(names, ", ")))
      ->transform(one_of(names))
      ->type_name("NAME")
      ->default_str(standard);
}

// A flag that is neither on nor off unless it is given. Not add_flag with the optional itself:
// CLI11 would take it for a counter and set it to zero.
void add_open_flag(CLI::App& command, const std::string& names, std::optional<bool>& value,
                   const std::string& what) {
  command.add_flag_function(
      names, [&value](int64_t times) { value = times > 0; }, what);
}

// What a flag sets is not chosen by validation.
auto fix(bool& fixed) {
  return [&fixed](const std::string&) { fixed = true; };
}

void add_softmax_options(CLI::App& command, SoftmaxOptions& softmax, FixedSettings& fixed) {
  add_number(command, "--temperature", softmax.temperature, {kMinTemperature, kMaxTemperature},
             "softmax: what differences of cosines are divided by")
      ->each(fix(fixed.temperature));
  add_number(command, "--background-weight", softmax.background_weight, {0, kMaxBackgroundWeight},
             "softmax: how strongly unchosen items are pushed away")
      ->each(fix(fixed.background_weight));
  add_number(command, "--focus", softmax.focus, {0, kMaxFocus},
             "softmax: how much a visitor's strongest taste counts above the others")
      ->each(fix(fixed.focus));
  add_number(command, "--smoothing", softmax.smoothing, {0, 10},
             "softmax: pull of an item towards the mean of its audience")
      ->each(fix(fixed.smoothing));
  add_number(command, "--neighbour-weight", softmax.neighbour_weight, {0, kMaxNeighbourWeight},
             "softmax: how much single items of a history add to their neighbours' scores")
      ->each(fix(fixed.neighbour_weight));
  add_number(command, "--neighbour-temperature", softmax.neighbour_temperature,
             {kMinNeighbourTemperature, kMaxNeighbourTemperature},
             "softmax: how far neighbours may be")
      ->each(fix(fixed.neighbour_temperature));
  add_count(command, "--epochs", softmax.num_epochs, 100'000, "softmax: passes over the users")
      ->each(fix(fixed.num_epochs));
  add_count(command, "--negatives", softmax.num_negatives, 1'000'000,
            "softmax: sampled items against which a batch of users is trained; fewer, down to "
            "1024, by default from 200,000 users on")
      ->each(fix(fixed.num_negatives));
  add_count(command, "--batch", softmax.batch_users, 1'000'000,
            "softmax: users in a batch; more, up to 2048, by default from 200,000 users on")
      ->each(fix(fixed.batch_users));
  add_number(command, "--content-drop", softmax.content_drop, {0, 0.99},
             "softmax: share of items that a step of training knows by their content alone");
  add_number(command, "--new-item-length", softmax.new_item_length, {0, 1},
             "softmax: how far items that nobody chose come forward: 0 never, 1 as others do");
  add_number(command, "--rate", softmax.rate, {1e-6, 10}, "softmax: learning rate")
      ->each(fix(fixed.rate));
}

}  // namespace

void add_format_option(CLI::App& command, Format& format) {
  std::map<std::string, Format> names;
  for (const Format known : kFormats) names[name_of(known)] = known;
  add_named_option(command, "--format", format, names, "How the data is laid out");
}

void add_merge_option(CLI::App& command, ReadOptions& options) {
  add_open_flag(command, "--merge-editions,!--keep-editions", options.merge_editions,
                "One item for all editions of a work, or one for each (default: one for all where "
                "the items are books)");
}

void add_seed_option(CLI::App& command, uint64_t& seed) {
  command.add_option("--seed", seed, "Same seed, same bytes")
      ->transform(whole_number(0, UINT64_MAX))
      ->type_name("N")
      ->capture_default_str();
}

void add_threads_option(CLI::App& command, uint32_t& threads) {
  command.add_option("--threads", threads, "0: all cores; the result is the same")
      ->transform(whole_number(0, kMaxThreads))
      ->type_name("N")
      ->capture_default_str();
}

void add_fit_options(CLI::App& command, FitOptions& options) {
  add_count(command, "--factors", options.num_factors, 1024, "Numbers in a vector, 1 to 1024")
      ->each(fix(options.fixed.num_factors));
  add_seed_option(command, options.seed);
  add_threads_option(command, options.threads);
  add_softmax_options(command, options.softmax, options.fixed);
  command.add_flag("--validate,!--no-validate", options.validate,
                   "Choose by held-out users what no flag has set (default: on)");
  add_open_flag(command, "--content,!--no-content", options.use_content,
                "Learn from what items are, too: titles, authors, categories (default: on, up to "
                "200,000 users)");
  command
      .add_option_function<double>(
          "--budget", [&options](double minutes) { options.budget.seconds = 60 * minutes; },
          "About so many minutes for fitting, by fewer epochs and shorter choosing; only with it "
          "the result depends on the machine's speed")
      ->transform(number_between(0.001, 1e6))
      ->type_name("MINUTES");
}

void add_ials_options(CLI::App& command, IalsOptions& ials) {
  add_count(command, "--sweeps", ials.num_sweeps, 1000, "ials: most sweeps of training, 1 to 1000");
  add_number(command, "--unobserved-ratio", ials.unobserved_ratio, {1e-6, 1e6},
             "ials: weight of all pairs together over that of the observed ones");
  add_number(command, "--regularisation", ials.regularisation, {1e-9, 1e6},
             "ials: pull towards zero");
  add_named_option<uint32_t>(command, "--regularisation-exponent", ials.exponent_halves,
                             {{"0", 0}, {"0.5", 1}, {"1", 2}},
                             "ials: how the pull grows with a history, as a power of its weight")
      ->type_name("X");
}

void add_bits_option(CLI::App& command, uint32_t& bits) {
  add_named_option<uint32_t>(command, "--bits", bits, {{"8", 8}, {"4", 4}},
                             "Bits of a stored number")
      ->type_name("N");
}

void add_variety_options(CLI::App& command, float& diversity, float& novelty) {
  add_number(command, "--diversity", diversity, {0, 1},
             "How much likeness to items listed before counts against an item, 0 to 1");
  add_number(command, "--novelty", novelty, {0, 1},
             "How much being little known counts for an item, 0 to 1");
}

void add_exploration_option(CLI::App& command, float& exploration) {
  add_number(command, "--exploration", exploration, {0, 1},
             "Share of a list, 0 to 1, that items have at least that nobody chose yet");
}

}  // namespace pocketrec
