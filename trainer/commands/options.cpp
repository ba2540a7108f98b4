#include "trainer/commands/options.h"

#include <map>

namespace pocketrec {

void add_format_option(CLI::App& command, Format& format) {
  static const std::map<std::string, Format> kNames = {
      {"auto", Format::kAuto},           {"book-crossing", Format::kBookCrossing},
      {"goodbooks", Format::kGoodbooks}, {"movielens", Format::kMovielens},
      {"lightgcn", Format::kLightgcn},   {"csv", Format::kCsv}};
  command.add_option("--format", format, "How the data is laid out")
      ->transform(CLI::CheckedTransformer(kNames, CLI::ignore_case))
      ->default_str("auto");
}

void add_merge_option(CLI::App& command, ReadOptions& options) {
  command.add_flag("--merge-editions,!--keep-editions", options.merge_editions,
                   "One item for all editions of a work (default: for books)");
}

void add_fit_options(CLI::App& command, FitOptions& options) {
  IalsOptions& ials = options.ials;
  command.add_option("--factors", ials.num_factors, "Numbers in a vector")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command.add_option("--seed", ials.seed, "Same seed, same bytes")->capture_default_str();
  command.add_option("--threads", ials.threads, "0: all cores; the result is the same")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_option("--sweeps", ials.num_sweeps, "Most sweeps of training")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      .add_option("--unobserved-ratio", ials.unobserved_ratio,
                  "Weight of all pairs together over that of the observed ones")
      ->check(CLI::Range(1e-6, 1e6))
      ->capture_default_str();
  command.add_option("--regularisation", ials.regularisation, "Pull towards zero")
      ->check(CLI::Range(1e-9, 1e6))
      ->capture_default_str();
  static const std::map<std::string, uint32_t> kExponents = {{"0", 0}, {"0.5", 1}, {"1", 2}};
  command.add_option("--regularisation-exponent", ials.exponent_halves,
                     "How the pull grows with a history: power 0, 0.5 or 1 of its weight")
      ->transform(CLI::CheckedTransformer(kExponents))
      ->default_str("1");
  command.add_flag("--early-stopping,!--no-early-stopping", options.early_stopping,
                   "Choose the number of sweeps on held-out users (default: on)");
}

void add_bits_option(CLI::App& command, uint32_t& bits) {
  command.add_option("--bits", bits, "Bits of a stored number")
      ->check(CLI::IsMember({8, 4}))
      ->capture_default_str();
}

}  // namespace pocketrec
