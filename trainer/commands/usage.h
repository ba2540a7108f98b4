// What a flag may be, and what is said when it is not: one sentence, as for every other error.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace pocketrec {

// Validators for Option::transform. CLI11's own let "nan" through, read 010 as 8, and describe a
// set of names by its source code.
CLI::Validator whole_number(uint64_t lowest, uint64_t highest);  // decimal digits alone
CLI::Validator number_between(double lowest, double highest);
CLI::Validator one_of(std::vector<std::string> names);

// What is wrong with the arguments, where (a --config file may have given some of them), and which
// help to read. `app` is the whole command line, `arguments` what it was given.
std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error,
                           const std::vector<std::string>& arguments);

}  // namespace pocketrec
