#include "trainer/map/layout.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "trainer/support/parallel.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

constexpr size_t kPointsPerBlock = 1024;
constexpr uint32_t kSamples = 16;    // drawn for a point in a round, ...
constexpr float kRepulsion = 5.0F;   // ... which stand for so many an edge
constexpr float kSoftening = 1e-2F;  // points at the same place do not fly apart
constexpr float kStep = 0.4F;        // at first; falls to 0 over the rounds
constexpr float kMomentum = 0.5F;
constexpr float kLongestStep = 1.0F;  // along each axis, in a round

// Both ways, with their weights divided by the sum of those of the point.
struct Edges {
  std::vector<size_t> offsets;
  std::vector<uint32_t> ends;
  std::vector<float> weights;
};

Edges edges_of(const NearestRows& nearest) {
  Edges edges;
  std::vector<uint32_t> counts(nearest.num_rows, 0);
  const auto has = [&](uint32_t row, uint32_t other) {
    const auto list = nearest.of(row);
    return std::find(list.begin(), list.end(), other) != list.end();
  };
  const auto for_each_pair = [&](auto use) {
    for (uint32_t row = 0; row < nearest.num_rows; ++row) {
      for (const uint32_t other : nearest.of(row)) {
        if (other == kNoRow) break;
        const bool is_mutual = has(other, row);
        if (is_mutual && other < row) continue;  // met before, from the other side
        use(row, other, is_mutual ? 1.0F : 0.5F);
      }
    }
  };
  for_each_pair([&](uint32_t row, uint32_t other, float) {
    ++counts[row];
    ++counts[other];
  });
  edges.offsets = {0};
  for (const uint32_t count : counts) edges.offsets.push_back(edges.offsets.back() + count);
  edges.ends.resize(edges.offsets.back());
  edges.weights.resize(edges.offsets.back());
  std::vector<size_t> next(edges.offsets.begin(), edges.offsets.end() - 1);
  for_each_pair([&](uint32_t row, uint32_t other, float weight) {
    edges.ends[next[row]] = other;
    edges.weights[next[row]++] = weight;
    edges.ends[next[other]] = row;
    edges.weights[next[other]++] = weight;
  });
  for (uint32_t row = 0; row < nearest.num_rows; ++row) {
    float sum = 0.0F;
    for (size_t e = edges.offsets[row]; e < edges.offsets[row + 1]; ++e) sum += edges.weights[e];
    for (size_t e = edges.offsets[row]; e < edges.offsets[row + 1]; ++e) edges.weights[e] /= sum;
  }
  return edges;
}

Point attraction(const Edges& edges, const std::vector<Point>& points, size_t i) {
  Point pull;
  const Point here = points[i];
  for (size_t e = edges.offsets[i]; e < edges.offsets[i + 1]; ++e) {
    const float dx = points[edges.ends[e]].x - here.x;
    const float dy = points[edges.ends[e]].y - here.y;
    const float force = 2.0F * edges.weights[e] / (1.0F + dx * dx + dy * dy);
    pull.x += force * dx;
    pull.y += force * dy;
  }
  return pull;
}

Point repulsion(const std::vector<Point>& points, size_t i, uint64_t bits) {
  Point push;
  const Point here = points[i];
  for (uint32_t sample = 0; sample < kSamples; sample += 2) {
    bits = mix64(bits);
    for (const uint64_t half : {bits & 0xFFFFFFFF, bits >> 32}) {
      const Point& other = points[half * points.size() >> 32];
      const float dx = here.x - other.x;
      const float dy = here.y - other.y;
      const float squares = dx * dx + dy * dy;
      const float force =
          2.0F * (kRepulsion / kSamples) / ((kSoftening + squares) * (1.0F + squares));
      push.x += force * dx;
      push.y += force * dy;
    }
  }
  return push;
}

float limited(float step) { return std::clamp(step, -kLongestStep, kLongestStep); }

}  // namespace

std::vector<Point> lay_out(const NearestRows& nearest, std::vector<Point> start,
                           const LayoutOptions& options) {
  assert(start.size() == nearest.num_rows);
  const Edges edges = edges_of(nearest);
  std::vector<Point> points = std::move(start), moved = points, velocity(points.size());
  for (uint32_t round = 0; round < options.num_rounds; ++round) {
    const float step =
        kStep * (1.0F - static_cast<float>(round) / static_cast<float>(options.num_rounds));
    const uint64_t round_bits = mix64(options.seed) ^ mix64(~uint64_t{round});
    parallel_blocks(points.size(), kPointsPerBlock, options.threads,
                    [&](size_t begin, size_t end, uint32_t) {
                      for (size_t i = begin; i < end; ++i) {
                        const Point pull = attraction(edges, points, i);
                        const Point push = repulsion(points, i, round_bits ^ mix64(i));
                        Point& v = velocity[i];
                        v.x = limited(kMomentum * v.x + step * (pull.x + push.x));
                        v.y = limited(kMomentum * v.y + step * (pull.y + push.y));
                        moved[i] = {points[i].x + v.x, points[i].y + v.y};
                      }
                    });
    std::swap(points, moved);
  }
  return points;
}

}  // namespace pocketrec
