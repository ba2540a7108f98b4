// The settings of a softmax model, for people and files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trainer/train/softmax.h"

namespace pocketrec {

// Name, as of the command line's flag, and value, as people write it.
using NamedSettings = std::vector<std::pair<std::string, std::string>>;

NamedSettings settings_of(const SoftmaxOptions& options);

// "factors 128, epochs 60, temperature 0.08, ..."
std::string to_text(const NamedSettings& settings);

}  // namespace pocketrec
