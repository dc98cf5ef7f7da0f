#include "geo/crs.hpp"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "geo/messages.hpp"

namespace bareland {
namespace {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ObjectDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Object = std::unique_ptr<PJ, ObjectDeleter>;

void ignore_log(void*, int, const char*) {}

// PROJ stays silent (failures become Errors here) and off the network, so that the same input gives the same
// coordinates on every machine.
Context quiet_context(PJ_CONTEXT* context) {
    proj_log_func(context, nullptr, ignore_log);
    proj_context_set_enable_network(context, 0);
    return Context(context);
}

Context new_context() {
    return quiet_context(proj_context_create());
}

// "4490" -> "EPSG:4490"; a PROJ string without type=crs would be read as an operation.
std::string completed(const std::string& definition) {
    const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (!definition.empty() && std::all_of(definition.begin(), definition.end(), digit)) {
        return "EPSG:" + definition;
    }
    if (definition == "CRS84") return "OGC:CRS84";
    const bool proj_string =
        definition.find("proj=") != std::string::npos || definition.find("init=") != std::string::npos;
    const bool has_type = definition.find("type=crs") != std::string::npos;
    const bool wkt = definition.find('[') != std::string::npos;
    return proj_string && !has_type && !wkt ? definition + " +type=crs" : definition;
}

// The horizontal CRS within a compound one: heights play no part here. Nothing for CRSs without a horizontal
// plane.
Object horizontal(PJ_CONTEXT* context, Object crs) {
    while (crs && proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) {
        crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    }
    if (!crs) return nullptr;
    const PJ_TYPE type = proj_get_type(crs.get());
    return type == PJ_TYPE_GEOCENTRIC_CRS || type == PJ_TYPE_VERTICAL_CRS ? nullptr : std::move(crs);
}

// A name must be a name: left to itself PROJ takes "foo" for the first CRS with such letters anywhere in its
// name.
Object by_name(PJ_CONTEXT* context, const std::string& name) {
    const std::array wanted{PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_PROJECTED_CRS, PJ_TYPE_COMPOUND_CRS};
    PJ_OBJ_LIST* const found =
        proj_create_from_name(context, nullptr, name.c_str(), wanted.data(), wanted.size(), 0, 1, nullptr);
    Object first(found != nullptr && proj_list_get_count(found) > 0 ? proj_list_get(context, found, 0)
                                                                    : nullptr);
    proj_list_destroy(found);
    return first;
}

Object create_crs(PJ_CONTEXT* context, const std::string& definition) {
    const std::string whole = completed(definition);
    const bool is_name = whole.find_first_of(":=[{") == std::string::npos;
    Object object = is_name ? by_name(context, whole) : Object(proj_create(context, whole.c_str()));
    if (!object || proj_is_crs(object.get()) == 0) return nullptr;
    return horizontal(context, std::move(object));
}

bool geographic_type(PJ_CONTEXT* context, const PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    if (type != PJ_TYPE_BOUND_CRS) {
        return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    }
    const Object base(proj_get_source_crs(context, crs));
    return base && geographic_type(context, base.get());
}

// EPSG code, also of the CRS a WKT1 TOWGS84 node is wrapped around.
std::optional<int> epsg_code(PJ_CONTEXT* context, const PJ* crs) {
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS) {
        const Object base(proj_get_source_crs(context, crs));
        return base ? epsg_code(context, base.get()) : std::nullopt;
    }
    const char* authority = proj_get_id_auth_name(crs, 0);
    const char* code = proj_get_id_code(crs, 0);
    if (authority == nullptr || code == nullptr || std::string(authority) != "EPSG") return std::nullopt;
    const std::string digits(code);
    int value = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

struct Crs::Impl {
    std::string wkt;
    std::string name;
    std::optional<int> epsg;
    bool geographic = false;
    double semi_major_m = 0;
};

Crs::Crs(const std::string& definition) {
    const Context context = new_context();
    const Object crs = create_crs(context.get(), definition);
    const char* wkt = crs ? proj_as_wkt(context.get(), crs.get(), PJ_WKT2_2019, nullptr) : nullptr;
    if (wkt == nullptr) throw Error(messages::crs_unknown, definition);
    auto impl = std::make_shared<Impl>();
    impl->wkt = wkt;
    impl->epsg = epsg_code(context.get(), crs.get());
    impl->geographic = geographic_type(context.get(), crs.get());
    const Object ellipsoid(proj_get_ellipsoid(context.get(), crs.get()));
    if (ellipsoid) {
        proj_ellipsoid_get_parameters(context.get(), ellipsoid.get(), &impl->semi_major_m, nullptr, nullptr,
                                      nullptr);
    }
    const char* name = proj_get_name(crs.get());
    impl->name = impl->epsg ? fmt::format("EPSG:{}", *impl->epsg) : std::string(name == nullptr ? "" : name);
    impl_ = std::move(impl);
}

Crs Crs::cgcs2000() {
    static const Crs crs("EPSG:4490");
    return crs;
}

bool Crs::is_geographic() const {
    return impl_->geographic;
}
std::string Crs::name() const {
    return impl_->name;
}
std::optional<int> Crs::epsg() const {
    return impl_->epsg;
}
std::string Crs::base_geographic() const {
    if (impl_->geographic) return impl_->wkt;
    const Context context = new_context();
    const Object crs(proj_create(context.get(), impl_->wkt.c_str()));
    const Object base(crs ? proj_crs_get_geodetic_crs(context.get(), crs.get()) : nullptr);
    const char* wkt = base ? proj_as_wkt(context.get(), base.get(), PJ_WKT2_2019, nullptr) : nullptr;
    if (wkt == nullptr) throw Error(messages::crs_unknown, impl_->name);
    return wkt;
}
double Crs::semi_major_m() const {
    return impl_->semi_major_m;
}
const std::string& Crs::wkt() const {
    return impl_->wkt;
}

bool Crs::equivalent(const Crs& other) const {
    if (impl_ == other.impl_ || impl_->wkt == other.impl_->wkt) return true;
    const Context context = new_context();
    const auto normalized = [&](const std::string& wkt) {
        const Object crs(proj_create(context.get(), wkt.c_str()));
        return Object(crs ? proj_normalize_for_visualization(context.get(), crs.get()) : nullptr);
    };
    const Object a = normalized(impl_->wkt);
    const Object b = normalized(other.impl_->wkt);
    return a && b && proj_is_equivalent_to_with_ctx(context.get(), a.get(), b.get(), PJ_COMP_EQUIVALENT) != 0;
}

struct Transform::Impl {
    Crs from;
    Crs to;
    bool identity = false;
    Context context;  // declared before the operation, which must go first
    Object operation;

    Impl(const Crs& source, const Crs& target) : from(source), to(target) {}

    void create_operation();
    void run(PJ_DIRECTION direction, std::span<Point> points) const;
};

void Transform::Impl::create_operation() {
    identity = from.equivalent(to);
    if (identity) return;
    context = new_context();
    const Object raw(proj_create_crs_to_crs(context.get(), from.wkt().c_str(), to.wkt().c_str(), nullptr));
    if (raw) operation.reset(proj_normalize_for_visualization(context.get(), raw.get()));
    if (!operation) throw Error(messages::no_transform, from.name(), to.name());
    // Datums PROJ tells apart by name only (WGS 84 and CGCS2000): the coordinates pass unchanged.
    const char* definition = proj_pj_info(operation.get()).definition;
    identity = definition != nullptr && std::string(definition).rfind("proj=noop", 0) == 0;
}

void Transform::Impl::run(PJ_DIRECTION direction, std::span<Point> points) const {
    if (identity || points.empty()) return;
    constexpr std::size_t stride = sizeof(Point);
    proj_trans_generic(operation.get(), direction, &points[0].x, stride, points.size(), &points[0].y, stride,
                       points.size(), nullptr, 0, 0, nullptr, 0, 0);
    proj_errno_reset(operation.get());
    constexpr double nowhere = std::numeric_limits<double>::infinity();
    for (Point& p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) p = {nowhere, nowhere};
    }
}

Transform::Transform(const Crs& from, const Crs& to) : impl_(std::make_unique<Impl>(from, to)) {
    impl_->create_operation();
}

Transform::Transform(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

Transform Transform::clone() const {
    auto copy = std::make_unique<Impl>(impl_->from, impl_->to);
    copy->identity = impl_->identity;
    if (!copy->identity) {
        copy->context = quiet_context(proj_context_clone(impl_->context.get()));
        copy->operation.reset(proj_clone(copy->context.get(), impl_->operation.get()));
        if (!copy->operation) copy->create_operation();
    }
    return Transform(std::move(copy));
}

const Crs& Transform::from() const {
    return impl_->from;
}
const Crs& Transform::to() const {
    return impl_->to;
}
bool Transform::identity() const {
    return impl_->identity;
}
void Transform::apply(std::span<Point> points) const {
    impl_->run(PJ_FWD, points);
}
void Transform::apply_inverse(std::span<Point> points) const {
    impl_->run(PJ_INV, points);
}

Affine Affine::inverse() const {
    const double det = determinant();
    if (det == 0 || !std::isfinite(det)) throw Error(messages::internal, "singular geotransform");
    Affine inverse;
    inverse.b = f / det;
    inverse.c = -c / det;
    inverse.e = -e / det;
    inverse.f = b / det;
    inverse.a = (c * d - f * a) / det;
    inverse.d = (e * a - b * d) / det;
    return inverse;
}

}  // namespace bareland
