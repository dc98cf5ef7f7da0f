#include "jobs/zones/zone_facts.hpp"

#include <algorithm>

#include "geo/geodesic.hpp"
#include "geo/overlay.hpp"

namespace bareland::zones {
namespace {

Box box_at(const Point& place) {
    Box box;
    box.add(place);
    return box;
}

bool on_segment(const Point& p, const Point& a, const Point& b) {
    const double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    return cross == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) &&
           p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

bool any_two_meet(std::span<const Disc> discs) {
    for (std::size_t i = 0; i < discs.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double apart = geodesic::distance(discs[i].centre, discs[j].centre);
            if (apart < discs[i].radius_m + discs[j].radius_m) return true;
        }
    }
    return false;
}

}  // namespace

bool covers(const MultiPolygon& shape, const Point& p) {
    bool inside = false;
    const auto cross = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point& a = ring[i - 1];
            const Point& b = ring[i];
            if (on_segment(p, a, b)) return true;
            if ((a.y > p.y) == (b.y > p.y)) continue;
            if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
        }
        return false;
    };
    for (const Polygon& polygon : shape) {
        if (cross(polygon.outer)) return true;
        for (const Ring& hole : polygon.holes) {
            if (cross(hole)) return true;
        }
    }
    return inside;
}

UnitLayer::UnitLayer(std::span<const UnitRecord> units, const Date& day) {
    for (const UnitRecord& unit : units) {
        if (!unit.validity.holds(day) || unit.shape.empty()) continue;
        units_.push_back(&unit);
        boxes_.push_back(box_of(unit.shape));
    }
}

std::vector<std::string> UnitLayer::names() const {
    std::vector<std::string> out;
    for (const UnitRecord* unit : units_)
        out.push_back(unit->name);
    return out;
}

std::vector<UnitShare> UnitLayer::shares(const MultiPolygon& shape, double whole_m2) const {
    const Box box = box_of(shape);
    std::vector<UnitShare> out;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (!boxes_[i].meets(box)) continue;
        const double area = area_on_ground(overlay::intersection(shape, units_[i]->shape));
        if (area < least_part_m2) continue;
        // A disc's polygon and its area in closed form differ in the last digits: no part is more than the
        // whole.
        const double share = whole_m2 > 0 ? std::min(1.0, area / whole_m2) : 0;
        out.push_back({units_[i]->id, units_[i]->name, area, share});
    }
    std::stable_sort(out.begin(), out.end(), [](const UnitShare& a, const UnitShare& b) {
        return a.area_m2 != b.area_m2 ? a.area_m2 > b.area_m2 : a.id < b.id;
    });
    return out;
}

double UnitLayer::outside_m2(const MultiPolygon& shape) const {
    const Box box = box_of(shape);
    std::vector<MultiPolygon> met;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (boxes_[i].meets(box)) met.push_back(units_[i]->shape);
    }
    if (met.empty()) return area_on_ground(shape);
    return area_on_ground(overlay::difference(shape, overlay::dissolve(met)));
}

std::vector<std::string> UnitLayer::at(const Point& place) const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (boxes_[i].meets(box_at(place)) && covers(units_[i]->shape, place)) out.push_back(units_[i]->name);
    }
    return out;
}

std::optional<DiscSums> disc_sums(std::span<const Disc> discs) {
    if (discs.empty()) return std::nullopt;
    DiscSums sums;
    sums.count = discs.size();
    for (const Disc& disc : discs)
        sums.separate_m2 += geodesic::disc_area(disc.centre, disc.radius_m);
    sums.dissolved_m2 = any_two_meet(discs) ? geodesic::union_area(discs) : sums.separate_m2;
    sums.overlap_m2 = sums.separate_m2 - sums.dissolved_m2;
    return sums;
}

std::vector<RoadLength> road_lengths(std::span<const LoopLink> links) {
    std::vector<RoadLength> out;
    for (const LoopLink& link : links) {
        auto at = std::find_if(out.begin(), out.end(),
                               [&](const RoadLength& road) { return road.road == link.road; });
        if (at == out.end()) at = out.insert(out.end(), RoadLength{link.road, 0, 0, {}});
        const double length = geodesic_length(link.line);
        ++at->links;
        at->length_m += length;
        at->carriageways_m[link.carriageway] += length;
    }
    return out;
}

ZoneFacts facts_of(const ZoneRecord& zone, const UnitLayer& units) {
    ZoneFacts facts;
    facts.zone = &zone;
    facts.ground = ground_of(zone);
    facts.discs = disc_sums(zone.discs);
    facts.area_m2 = facts.discs ? facts.discs->dissolved_m2 : area_on_ground(facts.ground);
    facts.perimeter_m = perimeter(facts.ground);
    facts.extent = box_of(facts.ground);
    facts.parts = facts.ground.size();
    for (const Polygon& polygon : facts.ground)
        facts.holes += polygon.holes.size();
    if (!units.empty() && !facts.ground.empty()) {
        facts.units = units.shares(facts.ground, facts.area_m2);
        facts.outside_units_m2 = units.outside_m2(facts.ground);
    }
    facts.roads = road_lengths(zone.links);
    return facts;
}

}  // namespace bareland::zones
