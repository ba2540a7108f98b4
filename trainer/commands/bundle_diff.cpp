#include "trainer/commands/bundle_diff.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/bundle.h"
#include "trainer/commands/manifest_metrics.h"
#include "trainer/pack/each_part.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

// Names in the order of the first that has them.
std::vector<std::string> names_in(const Json& a, const Json& b) {
  std::vector<std::string> names;
  for (const auto& [name, value] : a.items()) names.push_back(name);
  for (const auto& [name, value] : b.items()) {
    if (!a.contains(name)) names.push_back(name);
  }
  return names;
}

Json pair_of(const Json& a, const Json& b, const std::string& name) {
  return {{"a", a.value(name, Json())}, {"b", b.value(name, Json())}};
}

Json bundle_json(const LoadedBundle& bundle) {
  return {{"path", bundle.folder.string()},
          {"model_id", bundle.manifest.at("model_id")},
          {"code_version", bundle.manifest.value("code_version", Json())}};
}

Json counts_json(uint32_t a, uint32_t b, const Match& match) {
  return {
      {"a", a}, {"b", b}, {"both", match.both}, {"added", match.added}, {"removed", match.removed}};
}

Json data_json(const LoadedBundle& a, const LoadedBundle& b, const Match& items,
               const Match& users) {
  const Json before = object_in(a.manifest, "data"), after = object_in(b.manifest, "data");
  Json data = Json::object();
  for (const char* name : {"fingerprint", "format", "simulated"}) {
    data[name] = pair_of(before, after, name);
  }
  const BundleInfo info_a = a.recommender.info(), info_b = b.recommender.info();
  data["items"] = counts_json(info_a.num_items, info_b.num_items, items);
  const bool both_have_users = info_a.has_users && info_b.has_users;
  data["users"] = both_have_users ? counts_json(info_a.num_users, info_b.num_users, users) : Json();
  return data;
}

Json parameters_json(const Json& a, const Json& b) {
  Json before = object_in(a, "parameters"), after = object_in(b, "parameters");
  before["seed"] = a.value("seed", Json());
  after["seed"] = b.value("seed", Json());
  Json list = Json::array();
  for (const std::string& name : names_in(before, after)) {
    Json row = {{"name", name}};
    row.update(pair_of(before, after, name));
    if (row["a"] != row["b"]) list.push_back(row);
  }
  return list;
}

struct Figure {
  Json value, interval;  // null: not measured
};

Figure figure_in(const Json& object, const std::string& name) {
  Figure figure{object.at(name), {}};
  const auto interval = measured(object, name).interval;
  if (interval) figure.interval = Json::array({interval->first, interval->second});
  return figure;
}

// Numbers of `metrics` and of the objects within, by "ndcg@20" or "popularity ndcg@20"; in their
// order.
std::vector<std::pair<std::string, Figure>> figures_in(const Json& metrics) {
  std::vector<std::pair<std::string, Figure>> figures;
  const auto add = [&](const std::string& before, const Json& object) {
    for (const auto& [name, value] : object.items()) {
      if (value.is_number()) figures.emplace_back(before + name, figure_in(object, name));
    }
  };
  add("", metrics);
  for (const auto& [name, value] : metrics.items()) {
    if (value.is_object()) add(name + " ", value);
  }
  return figures;
}

Json metrics_json(const Json& a, const Json& b) {
  std::vector<std::string> names;
  std::map<std::string, std::pair<Figure, Figure>> by_name;
  for (auto& [name, figure] : figures_in(object_in(a, "metrics"))) {
    names.push_back(name);
    by_name[name].first = figure;
  }
  for (auto& [name, figure] : figures_in(object_in(b, "metrics"))) {
    if (!by_name.contains(name)) names.push_back(name);
    by_name[name].second = figure;
  }
  Json list = Json::array();
  for (const std::string& name : names) {
    const auto& [old, now] = by_name[name];
    const bool has_both = old.value.is_number() && now.value.is_number();
    list.push_back({{"name", name},
                    {"a", old.value},
                    {"b", now.value},
                    {"difference",
                     has_both ? Json(now.value.get<double>() - old.value.get<double>()) : Json()},
                    {"a_interval", old.interval},
                    {"b_interval", now.interval}});
  }
  return list;
}

// The bytes of the parts by name, without what is before their fields: header and model id.
std::map<std::string, std::span<const uint8_t>> contents_of(const LoadedBundle& bundle) {
  constexpr size_t kFieldsOffset = 32;  // core/FORMAT.md
  std::map<std::string, std::span<const uint8_t>> contents;
  for_each_part(bundle.parts, [&](Part part, std::span<const uint8_t> bytes) {
    if (bytes.size() > kFieldsOffset) contents[name_of(part)] = bytes.subspan(kFieldsOffset);
  });
  return contents;
}

Json parts_json(const LoadedBundle& a, const LoadedBundle& b) {
  const Json before = object_in(a.manifest, "parts"), after = object_in(b.manifest, "parts");
  auto contents_a = contents_of(a), contents_b = contents_of(b);
  Json list = Json::array();
  for (const std::string& name : names_in(before, after)) {
    const std::span<const uint8_t> old = contents_a[name], now = contents_b[name];
    list.push_back(
        {{"name", name},
         {"a", object_in(before, name).value("bytes", Json())},
         {"b", object_in(after, name).value("bytes", Json())},
         {"same", !old.empty() && std::equal(old.begin(), old.end(), now.begin(), now.end())}});
  }
  return list;
}

Json lists_json(const ListMoves& moves, const SampleOptions& options) {
  if (moves.histories == 0) return {};
  return {{"of", moves.are_users ? "users" : "single items"},
          {"histories", moves.histories},
          {"n", options.n},
          {"seed", options.seed},
          {"stays", moves.stays},
          {"first_stays", moves.first_stays},
          {"all", moves.all},
          {"three_quarters", moves.three_quarters},
          {"half", moves.half},
          {"quarter", moves.quarter},
          {"less", moves.less}};
}

}  // namespace

Json diff_json(const LoadedBundle& a, const LoadedBundle& b, const SampleOptions& options) {
  const Match items = match_items(a, b);
  const Match users = match_users(a, b);
  const auto fixes_people = [](const LoadedBundle& bundle) {
    return std::pair(object_in(bundle.manifest, "data"), bundle.manifest.value("seed", Json()));
  };
  return {{"same", a.manifest == b.manifest},
          {"a", bundle_json(a)},
          {"b", bundle_json(b)},
          {"data", data_json(a, b, items, users)},
          {"parameters", parameters_json(a.manifest, b.manifest)},
          {"same_people", fixes_people(a) == fixes_people(b)},
          {"metrics", metrics_json(a.manifest, b.manifest)},
          {"parts", parts_json(a, b)},
          {"lists", lists_json(list_moves(a, b, items, users, options), options)}};
}

}  // namespace pocketrec
