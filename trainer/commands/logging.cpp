#include "trainer/commands/logging.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace pocketrec {

void log_to_stderr() {
  spdlog::set_default_logger(spdlog::stderr_color_mt("pocketrec"));
  spdlog::set_pattern("%^%l%$: %v");
}

void SweepLog::operator()(const FitProgress& progress) const {
  const SweepReport& sweep = progress.sweep;
  const double rate = static_cast<double>(num_interactions_) / sweep.seconds;
  const double left = progress.stage_seconds / sweep.sweep * (progress.max_sweeps - sweep.sweep);
  std::string line = fmt::format(
      "{} sweep {}/{}: {:.2f} s, {:.1f} M interactions/s, loss {:.1f} = observed {:.1f} + "
      "unobserved {:.1f} + regularisation {:.1f}",
      progress.stage, sweep.sweep, progress.max_sweeps, sweep.seconds, rate / 1e6,
      sweep.loss.total(), sweep.loss.observed, sweep.loss.unobserved, sweep.loss.regularisation);
  if (progress.validation_ndcg >= 0) {
    line += fmt::format(", NDCG@20 {:.4f}", progress.validation_ndcg);
  }
  spdlog::info("{}, at most {:.0f} s left of this stage", line, left);
}

}  // namespace pocketrec
