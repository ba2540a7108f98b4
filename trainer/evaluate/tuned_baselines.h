// The baselines' settings: as they stand, or the best of a grid for people held out of training, so
// that nothing is beaten for want of tuning.
#pragma once

#include "trainer/evaluate/contest.h"
#include "trainer/evaluate/ease.h"
#include "trainer/evaluate/item_knn.h"
#include "trainer/train/fit.h"

namespace pocketrec {

// Each is the standard setting unless contest.options().tune_baselines. Then models are trained
// without the people of split_validation_users(contest.training(), seed), and those settings are
// returned whose lists of 20 have the highest NDCG for them; the earlier in the grid where equal.
// What was chosen is reported to the contest's progress.
ItemKnnOptions item_knn_options(const Contest& contest);
EaseOptions ease_options(const Contest& contest);
FitOptions ials_options(const Contest& contest);

}  // namespace pocketrec
