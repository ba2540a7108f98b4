#include "trainer/commands/options.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "trainer/commands/usage.h"

namespace pocketrec {
namespace {

constexpr uint64_t kMaxThreads = 1024;

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

}  // namespace

void add_format_option(CLI::App& command, Format& format) {
  std::map<std::string, Format> names;
  for (const Format known : {Format::kAuto, Format::kBookCrossing, Format::kGoodbooks,
                             Format::kMovielens, Format::kLightgcn, Format::kCsv}) {
    names[name_of(known)] = known;
  }
  add_named_option(command, "--format", format, names, "How the data is laid out");
}

void add_merge_option(CLI::App& command, ReadOptions& options) {
  // Not add_flag with the optional itself: CLI11 would take it for a counter and set it to zero.
  command.add_flag_function(
      "--merge-editions,!--keep-editions",
      [&options](int64_t times) { options.merge_editions = times > 0; },
      "One item for all editions of a work, or one for each (default: one for all where the items "
      "are books)");
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
  IalsOptions& ials = options.ials;
  command.add_option("--factors", ials.num_factors, "Numbers in a vector, 1 to 1024")
      ->transform(whole_number(1, 1024))
      ->type_name("N")
      ->capture_default_str();
  add_seed_option(command, ials.seed);
  add_threads_option(command, ials.threads);
  command.add_option("--sweeps", ials.num_sweeps, "Most sweeps of training, 1 to 1000")
      ->transform(whole_number(1, 1000))
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--unobserved-ratio", ials.unobserved_ratio,
                  "Weight of all pairs together over that of the observed ones")
      ->transform(number_between(1e-6, 1e6))
      ->type_name("X")
      ->capture_default_str();
  command.add_option("--regularisation", ials.regularisation, "Pull towards zero")
      ->transform(number_between(1e-9, 1e6))
      ->type_name("X")
      ->capture_default_str();
  add_named_option<uint32_t>(command, "--regularisation-exponent", ials.exponent_halves,
                             {{"0", 0}, {"0.5", 1}, {"1", 2}},
                             "How the pull grows with a history, as a power of its weight")
      ->type_name("X");
  command.add_flag("--early-stopping,!--no-early-stopping", options.early_stopping,
                   "Choose the number of sweeps on held-out users (default: on)");
}

void add_bits_option(CLI::App& command, uint32_t& bits) {
  add_named_option<uint32_t>(command, "--bits", bits, {{"8", 8}, {"4", 4}},
                             "Bits of a stored number")
      ->type_name("N");
}

}  // namespace pocketrec
