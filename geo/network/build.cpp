#include "geo/network/build.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geo/geodesic.hpp"

namespace bareland::network {
namespace {

// What makes two vertices one: the source's node, else the place.
using Key = std::tuple<bool, std::int64_t, double, double>;

Key key_of(const RoadRecord& road, std::size_t vertex) {
    if (!road.nodes.empty()) return {true, road.nodes[vertex], 0, 0};
    return {false, 0, road.line[vertex].x, road.line[vertex].y};
}

class Builder {
  public:
    explicit Builder(std::vector<RoadRecord> roads) : roads_(std::move(roads)) {
        std::sort(roads_.begin(), roads_.end(),
                  [](const RoadRecord& a, const RoadRecord& b) { return a.id < b.id; });
    }

    Network network() {
        count_uses();
        for (const RoadRecord& road : roads_)
            add_road(road);
        add_turns();
        return std::move(out_);
    }

  private:
    void count_uses() {
        for (const RoadRecord& road : roads_) {
            for (std::size_t i = 0; i < road.line.size(); ++i) {
                const bool end = i == 0 || i + 1 == road.line.size();
                uses_[key_of(road, i)] += end ? 2 : 1;
            }
        }
    }

    Index junction(const Key& key, const Point& place) {
        const auto [found, fresh] = junctions_.try_emplace(key, static_cast<Index>(out_.junctions.size()));
        if (fresh) out_.junctions.push_back(place);
        return found->second;
    }

    void add_road(const RoadRecord& road) {
        out_.roads.push_back({road.id, road.name, road.road_class, road.bridge, road.tunnel, road.layer,
                              road.maxspeed_kmh, road.truck, road.truck_when, road.maxweight_t,
                              road.maxheight_m, road.maxwidth_m});
        std::size_t first = 0;
        for (std::size_t i = 1; i < road.line.size(); ++i) {
            if (i + 1 < road.line.size() && uses_[key_of(road, i)] < 2) continue;
            add_piece(road, first, i);
            first = i;
        }
    }

    void add_piece(const RoadRecord& road, std::size_t first, std::size_t last) {
        Link link;
        link.road = static_cast<Index>(out_.roads.size() - 1);
        link.first_point = static_cast<Index>(out_.points.size());
        link.point_count = static_cast<std::uint32_t>(last - first + 1);
        double metres = 0;
        for (std::size_t i = first; i <= last; ++i) {
            out_.points.push_back(road.line[i]);
            if (i > first) metres += geodesic::distance(road.line[i - 1], road.line[i]);
        }
        link.length_mm = static_cast<std::uint32_t>(std::max(1.0, std::round(metres * 1000)));
        link.tail = junction(key_of(road, first), road.line[first]);
        link.head = junction(key_of(road, last), road.line[last]);
        const auto index = static_cast<Index>(out_.links.size());
        Link back = link;
        std::swap(back.tail, back.head);
        back.reversed = true;
        if (road.oneway == Oneway::no) {
            link.twin = index + 1;
            back.twin = index;
        }
        if (road.oneway != Oneway::backward) out_.links.push_back(link);
        if (road.oneway != Oneway::forward) out_.links.push_back(back);
    }

    void add_turns() {
        std::vector<std::vector<Index>> leaving(out_.junctions.size());
        for (std::size_t i = 0; i < out_.links.size(); ++i)
            leaving[out_.links[i].tail].push_back(static_cast<Index>(i));
        out_.conditions.emplace_back();
        out_.first_turn.push_back(0);
        for (std::size_t i = 0; i < out_.links.size(); ++i) {
            const Link& link = out_.links[i];
            const auto& next = leaving[link.head];
            const bool dead_end = next.size() == 1 && next.front() == link.twin;
            for (const Index to : next) {
                if (to != link.twin || dead_end) out_.turns.push_back({to, 0});
            }
            out_.first_turn.push_back(static_cast<Index>(out_.turns.size()));
            out_.state_link.push_back(static_cast<Index>(i));
        }
    }

    std::vector<RoadRecord> roads_;
    std::map<Key, int> uses_;
    std::map<Key, Index> junctions_;
    Network out_;
};

}  // namespace

Built build_network(std::span<const RoadRecord> roads, std::span<const TurnBanRecord> /*bans*/,
                    const BuildOptions& options) {
    Built built;
    built.network = Builder({roads.begin(), roads.end()}).network();
    built.network.date = options.date;
    return built;
}

}  // namespace bareland::network
