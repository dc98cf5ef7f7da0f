#include "synthetic/demo_plots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "synthetic/partition.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

constexpr std::size_t subdistricts = 11;  // the first units; the rest are towns with farmland

double area_of(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
               (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return std::abs(sum) / 2;
}

// Anywhere in the unit, not nearer to its border than `inset`.
Point point_in(const DemoUnit& unit, double inset, Random& random) {
    const Ring& ring = unit.shape.front().outer;
    const Box box = box_of(unit.shape);
    for (int attempt = 0; attempt < 2000; ++attempt) {
        const Point p{random.uniform(box.min_x, box.max_x), random.uniform(box.min_y, box.max_y)};
        if (signed_distance(ring, p) > inset) return p;
    }
    return point_in(unit, inset / 2, random);
}

// A rotated rectangle with frayed sides, as a surveyor would draw round a plot: `margin` times its half
// sizes.
MultiPolygon drawn_round(const Patch& patch, double margin, double from_u, Random& random) {
    Ring corners;  // in units of the half sizes
    constexpr int points = 20;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points;
        // A superellipse again, and a surveyor's unsteady hand.
        const double c = std::cos(angle), s = std::sin(angle);
        const double r = margin * random.uniform(0.97, 1.06) / std::pow(c * c * c * c + s * s * s * s, 0.25);
        corners.push_back({std::max(r * c, from_u), r * s});
    }
    // The straight cut at from_u needs its two ends only: more corners on it could run back and forth.
    const auto cut = [&](std::size_t i) { return corners[i % points].x == from_u; };
    Ring ring;
    for (std::size_t i = 0; i < points; ++i) {
        if (cut(i) && cut(i + points - 1) && cut(i + 1)) continue;
        const double u = corners[i].x * patch.half_length, v = corners[i].y * patch.half_width;
        ring.push_back({patch.centre.x + u * std::cos(patch.angle) - v * std::sin(patch.angle),
                        patch.centre.y + u * std::sin(patch.angle) + v * std::cos(patch.angle)});
    }
    ring.push_back(ring.front());
    return {Polygon{ring, {}}};
}

class Plots {
  public:
    explicit Plots(std::span<const DemoUnit> units) : units_(units) {}

    DemoPlots run() {
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (i >= subdistricts) add_farmland(units_[i]);
            add_bare_ground(i);
        }
        for (const Patch& patch : result_.april)
            next_month(patch);
        for (std::size_t i = 0; i < units_.size(); ++i)
            add_new_plots(i);
        add_stray_measures();
        return std::move(result_);
    }

  private:
    void add_farmland(const DemoUnit& unit) {
        const double square_km = area_of(unit.shape.front().outer) / 1e6;
        const auto fields = static_cast<int>(std::min(square_km / 6, 13.0) + random_.uniform(1, 4));
        for (int i = 0; i < fields; ++i) {
            Patch field =
                make_patch(point_in(unit, 250, random_), random_.log_normal(300'000, 0.5), random_.next());
            result_.farmland.push_back(drawn_round(field, 1.0, -9, random_));
            if (!random_.chance(0.4)) continue;
            // Fallow: part of the field lies bare.
            const Point at{field.centre.x + random_.uniform(-0.4, 0.4) * field.half_width,
                           field.centre.y + random_.uniform(-0.4, 0.4) * field.half_width};
            result_.april.push_back(make_patch(at, random_.log_normal(18'000, 0.7), random_.next()));
        }
    }

    void add_bare_ground(std::size_t index) {
        const DemoUnit& unit = units_[index];
        const bool town = index >= subdistricts;
        const double area = area_of(unit.shape.front().outer);
        // Some townships have hardly any, some much: that is what gets ranked.
        double left =
            area * std::clamp(random_.log_normal(town ? 0.0036 : 0.0042, 0.65), 0.0008, town ? 0.009 : 0.010);
        while (left > 0) {
            const double size = std::clamp(random_.log_normal(town ? 9000 : 4500, 0.9), 300.0, 90'000.0);
            // Few plots keep away from borders, and some lie across them.
            Patch patch = make_patch(point_in(unit, 20, random_), std::min(size, left + 300), random_.next());
            const double kind = random_.uniform();
            if (kind < 0.22) {
                patch.net = 2;
            } else if (kind < 0.36) {
                patch.net = random_.uniform(-0.8, 0.8);
            } else if (kind < 0.58) {
                add_measure(patch);
            }
            result_.april.push_back(patch);
            left -= size;
        }
    }

    void add_measure(const Patch& patch) {
        constexpr std::array<const char*, 5> kinds{"苫盖", "压实", "生物覆盖", "绿化", "硬化"};
        const char* kind = kinds[random_.below(kinds.size())];
        // One in six covers only part of the plot.
        const double from_u = random_.chance(0.17) ? random_.uniform(-0.5, 0.3) : -9;
        const MultiPolygon shape = drawn_round(patch, 1.12, from_u, random_);
        const double when = random_.uniform();
        if (when < 0.12) {
            add_record(kind, "2023-09-01", "2024-03-31", shape);  // expired before April
        } else if (when < 0.22) {
            add_record(kind, "2024-05-06", "", shape);  // begins in May
        } else if (when < 0.34) {
            add_record(kind, "2023-11-15", "2024-04-20", shape);  // ends within April
        } else {
            add_record(kind, random_.chance(0.5) ? "2023-10-08" : "2024-03-12",
                       random_.chance(0.4) ? "2024-12-31" : "", shape);
        }
        if (random_.chance(0.1))
            add_record("绿化", "2024-04-01", "", shape);  // planted under the net: permanent wins
    }
    void add_record(const char* kind, const char* from, const char* to, const MultiPolygon& shape) {
        const std::string id = fmt::format("M{:04}", result_.measures.size() + 1);
        result_.measures.push_back({id, kind, from, to, shape});
    }

    // What becomes of an April plot in May.
    void next_month(Patch patch) {
        const double fate = random_.uniform();
        if (fate < 0.14) return;  // greened or built over
        if (fate < 0.28) {
            patch.half_length *= 1.18;
            patch.half_width *= 1.18;
        } else if (fate < 0.40) {
            patch.net = 2;
        }
        result_.may.push_back(patch);
    }

    void add_new_plots(std::size_t index) {
        const double area = area_of(units_[index].shape.front().outer);
        double left = area * random_.uniform(0.0, 0.0009);
        while (left > 0) {
            const double size = std::clamp(random_.log_normal(6000, 0.8), 300.0, 60'000.0);
            result_.may.push_back(
                make_patch(point_in(units_[index], 20, random_), std::min(size, left + 300), random_.next()));
            left -= size;
        }
    }

    // Records of measures on ground that is no longer bare: they must not change a figure.
    void add_stray_measures() {
        for (int i = 0; i < 12; ++i) {
            const DemoUnit& unit = units_[random_.below(units_.size())];
            const Patch patch = make_patch(point_in(unit, 100, random_), 8000, random_.next());
            add_record("绿化", "2023-05-01", "", drawn_round(patch, 1.0, -9, random_));
        }
    }

    std::span<const DemoUnit> units_;
    Random random_{20240430};
    DemoPlots result_;
};

}  // namespace

DemoPlots demo_plots(std::span<const DemoUnit> units) {
    return Plots(units).run();
}

}  // namespace bareland::synthetic
