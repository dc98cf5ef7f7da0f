// Changes against an earlier month.
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "geo/messages.hpp"
#include "jobs/rank/ranking.hpp"

namespace bareland::rank {
namespace {

using nlohmann::json;

// Beyond this share of the area then, the unit is another piece of land and a difference of areas means
// nothing.
constexpr double area_tolerance = 0.001;

Change& change_of(Unit& unit, Earlier which) {
    return which == Earlier::previous ? unit.previous : unit.previous_year;
}

bool enough_observed(double observed, double unit, const Profile& profile) {
    return observed > 0 && observed >= profile.min_observed_share * unit;
}

bool comparable_now(const Unit& unit, const Profile& profile) {
    if (unit.status == Status::overlay) return enough_observed(unit.areas.observed, unit.areas.unit, profile);
    return unit.status == Status::ranked;
}

bool comparable_then(const PreviousUnit& unit, const Profile& profile) {
    if (!unit.uncontrolled_area) return false;
    if (unit.status == "overlay") return enough_observed(unit.observed_area, unit.unit_area, profile);
    return unit.status == "ranked";
}

double relative_difference(double now, double then) {
    return then > 0 ? std::abs(now - then) / then : (now > 0 ? HUGE_VAL : 0);
}

Change no_change(Text reason) {
    return {std::nullopt, std::nullopt, std::move(reason)};
}

Change change_between(const Unit& now, const PreviousUnit& then, const Month& month, const Profile& profile) {
    Change change;
    change.rank = then.rank;
    const double difference = relative_difference(now.areas.unit, then.unit_area);
    if (!comparable_now(now, profile)) {
        change.reason = say(messages::reason_not_rated_now);
    } else if (!comparable_then(then, profile)) {
        change.reason = say(messages::reason_not_rated_then, month.text());
    } else if (difference > area_tolerance) {
        change.reason = say(messages::reason_area_differs, month.text(), difference * 100);
    } else {
        change.uncontrolled_change_m2 = now.areas.uncontrolled - *then.uncontrolled_area;
    }
    return change;
}

Change district_change(const Unit& now, const PreviousUnit& then, const Month& month,
                       const std::string& this_month, const Profile& profile) {
    Change change = change_between(now, then, month, profile);
    // A district is not rated because some unit is not: say that.
    if (!comparable_now(now, profile)) {
        change.reason = say(messages::reason_district_not_rated, this_month);
    } else if (!comparable_then(then, profile)) {
        change.reason = say(messages::reason_district_not_rated, month.text());
    }
    return change;
}

// ---- who is who

struct Matching {
    std::vector<std::optional<std::size_t>> then;  // per unit of now: its index then
    std::vector<bool> ambiguous;                   // per unit of now
    std::vector<bool> taken;                       // per unit then
};

void match_ids(const std::vector<Unit>& now, const std::vector<PreviousUnit>& then, Matching& matching) {
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto found = std::find_if(then.begin(), then.end(),
                                        [&](const PreviousUnit& unit) { return unit.id == now[i].id; });
        if (found == then.end()) continue;
        matching.then[i] = static_cast<std::size_t>(found - then.begin());
        matching.taken[*matching.then[i]] = true;
    }
}

// Units without a match by id look among those then that no id has claimed. A unit then that two of now would
// be is neither's: which of them it is cannot be told, and taking the first would depend on their order.
void match_names(const std::vector<Unit>& now, const std::vector<PreviousUnit>& then, const UnitNames& names,
                 Matching& matching) {
    std::vector<std::size_t> free;
    std::vector<std::string> free_names;
    for (std::size_t i = 0; i < then.size(); ++i) {
        if (matching.taken[i]) continue;
        free.push_back(i);
        free_names.push_back(then[i].name);
    }
    std::vector<std::size_t> claims(then.size(), 0);
    std::vector<std::optional<std::size_t>> wanted(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (matching.then[i]) continue;
        const auto match = names.match(now[i].name, free_names);
        for (const std::size_t found : match.found)
            ++claims[free[found]];
        matching.ambiguous[i] = match.found.size() > 1;
        if (match.unique()) wanted[i] = free[match.found.front()];
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (!wanted[i]) continue;
        if (claims[*wanted[i]] == 1) {
            matching.then[i] = wanted[i];
            matching.taken[*wanted[i]] = true;
        } else {
            matching.ambiguous[i] = true;
        }
    }
}

Matching match_units(const Result& result, const PreviousMonth& then, const Profile& profile) {
    Matching matching{std::vector<std::optional<std::size_t>>(result.units.size()),
                      std::vector<bool>(result.units.size(), false),
                      std::vector<bool>(then.units.size(), false)};
    match_ids(result.units, then.units, matching);
    match_names(result.units, then.units, profile.names, matching);
    return matching;
}

void compare_units(Result& result, const PreviousMonth& then, Earlier which, const Profile& profile) {
    const Matching matching = match_units(result, then, profile);
    const std::string month = then.month.text();
    for (std::size_t i = 0; i < result.units.size(); ++i) {
        Unit& unit = result.units[i];
        if (matching.then[i]) {
            const PreviousUnit& other = then.units[*matching.then[i]];
            change_of(unit, which) = change_between(unit, other, then.month, profile);
            if (!profile.names.same(unit.name, other.name)) {
                result.findings.push_back(
                    find(messages::name_changed, unit.id, unit.id, unit.name, other.name, month));
            }
        } else if (matching.ambiguous[i]) {
            change_of(unit, which) = no_change(say(messages::reason_ambiguous_then, month));
            result.findings.push_back(find(messages::ambiguous_then, unit.id, unit.name, month));
        } else {
            change_of(unit, which) = no_change(say(messages::reason_absent_then, month));
            result.findings.push_back(find(messages::missing_then, unit.id, unit.name, month));
        }
    }
    for (std::size_t i = 0; i < then.units.size(); ++i) {
        if (matching.taken[i]) continue;
        result.findings.push_back(find(messages::missing_now, then.units[i].id, then.units[i].name, month));
    }
}

// ---- months

void check_month(Result& result, const PreviousMonth& then, Earlier which) {
    const bool year = which == Earlier::previous_year;
    const auto now = Month::from_text(result.month);
    if (!now) throw Error(messages::internal, "the result's month is not YYYY-MM");
    if (then.month >= *now) {
        const char* option = year ? "--previous-year" : "--previous";
        throw Error(messages::previous_not_earlier, then.file, then.month.text(), now->text(), option);
    }
    const Month expected = year ? now->year_before() : now->previous();
    if (then.month == expected) return;
    const Message& message = year ? messages::not_year_before : messages::not_month_before;
    result.findings.push_back(
        find(message, then.month.text(), then.month.text(), now->text(), expected.text()));
}

// ---- grids

struct Grid {
    std::string crs;
    std::array<double, 6> transform{};  // x = t0 + col t1 + row t2, y = t3 + col t4 + row t5
    std::array<double, 2> size{};       // columns, rows
};

template <std::size_t N>
std::optional<std::array<double, N>> numbers(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->size() != N) return std::nullopt;
    std::array<double, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        if (!(*found)[i].is_number()) return std::nullopt;
        out.at(i) = (*found)[i].template get<double>();
    }
    return out;
}

// Nothing when the parameter is no list of grids: rankings of patches have none.
std::vector<Grid> grids_of(const std::string& text) {
    const json rasters = json::parse(text, nullptr, false);
    std::vector<Grid> grids;
    if (!rasters.is_array()) return grids;
    for (const json& raster : rasters) {
        if (!raster.is_object()) continue;
        const auto transform = numbers<6>(raster, "geotransform");
        const auto size = numbers<2>(raster, "size");
        const auto crs = raster.find("crs");
        if (!transform || !size || crs == raster.end()) continue;
        grids.push_back({crs->is_string() ? crs->get<std::string>() : crs->dump(), *transform, *size});
    }
    return grids;
}

// How far grid `b` lies off grid `a`, in cells of `a`: linear part and origin. Two grids are one lattice when
// over the whole raster no cell is off by more than this.
constexpr double lattice_tolerance = 0.01;

bool same_cells(const Grid& a, const Grid& b) {
    const double cell = std::max({std::abs(a.transform[1]), std::abs(a.transform[2]),
                                  std::abs(a.transform[4]), std::abs(a.transform[5])});
    const double length = std::max({a.size[0], a.size[1], b.size[0], b.size[1], 1.0});
    for (const std::size_t i : {1U, 2U, 4U, 5U}) {
        if (std::abs(a.transform.at(i) - b.transform.at(i)) * length > lattice_tolerance * cell) return false;
    }
    return true;
}

// Columns and rows, -0.5 to 0.5 each, by which the lattices are shifted.
std::optional<std::array<double, 2>> shift(const Grid& a, const Grid& b) {
    const auto& t = a.transform;
    const double determinant = t[1] * t[5] - t[2] * t[4];
    if (determinant == 0 || !std::isfinite(determinant)) return std::nullopt;
    const double dx = b.transform[0] - t[0];
    const double dy = b.transform[3] - t[3];
    const double column = (t[5] * dx - t[2] * dy) / determinant;
    const double row = (t[1] * dy - t[4] * dx) / determinant;
    const std::array<double, 2> off{column - std::round(column), row - std::round(row)};
    const bool aligned = std::abs(off[0]) <= lattice_tolerance && std::abs(off[1]) <= lattice_tolerance;
    return aligned ? std::nullopt : std::optional(off);
}

std::string cell_text(const Grid& grid) {
    const auto& t = grid.transform;
    const std::string size = fmt::format("{} × {}", std::hypot(t[1], t[4]), std::hypot(t[2], t[5]));
    const bool north_up = t[2] == 0 && t[4] == 0;
    if (north_up) return size + (t[5] > 0 ? " (south-up)" : "");
    return size + fmt::format(" ({:.4f}°)", std::atan2(t[4], t[1]) * 180 / std::acos(-1.0));
}

// What tells the grid from the one it resembles most among those then; nothing when it is one of them.
std::optional<Finding> difference(const Grid& now, const std::vector<Grid>& then, const std::string& month) {
    const auto same_crs = [&](const Grid& other) { return other.crs == now.crs; };
    if (std::none_of(then.begin(), then.end(), same_crs)) {
        return find(messages::grid_crs_differs, "", month, now.crs, then.front().crs);
    }
    const Grid* other_cells = nullptr;
    std::optional<std::array<double, 2>> shifted;
    for (const Grid& other : then) {
        if (!same_crs(other)) continue;
        if (!same_cells(now, other)) {
            other_cells = &other;
            continue;
        }
        shifted = shift(other, now);
        if (!shifted) return std::nullopt;
    }
    if (shifted) return find(messages::grid_shifted, "", month, (*shifted)[0], (*shifted)[1]);
    return find(messages::grid_cell_differs, "", month, cell_text(now), cell_text(*other_cells));
}

void check_grids(Result& result, const PreviousMonth& then) {
    const auto parameter = std::find_if(result.parameters.begin(), result.parameters.end(),
                                        [](const Parameter& p) { return p.key == "rasters"; });
    const auto old_parameter = then.parameters.find("rasters");
    std::vector<Grid> now_grids;
    std::vector<Grid> then_grids;
    if (parameter != result.parameters.end()) now_grids = grids_of(parameter->json);
    if (old_parameter != then.parameters.end()) then_grids = grids_of(old_parameter->second);
    const std::string month = then.month.text();
    if (now_grids.empty() != then_grids.empty()) {
        result.findings.push_back(find(messages::input_kind_differs, month, month));
        return;
    }
    std::vector<Text> told;  // tiles of one mosaic differ alike: say it once
    for (const Grid& grid : now_grids) {
        auto finding = difference(grid, then_grids, month);
        if (!finding || std::find(told.begin(), told.end(), finding->text) != told.end()) continue;
        told.push_back(finding->text);
        finding->key = month;
        result.findings.push_back(std::move(*finding));
    }
}

}  // namespace

void compare(Result& result, const PreviousMonth& then, Earlier which, const Profile& profile) {
    check_month(result, then, which);
    compare_units(result, then, which, profile);
    change_of(result.district, which) =
        district_change(result.district, then.district, then.month, result.month, profile);
    check_grids(result, then);
    const std::string name = which == Earlier::previous ? "previous" : "previous_year";
    auto& requested = result.changes_requested;
    if (std::find(requested.begin(), requested.end(), name) == requested.end()) requested.push_back(name);
}

}  // namespace bareland::rank
