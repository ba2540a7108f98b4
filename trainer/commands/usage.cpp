#include "trainer/commands/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace pocketrec {
namespace {

// "a, b or c".
std::string alternatives(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

// The whole text as a number; false where it is anything else.
template <class T>
bool parse_all(const std::string& text, T& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end;
}

std::string expected(const std::string& what, const std::string& found) {
  return fmt::format("expected {}, found \"{}\"", what, found);
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::string what_is_wrong(const CLI::ParseError& error) {
  std::string what = error.what();
  if (error.get_name() == "ArgumentMismatch") {  // "--seed: 1 required N missing"
    return what.substr(0, what.find(':')) + ": expected one value";
  }
  const bool is_sentence = what.size() > 1 && std::islower(static_cast<uint8_t>(what[1])) != 0;
  if (is_sentence) what[0] = static_cast<char>(std::tolower(static_cast<uint8_t>(what[0])));
  return what;
}

}  // namespace

CLI::Validator whole_number(uint64_t lowest, uint64_t highest) {
  return {[lowest, highest](std::string& text) -> std::string {
            uint64_t number = 0;
            if (!parse_all(text, number) || number < lowest || number > highest) {
              return expected(fmt::format("a whole number from {} to {}", lowest, highest), text);
            }
            text = std::to_string(number);  // without leading zeros, which mean octal to CLI11
            return {};
          },
          ""};
}

CLI::Validator number_between(double lowest, double highest) {
  return {[lowest, highest](std::string& text) -> std::string {
            double number = 0;
            if (parse_all(text, number) && number >= lowest && number <= highest) return {};
            return expected(fmt::format("a number from {} to {}", lowest, highest), text);
          },
          ""};
}

CLI::Validator one_of(std::vector<std::string> names) {
  return {[names = std::move(names)](std::string& text) -> std::string {
            if (std::find(names.begin(), names.end(), text) != names.end()) return {};
            return expected(alternatives(names), text);
          },
          ""};
}

std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error,
                           const std::vector<std::string>& arguments) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  if (commands.empty()) {
    const std::string found =
        arguments.empty() ? "nothing" : fmt::format("\"{}\"", arguments.front());
    return fmt::format("expected a command ({}), found {}; `{} --help` explains them",
                       alternatives(command_names(app)), found, app.get_name());
  }
  const CLI::App& command = *commands.front();
  std::string where;
  const CLI::Option* config = command.get_option_no_throw("--config");
  if (config != nullptr && config->count() > 0) {
    where = fmt::format(" among the flags or in {}", config->results().front());
  }
  return fmt::format("{}{}; `{} {} --help` lists what it takes", what_is_wrong(error), where,
                     app.get_name(), command.get_name());
}

}  // namespace pocketrec
