// Lists of items, for people and programs, and what the commands that print them share.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/data/dataset.h"
#include "trainer/metrics/calibration.h"
#include "trainer/pack/load.h"

namespace pocketrec {

// An array of items with their scores, and what scores mean, where that is known.
nlohmann::ordered_json items_json(const Recommender& recommender,
                                  const std::vector<ScoredItem>& list,
                                  const Calibration& calibration = {});

// One line an item.
void print_table(const Recommender& recommender, const std::vector<ScoredItem>& list);

// The same of users.
nlohmann::ordered_json users_json(const Recommender& recommender,
                                  const std::vector<ScoredUser>& list);
void print_users(const Recommender& recommender, const std::vector<ScoredUser>& list);

// To stdout; text that is no UTF-8 is mended.
void print_document(const nlohmann::ordered_json& document);

// Throws DataError where the bundle has no users. else_do: what else helps, as the end of the
// sentence.
void check_users(const LoadedBundle& bundle, const std::string& else_do = {});

// Throws DataError where the bundle has no titles part, by whose ids items are known again.
void check_titles(const LoadedBundle& bundle);

// Where content puts an item. Throws DataError where the bundle has no content part.
PlacedItem placed_by_content(const Recommender& recommender, const Item& item);

void add_bundle_argument(CLI::App& command, std::filesystem::path& bundle);
void add_item_option(CLI::App& command, std::string& item);
void add_list_length(CLI::App& command, ListOptions& options);

}  // namespace pocketrec
