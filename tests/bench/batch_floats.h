// Products of float matrices, as libraries of linear algebra make them, beside which batch scoring
// of codes is measured.
#pragma once

#include <cstdint>
#include <span>

namespace pocketrec::bench {

// scores[u * num_items + i] = user u . item i. All row-major: users num_users x num_factors, items
// num_items x num_factors. By Eigen, compiled for the machine that it is built on. The work of the
// calling thread.
void multiply_by_eigen(std::span<const float> users, std::span<const float> items,
                       uint32_t num_factors, std::span<float> scores);

}  // namespace pocketrec::bench
