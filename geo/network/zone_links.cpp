#include "geo/network/zone_links.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "geo/geodesic.hpp"
#include "geo/line_net.hpp"
#include "geo/local_metric.hpp"
#include "geo/messages_zone_links.hpp"
#include "geo/network/zone_draft.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::network {

std::span<const ZoneSpan> ZoneLinks::of(Index link) const {
    const auto first =
        std::partition_point(spans.begin(), spans.end(), [&](const ZoneSpan& s) { return s.link < link; });
    auto last = first;
    while (last != spans.end() && last->link == link)
        ++last;
    return {first, last};
}

bool ZoneLinks::holds(const Position& position) const {
    const std::span<const ZoneSpan> all = of(position.link);
    return std::any_of(all.begin(), all.end(), [&](const ZoneSpan& span) {
        const std::uint32_t along = position.along_mm;
        return (span.from_mm < along && along < span.to_mm) || (along == span.from_mm && span.from_inside) ||
               (along == span.to_mm && span.to_inside);
    });
}

std::uint64_t ZoneLinks::inside_mm(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const {
    std::uint64_t sum = 0;
    for (const ZoneSpan& span : of(link)) {
        const std::uint32_t from = std::max(from_mm, span.from_mm);
        const std::uint32_t to = std::min(to_mm, span.to_mm);
        if (from < to && counts(span.role)) sum += to - from;
    }
    return sum;
}

namespace {

using Role = ZoneSpan::Role;

// The loop's lines as the zone's edge, for a zone that was kept without one: their loose ends joined, the
// nearest first.
MultiPolygon edge_of_links(const ZoneRecord& zone, double gap_m) {
    std::vector<NetLine> lines;
    for (const LoopLink& link : zone.links)
        lines.push_back({link.line, 0});
    const LineNet net(lines);
    std::vector<std::pair<Point, Point>> segments;
    for (const LineNet::Edge& edge : net.edges())
        segments.emplace_back(net.at(edge.a), net.at(edge.b));
    const LineNet::Nodes ends = net.ends();
    std::vector<std::tuple<double, std::size_t, std::size_t>> gaps;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        for (std::size_t k = i + 1; k < ends.size(); ++k) {
            const double metres = geodesic::distance(net.at(ends[i]), net.at(ends[k]));
            if (metres <= gap_m) gaps.emplace_back(metres, i, k);
        }
    }
    std::sort(gaps.begin(), gaps.end());
    std::vector<bool> joined(ends.size(), false);
    for (const auto& [metres, i, k] : gaps) {
        if (joined[i] || joined[k]) continue;
        joined[i] = joined[k] = true;
        segments.emplace_back(net.at(ends[i]), net.at(ends[k]));
    }
    MultiPolygon edge = zoning::faces_of(std::move(segments));
    if (edge.empty()) throw Error(messages::zone_edge_open, zone.id, gap_m);
    return edge;
}

// Lays what is in the polygon into the draft. An end of it that is as near to a junction of the loop as makes
// no difference is there.
void add_inside(Draft& draft, const ShapeCuts& shape) {
    const Pieces& pieces = draft.pieces();
    for (std::size_t i = 0; i < draft.count(); ++i) {
        const auto piece = static_cast<Index>(draft.piece(i));
        const std::uint32_t length = pieces.length_mm(piece);
        const auto parts = shape.inside(pieces.line(piece));
        if (parts.empty()) continue;
        const auto snapped = [&](double metres) {
            const std::uint32_t mm = millimetres(metres, length);
            const bool last = mm > length - mm;
            const std::uint32_t rest = last ? length - mm : mm;
            if (rest == 0 || rest > near_m * 1000 || !draft.loop_junction(pieces.junction({piece, last})))
                return mm;
            return last ? length : 0;
        };
        for (const ShapeCuts::Part& part : parts)
            draft.add(i, snapped(part.from_m), snapped(part.to_m), Role::inside);
    }
}

// Roads that cross the loop where there is no junction, and neither is a bridge or a tunnel.
class CutFinder {
  public:
    CutFinder(const Draft& draft, const ZoneRecord& zone) : draft_(draft), zone_(zone) {}

    void find_all(std::vector<Finding>& findings) {
        for (std::size_t i = 0; i < draft_.count(); ++i)
            look_at(i);
        for (const auto& [id, cut] : cuts_) {
            Finding finding = find(messages::zone_cut_without_junction, zone_.id + "/" + id, zone_.id,
                                   cut.name, id, cut.count, cut.first.x, cut.first.y);
            finding.lon = cut.first.x;
            finding.lat = cut.first.y;
            findings.push_back(std::move(finding));
        }
    }

  private:
    struct Cut {
        std::string name;
        std::size_t count = 0;
        Point first;
    };

    static bool at_grade(const Road& road) { return !road.bridge && !road.tunnel && road.layer == 0; }

    void look_at(std::size_t i) {
        const Pieces& pieces = draft_.pieces();
        const std::size_t piece = draft_.piece(i);
        if (!at_grade(pieces.road(piece))) return;
        for (const Stretch& s : draft_.of(i)) {
            if (s.role != Role::inside) continue;
            for (const std::uint32_t mm : {s.from_mm, s.to_mm}) {
                if (mm == 0 || mm == pieces.length_mm(piece)) continue;
                const Pieces::Piece& p = pieces[piece];
                const Point place = p.forward != none ? point_at(pieces.network(), {p.forward, mm})
                                                      : point_at(pieces.network(),
                                                                 {p.backward, pieces.length_mm(piece) - mm});
                if (crosses_loop(piece, place)) note(pieces.road(piece), place);
            }
        }
    }

    // Whether the loop passes this place at grade.
    bool crosses_loop(std::size_t piece, const Point& place) const {
        const Pieces& pieces = draft_.pieces();
        Box box;
        box.add(place);
        const auto near = pieces.meeting(widened(box, near_m));
        return std::any_of(near.begin(), near.end(), [&](std::size_t other) {
            if (other == piece || !at_grade(pieces.road(other))) return false;
            const Foot foot = nearest_place(pieces.line(other), place);
            if (foot.distance_m > near_m) return false;
            const std::uint32_t mm = millimetres(foot.along_m, pieces.length_mm(other));
            const auto& all = draft_.of_piece(other);
            return std::any_of(all.begin(), all.end(), [&](const Stretch& s) {
                return s.role == Role::loop && s.from_mm <= mm && mm <= s.to_mm;
            });
        });
    }

    void note(const Road& road, const Point& place) {
        const auto [found, fresh] = cuts_.try_emplace(road.id, Cut{road.name, 0, place});
        Cut& cut = found->second;
        ++cut.count;
        if (std::tie(place.x, place.y) < std::tie(cut.first.x, cut.first.y)) cut.first = place;
    }

    const Draft& draft_;
    const ZoneRecord& zone_;
    std::map<std::string, Cut> cuts_;
};

bool all_inside(const Draft& draft, Index junction) {
    const auto ends = draft.pieces().at(junction);
    return std::all_of(ends.begin(), ends.end(),
                       [&](const Pieces::End& end) { return draft.at(end) != nullptr; });
}

// The draft's stretches as spans of links, both ways.
void write_spans(const Draft& draft, ZoneLinks& out) {
    const Pieces& pieces = draft.pieces();
    for (std::size_t i = 0; i < draft.count(); ++i) {
        const std::vector<Stretch>& all = draft.of(i);
        const auto piece = static_cast<Index>(draft.piece(i));
        const std::uint32_t length = pieces.length_mm(piece);
        for (std::size_t k = 0; k < all.size(); ++k) {
            const Stretch& s = all[k];
            ZoneSpan span{none, s.from_mm, s.to_mm, s.role};
            span.from_inside = s.from_mm == 0 ? all_inside(draft, pieces.junction({piece, false}))
                                              : k > 0 && all[k - 1].to_mm == s.from_mm;
            span.to_inside = s.to_mm == length ? all_inside(draft, pieces.junction({piece, true}))
                                               : k + 1 < all.size() && all[k + 1].from_mm == s.to_mm;
            if ((span.link = pieces[piece].forward) != none) out.spans.push_back(span);
            if ((span.link = pieces[piece].backward) == none) continue;
            span.from_mm = length - s.to_mm;
            span.to_mm = length - s.from_mm;
            std::swap(span.from_inside, span.to_inside);
            out.spans.push_back(span);
        }
    }
    std::sort(out.spans.begin(), out.spans.end(), [](const ZoneSpan& l, const ZoneSpan& r) {
        return std::tie(l.link, l.from_mm) < std::tie(r.link, r.from_mm);
    });
    for (const ZoneSpan& span : out.spans) {
        if (span.role != Role::corner && out.counts(span.role)) out.touched.add(span.link);
    }
}

}  // namespace

struct ZoneLinker::Impl {
    explicit Impl(const Network& network) : pieces(network) {}
    Pieces pieces;
};

ZoneLinker::ZoneLinker(const Network& network) : impl_(std::make_unique<const Impl>(network)) {}
ZoneLinker::~ZoneLinker() = default;
ZoneLinker::ZoneLinker(ZoneLinker&&) noexcept = default;

ZoneLinks ZoneLinker::links(const ZoneRecord& zone, const ZoneLinkOptions& options,
                            std::vector<Finding>& findings) const {
    const Pieces& pieces = impl_->pieces;
    ZoneLinks out;
    out.zone_id = zone.id;
    out.derived = zone.links.empty();
    out.free_grade = options.free_grade;
    out.touched = LinkSet(pieces.network().links.size());
    MultiPolygon rebuilt;
    if (!out.derived && zone.edge.empty()) rebuilt = edge_of_links(zone, options.carriageway_m);
    const MultiPolygon& shape = out.derived ? zone.shape : rebuilt.empty() ? zone.edge : rebuilt;
    Box box = bareland::box_of(shape);
    for (const LoopLink& link : zone.links) {
        for (const Point& p : link.line)
            box.add(p);
    }
    Draft draft(pieces, pieces.meeting(out.derived ? box : widened(box, options.carriageway_m)));
    const ShapeCuts edge(shape);
    if (!out.derived) add_loop(draft, zone, edge, options);
    add_inside(draft, edge);
    if (!out.derived) mark_junctions(draft, edge, options);
    mark_grade(draft);
    write_spans(draft, out);
    if (out.spans.empty()) findings.push_back(find(messages::zone_without_links, zone.id, zone.id));
    if (!out.derived) CutFinder(draft, zone).find_all(findings);
    return out;
}

ZoneLinks zone_links(const Network& network, const ZoneRecord& zone, const ZoneLinkOptions& options,
                     std::vector<Finding>& findings) {
    return ZoneLinker(network).links(zone, options, findings);
}

}  // namespace bareland::network
