// The subcommands of `pocketrec`: flags in, a call of the stages, text or JSON out. Results go to
// stdout, everything else to stderr.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "trainer/data/dataset.h"
#include "trainer/pack/pack.h"
#include "trainer/read/read.h"
#include "trainer/train/fit.h"

namespace pocketrec {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;  // bad data or I/O
inline constexpr int kExitUsage = 2;
inline constexpr int kExitInterrupted = 130;  // Ctrl-C, as shells have it

struct TrainRequest {
  std::filesystem::path data;
  std::filesystem::path out;
  Format format = Format::kAuto;
  ReadOptions read;
  FitOptions fit;  // holds factors, seed and threads
  PackOptions pack;
  SplitOptions split;
  bool with_map = true;
  bool bits_are_fixed = false;       // else those of a bundle to go on from
  std::filesystem::path checkpoint;  // a folder; empty: none is kept
  std::filesystem::path warm_start;  // a bundle; empty: from random vectors
  std::string warm_start_model;      // its model_id, once it was opened
};

// Called as training goes on; every member is set.
struct TrainProgress {
  std::function<void(const Dataset&)> cleaned;
  std::function<void(const FitProgress&)> swept;
  std::function<void(const std::string&)> said;
  std::function<void(const PackedParts&, const std::filesystem::path&)> written;
};

using TrainAction = std::function<void(const TrainRequest&, const TrainProgress&)>;

void add_train_command(CLI::App& app, TrainAction train);
void add_clean_command(CLI::App& app);
void add_tune_command(CLI::App& app);
void add_evaluate_command(CLI::App& app);
void add_recommend_command(CLI::App& app);
void add_similar_command(CLI::App& app);
void add_audience_command(CLI::App& app);
void add_new_item_command(CLI::App& app);
void add_add_items_command(CLI::App& app);
void add_inspect_command(CLI::App& app);
void add_card_command(CLI::App& app);
void add_diff_command(CLI::App& app);
void add_promote_command(CLI::App& app);
void add_rollback_command(CLI::App& app);
void add_sample_command(CLI::App& app);

}  // namespace pocketrec
