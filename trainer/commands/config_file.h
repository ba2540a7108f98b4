// `--config FILE`: flags from a file.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace pocketrec {

// Declares --config, for the help and for with_config_file.
void add_config_option(CLI::App& command);

// `arguments` (a command, then its flags) with the flags of its --config file put in behind the
// command; unchanged without one. The file is TOML or INI: `factors = 32`, at the top or in a
// section named for the command (other commands' sections are theirs); names are those of the
// flags. A flag that is given in `arguments` too wins. Paths are relative to the working folder.
// Throws DataError when the file cannot be read, UsageError for a name that is no flag.
std::vector<std::string> with_config_file(const CLI::App& app, std::vector<std::string> arguments);

}  // namespace pocketrec
