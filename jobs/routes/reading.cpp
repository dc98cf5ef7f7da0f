#include "jobs/routes/reading.hpp"

#include <algorithm>

namespace bareland::routes {
namespace {

using network::Index;
using network::Network;
using network::Path;
using network::Position;
using network::Visit;

constexpr double mm = 0.001;

const std::string& name_of(const network::Road& road) {
    return road.name.empty() ? road.id : road.name;
}

void add_once(std::vector<std::string>& to, const std::string& name) {
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

// Fills a Read from the visits of a way.
class Reader {
  public:
    // `stands`: the way is without length, and within the zone.
    Reader(const Network& network, const Way& way, bool free_over_under, bool stands)
        : network_(network), way_(way), free_(free_over_under), begins_(stands), ends_(stands) {}

    Read read(const std::vector<Visit>& visits) {
        out_.reading.line = network::line_of(network_, way_.path);
        out_.reading.length_m = static_cast<double>(way_.path.length_mm) * mm;
        for (const Visit& visit : visits)
            take(visit);
        part(at_mm_, way_.path.length_mm, false);
        Reading& reading = out_.reading;
        WayFacts& facts = out_.facts;
        reading.inside_m = static_cast<double>(facts.inside_mm) * mm;
        reading.begins_inside = begins_;
        reading.ends_inside = ends_;
        reading.reentry = facts.reentry = begins_ && left_ && came_back_;
        facts.begins_inside = begins_;
        facts.ends_inside = ends_;
        return std::move(out_);
    }

  private:
    void take(const Visit& visit) {
        if (visit.over_or_under) {
            for (const Index road : visit.roads)
                add_once(out_.reading.over_or_under, name_of(network_.roads[road]));
            if (free_) return;
        }
        begins_ = begins_ || visit.begins_inside;
        ends_ = ends_ || visit.ends_inside;
        if (visit.inside_mm == 0) {
            left_ = left_ || (visit.begins_inside && !visit.ends_inside);
            return;
        }
        came_back_ = came_back_ || left_;
        if (!visit.begins_inside) out_.reading.entries.push_back(crossing(visit.entry, visit.from_mm));
        if (!visit.ends_inside) {
            out_.reading.exits.push_back(crossing(visit.exit, visit.to_mm));
            left_ = left_ || begins_;
        }
        for (const Index road : visit.roads)
            add_once(out_.reading.roads_inside, name_of(network_.roads[road]));
        out_.facts.inside_mm += visit.inside_mm;
        part(at_mm_, visit.from_mm, false);
        part(visit.from_mm, visit.to_mm, true);
        at_mm_ = visit.to_mm;
    }

    Crossing crossing(const Position& at, std::uint64_t along_mm) const {
        return {network::point_at(network_, at), way_.time_at ? way_.time_at(along_mm) : std::string()};
    }

    void part(std::uint64_t from_mm, std::uint64_t to_mm, bool inside) {
        if (from_mm >= to_mm) return;
        Part part;
        part.inside = inside;
        part.line = network::line_of(network_, stretch(network_, way_.path, from_mm, to_mm));
        part.length_m = static_cast<double>(to_mm - from_mm) * mm;
        out_.reading.parts.push_back(std::move(part));
    }

    const Network& network_;
    const Way& way_;
    bool free_;
    bool begins_, ends_;
    bool left_ = false, came_back_ = false;
    std::uint64_t at_mm_ = 0;  // up to here parts are made
    Read out_;
};

}  // namespace

Path stretch(const Network& network, const Path& path, std::uint64_t from_mm, std::uint64_t to_mm) {
    Path out;
    out.length_mm = to_mm - from_mm;
    std::uint64_t at = 0;  // of the link's part that the path uses, from the path's start
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const Index link = path.links[i];
        const std::uint32_t begin = i == 0 ? path.from.along_mm : 0;
        const std::uint32_t end =
            i + 1 == path.links.size() ? path.to.along_mm : network.links[link].length_mm;
        const std::uint64_t next = at + (end - begin);
        const bool first = out.links.empty();
        if (first && from_mm <= next && (from_mm < next || i + 1 == path.links.size())) {
            out.from = {link, begin + static_cast<std::uint32_t>(from_mm - at)};
            out.links.push_back(link);
        } else if (!first) {
            out.links.push_back(link);
        }
        if (!out.links.empty() && to_mm <= next) {
            out.to = {link, begin + static_cast<std::uint32_t>(to_mm - at)};
            break;
        }
        at = next;
    }
    return out;
}

std::vector<std::string> road_names(const Network& network, const Path& path) {
    std::vector<std::string> out;
    for (const Index link : path.links)
        add_once(out, name_of(network.roads[network.links[link].road]));
    return out;
}

Read read_way(const Network& network, const network::ZoneLinks& zone, const Way& way, bool free_over_under) {
    const std::vector<Visit> visits =
        zone.spans.empty() ? std::vector<Visit>{} : network::visits(network, zone, way.path);
    const bool stands = !zone.spans.empty() && way.path.length_mm == 0 && zone.holds(way.path.from);
    return Reader(network, way, free_over_under, stands).read(visits);
}

}  // namespace bareland::routes
