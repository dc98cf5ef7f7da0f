#include "geo/geodesic.hpp"

#include <geodesic.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "geo/ellipsoid.hpp"
#include "geo/overlay.hpp"

namespace bareland::geodesic {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double flattening = 1 / ellipsoid::inverse_flattening;
constexpr double e2 = flattening * (2 - flattening);
constexpr double second_e2 = e2 / (1 - e2);

// Gauss's mid-latitude formulas (Gauss 1846; "高斯平均引数反算公式" of Chinese textbooks) with the terms of
// third order. With N, t = tan, eta2 = e'^2 cos^2 and V2 = 1 + eta2 at the mean latitude, B and L the
// differences of latitude and longitude in radians:
//   s sin A = N cos L [1 + (1 + eta2 - 9 eta2 t2) B2 / (24 V4) - sin2 L2 / 24]
//   s cos A = N / V2 B [1 - cos2 (2 + 3 t2 + 2 eta2) L2 / 24 - (eta2 t2 - eta2) B2 / (8 V4)]
struct MidCourse {
    double east, north;       // s sin A, s cos A at the mean latitude, metres
    double east_m, north_m;   // metres a degree there
    double half_convergence;  // half of how much the azimuth turns on the way, radians: L sin(mean) / 2
};

MidCourse gauss(const Point& a, const Point& b) {
    const double mean = (a.y + b.y) / 2 * degree;
    const double sine = std::sin(mean);
    const double cosine = std::cos(mean);
    const double cos2 = cosine * cosine;
    const double t2 = sine * sine / cos2;
    const double eta2 = second_e2 * cos2;
    const double v2 = 1 + eta2;
    const double v4 = v2 * v2;
    const double normal = ellipsoid::semi_major_m / std::sqrt(1 - e2 * sine * sine);
    const double north = (b.y - a.y) * degree;
    const double east = (b.x - a.x) * degree;
    const double north2 = north * north;
    const double east2 = east * east;
    const double east_bend = 1 + (1 + eta2 - 9 * eta2 * t2) * north2 / (24 * v4) - sine * sine * east2 / 24;
    const double north_bend =
        1 - cos2 * (2 + 3 * t2 + 2 * eta2) * east2 / 24 - eta2 * (t2 - 1) * north2 / (8 * v4);
    return {normal * cosine * east * east_bend, normal / v2 * north * north_bend, normal * cosine * degree,
            normal / v2 * degree, east * sine / 2};
}

bool near(const Point& a, const Point& b) {
    constexpr double near_degrees = 0.17;  // of latitude: 19 km
    const double width = std::abs(b.x - a.x) * std::cos(a.y * degree);
    return std::abs(a.y) < 70 && std::abs(b.y - a.y) < near_degrees && width < near_degrees;
}

// Of azimuths; from < to, to - from <= 360.
struct Arc {
    double from;
    double to;
};

// Where the circle of `disc` enters and leaves `other`: the azimuth within `half` of the one to the other's
// centre at which the distance to that centre is its radius. Bisection: the distance grows with the angle.
double crossing(const Disc& disc, const Disc& other, double towards, double side) {
    const Ellipsoid& earth = Ellipsoid::cgcs2000();
    double inside = 0;
    double outside = 180;
    for (int i = 0; i < 60; ++i) {
        const double half = (inside + outside) / 2;
        const Point at = earth.direct(disc.centre, towards + side * half, disc.radius_m).at;
        (earth.inverse(at, other.centre).length_m < other.radius_m ? inside : outside) = half;
    }
    return towards + side * inside;
}

// The part of a circle that another disc covers; of equal discs the first one's circle stays.
enum class Cover { none, part, whole };
Cover covered(const Disc& disc, const Disc& other, bool other_is_first, Arc& arc) {
    const Course course = Ellipsoid::cgcs2000().inverse(disc.centre, other.centre);
    if (course.length_m >= disc.radius_m + other.radius_m) return Cover::none;
    if (course.length_m + disc.radius_m <= other.radius_m) {
        const bool equal = disc.centre == other.centre && disc.radius_m == other.radius_m;
        return equal && !other_is_first ? Cover::none : Cover::whole;
    }
    if (course.length_m + other.radius_m <= disc.radius_m) return Cover::none;
    arc = {crossing(disc, other, course.azimuth, -1), crossing(disc, other, course.azimuth, 1)};
    return Cover::part;
}

// The arcs of a disc's circle that no other disc covers.
std::vector<Arc> open_arcs(std::span<const Disc> discs, std::size_t which) {
    std::vector<Arc> closed;
    for (std::size_t j = 0; j < discs.size(); ++j) {
        Arc arc{};
        const Cover cover = j == which ? Cover::none : covered(discs[which], discs[j], j < which, arc);
        if (cover == Cover::whole) return {};
        if (cover == Cover::none) continue;
        const double turn = std::floor(arc.from / 360) * 360;
        arc = {arc.from - turn, arc.to - turn};
        if (arc.to <= 360) {
            closed.push_back(arc);
        } else {
            closed.push_back({arc.from, 360});
            closed.push_back({0, arc.to - 360});
        }
    }
    std::sort(closed.begin(), closed.end(), [](const Arc& l, const Arc& r) { return l.from < r.from; });
    std::vector<Arc> open;
    double reached = 0;
    for (const Arc& arc : closed) {
        if (arc.from > reached) open.push_back({reached, arc.from});
        reached = std::max(reached, arc.to);
    }
    if (reached < 360) open.push_back({reached, 360});
    return open;
}

double cross(const Point& a, const Point& b) {
    return a.x * b.y - a.y * b.x;
}

// Twice what an arc adds to the area to its right, in the authalic plane counted from `origin`.
double twice_area(const Disc& disc, const Arc& arc, const Point& origin) {
    const Ellipsoid& earth = Ellipsoid::cgcs2000();
    const auto place = [&](double azimuth) {
        const Point at = earth.direct(disc.centre, azimuth, disc.radius_m).at;
        return Point{(at.x - origin.x) * degree, ellipsoid::authalic_q_between(origin.y, at.y)};
    };
    const int pieces = std::max(1, static_cast<int>(std::ceil(arc.to - arc.from)));
    const double step = (arc.to - arc.from) / pieces;
    double twice = 0;
    Point a = place(arc.from);
    for (int i = 0; i < pieces; ++i) {
        const Point middle = place(arc.from + (i + 0.5) * step);
        const Point b = place(i + 1 == pieces ? arc.to : arc.from + (i + 1) * step);
        // Chord, and 4/3 of the triangle on the parabola's middle (Archimedes). Azimuths run clockwise.
        twice -= cross(a, b) + 4.0 / 3 * cross({middle.x - a.x, middle.y - a.y}, {b.x - a.x, b.y - a.y});
        a = b;
    }
    return twice;
}

}  // namespace

Ellipsoid::Ellipsoid(double semi_major_m, double inverse_flattening) {
    auto solver = std::make_shared<geod_geodesic>();
    geod_init(solver.get(), semi_major_m, 1 / inverse_flattening);
    solver_ = std::move(solver);
}

const Ellipsoid& Ellipsoid::cgcs2000() {
    static const Ellipsoid earth(ellipsoid::semi_major_m, ellipsoid::inverse_flattening);
    return earth;
}

Course Ellipsoid::inverse(const Point& from, const Point& to) const {
    Course course;
    geod_inverse(solver_.get(), from.y, from.x, to.y, to.x, &course.length_m, &course.azimuth,
                 &course.end_azimuth);
    return course;
}

Arrival Ellipsoid::direct(const Point& from, double azimuth, double length_m) const {
    Arrival end;
    geod_direct(solver_.get(), from.y, from.x, azimuth, length_m, &end.at.y, &end.at.x, &end.azimuth);
    return end;
}

double distance(const Point& a, const Point& b) {
    if (!near(a, b)) return Ellipsoid::cgcs2000().inverse(a, b).length_m;
    const MidCourse course = gauss(a, b);
    return std::sqrt(course.east * course.east + course.north * course.north);
}

Point towards(const Point& from, const Point& to, double distance_m, double length_m) {
    const Ellipsoid& earth = Ellipsoid::cgcs2000();
    if (!(distance_m > 0)) return earth.direct(from, 0, length_m).at;
    if (!near(from, to) || length_m > 19000)
        return earth.direct(from, earth.inverse(from, to).azimuth, length_m).at;
    // Both points leave `from` in one direction, so their mean azimuths differ by their half convergences.
    const MidCourse whole = gauss(from, to);
    const double share = length_m / distance_m;
    Point at{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
    for (int i = 0; i < 3; ++i) {
        const MidCourse part = gauss(from, at);
        const double turn = part.half_convergence - whole.half_convergence;
        const double cosine = 1 - turn * turn / 2;
        at.x += (share * (whole.east * cosine + whole.north * turn) - part.east) / part.east_m;
        at.y += (share * (whole.north * cosine - whole.east * turn) - part.north) / part.north_m;
    }
    return at;
}

double disc_area(const Point& centre, double radius_m) {
    // R^2 = M N = a^2 (1 - e2) / (1 - e2 sin2)^2
    const double sine = std::sin(centre.y * degree);
    const double radius = ellipsoid::semi_major_m * std::sqrt(1 - e2) / (1 - e2 * sine * sine);
    const double half = std::sin(radius_m / radius / 2);
    return 4 * std::numbers::pi * radius * radius * half * half;
}

Ring disc_ring(const Point& centre, double radius_m, double chord_error_m) {
    // A side that spans the angle u has its middle r (1 - cos u/2) inside its corners.
    const double share = std::clamp(chord_error_m / radius_m, 1e-9, 0.1);
    const double sides = std::ceil(std::numbers::pi / std::acos(1 - share));
    const auto corners = static_cast<std::size_t>(std::clamp(std::ceil(sides / 4) * 4, 32.0, 65536.0));
    const double angle = 2 * std::numbers::pi / static_cast<double>(corners);
    const double reach = radius_m * std::sqrt(angle / std::sin(angle));  // n/2 reach^2 sin u = pi r^2
    Ring ring;
    ring.reserve(corners + 1);
    for (std::size_t i = 0; i < corners; ++i) {
        const double azimuth = -360 * static_cast<double>(i) / static_cast<double>(corners);
        ring.push_back(Ellipsoid::cgcs2000().direct(centre, azimuth, reach).at);
    }
    ring.push_back(ring.front());
    return ring;
}

MultiPolygon disc_polygon(const Disc& disc, double chord_error_m) {
    return {{disc_ring(disc.centre, disc.radius_m, chord_error_m), {}}};
}

MultiPolygon disc_polygons(std::span<const Disc> discs, double chord_error_m) {
    std::vector<MultiPolygon> shapes;
    shapes.reserve(discs.size());
    for (const Disc& disc : discs)
        shapes.push_back(disc_polygon(disc, chord_error_m));
    return overlay::dissolve(shapes);
}

double union_area(std::span<const Disc> discs) {
    double twice = 0;
    for (std::size_t i = 0; i < discs.size(); ++i) {
        for (const Arc& arc : open_arcs(discs, i))
            twice += twice_area(discs[i], arc, discs[0].centre);
    }
    return twice / 2;
}

}  // namespace bareland::geodesic
