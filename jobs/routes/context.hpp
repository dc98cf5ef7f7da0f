// What every routes command works on: the road network, the closed area, vehicles, sites and gates, each as
// of a day. Read from the workspace or straight from files.
//
// Guarantees: a network is built, and a zone laid on it, once for all trips of a day's versions. Of one
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/fleet.hpp"
#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "geo/network/snap.hpp"
#include "geo/network/zone_links.hpp"
#include "geo/registry.hpp"
#include "jobs/report/report.hpp"
#include "jobs/routes/access.hpp"
#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"
#include "layers/profile.hpp"

namespace bareland::routes {

// Where what is made of a workspace's network is kept.
struct KeptIn {
    std::string workspace;
    std::string network;           // which of its networks, and whether as driven
    std::int64_t roads_state = 0;  // Workspace::roads_state() when it was read
};

// A network with what searches on it need.
struct Ground {
    network::Network network;
    network::LinkSet against;  // with Sources::as_driven: the links against one-way traffic; never legal
    network::Landmarks landmarks;
    std::unique_ptr<network::SnapIndex> index;
    std::unique_ptr<network::Router> router;
    Text source;                    // for messages: the file, or the network of the workspace
    std::optional<KeptIn> kept_in;  // of a workspace's network only

    // Made when it is first asked for. Of one thread.
    const network::ZoneLinker& linker() const {
        if (!linker_) linker_ = std::make_unique<network::ZoneLinker>(network);
        return *linker_;
    }

  private:
    mutable std::unique_ptr<network::ZoneLinker> linker_;
};
// `as_driven`: with a way back on every one-way link (matching::with_wrong_ways).
std::unique_ptr<Ground> ground_of(network::Network&& network, const Text& source, bool as_driven = false);

// The zones to keep out of, as they are on one day and lie on one network. Several are one area: who leaves
// one of them into another has not left.
struct ClosedArea {
    std::vector<const ZoneRecord*> zones;         // by id
    std::vector<const network::ZoneLinks*> each;  // one a zone
    network::ZoneLinks links;                     // united; `derived` where one of them is
    std::vector<std::string> derived;             // ids of those that are only polygons
};

class Context {
  public:
    // Reads profile and registry; networks and zones on them when they are asked for. Errors of the readers;
    // routes_no_roads, routes_no_zone.
    explicit Context(const Sources& sources);
    // Of one network for all days; the caller fills in what is read otherwise. For services and tests.
    explicit Context(std::unique_ptr<Ground> ground);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    Profile profile;
    std::vector<ZoneRecord> zones;      // all versions of those asked for
    std::vector<std::string> zone_ids;  // of all there are, sorted
    std::vector<UnitRecord> units;      // all versions
    std::vector<SiteRecord> sites;
    std::vector<GateRecord> gates;  // as given
    std::vector<VehicleRecord> vehicles;
    bool has_units = false, has_sites = false, has_vehicles = false;

    std::vector<Finding> findings;
    std::vector<report::ReadFile> files;
    std::vector<report::Input> imported;  // files that the workspace was made of

    const RouteRules& rules() const { return profile.routes; }
    // The network to judge a trip of that day by: the latest that is not younger than the day, else, with a
    // finding, the oldest.
    Ground& ground(const Date& day);
    // The zones asked for that are in force on the day, on ground(day). Throws
    // Error(routes_zone_not_in_force) where one of them is not, and what network::zone_links throws.
    const ClosedArea& closed(const Date& day);
    // What a truck of these measures may use of ground(day).
    const Access& access(const Date& day, const RouteRules::Truck& truck);
    // Roads that gates do not open on, of a network that ground() has given; `any_place`: what counts for
    // coordinates that need not be a gate.
    const network::Gateless& gateless(const Ground& ground, bool any_place = false);
    // The vehicle as it is on record on that day. Null: it is not.
    const VehicleRecord* vehicle(const std::string& plate, const Date& day) const;
    // Null: there is none of that id.
    const SiteRecord* site(const std::string& id) const;
    // Where vehicles leave the site: its gates; of a site that is a place and has none, the place itself (id:
    // the site's). Empty for an area without gates.
    std::vector<GateRecord> gates_of(const SiteRecord& site) const;
    // Units in force on the day that hold a place, by id.
    std::vector<const UnitRecord*> units_at(const Point& place, const Date& day);

    // What closed() and ground() have given so far: zones by id and validity, networks by date.
    std::vector<ZoneUsed> zones_used() const;
    std::vector<NetworkUsed> networks_used() const;

    // A finding is told once, however many trips it concerns.
    void tell_once(Finding finding);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::routes
