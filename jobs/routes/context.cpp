#include "jobs/routes/context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "geo/messages_routes.hpp"
#include "geo/network/zone_union.hpp"
#include "geo/zone_index.hpp"
#include "jobs/routes/roads.hpp"
#include "layers/fleet_files.hpp"
#include "layers/workspace.hpp"

namespace bareland::routes {
namespace {

std::string joined(const std::set<std::string>& words) {
    return words.empty() ? "-" : fmt::format("{}", fmt::join(words, ", "));
}

std::set<std::string> ids_of(const std::vector<ZoneRecord>& zones) {
    std::set<std::string> out;
    for (const ZoneRecord& zone : zones)
        out.insert(zone.id);
    return out;
}

// Reads the registry into a context.
class Reader {
  public:
    Reader(Context& to, const Sources& sources) : to_(to), sources_(sources) {}

    void read() {
        if (sources_.workspace.empty()) {
            if (!sources_.profile.empty()) to_.profile = load_profile(sources_.profile);
        } else {
            read_workspace();
        }
        if (!sources_.profile.empty()) to_.files.push_back({"profile", to_.profile.file});
        take(to_.zones, "zones", sources_.zones, read_zones);
        to_.has_units = take(to_.units, "units", sources_.units, read_units) || !to_.units.empty();
        to_.has_sites = take(to_.sites, "sites", sources_.sites, read_sites) || !to_.sites.empty();
        take(to_.gates, "gates", sources_.gates, read_gates);
        to_.has_vehicles = take(to_.vehicles, "vehicles", sources_.vehicles, read_vehicles);
        keep_named_zones();
        check_gates();
    }

  private:
    template <class Record>
    bool take(std::vector<Record>& to, const char* role, const std::optional<RegistrySource>& given,
              RegistryLayer<Record> (*reader)(const RegistrySource&)) {
        if (!given) return false;
        RegistrySource source = *given;
        source.district = to_.profile.reference_extent;
        RegistryLayer<Record> layer = reader(source);
        if (layer.records.empty()) throw Error(messages::routes_none, source.source.file);
        to = std::move(layer.records);
        for (const std::string& path : layer.files)
            to_.files.push_back({role, path});
        std::move(layer.findings.begin(), layer.findings.end(), std::back_inserter(to_.findings));
        return true;
    }

    void read_workspace() {
        const Workspace store = Workspace::open(sources_.workspace, Workspace::Access::read);
        to_.profile = sources_.profile.empty() ? store.profile() : load_profile(sources_.profile);
        if (!sources_.zones) to_.zones = store.zones({});
        if (!sources_.units) to_.units = store.units({});
        if (!sources_.sites) to_.sites = store.sites();
        to_.files.push_back({"workspace", sources_.workspace});
        for (const InputRecord& input : store.inputs()) {
            const bool instead =
                (input.role == "zones" && sources_.zones) || (input.role == "units" && sources_.units) ||
                (input.role == "sites" && sources_.sites) || (input.role == "roads" && sources_.roads) ||
                input.role == "wells" || input.role == "ranking";
            if (!instead) to_.imported.push_back({input.role, input.name, input.sha256});
        }
        const InputRecord profile = store.profile_input();
        if (sources_.profile.empty() && !profile.name.empty())
            to_.imported.push_back({profile.role, profile.name, profile.sha256});
    }

    void keep_named_zones() {
        if (!sources_.zone_ids.empty() && sources_.workspace.empty() && !sources_.zones)
            throw Error(messages::routes_missing_source, "分区", "zone", "--zones");
        const std::set<std::string> there = ids_of(to_.zones);
        to_.zone_ids.assign(there.begin(), there.end());
        for (const std::string& id : sources_.zone_ids) {
            if (!there.contains(id)) throw Error(messages::routes_unknown_zone, id, joined(there));
        }
        std::erase_if(to_.zones, [&](const ZoneRecord& zone) {
            return std::find(sources_.zone_ids.begin(), sources_.zone_ids.end(), zone.id) ==
                   sources_.zone_ids.end();
        });
        std::stable_sort(to_.zones.begin(), to_.zones.end(),
                         [](const ZoneRecord& a, const ZoneRecord& b) { return a.id < b.id; });
    }

    void check_gates() const {
        if (!to_.has_sites) return;
        for (const GateRecord& gate : to_.gates) {
            if (to_.site(gate.site_id) == nullptr)
                throw Error(messages::fleet_gate_without_site, gate.id, gate.site_id);
        }
    }

    Context& to_;
    const Sources& sources_;
};

// Units in force on one day, with their index.
struct UnitsOnDay {
    std::vector<const UnitRecord*> units;
    std::unique_ptr<ZoneIndex> index;
};

}  // namespace

struct Context::Impl {
    Sources sources;
    bool one_ground = false;  // whatever the day
    std::map<std::string, std::unique_ptr<Ground>> grounds;
    std::map<std::pair<const Ground*, std::vector<const ZoneRecord*>>, std::unique_ptr<ClosedArea>> areas;
    std::map<std::pair<const Ground*, const ZoneRecord*>, network::ZoneLinks> links;  // as zone_on gave them
    struct TruckAccess {
        const Ground* ground;
        RouteRules::Truck truck;
        Date day;
        std::unique_ptr<Access> access;
    };
    std::vector<TruckAccess> access;
    std::map<std::pair<const Ground*, bool>, network::Gateless> gateless;
    std::map<Date, UnitsOnDay> units;
    std::set<std::pair<std::string, std::string>> told;

    const network::ZoneLinks& links_of(Context& context, const Ground& ground, const ZoneRecord& zone);
};

Context::Context(const Sources& sources) : impl_(std::make_unique<Impl>()) {
    impl_->sources = sources;
    profile = default_profile();
    Reader(*this, sources).read();
}

Context::Context(std::unique_ptr<Ground> ground) : impl_(std::make_unique<Impl>()) {
    profile = default_profile();
    impl_->one_ground = true;
    impl_->grounds[std::string()] = std::move(ground);
}

Context::~Context() = default;

Ground& Context::ground(const Date& day) {
    const Sources& sources = impl_->sources;
    const bool one = impl_->one_ground || sources.roads;
    const std::string key = one ? std::string() : ground_key(sources.workspace, day);
    std::unique_ptr<Ground>& ground = impl_->grounds[key];
    if (!ground) {
        ReadGround read =
            sources.roads ? ground_of_file(sources, profile) : ground_of_workspace(sources, profile, day);
        ground = std::move(read.ground);
        std::move(read.findings.begin(), read.findings.end(), std::back_inserter(findings));
        files.insert(files.end(), read.files.begin(), read.files.end());
        imported.insert(imported.end(), read.imported.begin(), read.imported.end());
    }
    if (ground->network.date && day < *ground->network.date) {
        tell_once(find(messages::routes_network_younger, day.text(), ground->source,
                       ground->network.date->text(), day.text()));
    }
    return *ground;
}

const network::ZoneLinks& Context::Impl::links_of(Context& context, const Ground& ground,
                                                  const ZoneRecord& zone) {
    const auto [entry, fresh] = links.try_emplace({&ground, &zone});
    if (fresh) {
        const RouteRules& rules = context.rules();
        const network::ZoneLinkOptions options{rules.free_over_under, rules.junction_m, rules.carriageway_m};
        network::LaidZone laid = zone_on(ground, zone, options);
        entry->second = std::move(laid.links);
        std::move(laid.findings.begin(), laid.findings.end(), std::back_inserter(context.findings));
    }
    return entry->second;
}

const ClosedArea& Context::closed(const Date& day) {
    const Ground& on = ground(day);
    std::vector<const ZoneRecord*> in_force;
    for (auto first = zones.begin(); first != zones.end();) {
        const auto next =
            std::find_if(first, zones.end(), [&](const ZoneRecord& other) { return other.id != first->id; });
        const ZoneRecord* found = nullptr;
        std::set<std::string> versions;
        for (auto zone = first; zone != next; ++zone) {
            versions.insert(zone->validity.text());
            if (!zone->validity.holds(day)) continue;
            if (found != nullptr) {
                throw Error(messages::routes_zone_twice, zone->id, found->validity.text(),
                            zone->validity.text(), day.text());
            }
            found = &*zone;
        }
        if (found == nullptr)
            throw Error(messages::routes_zone_not_in_force, first->id, day.text(), joined(versions));
        in_force.push_back(found);
        first = next;
    }
    std::unique_ptr<ClosedArea>& area = impl_->areas[{&on, in_force}];
    if (area) return *area;
    auto fresh = std::make_unique<ClosedArea>();
    fresh->zones = in_force;
    std::vector<const network::ZoneLinks*> links;
    for (const ZoneRecord* zone : in_force) {
        links.push_back(&impl_->links_of(*this, on, *zone));
        fresh->each.push_back(links.back());
        if (links.back()->derived) {
            fresh->derived.push_back(zone->id);
            tell_once(find(messages::routes_zone_derived, zone->id, zone->id));
        }
    }
    fresh->links.touched = network::LinkSet(on.network.links.size());
    if (!links.empty()) fresh->links = network::united(links, on.network.links.size());
    area = std::move(fresh);
    return *area;
}

const Access& Context::access(const Date& day, const RouteRules::Truck& truck) {
    const Ground& on = ground(day);
    const auto known =
        std::find_if(impl_->access.begin(), impl_->access.end(), [&](const Impl::TruckAccess& entry) {
            return entry.ground == &on && entry.truck == truck && entry.day == day;
        });
    if (known != impl_->access.end()) return *known->access;
    impl_->access.push_back({&on, truck, day, std::make_unique<Access>(on.network, truck, day, &on.against)});
    return *impl_->access.back().access;
}

const network::Gateless& Context::gateless(const Ground& ground, bool any_place) {
    const auto [entry, fresh] = impl_->gateless.try_emplace({&ground, any_place});
    if (fresh) entry->second = network::gateless(ground.network, rules().snap_m.no_gate, !any_place);
    return entry->second;
}

const VehicleRecord* Context::vehicle(const std::string& plate, const Date& day) const {
    const auto found = std::find_if(vehicles.begin(), vehicles.end(), [&](const VehicleRecord& vehicle) {
        return vehicle.plate == plate && vehicle.validity.holds(day);
    });
    return found == vehicles.end() ? nullptr : &*found;
}

const SiteRecord* Context::site(const std::string& id) const {
    const auto found =
        std::find_if(sites.begin(), sites.end(), [&](const SiteRecord& site) { return site.id == id; });
    return found == sites.end() ? nullptr : &*found;
}

std::vector<GateRecord> Context::gates_of(const SiteRecord& site) const {
    std::vector<GateRecord> out;
    for (const GateRecord& gate : gates) {
        if (gate.site_id == site.id) out.push_back(gate);
    }
    if (out.empty() && site.place) out.push_back({site.id, site.id, *site.place});
    return out;
}

std::vector<const UnitRecord*> Context::units_at(const Point& place, const Date& day) {
    auto [entry, fresh] = impl_->units.try_emplace(day);
    UnitsOnDay& on = entry->second;
    if (fresh) {
        for (const UnitRecord& unit : units) {
            if (unit.validity.holds(day)) on.units.push_back(&unit);
        }
        std::stable_sort(on.units.begin(), on.units.end(),
                         [](const UnitRecord* a, const UnitRecord* b) { return a->id < b->id; });
        std::vector<IndexedZone> indexed;
        for (const UnitRecord* unit : on.units)
            indexed.push_back({&unit->shape, {}, 0});
        on.index = std::make_unique<ZoneIndex>(indexed, 1);
    }
    ZoneAnswer answer;
    std::vector<const UnitRecord*> out;
    if (on.units.empty()) return out;
    on.index->at(place, answer);
    for (const ZoneDistance& found : answer.containing)
        out.push_back(on.units[found.zone]);
    return out;
}

std::vector<ZoneUsed> Context::zones_used() const {
    std::vector<ZoneUsed> out;
    for (const ZoneRecord& zone : zones) {
        const auto used = std::find_if(impl_->links.begin(), impl_->links.end(),
                                       [&](const auto& entry) { return entry.first.second == &zone; });
        if (used == impl_->links.end()) continue;
        out.push_back(
            {zone.id, zone.name, zone.kind, zone.validity, zone.document, zone.clause, used->second.derived});
    }
    return out;
}

std::vector<NetworkUsed> Context::networks_used() const {
    std::vector<NetworkUsed> out;
    for (const auto& [key, ground] : impl_->grounds)
        out.push_back({ground->source, ground->network.date});
    std::stable_sort(out.begin(), out.end(),
                     [](const NetworkUsed& a, const NetworkUsed& b) { return a.date < b.date; });
    return out;
}

void Context::tell_once(Finding finding) {
    if (impl_->told.emplace(finding.code, finding.key).second) findings.push_back(std::move(finding));
}

}  // namespace bareland::routes
