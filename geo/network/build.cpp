#include "geo/network/build.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/network/build_parts.hpp"
#include "geo/network/road_class.hpp"

namespace bareland::network {
namespace {

using building::Line;
using building::Lines;

Road road_of(const RoadRecord& record) {
    Road road{record.id,         record.name,        record.road_class,   record.bridge,
              record.tunnel,     record.layer,       record.maxspeed_kmh, record.truck,
              record.truck_when, record.maxweight_t, record.maxheight_m,  record.maxwidth_m,
              record.sweeper};
    return road;
}

// Cuts lines into links where they meet.
class Cutter {
  public:
    Cutter(const Lines& lines, Network& out)
        : lines_(lines), uses_(lines.places.size(), 0), junctions_(lines.places.size(), none), out_(out) {
        for (const Line& line : lines.lines) {
            for (std::size_t i = 0; i < line.places.size(); ++i) {
                const bool end = i == 0 || i + 1 == line.places.size();
                uses_[line.places[i]] += end ? 2U : 1U;
            }
        }
    }

    void cut(const RoadRecord& record, const Line& line) {
        out_.roads.push_back(road_of(record));
        std::size_t first = 0;
        for (std::size_t i = 1; i < line.places.size(); ++i) {
            if (i + 1 < line.places.size() && uses_[line.places[i]] < 2) continue;
            add_piece(record.oneway, line, first, i);
            first = i;
        }
    }

    // None where no link begins or ends at the place.
    Index junction_at(Index place) const { return junctions_[place]; }

  private:
    Index junction(Index place) {
        if (junctions_[place] == none) {
            junctions_[place] = static_cast<Index>(out_.junctions.size());
            out_.junctions.push_back(lines_.places[place]);
        }
        return junctions_[place];
    }

    void add_piece(Oneway oneway, const Line& line, std::size_t first, std::size_t last) {
        Link link;
        link.road = static_cast<Index>(out_.roads.size() - 1);
        link.first_point = static_cast<Index>(out_.points.size());
        link.point_count = static_cast<std::uint32_t>(last - first + 1);
        double metres = 0;
        for (std::size_t i = first; i <= last; ++i) {
            out_.points.push_back(line.points[i]);
            if (i > first) metres += geodesic::distance(line.points[i - 1], line.points[i]);
        }
        link.length_mm = static_cast<std::uint32_t>(std::max(1.0, std::round(metres * 1000)));
        link.tail = junction(line.places[first]);
        link.head = junction(line.places[last]);
        const auto index = static_cast<Index>(out_.links.size());
        Link back = link;
        std::swap(back.tail, back.head);
        back.reversed = true;
        if (oneway == Oneway::no) {
            link.twin = index + 1;
            back.twin = index;
        }
        if (oneway != Oneway::backward) out_.links.push_back(link);
        if (oneway != Oneway::forward) out_.links.push_back(back);
    }

    const Lines& lines_;
    std::vector<std::uint32_t> uses_;  // of a place: by an end 2, else 1; from 2 on it is a junction
    std::vector<Index> junctions_;     // by place
    Network& out_;
};

// By id, roads for motor vehicles only, each with what its class means for trucks: somebody must have said
// that they may use a track or a footway, and then it is for those who have business there.
std::vector<RoadRecord> drivable(std::span<const RoadRecord> roads, BuildReport& report) {
    std::vector<RoadRecord> out;
    out.reserve(roads.size());
    for (const RoadRecord& road : roads) {
        const RoadUse use = use_of(road.road_class);
        if (use == RoadUse::not_motor && road.truck != TruckAccess::destination) {
            ++report.not_for_motor;
            continue;
        }
        out.push_back(road);
        if (use == RoadUse::not_trucks && road.truck == TruckAccess::yes) out.back().truck = TruckAccess::no;
        if (out.back().truck == TruckAccess::no) ++report.closed_to_trucks;
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const RoadRecord& a, const RoadRecord& b) { return a.id < b.id; });
    return out;
}

}  // namespace

Built build_network(std::span<const RoadRecord> roads, std::span<const TurnBanRecord> bans,
                    const BuildOptions& options) {
    Built built;
    Network& network = built.network;
    network.date = options.date;
    const std::vector<RoadRecord> records = drivable(roads, built.report);
    const Lines lines = building::meet(records, options, built.report);
    Cutter cutter(lines, network);
    for (std::size_t i = 0; i < records.size(); ++i)
        cutter.cut(records[i], lines.lines[i]);
    std::vector<Index> via_junctions;
    for (const TurnBanRecord& ban : bans) {
        const auto node = ban.via_node ? lines.nodes.find(*ban.via_node) : lines.nodes.end();
        via_junctions.push_back(node == lines.nodes.end() ? none : cutter.junction_at(node->second));
    }
    building::add_turns(network, bans, via_junctions, built.report);
    building::survey(network, options, built.report);
    return built;
}

}  // namespace bareland::network
