// Sites against zones by the index of geo/zone_index.hpp (jobs/zones/dossier.hpp).
#include <memory>

#include "jobs/zones/dossier.hpp"

namespace bareland::zones {
namespace {

DossierHit hit_of(const SiteTarget& target, Relation relation, double distance_m) {
    return {target.id, target.name, target.kind, relation, distance_m, {}, {}};
}

std::vector<DossierHit> hits_at(const ZoneIndex& index, const std::vector<SiteTarget>& targets,
                                const Point& place, double within_m) {
    std::vector<DossierHit> out;
    for (std::size_t zone = 0; zone < targets.size(); ++zone) {
        const ZoneDistance found = index.distance(place, zone);
        if (found.distance_m > within_m) continue;
        out.push_back(hit_of(targets[zone], found.distance_m <= 0 ? Relation::inside : Relation::outside,
                             found.distance_m));
    }
    return out;
}

std::vector<DossierHit> hits_of_area(const ZoneIndex& index, const std::vector<SiteTarget>& targets,
                                     const MultiPolygon& area, double within_m) {
    std::vector<DossierHit> out;
    for (const AreaHit& found : index.of_area(area, within_m).hits) {
        if (found.distance_m > within_m) continue;
        DossierHit hit = hit_of(targets.at(found.zone), found.relation, found.distance_m);
        hit.overlap_m2 = found.overlap_m2;
        hit.overlap_share = found.overlap_share;
        out.push_back(std::move(hit));
    }
    return out;
}

}  // namespace

Measure measure_by_index(const std::vector<SiteTarget>& targets) {
    std::vector<IndexedZone> zones;
    for (const SiteTarget& target : targets)
        zones.push_back(target.indexed);
    const auto index = std::make_shared<ZoneIndex>(zones, zones.size());
    return [index, &targets](const SiteRecord& site, double within_m) {
        return site.place ? hits_at(*index, targets, *site.place, within_m)
                          : hits_of_area(*index, targets, site.shape, within_m);
    };
}

}  // namespace bareland::zones
