#include "trainer/commands/config_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "trainer/support/error.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

using Arguments = std::vector<std::string>;

constexpr std::string_view kFlag = "--config";

// FILE of `--config FILE` or `--config=FILE`; empty without either.
std::string config_path(const Arguments& arguments) {
  for (size_t i = 1; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == kFlag && i + 1 < arguments.size()) return arguments[i + 1];
    if (argument.starts_with(std::string(kFlag) + "=")) return argument.substr(kFlag.size() + 1);
  }
  return {};
}

bool is_given(const CLI::Option& option, const Arguments& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument.starts_with("--") &&
           option.check_lname(argument.substr(2, argument.find('=') - 2));
  });
}

// The section's name; empty at the top. CLI11 marks where sections begin and end by items too.
std::string section_of(const CLI::ConfigItem& item) {
  return fmt::format("{}", fmt::join(item.parents, "."));
}

bool is_setting(const CLI::ConfigItem& item) { return item.name != "++" && item.name != "--"; }

// The setting as a flag; empty where `arguments` give that flag themselves.
std::string flag_of(const CLI::ConfigItem& item, const CLI::App& command, const std::string& path,
                    const Arguments& arguments) {
  const CLI::Option* option = command.get_option_no_throw("--" + item.name);
  if (option == nullptr || kFlag == "--" + item.name) {
    throw UsageError(
        fmt::format("expected names of flags in {}, found \"{}\"; `pocketrec {} --help` lists them",
                    path, item.name, command.get_name()));
  }
  const std::string value = fmt::format("{}", fmt::join(item.inputs, ","));
  if (value.empty()) {
    throw UsageError(
        fmt::format("expected a value for \"{}\" in {}, found none; give one, or take "
                    "the line out",
                    item.name, path));
  }
  return is_given(*option, arguments) ? "" : "--" + item.name + "=" + value;
}

}  // namespace

void add_config_option(CLI::App& command) {
  command.add_option(std::string(kFlag), "Flags from a TOML or INI file: factors = 32")
      ->type_name("FILE");
}

Arguments with_config_file(const CLI::App& app, Arguments arguments) {
  if (arguments.empty()) return arguments;
  const std::string path = config_path(arguments);
  const auto commands = app.get_subcommands(
      [&](const CLI::App* command) { return command->get_name() == arguments.front(); });
  if (path.empty() || commands.empty()) return arguments;
  const CLI::App* command = commands.front();
  if (command->get_option_no_throw(std::string(kFlag)) == nullptr) return arguments;

  std::istringstream text{std::string(MappedFile(path).text())};
  Arguments flags;
  for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(text)) {
    const std::string section = section_of(item);
    if (!is_setting(item) || (!section.empty() && section != command->get_name())) continue;
    const std::string flag = flag_of(item, *command, path, arguments);
    if (!flag.empty()) flags.push_back(flag);
  }
  arguments.insert(arguments.begin() + 1, flags.begin(), flags.end());
  return arguments;
}

}  // namespace pocketrec
