// Edges of polygons and discs in a tree of boxes: which is nearest, on which side is a place.
//
// Layout: vertices lie ring after ring; up to eight consecutive edges are a leaf, four consecutive leaves a
// node, and so on up to the ring, so that every node below a ring is a chain. Rings, discs and parts are
// grouped four by four where they lie near each other. A node's boxes are single precision, rounded
// outwards, relative to an origin near the data; coordinates stay as they were given.
//
// Guarantees:
//  - nearest(): the least distance by LocalMetric's model (its header bounds the error); settle() then
//  measures
//    the point that was found by geodesic::distance. Ties go to the part added first.
//  - side(): exact (geo/predicates): a place on an edge is told apart from both sides. A chain whose box is
//    wholly to the right of the place crosses its ray as its two ends do, so that only boxes that hold the
//    place are opened: O(log n).
//  - The order in which rings run, where they start, and how polygons are sorted change no bit of an answer.
//  - Queries allocate nothing and change nothing: threads share a tree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/local_metric.hpp"
#include "geo/registry.hpp"

namespace bareland {

enum class Side { outside, inside, edge };

class EdgeTree {
  public:
    // What was added, as a whole: a shape, a set of discs, or a group of such parts.
    struct Part {
        std::uint32_t ref = nothing;  // a node, a leaf, or nothing
        Box box;
        bool empty() const { return ref == nothing; }
    };

    // A place to ask about.
    class Query {
      public:
        Query(const EdgeTree& tree, const Point& place);
        const Point& place() const { return place_; }
        const LocalMetric& metric() const { return metric_; }

      private:
        friend class EdgeTree;
        Point place_;
        LocalMetric metric_;
        float low_x_, high_x_, low_y_, high_y_;  // of the place, relative to the origin
        float c0_, c1_, m0_;                     // LocalMetric's
        double bulge_;                           // of an edge, for each square metre of its extent
    };

    // `distance_m` is the model's, of a disc less its radius; a search finds only what is nearer than the
    // value it starts with.
    struct Nearest {
        double distance_m = std::numeric_limits<double>::infinity();
        Point at;                      // the point of the edge; of a disc its centre
        std::uint32_t item = nothing;  // number of the vertex the edge starts with, or of the disc
        bool disc = false;
        bool found() const { return item != nothing; }
    };

    explicit EdgeTree(const Point& origin);

    Part add(const MultiPolygon& shape);
    Part add(std::span<const Disc> discs);
    Part group(std::span<const Part> parts);
    // No additions after this; makes queries safe.
    void finish();

    // How many vertices and discs were added so far: an item belongs to the part that was added when the
    // count passed it.
    std::size_t vertex_count() const { return x_.size(); }
    std::size_t disc_count() const { return discs_.size(); }

    void nearest(const Part& part, const Query& query, Nearest& best) const;
    // Of a part of discs: the least distance to a centre less the radius, among the discs whose boxes hold
    // the place. Only these can be below zero.
    void deepest(const Part& part, const Query& query, Nearest& best) const;
    Side side(const Part& part, const Query& query) const;
    // The geodesic distance (of a disc less its radius) and the nearest point of the edge.
    void settle(const Query& query, Nearest& found) const;

    // The part under a number of the caller's (a zone's, say), to group with others and to be found by
    // each().
    static Part numbered(const Part& part, std::size_t number);

    // What lies in leaves whose boxes meet `box`, all of a leaf: calls visit(Item, number) for each, the
    // number being that of the vertex an edge starts with, of a disc, or of a numbered part. Stops when visit
    // returns true, and returns that.
    enum class Item : std::uint32_t { edge = 1, disc = 2, part = 3 };
    template <class Visit>
    bool each(const Part& part, const Box& box, Visit visit) const;
    // Calls visit(number) for every numbered part whose box, rounded outwards, holds the place.
    template <class Visit>
    void each_part_at(const Part& part, const Query& query, Visit visit) const {
        each_at(part, query, [&](std::uint32_t ref) { visit(number_of(ref)); });
    }

    Point vertex(std::size_t i) const { return {x_[i], y_[i]}; }
    Point centre(std::size_t disc) const { return discs_[disc].at; }
    double radius_m(std::size_t disc) const { return discs_[disc].radius_m; }

    static constexpr std::uint32_t nothing = 0xFFFFFFFF;

  private:
    // A reference is a number and, in the upper bits, what it numbers. Leaves hold 1 to 8 items.
    enum class Kind : std::uint32_t { node = 0, edges = 1, discs = 2, part = 3 };
    static constexpr std::uint32_t leaf_size = 8;
    static constexpr std::uint32_t number_bits = 27;
    static constexpr std::size_t most_items = std::size_t{1} << number_bits;
    static constexpr std::size_t most_open = 256;  // 3 a level of a search; levels are at most 4 * 14

    struct alignas(16) Node {
        std::array<float, 4> min_x, min_y, max_x, max_y;  // an empty child: +inf, -inf
        std::array<std::uint32_t, 4> child;
    };
    // The vertices with which a chain begins and ends; the same one for what is closed.
    struct Ends {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };
    struct Centre {
        Point at;
        double radius_m = 0;
    };
    // What a search has still to look at: the bits of the square of its least distance above the reference.
    // Of floats that are not negative the bits sort as the numbers do.
    using Open = std::uint64_t;
    // How far a search looks, metres, and the square of that.
    struct Reach {
        double metres;
        float squared;
    };

    static Kind kind_of(std::uint32_t ref) { return static_cast<Kind>(ref >> 30); }
    static std::uint32_t count_of(std::uint32_t ref) { return (ref >> number_bits & 7U) + 1; }
    static std::uint32_t number_of(std::uint32_t ref) { return ref & ((1U << number_bits) - 1); }
    static std::uint32_t leaf(Kind kind, std::size_t first, std::size_t count);

    Part node(std::span<const Part> children, Ends ends);
    Part chain(std::vector<Part> level);
    Part gathered(std::span<Part> parts);
    Part add_ring(const Ring& ring);
    Ends ends_of(std::uint32_t ref) const;

    static std::size_t expand(const Node& node, const Query& query, float reach2, Open* open,
                              std::size_t depth);
    static Reach reach(const Query& query, double distance_m);
    void search_edges(std::uint32_t ref, const Query& query, Reach& limit, Nearest& best) const;
    void search_discs(std::uint32_t ref, const Query& query, Nearest& best) const;
    void try_edge(std::uint32_t i, const Query& query, Nearest& best) const;
    bool crosses(std::uint32_t ref, const Point& place, bool& odd) const;
    static std::size_t enter(const Node& node, const Query& query, std::uint32_t* open, std::size_t depth);
    // Calls visit(leaf) for the leaves whose boxes hold the place.
    template <class Visit>
    void each_at(const Part& part, const Query& query, Visit visit) const;

    Point origin_;
    std::vector<double> x_, y_;
    std::vector<Centre> discs_;
    std::vector<Node> nodes_;
    std::vector<Ends> ends_;
};

template <class Visit>
void EdgeTree::each_at(const Part& part, const Query& query, Visit visit) const {
    if (part.empty()) return;
    std::array<std::uint32_t, most_open> open;
    std::size_t depth = 0;
    open[depth++] = part.ref;
    while (depth > 0) {
        const std::uint32_t ref = open[--depth];
        if (kind_of(ref) == Kind::node) {
            depth = enter(nodes_[number_of(ref)], query, open.data(), depth);
        } else {
            visit(ref);
        }
    }
}

template <class Visit>
bool EdgeTree::each(const Part& part, const Box& box, Visit visit) const {
    if (part.empty() || !part.box.meets(box)) return false;
    const Box near{box.min_x - origin_.x, box.min_y - origin_.y, box.max_x - origin_.x,
                   box.max_y - origin_.y};
    std::array<std::uint32_t, most_open> open;
    std::size_t depth = 0;
    open[depth++] = part.ref;
    while (depth > 0) {
        const std::uint32_t ref = open[--depth];
        const std::uint32_t number = number_of(ref);
        if (kind_of(ref) == Kind::node) {
            const Node& node = nodes_[number];
            for (std::size_t k = 0; k < 4; ++k) {
                if (static_cast<double>(node.min_x[k]) <= near.max_x &&
                    near.min_x <= static_cast<double>(node.max_x[k]) &&
                    static_cast<double>(node.min_y[k]) <= near.max_y &&
                    near.min_y <= static_cast<double>(node.max_y[k]))
                    open[depth++] = node.child[k];
            }
            continue;
        }
        for (std::uint32_t i = number; i < number + count_of(ref); ++i) {
            if (visit(static_cast<Item>(kind_of(ref)), i)) return true;
        }
    }
    return false;
}

}  // namespace bareland
