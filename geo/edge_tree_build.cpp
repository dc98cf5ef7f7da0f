// How an EdgeTree is built (geo/edge_tree.hpp).
#include <algorithm>
#include <cmath>

#include "geo/edge_tree.hpp"
#include "geo/error.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"

namespace bareland {
namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

void extend(Box& box, const Box& other) {
    box.add({other.min_x, other.min_y});
    box.add({other.max_x, other.max_y});
}

float down(double value) {
    return std::nextafter(static_cast<float>(value), -infinite);
}
float up(double value) {
    return std::nextafter(static_cast<float>(value), infinite);
}

Box box_of(const Disc& disc) {
    Box box;
    box.add(disc.centre);
    return widened(box, disc.radius_m);
}

// Cuts the parts into halves by the centres of their boxes along the longer side of what they fill.
template <class T>
std::size_t halve(std::span<T> parts) {
    Box box;
    for (const T& part : parts)
        extend(box, part.box);
    const bool wide = box.max_x - box.min_x > box.max_y - box.min_y;
    const auto centre = [wide](const T& part) {
        return wide ? part.box.min_x + part.box.max_x : part.box.min_y + part.box.max_y;
    };
    std::stable_sort(parts.begin(), parts.end(),
                     [&](const T& l, const T& r) { return centre(l) < centre(r); });
    return parts.size() / 2;
}

}  // namespace

EdgeTree::EdgeTree(const Point& origin) : origin_(origin) {}

std::uint32_t EdgeTree::leaf(Kind kind, std::size_t first, std::size_t count) {
    if (first + count >= most_items) throw Error(messages::internal, "too many vertices for an index");
    return static_cast<std::uint32_t>(kind) << 30 | static_cast<std::uint32_t>(count - 1) << number_bits |
           static_cast<std::uint32_t>(first);
}

EdgeTree::Part EdgeTree::node(std::span<const Part> children, Ends ends) {
    Node made;
    made.min_x.fill(infinite);
    made.min_y.fill(infinite);
    made.max_x.fill(-infinite);
    made.max_y.fill(-infinite);
    made.child.fill(nothing);
    Part part;
    for (std::size_t k = 0; k < children.size(); ++k) {
        const Box& box = children[k].box;
        made.min_x[k] = down(box.min_x - origin_.x);
        made.min_y[k] = down(box.min_y - origin_.y);
        made.max_x[k] = up(box.max_x - origin_.x);
        made.max_y[k] = up(box.max_y - origin_.y);
        made.child[k] = children[k].ref;
        extend(part.box, box);
    }
    part.ref = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(made);
    ends_.push_back(ends);
    return part;
}

// Leaves in the order of the ring, four by four.
EdgeTree::Part EdgeTree::chain(std::vector<Part> level) {
    while (level.size() > 1) {
        std::vector<Part> next;
        next.reserve(level.size() / 4 + 1);
        for (std::size_t i = 0; i < level.size(); i += 4) {
            const std::size_t count = std::min<std::size_t>(4, level.size() - i);
            const std::span<const Part> children(&level[i], count);
            const Ends ends{ends_of(children.front().ref).first, ends_of(children.back().ref).last};
            next.push_back(count == 1 ? children.front() : node(children, ends));
        }
        level = std::move(next);
    }
    return level.front();
}

EdgeTree::Part EdgeTree::gathered(std::span<Part> parts) {
    if (parts.empty()) return {};
    if (parts.size() == 1) return parts.front();
    if (parts.size() <= 4) return node(parts, {});
    const std::size_t half = halve(parts);
    const std::array<std::span<Part>, 2> halves{parts.first(half), parts.subspan(half)};
    std::vector<Part> quarters;
    for (const std::span<Part>& side : halves) {
        const std::size_t quarter = halve(side);
        if (quarter > 0) quarters.push_back(gathered(side.first(quarter)));
        quarters.push_back(gathered(side.subspan(quarter)));
    }
    return node(quarters, {});
}

EdgeTree::Part EdgeTree::group(std::span<const Part> parts) {
    std::vector<Part> filled;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(filled),
                 [](const Part& part) { return !part.empty(); });
    return gathered(filled);
}

EdgeTree::Part EdgeTree::add_ring(const Ring& ring) {
    const std::size_t first = x_.size();
    for (const Point& p : ring) {
        if (x_.size() > first && x_.back() == p.x && y_.back() == p.y) continue;
        x_.push_back(p.x);
        y_.push_back(p.y);
    }
    const std::size_t end = x_.size();
    if (end - first < 2) {  // nothing but one point
        x_.resize(first);
        y_.resize(first);
        return {};
    }
    std::vector<Part> leaves;
    for (std::size_t i = first; i + 1 < end; i += leaf_size) {
        const std::size_t count = std::min<std::size_t>(leaf_size, end - 1 - i);
        Part part;
        part.ref = leaf(Kind::edges, i, count);
        for (std::size_t k = i; k <= i + count; ++k)
            part.box.add(vertex(k));
        leaves.push_back(part);
    }
    return chain(std::move(leaves));
}

EdgeTree::Part EdgeTree::add(const MultiPolygon& shape) {
    std::vector<Part> rings;
    for (const Polygon& polygon : overlay::canonical(shape)) {
        rings.push_back(add_ring(polygon.outer));
        for (const Ring& hole : polygon.holes)
            rings.push_back(add_ring(hole));
    }
    return group(rings);
}

EdgeTree::Part EdgeTree::add(std::span<const Disc> discs) {
    struct Boxed {
        Box box;
        const Disc* disc;
    };
    std::vector<Boxed> boxed;
    for (const Disc& disc : discs)
        boxed.push_back({box_of(disc), &disc});
    std::vector<Part> leaves;
    const auto split = [&](const auto& self, std::span<Boxed> some) -> void {
        if (some.size() > leaf_size) {
            const std::size_t half = halve(some);
            self(self, some.first(half));
            self(self, some.subspan(half));
        } else if (!some.empty()) {
            Part part;
            part.ref = leaf(Kind::discs, discs_.size(), some.size());
            for (const Boxed& one : some) {
                discs_.push_back({one.disc->centre, one.disc->radius_m});
                extend(part.box, one.box);
            }
            leaves.push_back(part);
        }
    };
    split(split, boxed);
    return group(leaves);
}

EdgeTree::Part EdgeTree::numbered(const Part& part, std::size_t number) {
    if (part.empty()) return {};
    return {leaf(Kind::part, number, 1), part.box};
}

void EdgeTree::finish() {
    // Leaves are read eight edges at a time, the last one, too.
    x_.resize(x_.size() + leaf_size, 0);
    y_.resize(y_.size() + leaf_size, 0);
}

}  // namespace bareland
