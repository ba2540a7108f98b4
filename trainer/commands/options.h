// Flags that several commands share, declared once.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

#include "trainer/data/dataset.h"
#include "trainer/read/read.h"
#include "trainer/train/fit.h"

namespace pocketrec {

void add_format_option(CLI::App& command, Format& format);
void add_merge_option(CLI::App& command, ReadOptions& options);
void add_seed_option(CLI::App& command, uint64_t& seed);
void add_threads_option(CLI::App& command, uint32_t& threads);
// --factors, --seed, --threads, and the training settings for those who want to change them.
void add_fit_options(CLI::App& command, FitOptions& options);
// --sweeps, --unobserved-ratio and --regularisation[-exponent], of iALS: a baseline of `evaluate`.
void add_ials_options(CLI::App& command, IalsOptions& ials);
void add_bits_option(CLI::App& command, uint32_t& bits);

// --diversity and --novelty of the lists that are made.
void add_variety_options(CLI::App& command, float& diversity, float& novelty);
void add_exploration_option(CLI::App& command, float& exploration);

}  // namespace pocketrec
