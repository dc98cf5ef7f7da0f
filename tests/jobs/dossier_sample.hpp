// A made-up source of three wells, its zones in two versions, and projects round it.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/measure.hpp"
#include "jobs/zones/dossier.hpp"
#include "tests/jobs/zones_sample.hpp"

namespace bareland::zones::test {

// Distances without an index: every edge is walked in a thousand steps.
inline double slow_distance(const SiteTarget& target, const Point& place) {
    const auto to = [&](const Point& other) {
        const std::vector<Point> line{place, other};
        return geodesic_length(line);
    };
    double least = std::numeric_limits<double>::infinity();
    for (const Disc& disc : target.indexed.discs)
        least = std::min(least, to(disc.centre) - disc.radius_m);
    if (!target.indexed.discs.empty()) return least;
    const auto walk = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            for (int step = 0; step <= 1000; ++step) {
                const double t = step / 1000.0;
                least = std::min(least, to({ring[i - 1].x + t * (ring[i].x - ring[i - 1].x),
                                            ring[i - 1].y + t * (ring[i].y - ring[i - 1].y)}));
            }
        }
    };
    for (const Polygon& polygon : *target.indexed.shape) {
        walk(polygon.outer);
        for (const Ring& hole : polygon.holes)
            walk(hole);
    }
    return covers(*target.indexed.shape, place) ? -least : least;
}

// For sites that are points.
inline Measure slow_measure(const std::vector<SiteTarget>& targets) {
    return [&targets](const SiteRecord& site, double within_m) {
        std::vector<DossierHit> out;
        for (const SiteTarget& target : targets) {
            const double distance = slow_distance(target, *site.place);
            if (distance > within_m) continue;
            out.push_back({target.id,
                           target.name,
                           target.kind,
                           distance <= 0 ? Relation::inside : Relation::outside,
                           distance,
                           {},
                           {}});
        }
        return out;
    };
}

// Source 东里水源 has wells 1 and 2 (200 m and 100 m, 150 m apart, in the east) and 3, no longer used;
// 4 is another source's. Primary: discs of 1 and 2 (until 2023 of 1 alone); secondary: a square with a hole
// round them.
inline Registry source_registry() {
    Registry out;
    out.place = {"工作区“a.sqlite”", "the workspace a.sqlite"};
    out.units = two_units();
    const Point one{116.66, 39.92}, two{116.6617, 39.92}, three{116.645, 39.93}, four{116.61, 39.91};
    out.wells = {well("1", "东里水源", one, 200, valid("2020-02-14")),
                 well("2", "东里水源", two, 100, valid("2024-01-01")),
                 well("3", "东里水源", three, 50, valid("2010-01-01", "2019-12-31")),
                 well("4", "西关水源", four, 30)};
    out.wells[1].uncertainty_m = 2;
    ZoneRecord first = zone("p", "water_primary", {}, valid("2020-02-14", "2023-12-31"));
    first.discs = {{"1", one, 200}};
    first.document = "通政办发〔2020〕5号";
    ZoneRecord second = zone("p", "water_primary", {}, valid("2024-01-01"));
    second.discs = {{"1", one, 200}, {"2", two, 100}};
    second.document = "2024 年调整方案";
    second.clause = "第三条";
    second.owners = {"东里镇"};
    second.stated_area_m2 = 130000;
    MultiPolygon square = rectangle(116.64, 39.91, 116.68, 39.93);
    square[0].holes.push_back(rectangle(116.657, 39.9175, 116.664, 39.9225)[0].outer);
    ZoneRecord around = zone("s", "water_secondary", square, valid("2020-02-14"));
    around.duties = "禁止新建排污口";
    out.zones = {around, second, first, zone("k", "key", rectangle(116.64, 39.91, 116.68, 39.93)),
                 zone("x", "water_secondary", rectangle(116.60, 39.90, 116.62, 39.92))};
    out.sites = {site("deep", {116.66, 39.9201}), site("near", {116.66, 39.9218}),
                 site("second", {116.65, 39.92}), site("far", {116.60, 39.949})};
    return out;
}

}  // namespace bareland::zones::test
