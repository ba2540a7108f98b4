// Compiled once a target: POCKETREC_RIDGE_TARGET names the namespace (see CMakeLists.txt).
#include "trainer/train/ridge_kernel.h"

#include <cstring>

#ifndef POCKETREC_RIDGE_TARGET
#define POCKETREC_RIDGE_TARGET baseline
#endif

namespace pocketrec::ridge_kernel::POCKETREC_RIDGE_TARGET {
namespace {

// Eight floats; on narrower machines the compiler splits them, which changes no bit.
typedef float Lanes __attribute__((vector_size(32)));
constexpr size_t kLanes = 8;
static_assert(kColumnTile == 2 * kLanes);

[[gnu::always_inline]] inline Lanes load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

inline void store(float* to, const Lanes& lanes) { std::memcpy(to, &lanes, sizeof lanes); }

// A tile of kRowTile x kColumnTile sums, kept in registers.
struct Tile {
  Lanes sum[kRowTile][2];
};

inline void load_tile(Tile& tile, const float* at, size_t stride) {
  for (size_t i = 0; i < kRowTile; ++i) {
    tile.sum[i][0] = load(at + i * stride);
    tile.sum[i][1] = load(at + i * stride + kLanes);
  }
}

inline void store_tile(float* at, size_t stride, const Tile& tile) {
  for (size_t i = 0; i < kRowTile; ++i) {
    store(at + i * stride, tile.sum[i][0]);
    store(at + i * stride + kLanes, tile.sum[i][1]);
  }
}

void accumulate(float* system, size_t size, size_t stride, const float* left, const float* right,
                size_t count) {
  for (size_t row = 0; row < size; row += kRowTile) {
    for (size_t column = row / kColumnTile * kColumnTile; column < stride; column += kColumnTile) {
      Tile tile;
      load_tile(tile, system + row * stride + column, stride);
      const float* l = left + row;
      const float* r = right + column;
      for (size_t k = 0; k < count; ++k, l += stride, r += stride) {
        const Lanes r0 = load(r);
        const Lanes r1 = load(r + kLanes);
        for (size_t i = 0; i < kRowTile; ++i) {
          tile.sum[i][0] += l[i] * r0;
          tile.sum[i][1] += l[i] * r1;
        }
      }
      store_tile(system + row * stride + column, stride, tile);
    }
  }
}

// Rows row..row+3 minus what the rows above contribute.
inline void subtract_rows_above(float* system, size_t row, size_t stride) {
  for (size_t column = row / kColumnTile * kColumnTile; column < stride; column += kColumnTile) {
    Tile tile;
    load_tile(tile, system + row * stride + column, stride);
    const float* above = system;
    for (size_t k = 0; k < row; ++k, above += stride) {
      const Lanes r0 = load(above + column);
      const Lanes r1 = load(above + column + kLanes);
      for (size_t i = 0; i < kRowTile; ++i) {
        tile.sum[i][0] -= above[row + i] * r0;
        tile.sum[i][1] -= above[row + i] * r1;
      }
    }
    store_tile(system + row * stride + column, stride, tile);
  }
}

inline void subtract_scaled(float* to, const float* from, float factor, size_t begin, size_t end) {
  for (size_t c = begin; c < end; c += kLanes) {
    store(to + c, load(to + c) - factor * load(from + c));
  }
}

// Turns rows row..row+3 into rows of U, and takes them out of `right` (forward substitution).
// The diagonal of U is stored inverted.
inline void finish_rows(float* system, size_t row, size_t stride, float* right) {
  const size_t first = row / kLanes * kLanes;
  for (size_t i = row; i < row + kRowTile; ++i) {
    float* u = system + i * stride;
    for (size_t k = row; k < i; ++k) {
      const float* above = system + k * stride;
      subtract_scaled(u, above, above[i], first, stride);
    }
    // The builtin, because std::sqrt is an inline function of the library: of the copies that this
    // file's two compilations make of it where nothing is inlined, the linker keeps either.
    const float inverse = 1.0F / __builtin_sqrtf(u[i]);
    for (size_t c = first; c < stride; c += kLanes) store(u + c, load(u + c) * inverse);
    // What lies left of the diagonal is never read as a value again, but must not reach `right`.
    for (size_t c = first; c < i; ++c) u[c] = 0.0F;
    const float y = right[i] * inverse;
    u[i] = 0.0F;
    subtract_scaled(right, u, y, first, stride);
    right[i] = y;
    u[i] = inverse;
  }
}

inline float dot(const float* a, const float* b, size_t begin, size_t end) {
  Lanes sum = {};
  for (size_t c = begin; c < end; c += kLanes) sum += load(a + c) * load(b + c);
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

void solve(float* system, size_t size, size_t stride, float* right) {
  for (size_t row = 0; row < size; row += kRowTile) {
    subtract_rows_above(system, row, stride);
    finish_rows(system, row, stride, right);
  }
  for (size_t c = size; c < stride; ++c) right[c] = 0.0F;
  // Back substitution. Elements at and left of the diagonal are masked by a zero in `right`.
  for (size_t i = size; i-- > 0;) {
    const float* u = system + i * stride;
    const float y = right[i];
    const size_t first = i / kLanes * kLanes;
    float head[kLanes];
    for (size_t c = 0; c < kLanes; ++c) {
      head[c] = right[first + c];
      if (first + c <= i) right[first + c] = 0.0F;
    }
    const float x = (y - dot(u, right, first, stride)) * u[i];
    for (size_t c = 0; c < kLanes; ++c) right[first + c] = head[c];
    right[i] = x;
  }
}

void transpose(const float* const* from, size_t rows, size_t columns, float* to, size_t to_stride) {
  static constexpr float kZeros[kLanes] = {};
  for (size_t r = 0; r < rows; r += kLanes) {
    for (size_t c = 0; c < columns; c += kLanes) {
      float block[kLanes][kLanes];
      for (size_t i = 0; i < kLanes; ++i) {
        std::memcpy(block[i], r + i < rows ? from[r + i] + c : kZeros, sizeof block[i]);
      }
      for (size_t j = 0; j < kLanes; ++j) {
        float* out = to + (c + j) * to_stride + r;
        for (size_t i = 0; i < kLanes; ++i) out[i] = block[i][j];
      }
    }
  }
}

}  // namespace

const Kernels kKernels = {accumulate, solve, transpose};

}  // namespace pocketrec::ridge_kernel::POCKETREC_RIDGE_TARGET
