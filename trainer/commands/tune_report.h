// What a search for settings found, for people and for programs.
#pragma once

#include <string>

#include "trainer/train/tune.h"

namespace pocketrec {

// A file for --config of train and evaluate: the best settings, and how they were found.
std::string to_toml(const TuneResult& result);

// {"people", "rounds", "cut_short", "automatic": {"ndcg@20", "trial", "round", "settings": {..}},
//  "best": {..}, "gain": best over automatic less one, "trials": [..]}. Null where not measured.
std::string to_json(const TuneResult& result);

// The best of every round, and what is gained over what training chooses by itself.
std::string to_table(const TuneResult& result);

}  // namespace pocketrec
