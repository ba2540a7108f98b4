// The models of the table, by name.
#pragma once

#include <string>
#include <vector>

#include "trainer/evaluate/contest.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

struct ModelKind {
  const char* name;
  Ranker (*train)(Contest& contest);
  // Why the model cannot take part: a clause for a sentence, empty if it can.
  std::string (*obstacle)(const Contest& contest);
};

// In the order of the table, each once. Empty names, or "all" among them: all. Throws UsageError on
// an unknown name.
std::vector<ModelKind> models_named(const std::vector<std::string>& names);

bool asks_for_all(const std::vector<std::string>& names);

}  // namespace pocketrec
