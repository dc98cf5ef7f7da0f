// Shapes the geometry tests share.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::testing_shapes {

inline MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

// A simple polygon: a star round (x, y) with `n` corners at random distances. Valid, seldom convex.
inline MultiPolygon star(std::mt19937& random, double x, double y, double radius, int n) {
    std::uniform_real_distribution<double> share(0.3, 1.0);
    Ring ring;
    for (int i = 0; i < n; ++i) {
        const double angle = 2 * 3.14159265358979323846 * i / n;
        const double r = radius * share(random);
        ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

// A partition of [x0, x0 + columns*size] x [y0, y0 + rows*size] into columns*rows units with ragged borders
// that neighbours share vertex for vertex. `bits`: each side has 2^bits edges.
class RaggedPartition {
  public:
    RaggedPartition(int columns, int rows, double size, double x0, double y0, int bits)
        : columns_(columns), rows_(rows), size_(size), x0_(x0), y0_(y0), bits_(bits) {}

    std::vector<MultiPolygon> units() {
        std::vector<MultiPolygon> units;
        for (int row = 0; row < rows_; ++row) {
            for (int col = 0; col < columns_; ++col) {
                Ring ring;
                append(ring, {col, row}, {col + 1, row});
                append(ring, {col + 1, row}, {col + 1, row + 1});
                append(ring, {col + 1, row + 1}, {col, row + 1});
                append(ring, {col, row + 1}, {col, row});
                ring.push_back(ring.front());
                units.push_back({{ring, {}}});
            }
        }
        return units;
    }

  private:
    using Node = std::pair<int, int>;

    Point corner(Node n) const { return {x0_ + n.first * size_, y0_ + n.second * size_}; }

    static double noise(std::uint64_t key) {
        key = (key ^ (key >> 31U)) * 0x9E3779B97F4A7C15U;
        key = (key ^ (key >> 29U)) * 0xBF58476D1CE4E5B9U;
        return static_cast<double>(key >> 11U) / 9007199254740992.0 - 0.5;
    }

    // Mid-point displacement, always from the smaller node: both neighbours get the same points.
    const Ring& side(Node a, Node b) {
        Ring& points = sides_[{a, b}];
        if (!points.empty()) return points;
        points = {corner(a), corner(b)};
        std::uint64_t key =
            static_cast<std::uint64_t>(a.first * 7919 + a.second * 104729 + b.first * 31 + b.second);
        double reach = size_ * 0.2;
        for (int level = 0; level < bits_; ++level, reach /= 2) {
            Ring finer;
            for (std::size_t i = 0; i + 1 < points.size(); ++i) {
                const Point p = points[i], q = points[i + 1];
                const double t = noise(++key) * reach / std::hypot(q.x - p.x, q.y - p.y) * 0.5;
                finer.push_back(p);
                finer.push_back({(p.x + q.x) / 2 - (q.y - p.y) * t, (p.y + q.y) / 2 + (q.x - p.x) * t});
            }
            finer.push_back(points.back());
            points = std::move(finer);
        }
        return points;
    }

    void append(Ring& ring, Node a, Node b) {
        if (a < b) {
            const Ring& points = side(a, b);
            ring.insert(ring.end(), points.begin(), points.end() - 1);
        } else {
            const Ring& points = side(b, a);
            ring.insert(ring.end(), points.rbegin(), points.rend() - 1);
        }
    }

    int columns_, rows_;
    double size_, x0_, y0_;
    int bits_;
    std::map<std::pair<Node, Node>, Ring> sides_;
};

}  // namespace bareland::testing_shapes
