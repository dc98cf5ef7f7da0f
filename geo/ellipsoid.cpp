#include "geo/ellipsoid.hpp"

#include <cmath>
#include <numbers>

namespace bareland::ellipsoid {
namespace {

constexpr double flattening = 1 / inverse_flattening;
constexpr double e2 = flattening * (2 - flattening);
constexpr double degree = std::numbers::pi / 180;
// a^2 (1-e^2) / 2
constexpr double scale = semi_major_m * semi_major_m * (1 - e2) / 2;

const double e = std::sqrt(e2);

}  // namespace

double authalic_q(double latitude_degrees) {
    const double s = std::sin(latitude_degrees * degree);
    return scale * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
}

// s1 - s0 = 2 cos(mean) sin(half difference), and the differences of both terms of q follow from it.
double authalic_q_between(double lat0, double lat1) {
    const double s0 = std::sin(lat0 * degree);
    const double s1 = std::sin(lat1 * degree);
    const double ds = 2 * std::cos((lat0 + lat1) / 2 * degree) * std::sin((lat1 - lat0) / 2 * degree);
    const double fraction = ds * (1 + e2 * s0 * s1) / ((1 - e2 * s0 * s0) * (1 - e2 * s1 * s1));
    const double logarithm = std::atanh(e * ds / (1 - e2 * s0 * s1)) / e;
    return scale * (fraction + logarithm);
}

double cell_area(double lat0, double lat1, double lon0, double lon1) {
    return authalic_q_between(lat0, lat1) * (lon1 - lon0) * degree;
}

}  // namespace bareland::ellipsoid
