// transform_borders and ground_area (geo/crs.hpp): polygons under a transform that bends straight edges.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <unordered_map>
#include <utility>

#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/messages.hpp"

namespace bareland {
namespace {

bool finite(Point p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}
bool less(Point a, Point b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}
Point between(Point a, Point b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}
Point middle(Point a, Point b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

template <class Shape, class Visit>
void for_each_ring(Shape& shape, Visit visit) {
    for (auto& polygon : shape) {
        visit(polygon.outer);
        for (auto& hole : polygon.holes)
            visit(hole);
    }
}

double distance_to_segment(Point p, Point a, Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
    const Point foot = between(a, b, std::clamp(along, 0.0, 1.0));
    return std::hypot(p.x - foot.x, p.y - foot.y);
}

// The map from the source plane to the target plane, and how long an edge may be before it needs looking at.
class Bend {
  public:
    Bend(const Transform& transform, const Affine& after, double tolerance)
        : transform_(transform),
          after_(after),
          tolerance_(tolerance),
          cell_(transform.from().is_geographic() ? 1.0 / 16 : 8192.0) {}

    void image(std::vector<Point>& points) const {
        transform_.apply(points);
        for (Point& p : points)
            p = after_.apply(p);
    }

    // Bounds for the cells of all the short ones among `edges`, in one call to PROJ.
    template <class Edges>
    void prepare(const Edges& edges) {
        std::vector<Cell> cells;
        for (const auto& edge : edges) {
            if (length2(edge.a, edge.b) > longest2()) continue;
            const Cell cell = cell_of(edge.a);
            if (!cells.empty() && cells.back() == cell) continue;
            if (safe_length2_.try_emplace(cell, 0.0).second) cells.push_back(cell);
        }
        sample(cells);
    }

    // Surely within a quarter of the tolerance, by the bound of the cell of `a`, the edge's smaller end.
    bool safe(Point a, Point b) const {
        const double edge2 = length2(a, b);
        if (edge2 > longest2()) return false;
        const auto found = safe_length2_.find(cell_of(a));
        return found != safe_length2_.end() && edge2 <= found->second;
    }

  private:
    struct Cell {
        std::int64_t x;
        std::int64_t y;
        bool operator==(const Cell&) const = default;
    };
    struct CellHash {
        std::size_t operator()(const Cell& c) const {
            return static_cast<std::size_t>(c.x) * 0x9E3779B97F4A7C15U ^ static_cast<std::size_t>(c.y);
        }
    };

    static double length2(Point a, Point b) { return (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y); }
    double longest2() const { return cell_ * cell_ / 16; }
    Cell cell_of(Point p) const {
        return {static_cast<std::int64_t>(std::floor(p.x / cell_)),
                static_cast<std::int64_t>(std::floor(p.y / cell_))};
    }

    void sample(const std::vector<Cell>& cells) {
        const double half = cell_ / 2;
        std::vector<Point> lattice;
        lattice.reserve(cells.size() * 9);
        for (const Cell& cell : cells) {
            const Point centre{(static_cast<double>(cell.x) + 0.5) * cell_,
                               (static_cast<double>(cell.y) + 0.5) * cell_};
            for (const int row : {-1, 0, 1}) {
                for (const int col : {-1, 0, 1})
                    lattice.push_back({centre.x + col * half, centre.y + row * half});
            }
        }
        image(lattice);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double bound = second_derivative(&lattice[i * 9], half);
            // |D2 f(u,u)| L^2 / 8 <= tolerance / 4; the factor 4 covers what varies within the cell.
            const double safe2 = bound > 0 ? 2 * tolerance_ / bound : longest2();
            safe_length2_[cells[i]] = std::isfinite(bound) ? safe2 : 0;
        }
    }

    // max over directions u of |D2 f(u,u)| <= max(|fxx|, |fyy|) + |fxy|, from the nine values round a point.
    static double second_derivative(const Point* p, double h) {
        const auto size = [](double x, double y) { return std::hypot(x, y); };
        const double h2 = h * h;
        const double xx = size(p[3].x - 2 * p[4].x + p[5].x, p[3].y - 2 * p[4].y + p[5].y) / h2;
        const double yy = size(p[1].x - 2 * p[4].x + p[7].x, p[1].y - 2 * p[4].y + p[7].y) / h2;
        const double xy =
            size(p[8].x - p[6].x - p[2].x + p[0].x, p[8].y - p[6].y - p[2].y + p[0].y) / (4 * h2);
        const double bound = std::max(xx, yy) + xy;
        return std::isfinite(xx + yy + xy) ? bound : HUGE_VAL;
    }

    const Transform& transform_;
    Affine after_;
    double tolerance_;
    double cell_;  // side of a lattice cell, in units of the source plane: 5 to 8 km
    std::unordered_map<Cell, double, CellHash> safe_length2_;
};

// An edge, or a piece of one, in canonical direction: `a` is the smaller end, whichever way the ring runs.
struct Piece {
    std::size_t edge;
    double from, to;  // its part of the edge, 0 to 1
    Point a, b;       // ends in the source plane
    Point image_a, image_b;
};

struct Added {
    std::size_t edge;
    double at;  // 0 to 1 along the edge in canonical direction
    Point image;
};

class Densifier {
  public:
    Densifier(const Transform& transform, const Affine& after, double tolerance, const std::string& what)
        : transform_(transform), bend_(transform, after, tolerance), tolerance_(tolerance), what_(what) {}

    MultiPolygon run(const MultiPolygon& shape) {
        collect(shape);
        std::vector<Point> images = vertices_;
        bend_.image(images);
        require_finite(images, vertices_);
        split(pending_pieces(shape, images));
        return assemble(shape, images);
    }

  private:
    void collect(const MultiPolygon& shape) {
        for_each_ring(shape,
                      [&](const Ring& ring) { vertices_.insert(vertices_.end(), ring.begin(), ring.end()); });
    }

    void require_finite(const std::vector<Point>& images, const std::vector<Point>& sources) const {
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (finite(images[i])) continue;
            throw Error(messages::not_transformable, what_, sources[i].x, sources[i].y,
                        transform_.from().name(), transform_.to().name());
        }
    }

    // One piece an edge that is not surely straight enough. Edge i starts at vertex i.
    std::vector<Piece> pending_pieces(const MultiPolygon& shape, const std::vector<Point>& images) {
        std::vector<Piece> pieces;
        pieces.reserve(images.size());
        std::size_t first = 0;
        for_each_ring(shape, [&](const Ring& ring) {
            for (std::size_t i = first; i + 1 < first + ring.size(); ++i) {
                const bool forward = less(vertices_[i], vertices_[i + 1]);
                const std::size_t a = forward ? i : i + 1;
                const std::size_t b = forward ? i + 1 : i;
                pieces.push_back({i, 0, 1, vertices_[a], vertices_[b], images[a], images[b]});
            }
            first += ring.size();
        });
        bend_.prepare(pieces);
        std::erase_if(pieces, [&](const Piece& piece) { return bend_.safe(piece.a, piece.b); });
        return pieces;
    }

    void split(std::vector<Piece> pieces) {
        // Halving 24 times takes an edge once round the earth below 3 m: only a torn edge gets there.
        for (int depth = 0; depth < 24 && !pieces.empty(); ++depth) {
            std::vector<Point> sources;
            sources.reserve(pieces.size() * 3);
            for (const Piece& piece : pieces) {
                const Point half = middle(piece.a, piece.b);
                sources.insert(sources.end(), {middle(piece.a, half), half, middle(half, piece.b)});
            }
            std::vector<Point> images = sources;
            bend_.image(images);
            require_finite(images, sources);
            std::vector<Piece> next;
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                halve(pieces[i], &sources[i * 3], &images[i * 3], next);
            }
            pieces = std::move(next);
        }
        std::sort(added_.begin(), added_.end(), [](const Added& l, const Added& r) {
            return l.edge != r.edge ? l.edge < r.edge : l.at < r.at;
        });
    }

    void halve(const Piece& piece, const Point* sources, const Point* images, std::vector<Piece>& next) {
        const Point half = sources[1];
        if (half == piece.a || half == piece.b) return;
        const auto off = [&](Point image) {
            return distance_to_segment(image, piece.image_a, piece.image_b) > tolerance_;
        };
        if (!off(images[0]) && !off(images[1]) && !off(images[2])) return;
        const double at = (piece.from + piece.to) / 2;
        added_.push_back({piece.edge, at, images[1]});
        next.push_back({piece.edge, piece.from, at, piece.a, half, piece.image_a, images[1]});
        next.push_back({piece.edge, at, piece.to, half, piece.b, images[1], piece.image_b});
    }

    MultiPolygon assemble(const MultiPolygon& shape, const std::vector<Point>& images) const {
        MultiPolygon result = shape;
        std::size_t first = 0;
        auto added = added_.begin();
        for_each_ring(result, [&](Ring& ring) {
            Ring out;
            out.reserve(ring.size());
            for (std::size_t i = first; i < first + ring.size(); ++i) {
                out.push_back(images[i]);
                const auto begin = added;
                while (added != added_.end() && added->edge == i)
                    ++added;
                for (auto point = begin; point != added; ++point)
                    out.push_back(point->image);
                const auto count = added - begin;
                if (count > 1 && !less(vertices_[i], vertices_[i + 1]))
                    std::reverse(out.end() - count, out.end());
            }
            first += ring.size();
            ring = std::move(out);
        });
        return result;
    }

    const Transform& transform_;
    Bend bend_;
    double tolerance_;
    const std::string& what_;
    std::vector<Point> vertices_;
    std::vector<Added> added_;
};

double cross(Point a, Point b) {
    return a.x * b.y - a.y * b.x;
}

// Ground area of one ring, in the authalic plane.
class AuthalicRing {
  public:
    explicit AuthalicRing(const Transform& to_geographic)
        : transform_(to_geographic), wraps_(!to_geographic.from().is_geographic()) {}

    double area(const Ring& ring) {
        std::vector<Point> ends = ring;
        locate(ends, ring);
        sample(ring, ends);
        double twice = 0;
        const Point* next = points_.data();
        Point a = *next++;
        for (; next != points_.data() + points_.size(); next += 2) {
            const Point m = next[0];
            const Point b = next[1];
            // Chord, and 4/3 of the triangle on the parabola's middle: its segment (Archimedes).
            twice += cross(a, b) + 4.0 / 3 * cross({m.x - a.x, m.y - a.y}, {b.x - a.x, b.y - a.y});
            a = b;
        }
        return std::abs(twice) / 2;
    }

  private:
    static constexpr double degree = std::numbers::pi / 180;
    static constexpr double longest_piece_m = 2000;
    static constexpr double most_pieces = 1e5;  // an edge five times round the earth

    // To longitude and latitude in degrees.
    void locate(std::vector<Point>& points, const std::vector<Point>& sources) const {
        transform_.apply(points);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (finite(points[i])) continue;
            throw Error(messages::area_not_computable, sources[i].x, sources[i].y, transform_.from().name());
        }
    }

    // Longitude from the ring's start; a planar CRS knows no 180th meridian, so its jump is taken out.
    double longitude(Point p, Point start) const {
        const double east = p.x - start.x;
        return wraps_ ? std::remainder(east, 360.0) : east;
    }

    std::size_t pieces(Point a, Point b) const {
        const double metres = ellipsoid::semi_major_m * degree;
        const double north = (b.y - a.y) * metres;
        const double east = longitude(b, a) * std::cos((a.y + b.y) / 2 * degree) * metres;
        const double count = std::ceil(std::hypot(east, north) / longest_piece_m);
        return static_cast<std::size_t>(std::clamp(count, 1.0, most_pieces));
    }

    // points_: start, middle, end, middle, end ... of the ring's pieces, as (longitude in radians, q), both
    // counted from the ring's first vertex so that no digits are lost.
    void sample(const Ring& ring, const std::vector<Point>& ends) {
        std::vector<Point> sources;
        sources.reserve(ring.size() * 2);
        sources.push_back(ring[0]);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const std::size_t count = pieces(ends[i], ends[i + 1]);
            const double steps = 2 * static_cast<double>(count);
            for (std::size_t k = 1; k < 2 * count; ++k) {
                sources.push_back(between(ring[i], ring[i + 1], static_cast<double>(k) / steps));
            }
            sources.push_back(ring[i + 1]);
        }
        points_ = sources;
        locate(points_, sources);
        const Point start = ends[0];
        for (Point& p : points_) {
            p = {longitude(p, start) * degree, ellipsoid::authalic_q_between(start.y, p.y)};
        }
    }

    const Transform& transform_;
    bool wraps_;
    std::vector<Point> points_;
};

}  // namespace

MultiPolygon transform_borders(const MultiPolygon& shape, const Transform& transform, const Affine& after,
                               double tolerance, const std::string& what) {
    if (!transform.identity()) return Densifier(transform, after, tolerance, what).run(shape);
    MultiPolygon result = shape;
    for_each_ring(result, [&](Ring& ring) {
        for (Point& p : ring)
            p = after.apply(p);
    });
    return result;
}

double ground_area(const MultiPolygon& shape, const Transform& to_geographic) {
    AuthalicRing ring(to_geographic);
    double area = 0;
    for (const Polygon& polygon : shape) {
        area += ring.area(polygon.outer);
        for (const Ring& hole : polygon.holes)
            area -= ring.area(hole);
    }
    return area;
}

}  // namespace bareland
