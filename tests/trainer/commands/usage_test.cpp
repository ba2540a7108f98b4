// Wrong usage: exit code 2 and one sentence that says what would be right.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

// Flags are looked at before the data.
Outcome evaluate(const std::string& flag, const std::string& value) {
  return pocketrec({"evaluate", "--data", "x", flag, value});
}

TEST(Usage, HelpOfEveryCommand) {
  const std::string help = pocketrec_out({"--help"});
  for (const std::string command :
       {"train", "tune", "evaluate", "recommend", "similar", "inspect", "sample"}) {
    EXPECT_NE(help.find(command), std::string::npos);
    const Outcome run = pocketrec({command, "--help"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_NE(run.out.find("Usage: pocketrec " + command), std::string::npos) << run.out;
    EXPECT_EQ(run.out.find("->"), std::string::npos) << "a parser's inside in: " << run.out;
  }
  EXPECT_EQ(pocketrec({"--version"}).exit_code, 0);
}

TEST(Usage, NoCommand) {
  expect_refused(pocketrec({}), 2, {"expected a command (train, ", "pocketrec --help"});
}

TEST(Usage, UnknownCommand) {
  expect_refused(pocketrec({"trian"}), 2, {"expected a command", "\"trian\""});
}

TEST(Usage, MissingFlag) {
  expect_refused(pocketrec({"train"}), 2, {"--data is required", "pocketrec train --help"});
  expect_refused(pocketrec({"train", "--data", "x"}), 2, {"--out is required"});
  expect_refused(pocketrec({"recommend"}), 2, {"BUNDLE is required"});
  expect_refused(pocketrec({"similar", "x"}), 2, {"--item is required"});
  expect_refused(pocketrec({"inspect"}), 2, {"BUNDLE is required"});
  expect_refused(pocketrec({"sample"}), 2, {"--out is required"});
  expect_refused(pocketrec({"evaluate"}), 2, {"--data", "--train"});
  expect_refused(pocketrec({"evaluate", "--train", "x"}), 2, {"--train requires --test"});
  expect_refused(pocketrec({"evaluate", "--data", "x", "--train", "y", "--test", "z"}), 2,
                 {"either --data"});
}

TEST(Usage, UnknownFlagOrArgument) {
  expect_refused(pocketrec({"train", "--data", "x", "--out", "y", "--frobnicate"}), 2,
                 {"--frobnicate", "pocketrec train --help"});
  expect_refused(pocketrec({"inspect", "x", "y"}), 2, {"not expected: y"});
}

// Nothing but that baseline looks at them.
TEST(Usage, SettingsOfIalsAreFlagsOfEvaluateAlone) {
  for (const std::string flag :
       {"--sweeps", "--unobserved-ratio", "--regularisation", "--regularisation-exponent"}) {
    for (const std::string command : {"train", "tune"}) {
      expect_refused(pocketrec({command, "--data", "x", "--out", "y", flag, "1"}), 2,
                     {"not expected", flag, "pocketrec " + command + " --help"});
    }
    expect_refused(evaluate(flag, "x"), 2, {flag, "\"x\""});
  }
}

TEST(Usage, FlagWithoutOrWithTwoValues) {
  expect_refused(pocketrec({"train", "--seed"}), 2, {"--seed: expected one value"});
  expect_refused(pocketrec({"train", "--seed", "1", "--seed", "2"}), 2,
                 {"--seed: expected one value"});
}

TEST(Usage, UnknownNames) {
  const auto train = [](const std::string& flag, const std::string& value) {
    return pocketrec({"train", "--data", "x", "--out", "y", flag, value});
  };
  expect_refused(train("--format", "parquet"), 2, {"book-crossing, csv, goodbooks", "\"parquet\""});
  expect_refused(train("--bits", "5"), 2, {"expected 4 or 8", "\"5\""});
  expect_refused(evaluate("--regularisation-exponent", "2"), 2, {"0, 0.5 or 1", "\"2\""});
  expect_refused(pocketrec({"evaluate", "--data", "x", "--protocol", "magic"}), 2,
                 {"'magic'", "'holdout', 'strong' or 'cold'"});
  expect_refused(pocketrec({"evaluate", "--data", "x", "--models", "ials,magic"}), 2,
                 {"\"magic\"", "popularity", "ials"});
}

TEST(Usage, ProtocolsAreOfDataSetsAndNewItemsOfProtocolCold) {
  const TwoTastes tastes;
  const auto told = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), "evaluate");
    return pocketrec(flags);
  };
  expect_refused(told({"--train", "x", "--test", "y", "--protocol", "strong"}), 2,
                 {"--protocol", "--train"});
  const std::string data = tastes.data();
  expect_refused(told({"--data", data, "--new-items", data}), 2, {"--new-items", "cold"});
  expect_refused(told({"--data", data, "--among-all"}), 2, {"--among-all", "cold"});
  expect_refused(told({"--data", data, "--known-interactions", "1"}), 2,
                 {"--known-interactions", "cold"});
  expect_refused(told({"--data", data, "--history-items", "1", "--protocol", "holdout"}), 2,
                 {"--history-items", "strong or cold"});
  expect_refused(told({"--data", data, "--answers", "1", "--protocol", "holdout"}), 2,
                 {"--answers", "strong"});
  for (const std::string flag : {"--known-interactions", "--history-items", "--answers"}) {
    expect_refused(told({"--train", "x", "--test", "y", flag, "1"}), 2, {flag, "--train"});
  }
  expect_refused(told({"--data", data, "--protocol", "cold", "--new-items", data}), 1,
                 {"expected new items", "have already"});
}

TEST(Usage, SimilarByAudienceUnlessItIsSaid) {
  const TwoTastes tastes;
  const std::vector<std::string> similar = {"similar", tastes.bundle(), "--item", "SEA1"};
  const auto by = [&](const std::string& name) {
    std::vector<std::string> arguments = similar;
    arguments.insert(arguments.end(), {"--by", name});
    return arguments;
  };
  EXPECT_EQ(pocketrec_out(by("audience")), pocketrec_out(similar));
  EXPECT_NE(pocketrec_out(by("content")), pocketrec_out(similar));
  expect_refused(pocketrec(by("price")), 2,
                 {"--by: expected audience or content, found \"price\""});
}

TEST(Usage, NumbersThatAreNoneOrOutOfRange) {
  const auto train = [](const std::string& flag, const std::string& value) {
    return pocketrec({"train", "--data", "x", "--out", "y", flag, value});
  };
  for (const std::string bad :
       {"0", "-1", "1025", "many", "", "7.5", "0x10", "1e2", " 7", "99999999999999999999999"}) {
    expect_refused(train("--factors", bad), 2, {"from 1 to 1024", "\"" + bad + "\""});
  }
  for (const std::string bad : {"0", "-1", "nan", "inf", "1e9", "x", ""}) {
    expect_refused(evaluate("--regularisation", bad), 2, {"expected a number", "\"" + bad + "\""});
  }
  for (const std::string bad : {"0", "-1", "0.009", "11", "nan", "x", ""}) {
    expect_refused(train("--temperature", bad), 2, {"--temperature", "\"" + bad + "\""});
  }
  expect_refused(train("--background-weight", "17"), 2, {"--background-weight", "\"17\""});
  expect_refused(train("--focus", "-0.5"), 2, {"--focus", "\"-0.5\""});
  for (const std::string bad : {"-0.1", "16.5", "nan", "x", ""}) {
    expect_refused(train("--neighbour-weight", bad), 2, {"--neighbour-weight", "\"" + bad + "\""});
  }
  for (const std::string bad : {"0", "0.009", "10.5", "nan", ""}) {
    expect_refused(train("--neighbour-temperature", bad), 2,
                   {"--neighbour-temperature", "\"" + bad + "\""});
  }
  expect_refused(train("--epochs", "0"), 2, {"--epochs", "\"0\""});
  expect_refused(train("--negatives", "0"), 2, {"--negatives", "\"0\""});
  expect_refused(train("--batch", "0"), 2, {"--batch", "\"0\""});
  expect_refused(train("--rate", "0"), 2, {"--rate", "\"0\""});
  expect_refused(train("--seed", "-1"), 2, {"--seed", "\"-1\""});
  expect_refused(train("--threads", "two"), 2, {"--threads", "\"two\""});
  expect_refused(pocketrec({"evaluate", "--data", "x", "--k", "10,0"}), 2, {"--k", "1 to 1000"});
  for (const std::string bad : {"11", "-1", "two", ""}) {
    expect_refused(evaluate("--known-interactions", bad), 2, {"0 to 10", "\"" + bad + "\""});
    expect_refused(evaluate("--history-items", bad == "11" ? "6" : bad), 2, {"0 to 5"});
  }
  expect_refused(pocketrec({"sample", "--out", "x", "--users", "-3"}), 2, {"--users", "\"-3\""});
  expect_refused(pocketrec({"sample", "--out", "x", "--users", "2", "--interactions", "9999999"}),
                 2, {"--interactions", "9999999"});
}

TEST(Usage, LengthOfTheList) {
  const TwoTastes tastes;
  for (const std::string bad : {"0", "-1", "1001", "1000000", "ten", "", "99999999999"}) {
    expect_refused(pocketrec({"recommend", tastes.bundle(), "--user", "1", "--n", bad}), 2,
                   {"from 1 to 1000", "\"" + bad + "\""});
    expect_refused(pocketrec({"similar", tastes.bundle(), "--item", "SEA1", "--n", bad}), 2,
                   {"from 1 to 1000"});
  }
}

TEST(Usage, VarietyOfTheList) {
  const TwoTastes tastes;
  for (const std::string flag : {"--diversity", "--novelty"}) {
    for (const std::string bad : {"-0.1", "1.1", "nan", "inf", "much", ""}) {
      expect_refused(pocketrec({"recommend", tastes.bundle(), "--user", "1", flag, bad}), 2,
                     {flag, "a number from 0 to 1", "\"" + bad + "\""});
      expect_refused(pocketrec({"similar", tastes.bundle(), "--item", "SEA1", flag, bad}), 2,
                     {flag, "a number from 0 to 1"});
      expect_refused(pocketrec({"evaluate", "--data", tastes.data(), flag, bad}), 2,
                     {flag, "a number from 0 to 1"});
    }
  }
  expect_refused(pocketrec({"recommend", tastes.bundle(), "--user", "1", "--exploration", "2"}), 2,
                 {"--exploration", "a number from 0 to 1", "\"2\""});
  expect_refused(pocketrec({"evaluate", "--data", tastes.data(), "--protocol", "cold",
                            "--exploration", "0.1"}),
                 2, {"--exploration takes --among-all"});
}

TEST(Usage, WhoIsAsking) {
  const TwoTastes tastes;
  const std::string bundle = tastes.bundle();
  expect_refused(pocketrec({"recommend", bundle}), 2, {"one of --user", "--history"});
  expect_refused(pocketrec({"recommend", bundle, "--user", "1", "--history", "SEA1"}), 2,
                 {"one of --user", "--history"});
  for (const char* empty : {"", ",", " , "}) {
    expect_refused(pocketrec({"recommend", bundle, "--history", empty}), 2,
                   {"expected ids of items", "at least one"});
  }
}

TEST(Usage, UnknownIds) {
  const TwoTastes tastes;
  const std::string bundle = tastes.bundle();
  expect_refused(pocketrec({"recommend", bundle, "--user", "77"}), 1, {"\"77\"", "history"});
  expect_refused(pocketrec({"recommend", bundle, "--user", ""}), 1, {"\"\""});
  expect_refused(pocketrec({"recommend", bundle, "--history", "SEA1,NO"}), 1, {"\"NO\""});
  expect_refused(pocketrec({"similar", bundle, "--item", "NO", "--json"}), 1, {"\"NO\"", "title"});
}

TEST(Usage, UserOfABundleWithoutUsers) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--factors", "4"}));
  expect_refused(pocketrec({"recommend", home.path() / "b", "--user", "1"}), 1,
                 {"expected users", "--with-users", "--history"});
}

}  // namespace
}  // namespace pocketrec::testing
