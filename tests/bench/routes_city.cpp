#include "routes_city.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/synthetic/random.hpp"

namespace bareland::bench {
namespace {

using synthetic::Random;

constexpr double degree_m = 111'000;
constexpr double cos_latitude = 0.767;
constexpr int main_every = 8;  // blocks from one main road to the next

// The crossing of column i and row k has a node for each carriageway of the one and of the other.
class Maker {
  public:
    Maker(int blocks, std::uint64_t seed)
        : blocks_(blocks), random_(seed), seed_(seed), xs_(lines()), ys_(lines()) {}

    City city() {
        for (int k = 0; k < blocks_; ++k) {
            for (int i = 0; i < blocks_; ++i)
                crossing(i, k);
        }
        for (int k = 0; k < blocks_; ++k)
            line(k, true);
        for (int i = 0; i < blocks_; ++i)
            line(i, false);
        turn_bans();
        return std::move(city_);
    }

  private:
    static bool main_road(int line) { return line % main_every == main_every / 2; }
    static int carriageways(int line) { return main_road(line) ? 2 : 1; }

    // Metres from the corner to each line: blocks of 80 to 260 m.
    std::vector<double> lines() {
        std::vector<double> out;
        double at = 0;
        for (int i = 0; i < blocks_; ++i)
            out.push_back(at += random_.uniform(80, 260));
        return out;
    }

    std::int64_t node(int i, int k, int column_way, int row_way) const {
        return ((std::int64_t{k} * blocks_ + i) * 2 + column_way) * 2 + row_way + 1;
    }

    // Streets wander a little; the two carriageways of a main road are 24 m apart.
    Point place(int i, int k, int column_way, int row_way) const {
        const auto u = static_cast<std::size_t>(i), v = static_cast<std::size_t>(k);
        const double wander = 60;
        const double x = xs_[u] + wander * synthetic::value_noise(seed_ + 1, xs_[u] / 900, ys_[v] / 900) +
                         (carriageways(i) == 2 ? 24.0 * column_way - 12 : 0);
        const double y = ys_[v] + wander * synthetic::value_noise(seed_ + 2, xs_[u] / 900, ys_[v] / 900) +
                         (carriageways(k) == 2 ? 24.0 * row_way - 12 : 0);
        return {116.3 + x / (degree_m * cos_latitude), 39.7 + y / degree_m};
    }

    void crossing(int i, int k) {
        for (int a = 0; a < carriageways(i); ++a) {
            for (int b = 0; b < carriageways(k); ++b)
                city_.extent.add(place(i, k, a, b));
        }
    }

    // Two rivers, across and along the city.
    bool crosses_river(const Point& a, const Point& b) const {
        const auto side = [&](const Point& p, bool across) {
            const double x = (p.x - 116.3) * degree_m * cos_latitude, y = (p.y - 39.7) * degree_m;
            const double u = across ? x : y, v = across ? y : x;
            const double middle = (across ? ys_ : xs_).back() * (across ? 0.38 : 0.67);
            return v > middle + 0.06 * xs_.back() * std::sin(u / xs_.back() * 7);
        };
        return side(a, true) != side(b, true) || side(a, false) != side(b, false);
    }

    // One street from end to end, piece by piece.
    void line(int line, bool row) {
        const bool main = main_road(line);
        const bool bridges = main && (line / main_every) % 2 == 0;
        Oneway direction = Oneway::no;
        for (int way = 0; way < carriageways(line); ++way) {
            std::int64_t last = 0;
            Point last_place;
            for (int at = 0; at < blocks_; ++at) {
                if (!main && at % 5 == 0) direction = minor_direction();
                for (int cross = 0; cross < carriageways(at); ++cross) {
                    const int i = row ? at : line, k = row ? line : at;
                    const int a = row ? cross : way, b = row ? way : cross;
                    const std::int64_t here = node(i, k, a, b);
                    const Point there = place(i, k, a, b);
                    const bool connector = cross == 1;
                    const bool missing = !main && !connector && random_.chance(0.1);
                    const bool wet = last != 0 && crosses_river(last_place, there) && !bridges;
                    if (last != 0 && !missing && !wet) {
                        const Oneway main_way = (way == 0) == row ? Oneway::backward : Oneway::forward;
                        add({last, here}, {last_place, there}, main ? main_way : direction,
                            main        ? "primary"
                            : connector ? "secondary"
                                        : "residential");
                    }
                    last = here;
                    last_place = there;
                }
            }
        }
    }

    Oneway minor_direction() {
        if (!random_.chance(0.15)) return Oneway::no;
        return random_.chance(0.5) ? Oneway::forward : Oneway::backward;
    }

    void add(std::vector<std::int64_t> nodes, std::vector<Point> line, Oneway oneway,
             const char* road_class) {
        RoadRecord road;
        road.id = std::to_string(city_.roads.size() + 1);
        road.id.insert(0, 7 - std::min<std::size_t>(7, road.id.size()), '0');
        road.road_class = road_class;
        road.oneway = oneway;
        road.nodes = std::move(nodes);
        road.line = std::move(line);
        city_.roads.push_back(std::move(road));
    }

    // Pieces by the nodes at their ends, for bans between them.
    void turn_bans() {
        std::vector<std::vector<std::size_t>> at(static_cast<std::size_t>(node(blocks_, blocks_, 1, 1)) + 1);
        for (std::size_t i = 0; i < city_.roads.size(); ++i) {
            at[static_cast<std::size_t>(city_.roads[i].nodes.front())].push_back(i);
            at[static_cast<std::size_t>(city_.roads[i].nodes.back())].push_back(i);
        }
        for (std::size_t n = 0; n < at.size(); ++n) {
            const auto& roads = at[n];
            if (roads.size() < 3 || !random_.chance(0.06)) continue;
            const std::size_t from = roads[random_.below(roads.size())];
            const std::size_t to = roads[random_.below(roads.size())];
            if (from != to) ban(from, {}, static_cast<std::int64_t>(n), to);
        }
        for (std::size_t via = 0; via < city_.roads.size(); ++via) {
            if (city_.roads[via].road_class != "secondary" || !random_.chance(0.3)) continue;
            const auto& before = at[static_cast<std::size_t>(city_.roads[via].nodes.front())];
            const auto& after = at[static_cast<std::size_t>(city_.roads[via].nodes.back())];
            const std::size_t from = before[random_.below(before.size())];
            const std::size_t to = after[random_.below(after.size())];
            if (from != via && to != via) ban(from, city_.roads[via].id, std::nullopt, to);
        }
    }

    void ban(std::size_t from, const std::string& via, std::optional<std::int64_t> via_node, std::size_t to) {
        TurnBanRecord record;
        record.id = "b" + std::to_string(city_.bans.size() + 1);
        record.from = city_.roads[from].id;
        record.to = city_.roads[to].id;
        if (!via.empty()) record.via_roads = {via};
        record.via_node = via_node;
        if (random_.chance(0.1)) record.when = "Mo-Fr 07:00-09:00";
        city_.bans.push_back(std::move(record));
    }

    int blocks_;
    Random random_;
    std::uint64_t seed_;
    std::vector<double> xs_, ys_;
    City city_;
};

}  // namespace

City make_city(int blocks, std::uint64_t seed) {
    return Maker(blocks, seed).city();
}

network::ZoneLinks square_zone(const network::Network& network, const Box& extent, double share, double dx,
                               double dy) {
    const double width = extent.max_x - extent.min_x, height = extent.max_y - extent.min_y;
    const Point middle{(extent.min_x + extent.max_x) / 2 + dx * width,
                       (extent.min_y + extent.max_y) / 2 + dy * height};
    const auto inside = [&](network::Index junction) {
        const Point& p = network.junctions[junction];
        return std::abs(p.x - middle.x) <= share / 2 * width &&
               std::abs(p.y - middle.y) <= share / 2 * height;
    };
    network::ZoneLinks zone;
    zone.zone_id = "square";
    zone.touched = network::LinkSet(network.links.size());
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const network::Link& link = network.links[i];
        if (!inside(link.tail) || !inside(link.head)) continue;
        const auto index = static_cast<network::Index>(i);
        network::ZoneSpan span;
        span.link = index;
        span.to_mm = link.length_mm;
        zone.spans.push_back(span);
        zone.touched.add(index);
    }
    return zone;
}

}  // namespace bareland::bench
