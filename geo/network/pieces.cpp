#include "geo/network/pieces.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geodesic.hpp"
#include "geo/names.hpp"

namespace bareland::network {
namespace {

std::vector<Pieces::Piece> pieces_of(const Network& network) {
    std::vector<Pieces::Piece> out;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const Link& link = network.links[i];
        if (link.twin != none && link.twin < i) continue;
        const auto self = static_cast<Index>(i);
        out.push_back(link.reversed ? Pieces::Piece{link.twin, self} : Pieces::Piece{self, link.twin});
    }
    return out;
}

std::vector<std::string> folded_names(const Network& network) {
    std::vector<std::string> out;
    out.reserve(network.roads.size());
    for (const Road& road : network.roads)
        out.push_back(folded_name(road.name));
    return out;
}

}  // namespace

Pieces::Pieces(const Network& network)
    : network_(network),
      pieces_(pieces_of(network)),
      names_(folded_names(network)),
      of_link_(network.links.size(), none),
      first_end_(network.junctions.size() + 1, 0),
      index_(boxes()) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const auto self = static_cast<Index>(i);
        if (pieces_[i].forward != none) of_link_[pieces_[i].forward] = self;
        if (pieces_[i].backward != none) of_link_[pieces_[i].backward] = self;
        for (const bool last : {false, true})
            ++first_end_[junction({self, last}) + 1];
    }
    for (std::size_t j = 1; j < first_end_.size(); ++j)
        first_end_[j] += first_end_[j - 1];
    ends_.resize(2 * pieces_.size());
    std::vector<Index> next(first_end_.begin(), first_end_.end() - 1);
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        for (const bool last : {false, true}) {
            const End end{static_cast<Index>(i), last};
            ends_[next[junction(end)]++] = end;
        }
    }
}

const Link& Pieces::link(std::size_t piece) const {
    const Piece& p = pieces_[piece];
    return network_.links[p.forward != none ? p.forward : p.backward];
}

std::span<const Point> Pieces::line(std::size_t piece) const {
    const Link& l = link(piece);
    return std::span(network_.points).subspan(l.first_point, l.point_count);
}

Index Pieces::junction(const End& end) const {
    const Link& l = link(end.piece);
    return end.last != l.reversed ? l.head : l.tail;
}

std::span<const Pieces::End> Pieces::at(Index junction) const {
    return std::span(ends_).subspan(first_end_[junction], first_end_[junction + 1] - first_end_[junction]);
}

std::vector<Box> Pieces::boxes() const {
    std::vector<Box> out;
    out.reserve(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        out.push_back(box_of(line(i)));
    return out;
}

std::uint32_t millimetres(double metres, std::uint32_t length_mm) {
    const double mm = std::round(metres * 1000);
    if (!(mm > 0)) return 0;
    return mm >= length_mm ? length_mm : static_cast<std::uint32_t>(mm);
}

Foot nearest_place(std::span<const Point> line, const Point& p) {
    const LocalMetric metric(p);
    Foot best;
    best.distance_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point a{line[i].x - p.x, line[i].y - p.y};
        const Point b{line[i + 1].x - p.x, line[i + 1].y - p.y};
        const double t = foot_on(metric, a, b);
        const Point q = t <= 0 ? a : t >= 1 ? b : Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        const double metres = metric.distance(q.x, q.y);
        if (metres >= best.distance_m) continue;
        best.segment = i;
        best.distance_m = metres;
        best.at = t <= 0 ? line[i] : t >= 1 ? line[i + 1] : Point{p.x + q.x, p.y + q.y};
    }
    for (std::size_t i = 0; i < best.segment; ++i)
        best.along_m += geodesic::distance(line[i], line[i + 1]);
    if (line.size() > 1) best.along_m += geodesic::distance(line[best.segment], best.at);
    return best;
}

Box box_of(std::span<const Point> line) {
    Box box;
    for (const Point& p : line)
        box.add(p);
    return box;
}

}  // namespace bareland::network
