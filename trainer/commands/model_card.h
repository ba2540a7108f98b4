// A bundle's model card: what it is, for what, from which data, how good, and what it tells others.
// After Mitchell et al., "Model Cards for Model Reporting", FAT* 2019.
#pragma once

#include <string>

#include "trainer/pack/load.h"

namespace pocketrec {

// Markdown. Every number is the bundle's own; what its manifest does not say is said to be missing.
std::string model_card(const LoadedBundle& bundle);

}  // namespace pocketrec
