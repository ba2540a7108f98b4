#include "trainer/pack/outer_part.h"

#include <string>

#include "core/bundle.h"
#include "core/message.h"

namespace pocketrec {
namespace {

Error belongs_elsewhere(Part part, const std::string& found, const std::string& expected) {
  return failure(ErrorCode::kPartMismatch,
                 {"the ", name_of(part), " part ", found, ", the items part ", expected,
                  "; load the parts that one manifest names"});
}

}  // namespace

std::optional<Error> finish_outer_part(PartReader& reader, Part part, uint32_t num_items,
                                       const BundleInfo& info) {
  if (auto error = reader.finish()) return error;
  if (reader.model_id() != info.model_id) {
    return belongs_elsewhere(part, "belongs to bundle " + hex(reader.model_id()),
                             "to bundle " + hex(info.model_id));
  }
  if (num_items != info.num_items) {
    return belongs_elsewhere(part, "describes " + std::to_string(num_items) + " items",
                             "has " + std::to_string(info.num_items));
  }
  return std::nullopt;
}

}  // namespace pocketrec
