#include "synthetic/partition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <stdexcept>
#include <utility>

#include "synthetic/random.hpp"

namespace bareland::synthetic {

double signed_distance(const Ring& ring, const Point& point) {
    double nearest = std::numeric_limits<double>::infinity();
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point &a = ring[i], &b = ring[i + 1];
        const double dx = b.x - a.x, dy = b.y - a.y;
        const double along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy);
        const double t = std::clamp(along, 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(point.x - a.x - t * dx, point.y - a.y - t * dy));
        if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (point.y - a.y) / dy * dx) inside = !inside;
    }
    return inside ? nearest : -nearest;
}

std::vector<Seed> scatter_seeds(const Box& extent, std::size_t count, std::uint64_t seed) {
    const double width = extent.max_x - extent.min_x, height = extent.max_y - extent.min_y;
    const auto rows = static_cast<std::size_t>(
        std::max(1.0, std::round(std::sqrt(static_cast<double>(count) * height / width))));
    Random random(seed);
    std::vector<Seed> seeds;
    for (std::size_t row = 0; row < rows; ++row) {
        // Rows take turns at one seed more or less, so that any count comes out.
        const std::size_t in_row = count * (row + 1) / rows - count * row / rows;
        const double step_x = width / static_cast<double>(in_row),
                     step_y = height / static_cast<double>(rows);
        for (std::size_t column = 0; column < in_row; ++column) {
            const double x = static_cast<double>(column) + 0.5 + random.uniform(-0.33, 0.33);
            const double y = static_cast<double>(row) + 0.5 + random.uniform(-0.33, 0.33);
            seeds.push_back({{extent.min_x + x * step_x, extent.min_y + y * step_y},
                             random.uniform(0.0, 0.4) * std::min(step_x, step_y)});
        }
    }
    return seeds;
}

namespace {

using Label = std::int32_t;

// The four corners of a lattice square, counter-clockwise from the lower left, and its edges: edge k goes
// from corner k to corner k+1.
constexpr std::array<std::pair<std::size_t, std::size_t>, 4> corners{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};

// A piece of border from one key (point) to another, seen from the label on its left.
struct Arc {
    Label label;
    std::uint64_t from, to;
    std::uint64_t square;  // where it lies; no_square on the extent's edge
    bool forward;          // the direction in which the square's border was found: one of the two sides
};
constexpr std::uint64_t no_square = std::numeric_limits<std::uint64_t>::max();

class Partitioner {
  public:
    explicit Partitioner(const PartitionSpec& spec)
        : spec_(spec),
          nodes_x_(spec.columns + 1),
          nodes_y_(spec.rows + 1),
          step_x_((spec.extent.max_x - spec.extent.min_x) / static_cast<double>(spec.columns)),
          step_y_((spec.extent.max_y - spec.extent.min_y) / static_cast<double>(spec.rows)),
          outside_(static_cast<Label>(spec.seeds.size())) {
        if (spec.seeds.empty() || spec.columns == 0 || spec.rows == 0) {
            throw std::runtime_error("partition: no seeds or no lattice");
        }
    }

    std::vector<MultiPolygon> run() {
        index_seeds();
        label_nodes();
        keep_largest_regions();
        find_arcs();
        choose_midpoints();
        return trace();
    }

  private:
    Point node(std::size_t column, std::size_t row) const {
        // The last node is the extent's own edge, to the bit.
        const double x = column == spec_.columns ? spec_.extent.max_x
                                                 : spec_.extent.min_x + static_cast<double>(column) * step_x_;
        const double y =
            row == spec_.rows ? spec_.extent.max_y : spec_.extent.min_y + static_cast<double>(row) * step_y_;
        return {x, y};
    }
    Label& label(std::size_t column, std::size_t row) { return labels_[row * nodes_x_ + column]; }

    Point warped(const Point& p) const {
        const double x = p.x / spec_.wavelength, y = p.y / spec_.wavelength;
        return {p.x + spec_.warp * fractal_noise(mix(spec_.seed + 1), x, y, spec_.octaves, spec_.gain),
                p.y + spec_.warp * fractal_noise(mix(spec_.seed + 2), x, y, spec_.octaves, spec_.gain)};
    }
    // The power of a point with respect to a seed: least for the seed whose ground it is.
    double power(const Point& q, std::size_t seed) const {
        const Seed& s = spec_.seeds[seed];
        const double dx = q.x - s.at.x, dy = q.y - s.at.y;
        return dx * dx + dy * dy - s.radius * s.radius;
    }

    // For each bucket of the extent, the seeds that can win somewhere in it. The difference of two powers is
    // linear with the gradient 2 |s_i - s_j|, so a seed that loses by more than that times the bucket's reach
    // never wins.
    void index_seeds() {
        bucket_ =
            std::max(spec_.extent.max_x - spec_.extent.min_x, spec_.extent.max_y - spec_.extent.min_y) / 64;
        const double reach = (bucket_ / 2 + spec_.warp) * 1.5;
        buckets_.resize(std::size_t{64} * 64);
        for (std::size_t b = 0; b < buckets_.size(); ++b) {
            const std::size_t row = b / 64, column = b % 64;
            const Point centre{spec_.extent.min_x + (static_cast<double>(column) + 0.5) * bucket_,
                               spec_.extent.min_y + (static_cast<double>(row) + 0.5) * bucket_};
            std::size_t best = 0;
            for (std::size_t s = 1; s < spec_.seeds.size(); ++s) {
                if (power(centre, s) < power(centre, best)) best = s;
            }
            const Point& winner = spec_.seeds[best].at;
            for (std::size_t s = 0; s < spec_.seeds.size(); ++s) {
                const Point& other = spec_.seeds[s].at;
                const double apart = std::hypot(other.x - winner.x, other.y - winner.y);
                if (power(centre, s) - power(centre, best) <= 2 * apart * reach) buckets_[b].push_back(s);
            }
        }
    }
    const std::vector<std::size_t>& candidates(const Point& p) const {
        const auto column = static_cast<std::size_t>((p.x - spec_.extent.min_x) / bucket_);
        const auto row = static_cast<std::size_t>((p.y - spec_.extent.min_y) / bucket_);
        return buckets_[std::min<std::size_t>(row, 63) * 64 + std::min<std::size_t>(column, 63)];
    }

    void label_nodes() {
        labels_.resize(nodes_x_ * nodes_y_);
        for (std::size_t row = 0; row < nodes_y_; ++row) {
            for (std::size_t column = 0; column < nodes_x_; ++column) {
                const Point p = node(column, row), q = warped(p);
                if (!spec_.outline.empty() && signed_distance(spec_.outline, q) < 0) {
                    label(column, row) = outside_;
                    continue;
                }
                const std::vector<std::size_t>& seeds = candidates(p);
                std::size_t best = seeds.front();
                for (const std::size_t s : seeds) {
                    if (power(q, s) < power(q, best)) best = s;
                }
                label(column, row) = static_cast<Label>(best);
            }
        }
    }

    // Noise tears off islands. Of every label only the largest 4-connected region stays; the rest is filled
    // from the regions around it, ring by ring, in an order that depends on nothing but the labels.
    void keep_largest_regions() {
        std::vector<std::int32_t> region(labels_.size(), -1);
        std::vector<std::size_t> size;
        std::vector<std::size_t> stack;
        const auto labels = static_cast<std::size_t>(outside_) + 1;
        std::vector<std::int32_t> largest(labels, -1);
        for (std::size_t start = 0; start < labels_.size(); ++start) {
            if (region[start] >= 0) continue;
            const auto id = static_cast<std::int32_t>(size.size());
            size.push_back(0);
            region[start] = id;
            stack.push_back(start);
            while (!stack.empty()) {
                const std::size_t at = stack.back();
                stack.pop_back();
                ++size.back();
                for_neighbours(at, [&](std::size_t next) {
                    if (region[next] >= 0 || labels_[next] != labels_[start]) return;
                    region[next] = id;
                    stack.push_back(next);
                });
            }
            std::int32_t& best = largest[static_cast<std::size_t>(labels_[start])];
            if (best < 0 || size[static_cast<std::size_t>(best)] < size.back()) best = id;
        }
        std::queue<std::size_t> front;
        for (std::size_t at = 0; at < labels_.size(); ++at) {
            if (region[at] == largest[static_cast<std::size_t>(labels_[at])]) {
                front.push(at);
            } else {
                labels_[at] = -1;
            }
        }
        while (!front.empty()) {
            const std::size_t at = front.front();
            front.pop();
            for_neighbours(at, [&](std::size_t next) {
                if (labels_[next] >= 0) return;
                labels_[next] = labels_[at];
                front.push(next);
            });
        }
        for (std::size_t s = 0; s < spec_.seeds.size(); ++s) {
            if (largest[s] < 0) throw std::runtime_error("partition: a seed got no ground");
        }
    }
    template <class Visit>
    void for_neighbours(std::size_t at, Visit visit) const {
        const std::size_t column = at % nodes_x_, row = at / nodes_x_;
        if (column > 0) visit(at - 1);
        if (column + 1 < nodes_x_) visit(at + 1);
        if (row > 0) visit(at - nodes_x_);
        if (row + 1 < nodes_y_) visit(at + nodes_x_);
    }

    // Keys of points: crossings of lattice edges (4n horizontal, 4n+1 vertical, n the lower or left node),
    // centres of squares (4n+2), corners of the extent (4n+3).
    std::uint64_t key(std::size_t column, std::size_t row, unsigned kind) const {
        return (static_cast<std::uint64_t>(row) * nodes_x_ + column) * 4 + kind;
    }
    std::uint64_t edge_key(std::size_t column, std::size_t row, std::size_t edge) const {
        switch (edge) {
            case 0:
                return key(column, row, 0);
            case 1:
                return key(column + 1, row, 1);
            case 2:
                return key(column, row + 1, 0);
            default:
                return key(column, row, 1);
        }
    }

    void add_border(Label left, Label right, std::uint64_t from, std::uint64_t to, std::uint64_t square) {
        if (left != outside_) arcs_.push_back({left, from, to, square, true});
        if (right != outside_) arcs_.push_back({right, to, from, square, false});
    }

    void find_arcs() {
        for (std::size_t row = 0; row < spec_.rows; ++row) {
            for (std::size_t column = 0; column < spec_.columns; ++column)
                arcs_of_square(column, row);
        }
        if (spec_.outline.empty()) arcs_of_extent();
    }

    void arcs_of_square(std::size_t column, std::size_t row) {
        std::array<Label, 4> at{};
        for (std::size_t k = 0; k < 4; ++k)
            at[k] = label(column + corners[k].first, row + corners[k].second);
        std::array<std::size_t, 4> crossed{};
        std::size_t count = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            if (at[k] != at[(k + 1) % 4]) crossed[count++] = k;
        }
        if (count == 0) return;
        const std::uint64_t square = key(column, row, 2);
        if (count == 2) {
            // Going in through one edge and out through the other, the corner after the first edge is on the
            // right.
            add_border(at[crossed[0]], at[(crossed[0] + 1) % 4], edge_key(column, row, crossed[0]),
                       edge_key(column, row, crossed[1]), square);
            return;
        }
        if (count == 4 && (at[0] == at[2] || at[1] == at[3])) {
            // A pair of like corners on a diagonal stays joined; each of the two others is cut off by itself.
            const std::size_t joined = at[0] == at[2] ? 0 : 1;
            for (const std::size_t k : {joined + 1, joined + 3}) {
                add_border(at[joined], at[k % 4], edge_key(column, row, (k + 3) % 4),
                           edge_key(column, row, k % 4), no_square);
            }
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {  // three or four townships meet
            add_border(at[crossed[i]], at[(crossed[i] + 1) % 4], edge_key(column, row, crossed[i]), square,
                       no_square);
        }
    }

    void arcs_of_extent() {
        std::uint64_t from = key(0, 0, 3);
        const auto side = [&](std::size_t column, std::size_t row, int step_column, int step_row,
                              std::size_t length) {
            for (std::size_t i = 0; i < length; ++i) {
                const auto next_column = static_cast<std::size_t>(static_cast<long>(column) + step_column);
                const auto next_row = static_cast<std::size_t>(static_cast<long>(row) + step_row);
                if (label(column, row) != label(next_column, next_row)) {
                    const std::uint64_t crossing =
                        key(std::min(column, next_column), std::min(row, next_row), step_row == 0 ? 0 : 1);
                    arcs_.push_back({label(column, row), from, crossing, no_square, true});
                    from = crossing;
                }
                column = next_column;
                row = next_row;
            }
            const std::uint64_t corner = key(column, row, 3);
            arcs_.push_back({label(column, row), from, corner, no_square, true});
            from = corner;
        };
        side(0, 0, 1, 0, spec_.columns);
        side(spec_.columns, 0, 0, 1, spec_.rows);
        side(spec_.columns, spec_.rows, -1, 0, spec_.columns);
        side(0, spec_.rows, 0, -1, spec_.rows);
    }

    // Extra points in the middle of border pieces, as many as the wanted number of vertices asks for, chosen
    // by hash.
    void choose_midpoints() {
        if (spec_.vertices == 0) return;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> order;  // hash, square
        std::vector<std::uint64_t> squares;                          // once for every side that counts
        for (const Arc& arc : arcs_) {
            if (arc.square != no_square) squares.push_back(arc.square);
        }
        std::sort(squares.begin(), squares.end());
        if (spec_.vertices < arcs_.size() || spec_.vertices > arcs_.size() + squares.size()) {
            throw std::runtime_error("partition: wanted " + std::to_string(spec_.vertices) +
                                     " vertices, this lattice gives " + std::to_string(arcs_.size()) +
                                     " to " + std::to_string(arcs_.size() + squares.size()));
        }
        for (std::size_t i = 0; i < squares.size(); ++i) {
            if (i == 0 || squares[i] != squares[i - 1])
                order.emplace_back(mix(squares[i] ^ spec_.seed), squares[i]);
        }
        std::sort(order.begin(), order.end());
        std::size_t wanted = spec_.vertices - arcs_.size();
        for (const auto& [unused, square] : order) {
            const auto range = std::equal_range(squares.begin(), squares.end(), square);
            const auto sides = static_cast<std::size_t>(range.second - range.first);
            if (sides > wanted) break;
            wanted -= sides;
            halved_.push_back(square);
        }
        std::sort(halved_.begin(), halved_.end());
    }

    Point rounded(const Point& p) const {
        return {std::round(p.x / spec_.resolution) * spec_.resolution,
                std::round(p.y / spec_.resolution) * spec_.resolution};
    }

    Point place(std::uint64_t key) const {
        const std::uint64_t index = key / 4;
        const auto column = static_cast<std::size_t>(index % nodes_x_),
                   row = static_cast<std::size_t>(index / nodes_x_);
        const Point low = node(column, row);
        switch (key % 4) {
            case 0: {
                const Point high = node(column + 1, row);
                Point p = rounded({low.x + crossing(index, index + 1, low, high) * (high.x - low.x), low.y});
                if (row == 0 || row == spec_.rows) p.y = low.y;  // on the extent's edge exactly
                return p;
            }
            case 1: {
                const Point high = node(column, row + 1);
                Point p =
                    rounded({low.x, low.y + crossing(index, index + nodes_x_, low, high) * (high.y - low.y)});
                if (column == 0 || column == spec_.columns) p.x = low.x;
                return p;
            }
            case 2: {
                const double u =
                    0.4 + 0.2 * unit_interval(hash(spec_.seed + 3, static_cast<std::int64_t>(key), 0));
                const double v =
                    0.4 + 0.2 * unit_interval(hash(spec_.seed + 3, static_cast<std::int64_t>(key), 1));
                return rounded({low.x + u * step_x_, low.y + v * step_y_});
            }
            default:
                return low;
        }
    }

    // Where between two unlike nodes the border lies: where the two powers (or the outline's distance)
    // balance, or anywhere near the middle where cleaning has changed the labels.
    double crossing(std::size_t low_index, std::size_t high_index, const Point& low,
                    const Point& high) const {
        const Label a = labels_[low_index], b = labels_[high_index];
        const Point p = warped(low), q = warped(high);
        const auto balance = [&](const Point& at) {
            if (a == outside_) return -signed_distance(spec_.outline, at);
            if (b == outside_) return signed_distance(spec_.outline, at);
            return power(at, static_cast<std::size_t>(b)) - power(at, static_cast<std::size_t>(a));
        };
        const double at_low = balance(p), at_high = balance(q);
        if (at_low <= 0 || at_high >= 0) {
            const std::uint64_t bits = hash(spec_.seed + 4, static_cast<std::int64_t>(low_index),
                                            static_cast<std::int64_t>(high_index));
            return 0.35 + 0.3 * unit_interval(bits);
        }
        return std::clamp(at_low / (at_low - at_high), 0.1, 0.9);
    }

    // The middle of a border piece, moved sideways but never out of its square, the same from both sides.
    Point midpoint(const Point& from, const Point& to, std::uint64_t square, bool forward) const {
        const Point& p = forward ? from : to;
        const Point& q = forward ? to : from;
        const Point low = node((square / 4) % nodes_x_, square / 4 / nodes_x_);
        const Point middle{(p.x + q.x) / 2, (p.y + q.y) / 2};
        const double length = std::hypot(q.x - p.x, q.y - p.y);
        const double room = std::min(std::min(middle.x - low.x, low.x + step_x_ - middle.x),
                                     std::min(middle.y - low.y, low.y + step_y_ - middle.y));
        const double sway =
            std::min(0.25 * length, 0.8 * room) *
            (2 * unit_interval(hash(spec_.seed + 5, static_cast<std::int64_t>(square), 0)) - 1);
        return rounded({middle.x - (q.y - p.y) / length * sway, middle.y + (q.x - p.x) / length * sway});
    }

    std::vector<MultiPolygon> trace() {
        std::sort(arcs_.begin(), arcs_.end(), [](const Arc& a, const Arc& b) {
            return std::pair(a.label, a.from) < std::pair(b.label, b.from);
        });
        std::vector<MultiPolygon> result(spec_.seeds.size());
        std::vector<bool> used(arcs_.size(), false);
        for (std::size_t start = 0; start < arcs_.size(); ++start) {
            if (used[start]) continue;
            Ring ring;
            for (std::size_t at = start; !used[at];) {
                used[at] = true;
                const Arc& arc = arcs_[at];
                const Point from = place(arc.from);
                ring.push_back(from);
                if (std::binary_search(halved_.begin(), halved_.end(), arc.square)) {
                    ring.push_back(midpoint(from, place(arc.to), arc.square, arc.forward));
                }
                at = next_arc(arc);
            }
            ring.push_back(ring.front());
            MultiPolygon& shape = result[static_cast<std::size_t>(arcs_[start].label)];
            if (shape.empty()) shape.emplace_back();
            if (twice_area(ring) > 0) {
                shape.front().outer = std::move(ring);  // one region, so one outer ring
            } else {
                shape.front().holes.push_back(std::move(ring));
            }
        }
        return result;
    }
    std::size_t next_arc(const Arc& arc) const {
        const auto found = std::lower_bound(arcs_.begin(), arcs_.end(), std::pair(arc.label, arc.to),
                                            [](const Arc& a, const std::pair<Label, std::uint64_t>& b) {
                                                return std::pair(a.label, a.from) < b;
                                            });
        if (found == arcs_.end() || found->label != arc.label || found->from != arc.to) {
            throw std::runtime_error("partition: a border ends in nowhere");
        }
        return static_cast<std::size_t>(found - arcs_.begin());
    }
    static double twice_area(const Ring& ring) {
        double sum = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                   (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
        }
        return sum;
    }

    const PartitionSpec& spec_;
    std::size_t nodes_x_, nodes_y_;
    double step_x_, step_y_;
    Label outside_;
    double bucket_ = 1;
    std::vector<std::vector<std::size_t>> buckets_;
    std::vector<Label> labels_;
    std::vector<Arc> arcs_;
    std::vector<std::uint64_t> halved_;  // squares whose border piece gets a middle point, sorted
};

}  // namespace

std::vector<MultiPolygon> partition(const PartitionSpec& spec) {
    return Partitioner(spec).run();
}

}  // namespace bareland::synthetic
