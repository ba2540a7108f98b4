#include "trainer/evaluate/content_baselines.h"

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "trainer/support/parallel.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {
namespace {

// Features x items, every item's row at length 1.
InteractionMatrix cosine_index(const ContentTable& content, const InteractionMatrix& audiences) {
  InteractionMatrix rows = content.rows;
  const InteractionMatrix by_feature = transpose(rows);
  double num_items = 0;
  for (uint32_t item = 0; item < rows.num_rows; ++item) num_items += !audiences.row(item).empty();
  std::vector<double> rarity(rows.num_columns);
  for (uint32_t f = 0; f < rows.num_columns; ++f) {
    const auto items = by_feature.row(f);
    const auto count =
        std::ranges::count_if(items, [&](uint32_t item) { return !audiences.row(item).empty(); });
    rarity[f] = std::log((1 + num_items) / (1 + static_cast<double>(count)));
  }
  for (uint32_t item = 0; item < rows.num_rows; ++item) {
    double squares = 0;
    for (uint64_t e = rows.offsets[item]; e < rows.offsets[item + 1]; ++e) {
      rows.weights[e] *= static_cast<float>(rarity[rows.columns[e]]);
      squares += rows.weights[e] * rows.weights[e];
    }
    const auto inverse = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
    for (uint64_t e = rows.offsets[item]; e < rows.offsets[item + 1]; ++e) {
      rows.weights[e] *= inverse;
    }
  }
  return rows;
}

}  // namespace

Ranker content_knn_ranker(const ContentTable& content, const InteractionMatrix& audiences) {
  struct Index {
    InteractionMatrix items, by_feature;
  };
  Index made{cosine_index(content, audiences), {}};
  made.by_feature = transpose(made.items);
  const auto index = std::make_shared<const Index>(std::move(made));
  Ranker ranker{.name = "content-knn", .bits = 32};
  ranker.bytes_per_item =
      8.0 * static_cast<double>(index->items.num_entries()) / std::max(1U, index->items.num_rows);
  ranker.rank = [index](std::span<const Person> people, RankedLists& lists) {
    std::vector<float> scores(index->items.num_rows), profile(index->items.num_columns);
    for (const Person& person : people) {
      std::fill(profile.begin(), profile.end(), 0.0F);
      std::fill(scores.begin(), scores.end(), 0.0F);
      // The sum of cosines is the cosine with the sum.
      for (const uint32_t item : person.chosen) {
        const auto features = index->items.row(item);
        const auto weights = index->items.row_weights(item);
        for (size_t i = 0; i < features.size(); ++i) profile[features[i]] += weights[i];
      }
      for (uint32_t f = 0; f < profile.size(); ++f) {
        if (profile[f] == 0) continue;
        const auto items = index->by_feature.row(f);
        const auto weights = index->by_feature.row_weights(f);
        for (size_t i = 0; i < items.size(); ++i) scores[items[i]] += profile[f] * weights[i];
      }
      rank_scores(scores, person, lists);
    }
  };
  return ranker;
}

Ranker author_ranker(const ContentTable& content, const InteractionMatrix& audiences) {
  // Items x authors.
  const auto authors = std::make_shared<InteractionMatrix>();
  *authors = {content.rows.num_rows, content.rows.num_columns, {0}, {}, {}};
  std::vector<float> popularity(content.rows.num_columns, 0.0F);
  for (uint32_t item = 0; item < content.rows.num_rows; ++item) {
    for (const uint32_t feature : content.rows.row(item)) {
      if (content.keys[feature].field != ContentField::kAuthor) continue;
      authors->columns.push_back(feature);
      popularity[feature] += static_cast<float>(audiences.row(item).size());
    }
    authors->offsets.push_back(authors->columns.size());
  }
  const float most = std::max(1.0F, *std::max_element(popularity.begin(), popularity.end()));
  Ranker ranker{.name = "author", .bits = 32, .bytes_per_item = sizeof(uint32_t)};
  ranker.needs_history = false;
  ranker.rank = [authors, popularity, most](std::span<const Person> people, RankedLists& lists) {
    std::vector<float> scores(authors->num_rows), chosen(authors->num_columns);
    for (const Person& person : people) {
      std::fill(chosen.begin(), chosen.end(), 0.0F);
      for (const uint32_t item : person.chosen) {
        for (const uint32_t author : authors->row(item)) ++chosen[author];
      }
      for (uint32_t item = 0; item < authors->num_rows; ++item) {
        scores[item] = 0;
        for (const uint32_t author : authors->row(item)) {
          scores[item] = std::max(scores[item], chosen[author] + popularity[author] / (2 * most));
        }
      }
      rank_scores(scores, person, lists);
    }
  };
  return ranker;
}

Model ridge_placed(const Model& model, const ContentTable& content,
                   const InteractionMatrix& audiences, uint32_t threads) {
  constexpr float kHalfTrusted = 10, kPenalty = 1;
  using Sparse = Eigen::SparseMatrix<float, Eigen::RowMajor>;
  const InteractionMatrix& rows = content.rows;
  FactorTable units = model.item_factors;
  normalise_rows(units, threads);
  std::vector<Eigen::Triplet<float>> entries;
  Eigen::MatrixXf targets = Eigen::MatrixXf::Zero(rows.num_rows, units.num_factors);
  for (uint32_t item = 0; item < rows.num_rows; ++item) {
    const auto n = static_cast<float>(audiences.row(item).size());
    const float trust = std::sqrt(n / (n + kHalfTrusted));
    if (n == 0) continue;
    for (size_t i = 0; i < rows.row(item).size(); ++i) {
      entries.emplace_back(item, rows.row(item)[i], trust * weight_at(rows.row_weights(item), i));
    }
    targets.row(item) =
        trust * Eigen::Map<const Eigen::RowVectorXf>(units.row(item), units.num_factors);
  }
  Sparse features(rows.num_rows, rows.num_columns);
  features.setFromTriplets(entries.begin(), entries.end());
  Eigen::MatrixXf map(rows.num_columns, units.num_factors);
  Sparse normal = Sparse(features.transpose()) * features;
  Sparse identity(rows.num_columns, rows.num_columns);
  identity.setIdentity();
  normal += kPenalty * identity;
  Eigen::ConjugateGradient<Sparse, Eigen::Lower | Eigen::Upper> solver(normal);
  solver.setTolerance(1e-4F);
  const Eigen::MatrixXf right = features.transpose() * targets;
  parallel_blocks(units.num_factors, 1, threads, [&](size_t k, size_t, uint32_t) {
    map.col(static_cast<Eigen::Index>(k)) = solver.solve(right.col(static_cast<Eigen::Index>(k)));
  });
  Model placed = model;
  for (uint32_t item = 0; item < rows.num_rows; ++item) {
    if (!audiences.row(item).empty()) continue;
    Eigen::Map<Eigen::RowVectorXf> to(placed.item_factors.row(item), units.num_factors);
    to.setZero();
    for (size_t i = 0; i < rows.row(item).size(); ++i) {
      to += weight_at(rows.row_weights(item), i) * map.row(rows.row(item)[i]);
    }
    if (to.norm() > 0) to.normalize();
  }
  return placed;
}

}  // namespace pocketrec
