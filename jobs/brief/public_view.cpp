#include "jobs/brief/public_view.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "geo/fleet.hpp"
#include "geo/redaction.hpp"

namespace bareland::brief {
namespace {

class Filter {
  public:
    explicit Filter(const Briefing& briefing) {
        for (const MapZone& zone : briefing.map.zones) {
            if (zone.kind == ZoneKind::water_source) wells_.insert({zone.id, zone.name});
        }
        const auto look_at = [&](const UnitFacts& unit) {
            for (const ZoneAreas& zone : unit.zones) {
                if (of_water(zone)) wells_.insert({zone.id, zone.name});
            }
            for (const RouteOfUnit& route : unit.routes) {
                if (!route.plate.empty()) plates_.push_back(plain_plate(route.plate));
            }
        };
        look_at(briefing.district);
        std::for_each(briefing.units.begin(), briefing.units.end(), look_at);
        wells_.erase("");
    }

    void apply(Briefing& briefing) const {
        clean(briefing.district_name);
        unit(briefing.district);
        for (UnitFacts& each : briefing.units)
            unit(each);
        std::erase_if(briefing.sources, [](const Source& source) { return source.role == "wells"; });
        for (Source& source : briefing.sources)
            clean(source.name);
        briefing.findings.clear();
        map(briefing.map);
        briefing.published = true;
    }

  private:
    static bool of_water(const ZoneAreas& zone) { return zone.of == ZoneKind::water_source; }
    bool well(const std::string& id_or_name) const { return wells_.contains(id_or_name); }
    void clean(std::string& text) const { text = redacted(text, plates_); }

    void unit(UnitFacts& unit) const {
        clean(unit.name);
        clean(unit.change_reason);
        clean(unit.owner);
        for (Judgement& judgement : unit.judgements) {
            clean(judgement.clause);
            clean(judgement.text);
        }
        std::erase_if(unit.zones, [&](const ZoneAreas& zone) { return of_water(zone) || well(zone.id); });
        for (ZoneAreas& zone : unit.zones)
            clean(zone.name);
        for (PatchOfUnit& patch : unit.patches) {
            std::erase_if(patch.zones, [&](const std::string& zone) { return well(zone); });
            for (std::string& zone : patch.zones)
                clean(zone);
        }
        for (SiteOfUnit& site : unit.sites)
            this->site(site);
        routes(unit.routes);
        std::erase_if(unit.duties, [](const Duty& duty) { return duty.water; });
        for (Duty& duty : unit.duties)
            this->duty(duty);
    }

    void site(SiteOfUnit& site) const {
        if (site.water || well(site.zone)) {
            site.zone.clear();
            site.clause.clear();
            site.distance_m.reset();
        }
        for (std::string* text : {&site.id, &site.name, &site.verdict, &site.zone, &site.clause})
            clean(*text);
    }

    // Trips of GPS tracks are called by plate and day, and what is said of them names the vehicle.
    void routes(std::vector<RouteOfUnit>& routes) const {
        for (std::size_t i = 0; i < routes.size(); ++i) {
            routes[i].id = std::to_string(i + 1);
            routes[i].plate.clear();
            clean(routes[i].verdict);
            routes[i].text.clear();
        }
    }

    void duty(Duty& duty) const {
        if (well(duty.where)) duty.where.clear();
        for (std::string* text : {&duty.what, &duty.owner, &duty.clause, &duty.where})
            clean(*text);
    }

    void map(MapData& map) const {
        std::erase_if(map.zones, [&](const MapZone& zone) {
            return zone.kind == ZoneKind::water_source || well(zone.id);
        });
        for (MapUnit& each : map.units)
            clean(each.name);
        for (MapZone& each : map.zones)
            clean(each.name);
        for (MapLine& each : map.roads)
            clean(each.name);
    }

    std::set<std::string, std::less<>> wells_;  // ids and names of what lies round wells
    std::vector<std::string> plates_;
};

}  // namespace

Briefing public_view(Briefing briefing) {
    const Filter filter(briefing);
    filter.apply(briefing);
    return briefing;
}

}  // namespace bareland::brief
