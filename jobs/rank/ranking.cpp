#include "jobs/rank/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/messages.hpp"

namespace bareland::rank {
namespace {

// To this the area of a polygon by its border and the sum of its cells agree (docs/method.md).
constexpr double area_agreement = 1e-6;

double round_to(double value, double step) {
    return std::round(value / step) * step;
}

Status status_of(const Areas& areas, const Profile& profile) {
    if (!(areas.observed > 0)) return Status::no_cover;
    const double needed = profile.min_observed_share * areas.unit * (1 - area_agreement);
    return areas.observed < needed ? Status::not_rated : Status::ranked;
}

Status district_status(const Result& result) {
    bool covered = false;
    bool whole = true;
    for (const Unit& unit : result.units) {
        if (unit.status == Status::overlay) continue;
        covered = covered || unit.status != Status::no_cover;
        whole = whole && unit.status == Status::ranked;
    }
    if (!covered) return Status::no_cover;
    return whole ? Status::ranked : Status::not_rated;
}

struct Place {
    int from_least = 0;
    int from_most = 0;
};

// Standard competition ranking; `values` in any order.
std::vector<Place> places(const std::vector<double>& values) {
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    std::vector<Place> out;
    for (const double value : values) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
        out.push_back(
            {1 + static_cast<int>(first - sorted.begin()), 1 + static_cast<int>(sorted.end() - last)});
    }
    return out;
}

std::vector<Place> places_by(const std::vector<Unit*>& units, Figure figure, const Profile& profile) {
    std::vector<double> values;
    for (const Unit* unit : units)
        values.push_back(displayed(value_of(unit->areas, figure), figure, profile));
    return places(values);
}

}  // namespace

double value_of(const Areas& areas, Figure figure) {
    switch (figure) {
        case Figure::unit_area:
            return areas.unit;
        case Figure::observed_area:
            return areas.observed;
        case Figure::bare_area:
            return areas.bare;
        case Figure::excluded_area:
            return areas.excluded;
        case Figure::controlled_area:
            return areas.controlled;
        case Figure::controlled_temporary_area:
            return areas.controlled_temporary;
        case Figure::controlled_permanent_area:
            return areas.controlled_permanent;
        case Figure::uncontrolled_area:
            return areas.uncontrolled;
        case Figure::uncontrolled_without_exclusion:
            return areas.uncontrolled_without_exclusion;
        case Figure::bare_permyriad:
            return areas.bare_permyriad();
        case Figure::uncontrolled_permyriad:
            return areas.uncontrolled_permyriad();
    }
    throw Error(messages::internal, "unknown figure");
}

double displayed(double value, Figure figure, const Profile& profile) {
    return is_permyriad(figure) ? round_to(value, 0.01) : round_to(value, profile.round_m2);
}

void check_names(Result& result, const Profile& profile) {
    std::vector<const Unit*> units;
    for (const Unit& unit : result.units)
        units.push_back(&unit);
    std::sort(units.begin(), units.end(), [](const Unit* a, const Unit* b) { return a->id < b->id; });
    for (std::size_t i = 0; i < units.size(); ++i) {
        for (std::size_t j = i + 1; j < units.size(); ++j) {
            const Unit& a = *units[i];
            const Unit& b = *units[j];
            if (!profile.names.same(a.name, b.name)) continue;
            result.findings.push_back(find(messages::near_identical_names, a.id, a.name, a.id, b.name, b.id));
        }
    }
    for (const std::string& entry : profile.certified) {
        const bool known = std::any_of(units.begin(), units.end(), [&](const Unit* unit) {
            return unit->id == entry || profile.names.same(unit->name, entry);
        });
        if (!known) result.findings.push_back(find(messages::certified_unknown, entry, entry));
    }
}

void rate_and_rank(Result& result, const Profile& profile) {
    std::vector<Unit*> ranked;
    for (Unit& unit : result.units) {
        unit.rank = unit.rank_from_worst = unit.rank_without_exclusion = std::nullopt;
        if (unit.status != Status::overlay) unit.status = status_of(unit.areas, profile);
        if (unit.status == Status::ranked) ranked.push_back(&unit);
    }
    const auto by_key = places_by(ranked, profile.rank_key, profile);
    const auto without_exclusion = places_by(ranked, Figure::uncontrolled_without_exclusion, profile);
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        ranked[i]->rank = by_key[i].from_least;
        ranked[i]->rank_from_worst = by_key[i].from_most;
        ranked[i]->rank_without_exclusion = without_exclusion[i].from_least;
    }
    result.district.status = district_status(result);
    result.district.rank = result.district.rank_from_worst = result.district.rank_without_exclusion =
        std::nullopt;
}

void sort_findings(Result& result) {
    report::sort_findings(result.findings);
}

}  // namespace bareland::rank
