// Items that come after training, put behind those of a finished bundle.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/pack/load.h"
#include "trainer/pack/pack.h"

namespace pocketrec {

struct AddedItems {
  PackedParts parts;
  uint32_t num_unplaced = 0;  // of the new items: those with a row of zeros
};

// All parts of `bundle` with `items` behind its own, in their order: each where its content alone
// puts it, with popularity 0, or a row of zeros where the bundle knows nothing of it. The rows of
// the bundle's items, the users and every visitor's vector stay as they are, to the bit. A map
// stays as it is, too, with the new items at the mean of their nearest ones' places. The bundle
// needs titles and content. items: none of their ids is in the bundle (index_in), nor there twice.
AddedItems add_items(const LoadedBundle& bundle, const std::vector<Item>& items, uint64_t model_id);

}  // namespace pocketrec
