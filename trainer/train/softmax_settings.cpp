#include "trainer/train/softmax_settings.h"

#include <fmt/format.h>

namespace pocketrec {

NamedSettings settings_of(const SoftmaxOptions& options) {
  const auto text = [](auto value) { return fmt::format("{}", value); };
  return {{"factors", text(options.num_factors)},
          {"epochs", text(options.num_epochs)},
          {"temperature", text(options.temperature)},
          {"background-weight", text(options.background_weight)},
          {"rate", text(options.rate)},
          {"batch", text(options.batch_users)},
          {"negatives", text(options.num_negatives)},
          {"content-drop", text(options.content_drop)},
          {"new-item-length", text(options.new_item_length)},
          {"smoothing", text(options.smoothing)},
          {"focus", text(options.focus)},
          {"neighbour-weight", text(options.neighbour_weight)},
          {"neighbour-temperature", text(options.neighbour_temperature)}};
}

std::string to_text(const NamedSettings& settings) {
  std::string text;
  for (const auto& [name, value] : settings) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
  }
  return text;
}

}  // namespace pocketrec
