// Trips on little road maps, judged as `bareland routes check` judges them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/network/build.hpp"
#include "jobs/routes/run.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::routes {

inline RoadRecord named(const bareland::test::AsciiMap& map, const std::string& nodes,
                        const std::string& name, RoadRecord like = {}) {
    like.name = name;
    return map.road(nodes, like);
}

// A diesel muck truck of standard 国六 unless said otherwise.
struct Vehicle {
    std::optional<VehicleClass> vehicle_class = VehicleClass::muck_truck;
    std::optional<Energy> energy = Energy::diesel;
    std::optional<int> standard = 6;
};

class RoutesCase {
  public:
    RoutesCase(bareland::test::AsciiMap map, const std::vector<RoadRecord>& roads)
        : map_(std::move(map)),
          context(std::make_unique<Context>(
              ground_of(network::build_network(roads, {}).network, {"图", "map"}))) {}

    // A zone whose loop is these roads; its edge runs through these nodes.
    void add_zone(const std::string& id, const std::vector<RoadRecord>& loop, const std::string& edge) {
        ZoneRecord zone;
        zone.id = id;
        zone.name = id;
        zone.kind = "strict";
        for (const RoadRecord& road : loop)
            zone.links.push_back({road.id, road.name, 0, road.line});
        zone.edge = zone.shape = map_.area(edge);
        context->zones.push_back(zone);
    }
    // Another part of the last zone.
    void add_part(const std::vector<RoadRecord>& loop, const std::string& edge) {
        ZoneRecord& zone = context->zones.back();
        for (const RoadRecord& road : loop)
            zone.links.push_back({road.id, road.name, 0, road.line});
        const MultiPolygon part = map_.area(edge);
        zone.edge.insert(zone.edge.end(), part.begin(), part.end());
        zone.shape = zone.edge;
    }

    Point at(char node) const { return map_.at(node); }
    // A place on the way from one node to another.
    Point between(char from, char to, double share) const {
        const Point a = at(from), b = at(to);
        return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    }
    std::vector<Point> line(const std::string& nodes) const {
        std::vector<Point> out;
        for (const char node : nodes)
            out.push_back(at(node));
        return out;
    }
    double metres(const std::string& nodes) const {
        double sum = 0;
        for (std::size_t i = 0; i + 1 < nodes.size(); ++i)
            sum += geodesic::distance(at(nodes[i]), at(nodes[i + 1]));
        return sum;
    }

    Route check(const std::vector<Point>& drawn, const Vehicle& vehicle = {}, const std::string& site = {}) {
        RouteRecord record;
        record.id = "r";
        record.vehicle_class = vehicle.vehicle_class;
        record.energy = vehicle.energy;
        record.standard = vehicle.standard;
        record.site_id = site;
        record.line = drawn;
        return check_routes(*context, std::span(&record, 1), {2024, 6, 1}).routes.at(0);
    }
    Route check(const std::string& nodes, const Vehicle& vehicle = {}) { return check(line(nodes), vehicle); }

    Route plan(const Point& from, const Point& to, VehicleClass vehicle_class = VehicleClass::muck_truck) {
        PlanOptions options;
        options.from = {from, {}, "from"};
        options.to = {to, {}, "to"};
        options.vehicle_class = vehicle_class;
        options.as_of = {2024, 6, 1};
        return planned(*context, options).routes.at(0);
    }

  private:
    bareland::test::AsciiMap map_;

  public:
    std::unique_ptr<Context> context;
};

inline void expect_at(const Crossing& crossing, const Point& place) {
    EXPECT_LT(geodesic::distance(crossing.at, place), 0.01);
}

}  // namespace bareland::routes
