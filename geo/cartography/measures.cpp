#include "geo/cartography/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "geo/geodesic.hpp"

namespace bareland::cartography {
namespace {

Point geographic(const Point& world, const Transform& to_geographic) {
    Point p = world;
    to_geographic.apply({&p, 1});
    return p;
}

struct Round {
    double value = 0;
    int parts = 0;
};

Round round_below(double longest) {
    const double power = std::pow(10, std::floor(std::log10(longest)));
    for (const auto& [step, parts] : {Round{5, 5}, Round{2, 4}, Round{1, 2}}) {
        if (step * power <= longest * (1 + 1e-12)) return {step * power, parts};
    }
    return {power, 2};
}

// Steps in seconds of arc.
constexpr std::array<double, 17> steps{10 * 3600, 5 * 3600, 2 * 3600, 3600,   30 * 60, 20 * 60,
                                       15 * 60,   10 * 60,  5 * 60,   2 * 60, 60,      30,
                                       15,        10,       5,        2,      1};

int lines_between(double low, double high, double step) {
    return static_cast<int>(std::floor(high / step) - std::ceil(low / step)) + 1;
}

double step_for(double low, double high, int least) {
    for (const double step : steps) {
        if (lines_between(low * 3600, high * 3600, step) >= least) return step;
    }
    return steps.back();
}

// The box of longitudes and latitudes that the frame shows, from points along its sides.
Box shown(const MapView& view, const Transform& to_geographic) {
    constexpr int pieces = 16;
    const Box world = view.world();
    Box box;
    for (int i = 0; i <= pieces; ++i) {
        const double t = static_cast<double>(i) / pieces;
        const double x = world.min_x + t * (world.max_x - world.min_x);
        const double y = world.min_y + t * (world.max_y - world.min_y);
        for (const Point p :
             {Point{x, world.min_y}, Point{x, world.max_y}, Point{world.min_x, y}, Point{world.max_x, y}})
            box.add(geographic(p, to_geographic));
    }
    return box;
}

bool inside(const Point& p, const Box& box) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

// Where a -> b, one end inside and one outside, crosses the frame.
Point crossing(const Point& in, const Point& out, const Box& box) {
    double t = 1;
    const auto cut = [&](double from, double to, double low, double high) {
        if (to < low) t = std::min(t, (low - from) / (to - from));
        if (to > high) t = std::min(t, (high - from) / (to - from));
    };
    cut(in.x, out.x, box.min_x, box.max_x);
    cut(in.y, out.y, box.min_y, box.max_y);
    return {in.x + t * (out.x - in.x), in.y + t * (out.y - in.y)};
}

// The part of a line inside the frame. Meridians and parallels enter and leave a frame once.
std::vector<Point> clipped(const std::vector<Point>& line, const Box& box) {
    std::vector<Point> out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool in = inside(line[i], box);
        if (i > 0 && in != inside(line[i - 1], box))
            out.push_back(in ? crossing(line[i], line[i - 1], box) : crossing(line[i - 1], line[i], box));
        if (in) out.push_back(line[i]);
    }
    return out;
}

GraticuleLine line_at(bool meridian, double degrees, const Box& span, const MapView& view,
                      const Transform& to_geographic) {
    // Dense enough that a chord is within a micrometre of paper of the curve.
    constexpr int pieces = 64;
    std::vector<Point> line;
    const double low = meridian ? span.min_y : span.min_x;
    const double high = meridian ? span.max_y : span.max_x;
    for (int i = -4; i <= pieces + 4; ++i) {
        const double along = low + (high - low) * i / pieces;
        line.push_back(meridian ? Point{degrees, along} : Point{along, degrees});
    }
    to_geographic.apply_inverse(line);
    for (Point& p : line)
        p = view.to_page(p);
    return {meridian, degrees, clipped(line, view.frame)};
}

}  // namespace

double scale_factor(const Point& world, const Transform& to_geographic, double length_m) {
    const Point west = geographic({world.x - length_m / 2, world.y}, to_geographic);
    const Point east = geographic({world.x + length_m / 2, world.y}, to_geographic);
    return length_m / geodesic::Ellipsoid::cgcs2000().inverse(west, east).length_m;
}

ScaleBar scale_bar(const MapView& view, const Transform& to_geographic, double longest_mm) {
    const double span = longest_mm / view.mm_per_unit;
    const double factor = scale_factor(view.centre, to_geographic, span);
    const Round round = round_below(span / factor);
    ScaleBar bar;
    bar.ground_m = round.value;
    bar.length_mm =
        round.value * scale_factor(view.centre, to_geographic, round.value * factor) * view.mm_per_unit;
    bar.parts = round.parts;
    bar.unit = bar.ground_m < 1000 ? "m" : "km";
    bar.in_unit = bar.ground_m < 1000 ? bar.ground_m : bar.ground_m / 1000;
    return bar;
}

double convergence(const Point& world, const Transform& to_geographic) {
    constexpr double half_m = 50;
    const Point south = geographic({world.x, world.y - half_m}, to_geographic);
    const Point north = geographic({world.x, world.y + half_m}, to_geographic);
    const double azimuth = geodesic::Ellipsoid::cgcs2000().inverse(south, north).azimuth;
    return azimuth > 180 ? azimuth - 360 : azimuth;
}

std::vector<GraticuleLine> graticule(const MapView& view, const Transform& to_geographic, int least) {
    const Box span = shown(view, to_geographic);
    // One step for both directions, the finer one: an unequal mesh reads as a mistake.
    const double step =
        std::min(step_for(span.min_x, span.max_x, least), step_for(span.min_y, span.max_y, least)) / 3600;
    std::vector<GraticuleLine> out;
    for (const bool meridian : {true, false}) {
        const double low = meridian ? span.min_x : span.min_y;
        const double high = meridian ? span.max_x : span.max_y;
        for (double i = std::ceil(low / step); i * step <= high; ++i) {
            GraticuleLine line = line_at(meridian, i * step, span, view, to_geographic);
            if (line.points.size() >= 2) out.push_back(std::move(line));
        }
    }
    return out;
}

std::string degrees_text(double degrees, bool meridian) {
    const auto total = std::lround(std::abs(degrees) * 3600);
    const char* side = meridian ? (degrees < 0 ? "W" : "E") : (degrees < 0 ? "S" : "N");
    const long seconds = total % 60;
    std::string out = fmt::format("{}°{:02}′", total / 3600, total / 60 % 60);
    if (seconds != 0) out += fmt::format("{:02}″", seconds);
    return out + side;
}

}  // namespace bareland::cartography
