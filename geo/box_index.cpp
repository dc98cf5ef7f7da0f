#include "geo/box_index.hpp"

#include <algorithm>

namespace bareland {
namespace {

constexpr std::size_t leaf_size = 8;

void extend(Box& box, const Box& other) {
    box.min_x = std::min(box.min_x, other.min_x);
    box.min_y = std::min(box.min_y, other.min_y);
    box.max_x = std::max(box.max_x, other.max_x);
    box.max_y = std::max(box.max_y, other.max_y);
}

}  // namespace

BoxIndex::BoxIndex(std::span<const Box> boxes) : boxes_(boxes.begin(), boxes.end()) {
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        if (!boxes_[i].empty()) order_.push_back(i);
    }
    if (!order_.empty()) build(0, order_.size());
}

// Halves the boxes by their centres along the longer side of what they fill.
std::size_t BoxIndex::build(std::size_t first, std::size_t count) {
    const std::size_t self = nodes_.size();
    nodes_.push_back({Box{}, first, count, 0});
    for (std::size_t i = first; i < first + count; ++i)
        extend(nodes_[self].box, boxes_[order_[i]]);
    if (count <= leaf_size) return self;
    const Box box = nodes_[self].box;
    const bool wide = box.max_x - box.min_x > box.max_y - box.min_y;
    const auto centre = [&](std::size_t i) {
        return wide ? boxes_[i].min_x + boxes_[i].max_x : boxes_[i].min_y + boxes_[i].max_y;
    };
    const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(first);
    const std::size_t half = count / 2;
    std::nth_element(begin, begin + static_cast<std::ptrdiff_t>(half),
                     begin + static_cast<std::ptrdiff_t>(count),
                     [&](std::size_t l, std::size_t r) { return centre(l) < centre(r); });
    build(first, half);
    const std::size_t right = build(first + half, count - half);
    nodes_[self].right = right;
    return self;
}

std::vector<std::size_t> BoxIndex::query(const Box& box) const {
    std::vector<std::size_t> found;
    std::vector<std::size_t> open;
    if (!nodes_.empty() && !box.empty()) open.push_back(0);
    while (!open.empty()) {
        const std::size_t at = open.back();
        const Node& node = nodes_[at];
        open.pop_back();
        if (!node.box.meets(box)) continue;
        if (node.right != 0) {
            open.push_back(at + 1);
            open.push_back(node.right);
            continue;
        }
        for (std::size_t i = node.first; i < node.first + node.count; ++i) {
            if (boxes_[order_[i]].meets(box)) found.push_back(order_[i]);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace bareland
