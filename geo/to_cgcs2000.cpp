#include "geo/to_cgcs2000.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "geo/bd09.hpp"
#include "geo/crs.hpp"
#include "geo/gcj02.hpp"
#include "geo/messages.hpp"
#include "geo/names.hpp"

namespace bareland {
namespace {

constexpr double one_millimetre = 9e-9;  // degrees of latitude
constexpr double unknown_datum_m = 200;
constexpr double same_ellipsoid_m = 0.5;  // GRS80, WGS 84 and CGCS2000 have one semi-major axis

using WebMap = Point (*)(Point);

WebMap web_map(const std::string& crs) {
    if (crs == "gcj02") return gcj02::to_wgs84;
    if (crs == "bd09") return bd09::to_wgs84;
    return nullptr;
}

}  // namespace

std::string named_crs(const std::string& definition) {
    std::string name = folded_name(definition);
    std::erase_if(name, [](char c) { return c == '-' || c == '_'; });
    return is_web_map(name) ? name : definition;
}

bool is_web_map(const std::string& crs) {
    return web_map(crs) != nullptr;
}

struct ToCgcs2000::Impl {
    std::string crs;
    WebMap inverse = nullptr;
    std::optional<Transform> transform;
    bool datum_unknown = false;

    explicit Impl(const std::string& definition) : crs(definition), inverse(web_map(definition)) {
        if (inverse != nullptr) return;
        const Crs from(definition);
        transform.emplace(from, Crs::cgcs2000());
        if (std::abs(from.semi_major_m() - Crs::cgcs2000().semi_major_m()) > same_ellipsoid_m)
            datum_unknown = Transform(Crs(from.base_geographic()), Crs::cgcs2000()).identity();
    }
};

ToCgcs2000::ToCgcs2000(const std::string& crs) : impl_(std::make_unique<Impl>(crs)) {}
ToCgcs2000::~ToCgcs2000() = default;
ToCgcs2000::ToCgcs2000(ToCgcs2000&&) noexcept = default;
ToCgcs2000& ToCgcs2000::operator=(ToCgcs2000&&) noexcept = default;

std::string ToCgcs2000::name() const {
    if (is_web_map()) return impl_->crs == "gcj02" ? "GCJ-02" : "BD-09";
    return impl_->transform->from().name();
}

bool ToCgcs2000::is_web_map() const {
    return impl_->inverse != nullptr;
}

bool ToCgcs2000::is_geographic() const {
    return is_web_map() || impl_->transform->from().is_geographic();
}

bool ToCgcs2000::datum_unknown() const {
    return impl_->datum_unknown;
}

double ToCgcs2000::extra_uncertainty_m() const {
    if (impl_->crs == "gcj02") return gcj02::uncertainty_m;
    if (impl_->crs == "bd09") return bd09::uncertainty_m;
    return impl_->datum_unknown ? unknown_datum_m : 0;
}

Point ToCgcs2000::point(Point p, const std::string& what) const {
    if (is_web_map()) return impl_->inverse(p);
    Point image = p;
    impl_->transform->apply({&image, 1});
    if (std::isfinite(image.x) && std::isfinite(image.y)) return image;
    throw Error(messages::not_transformable, what, p.x, p.y, name(), Crs::cgcs2000().name());
}

MultiPolygon ToCgcs2000::area(const MultiPolygon& shape, const std::string& what) const {
    if (!is_web_map()) return transform_borders(shape, *impl_->transform, Affine{}, one_millimetre, what);
    MultiPolygon result = shape;
    const auto move = [&](Ring& ring) {
        for (Point& p : ring)
            p = impl_->inverse(p);
    };
    for (Polygon& polygon : result) {
        move(polygon.outer);
        for (Ring& hole : polygon.holes)
            move(hole);
    }
    return result;
}

// transform_borders follows the edges of a ring from point to point and closes nothing: an open line passes
// as well.
std::vector<Point> ToCgcs2000::line(const std::vector<Point>& line, const std::string& what) const {
    return area({Polygon{line, {}}}, what).front().outer;
}

}  // namespace bareland
