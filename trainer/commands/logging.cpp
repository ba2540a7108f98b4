#include "trainer/commands/logging.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace pocketrec {

void log_to_stderr() {
  spdlog::set_default_logger(spdlog::stderr_color_mt("pocketrec"));
  spdlog::set_pattern("%^%l%$: %v");
}

void FitLog::operator()(const FitProgress& progress) const {
  const double rate = static_cast<double>(num_interactions_) / progress.seconds;
  const double left =
      progress.stage_seconds / progress.round * (progress.max_rounds - progress.round);
  std::string line = fmt::format("{}{} {}/{}: {:.2f} s, {:.1f} M interactions/s, loss {:.4g}",
                                 progress.stage, progress.what, progress.round, progress.max_rounds,
                                 progress.seconds, rate / 1e6, progress.loss);
  if (progress.validation_ndcg >= 0) {
    line += fmt::format(", NDCG@20 {:.4f}", progress.validation_ndcg);
  }
  spdlog::info("{}, at most {:.0f} s left of this stage", line, left);
}

}  // namespace pocketrec
