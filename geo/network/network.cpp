#include "geo/network/network.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"

namespace bareland::network {
namespace {

std::span<const Point> piece_of(const Network& network, const Link& link) {
    return std::span(network.points).subspan(link.first_point, link.point_count);
}

void append(std::vector<Point>& line, const Point& p) {
    if (line.empty() || !(line.back() == p)) line.push_back(p);
}

// The part of a link's line between two places on it.
void append_part(const Network& network, Index index, std::uint32_t from_mm, std::uint32_t to_mm,
                 std::vector<Point>& line) {
    append(line, point_at(network, {index, from_mm}));
    const std::vector<Point> whole = network.line_of(index);
    double gone_m = 0;
    for (std::size_t i = 1; i < whole.size(); ++i) {
        gone_m += geodesic::distance(whole[i - 1], whole[i]);
        if (gone_m * 1000 > from_mm && gone_m * 1000 < to_mm) append(line, whole[i]);
    }
    append(line, point_at(network, {index, to_mm}));
}

}  // namespace

std::vector<Point> Network::line_of(Index link) const {
    const auto piece = piece_of(*this, links[link]);
    std::vector<Point> line(piece.begin(), piece.end());
    if (links[link].reversed) std::reverse(line.begin(), line.end());
    return line;
}

Point point_at(const Network& network, const Position& position) {
    const Link& link = network.links[position.link];
    const std::vector<Point> line = network.line_of(position.link);
    if (position.along_mm == 0) return line.front();
    if (position.along_mm >= link.length_mm) return line.back();
    double left_m = position.along_mm / 1000.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double metres = geodesic::distance(line[i - 1], line[i]);
        if (left_m < metres) return geodesic::towards(line[i - 1], line[i], metres, left_m);
        left_m -= metres;
    }
    return line.back();
}

Position on_twin(const Network& network, const Position& position) {
    const Link& link = network.links[position.link];
    return {link.twin, link.length_mm - std::min(position.along_mm, link.length_mm)};
}

std::vector<Point> line_of(const Network& network, const Path& path) {
    std::vector<Point> line;
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const Index link = path.links[i];
        const std::uint32_t from = i == 0 ? path.from.along_mm : 0;
        const std::uint32_t to =
            i + 1 == path.links.size() ? path.to.along_mm : network.links[link].length_mm;
        append_part(network, link, from, to, line);
    }
    return line;
}

}  // namespace bareland::network
