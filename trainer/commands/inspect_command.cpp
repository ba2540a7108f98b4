#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "trainer/commands/commands.h"
#include "trainer/commands/printable.h"
#include "trainer/pack/content_lean.h"
#include "trainer/pack/load.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

struct InspectRequest {
  std::filesystem::path bundle;
  bool verify = false;
  bool json = false;
};

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void print_object(const std::string& heading, const Json& object) {
  fmt::print("{}\n", heading);
  for (const auto& [name, value] : object.items()) {
    fmt::print("  {:<24} {}\n", printable(name), printable(text_of(value)));
  }
}

// Parts of kinds that this version does not know have not been checked: they are shown as they are.
void print_parts(const Json& parts) {
  fmt::print("parts\n");
  for (const auto& [name, part] : parts.items()) {
    const bool known = part.is_object() && part.contains("bytes") && part.contains("file");
    fmt::print("  {:<24} {}\n", printable(name),
               known ? fmt::format("{:>12} bytes  {}", part["bytes"].dump(),
                                   printable(text_of(part["file"])))
                     : printable(part.dump()));
  }
}

Json json_of(const std::vector<ContentLean>& leans) {
  Json list = Json::array();
  for (const auto& [people, num_items, share] : leans) {
    list.push_back({{"people", people}, {"items", num_items}, {"share", share}});
  }
  return list;
}

void print_lean(const std::vector<ContentLean>& leans) {
  if (leans.empty()) return;
  fmt::print(
      "how far an item lies where its content alone would put it; the rest is its audience\n");
  for (const auto& [people, num_items, share] : leans) {
    const std::string who = people == 1 ? "chosen by 1 person" : fmt::format("by about {}", people);
    fmt::print("  {:<24} {:>3.0f} %  (the mean of {} items)\n", who, 100 * share, num_items);
  }
}

void inspect(const InspectRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle, request.verify);
  const std::vector<ContentLean> leans = content_lean(bundle);
  if (request.json) {
    Json document = bundle.manifest;
    document["verified"] = request.verify;
    document["content_lean"] = json_of(leans);
    fmt::print("{}\n", document.dump(2));
    return;
  }
  Json scalars = Json::object();
  for (const auto& [name, value] : bundle.manifest.items()) {
    if (!value.is_structured()) scalars[name] = value;
  }
  print_object("bundle", scalars);
  for (const auto& [name, value] : bundle.manifest.items()) {
    if (value.is_object() && name != "parts") print_object(printable(name), value);
  }
  print_parts(bundle.manifest.at("parts"));
  print_lean(leans);
  fmt::print("{}\n", request.verify ? "every part has the SHA-256 that the manifest names"
                                    : "checksums of parts are right (--verify: SHA-256 as well)");
}

}  // namespace

void add_inspect_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand("inspect", "What a bundle holds and how it was made");
  auto request = std::make_shared<InspectRequest>();
  command->add_option("BUNDLE", request->bundle, "Folder of the bundle, or its manifest.json")
      ->type_name("")
      ->required();
  command->add_flag("--verify", request->verify, "Compare each part's SHA-256 with the manifest");
  command->add_flag("--json", request->json, "One JSON document on stdout");
  command->callback([request] { inspect(*request); });
}

}  // namespace pocketrec
