#include "trainer/commands/promotion_guard.h"

#include <fmt/format.h>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

void check_protocols(const Json& in_use, const Json& offered, const std::string& where) {
  const Json before = in_use.value("protocol", Json()), now = offered.value("protocol", Json());
  if (before == now) return;
  throw DataError(fmt::format(
      "expected figures by the protocol {} of the bundle in use in {}, found some by {}, which "
      "cannot be compared; train with the same version, or give --allow-unmeasured",
      before.dump(), where, now.dump()));
}

void check_measured(const GuardedFigure& figure, const std::string& where) {
  if (figure.in_use.value && figure.offered.value) return;
  throw DataError(fmt::format(
      "expected {} in the manifest of the bundle {}, found none (a training with --warm-start, or "
      "of too few people, measures nothing); measure it by a training without, or give "
      "--allow-unmeasured",
      figure.name, figure.offered.value ? "in use in " + where : "to promote"));
}

void check_fall(const GuardedFigure& figure, const std::string& where, double margin) {
  if (*figure.offered.value >= *figure.in_use.value * (1 - margin)) return;
  throw DataError(fmt::format(
      "expected {} no more than {:.4g} % below that of the bundle in use in {}, found {} after {}, "
      "{}; train with other data or settings, or give a wider --margin where the fall is meant",
      figure.name, 100 * margin, where, text_of(figure.offered), text_of(figure.in_use),
      change_text(figure.in_use, figure.offered)));
}

}  // namespace

std::vector<GuardedFigure> guard(const Json& in_use, const Json& offered, const std::string& where,
                                 const GuardOptions& options) {
  const Json before = object_in(in_use, "metrics"), now = object_in(offered, "metrics");
  std::vector<GuardedFigure> figures;
  for (const char* name : kComparedMetrics) {
    figures.push_back({name, measured(before, name), measured(now, name)});
  }
  bool can_compare = before.value("protocol", Json()) == now.value("protocol", Json());
  for (const GuardedFigure& figure : figures) {
    if (!options.allow_unmeasured) check_measured(figure, where);
    can_compare = can_compare && figure.in_use.value && figure.offered.value;
  }
  if (!options.allow_unmeasured) check_protocols(before, now, where);
  for (const GuardedFigure& figure : figures) {
    if (can_compare) check_fall(figure, where, options.margin);
  }
  return figures;
}

std::vector<std::string> surprises(const Json& in_use, const Json& offered) {
  const Json before = object_in(in_use, "data"), now = object_in(offered, "data");
  std::vector<std::string> lines;
  const auto compare = [&](const char* what, const Json& old, const Json& found) {
    if (old == found) return;
    lines.push_back(fmt::format("{}: {} takes the place of {}", what, found.dump(), old.dump()));
  };
  compare("the data's format", before.value("format", Json()), now.value("format", Json()));
  compare("simulated people", before.value("simulated", Json()), now.value("simulated", Json()));
  if (object_in(offered, "parts").contains("users") &&
      !object_in(in_use, "parts").contains("users")) {
    lines.emplace_back("the bundle publishes users' ids and histories, that in use does not");
  }
  return lines;
}

}  // namespace pocketrec
