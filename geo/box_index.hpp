// Which of many boxes meet a given one: a static tree, built once.
//
// Guarantee: queries change nothing, so any number of threads may ask at once; the answer is in ascending
// order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland {

class BoxIndex {
  public:
    explicit BoxIndex(std::span<const Box> boxes);  // empty boxes meet nothing
    std::vector<std::size_t> query(const Box& box) const;

  private:
    struct Node {
        Box box;
        std::size_t first = 0;  // its part of order_
        std::size_t count = 0;
        std::size_t right = 0;  // second child; the first one follows its parent; 0 for a leaf
    };

    std::size_t build(std::size_t first, std::size_t count);

    std::vector<Box> boxes_;
    std::vector<std::size_t> order_;
    std::vector<Node> nodes_;
};

}  // namespace bareland
