// From legs to ground: what their outermost carriageways enclose, and the links that belong to the loop.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/geos.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::zoning {
namespace {

using recipe::Piece;
using Segment = std::pair<Point, Point>;

constexpr double on_border = 1e-9;  // degrees: 0.1 mm

bool less(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

double distance_to(const Point& p, const Segment& s) {
    const double dx = s.second.x - s.first.x, dy = s.second.y - s.first.y;
    const double square = dx * dx + dy * dy;
    const double along =
        square > 0 ? std::clamp(((p.x - s.first.x) * dx + (p.y - s.first.y) * dy) / square, 0.0, 1.0) : 0;
    return std::hypot(p.x - s.first.x - along * dx, p.y - s.first.y - along * dy);
}

// Segments that can be asked which of them pass a place.
class SegmentIndex {
  public:
    explicit SegmentIndex(std::vector<Segment> segments)
        : segments_(std::move(segments)), index_(boxes(segments_)) {}

    bool passes(const Point& p) const {
        const Box box{p.x - on_border, p.y - on_border, p.x + on_border, p.y + on_border};
        const auto near = index_.query(box);
        return std::any_of(near.begin(), near.end(),
                           [&](std::size_t i) { return distance_to(p, segments_[i]) <= on_border; });
    }
    // The nearest point of them, measured on the ground.
    Point nearest(const Point& p) const {
        Point best = p;
        double least = std::numeric_limits<double>::infinity();
        const ground::Local local(p);
        for (const Segment& s : segments_) {
            const Point foot = ground::nearest_on_segment(p, s.first, s.second), m = local.metres(foot);
            if (m.x * m.x + m.y * m.y >= least) continue;
            least = m.x * m.x + m.y * m.y;
            best = foot;
        }
        return best;
    }

  private:
    static std::vector<Box> boxes(const std::vector<Segment>& segments) {
        std::vector<Box> out;
        for (const Segment& s : segments) {
            Box box;
            box.add(s.first);
            box.add(s.second);
            out.push_back(box);
        }
        return out;
    }
    std::vector<Segment> segments_;
    BoxIndex index_;
};

std::vector<Segment> border_of(const MultiPolygon& shape) {
    std::vector<Segment> out;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            out.emplace_back(ring[i], ring[i + 1]);
    };
    for (const Polygon& polygon : shape) {
        add(polygon.outer);
        for (const Ring& hole : polygon.holes)
            add(hole);
    }
    return out;
}

Segment segment_of(const LineNet& net, std::size_t edge) {
    return {net.at(net.edges()[edge].a), net.at(net.edges()[edge].b)};
}

Point middle(const Segment& s, double t = 0.5) {
    return {s.first.x + (s.second.x - s.first.x) * t, s.first.y + (s.second.y - s.first.y) * t};
}

std::vector<Segment> all_segments(const Route& route) {
    std::vector<Segment> out;
    for (const Leg& leg : route.legs) {
        for (const std::size_t e : leg.edges)
            out.push_back(segment_of(leg.net->net, e));
        for (const Bridge& bridge : leg.bridges)
            out.emplace_back(bridge.from, bridge.to);
    }
    for (const auto& corner : route.corners) {
        for (const Bridge& bridge : corner->bridges)
            out.emplace_back(bridge.from, bridge.to);
    }
    return out;
}

// ---- checks ----------------------------------------------------------------------------------------

class Checker {
  public:
    Checker(const Context& context, const Piece& piece, const Route& route)
        : context_(context), piece_(piece), route_(route) {}

    void check(const MultiPolygon& shape) const {
        if (shape.empty()) {
            if (const auto crossing = crossing_place()) crosses(crossing->first, crossing->second);
            throw Error(messages::zone_encloses_nothing, context_.where(piece_));
        }
        check_one_piece(shape);
        check_all_used(shape);
    }

  private:
    // Several pieces that hang together at points: a figure of eight. Slivers between carriageways are no
    // piece.
    void check_one_piece(const MultiPolygon& shape) const {
        std::size_t wide = 0;
        for (const Polygon& polygon : shape) {
            if (shape.size() == 1 || !ground::narrower_than({polygon}, piece_.carriageways_m / 2)) ++wide;
        }
        if (wide <= 1) return;
        const auto crossing = crossing_place();
        if (crossing) crosses(crossing->first, crossing->second);
        crosses(shape[0].outer[0], Text{piece_.label, piece_.label});
    }

    // A leg that bounds nothing is one that the border runs along there and back.
    void check_all_used(const MultiPolygon& shape) const {
        const SegmentIndex border(border_of(shape));
        for (const Leg& leg : route_.legs) {
            const LineNet& net = leg.net->net;
            const bool used = std::any_of(leg.edges.begin(), leg.edges.end(), [&](std::size_t e) {
                return border.passes(middle(segment_of(net, e)));
            });
            if (used || leg.way.metres <= piece_.carriageways_m) continue;
            crosses(leg.way.line[leg.way.line.size() / 2], leg.net->words);
        }
    }

    // A place where two legs meet that do not follow one another.
    std::optional<std::pair<Point, Text>> crossing_place() const {
        const std::size_t n = route_.legs.size();
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = i + 1; j < n; ++j) {
                const bool neighbours = j == i + 1 || (i == 0 && j == n - 1);
                for (const std::size_t e : route_.legs[i].edges) {
                    const Segment s = segment_of(route_.legs[i].net->net, e);
                    for (const std::size_t f : route_.legs[j].edges) {
                        const Segment t = segment_of(route_.legs[j].net->net, f);
                        for (const Point& p : common_points(s.first, s.second, t.first, t.second)) {
                            if (neighbours && near_corner(p)) continue;
                            return std::pair{p, both(route_.legs[i], route_.legs[j])};
                        }
                    }
                }
            }
        }
        return std::nullopt;
    }

    bool near_corner(const Point& p) const {
        return std::any_of(route_.corners.begin(), route_.corners.end(), [&](const auto& corner) {
            return geodesic::distance(corner->place, p) <= 2 * piece_.carriageways_m;
        });
    }

    static Text both(const Leg& a, const Leg& b) {
        return {a.net->words.zh + "、" + b.net->words.zh, a.net->words.en + ", " + b.net->words.en};
    }

    [[noreturn]] void crosses(const Point& p, const Text& lines) const {
        context_.found(piece_, "candidate", lines.en, "crossing", {p});
        throw Error(messages::zone_crosses, context_.where(piece_), place_text(p), lines);
    }

    const Context& context_;
    const Piece& piece_;
    const Route& route_;
};

// ---- links ---------------------------------------------------------------------------------------

// The parts of the source's lines that are in a leg.
class Links {
  public:
    Links(const Context& context, const Piece& piece, const MultiPolygon& shape)
        : roads_(context.roads(piece)), border_(border_of(shape)) {}

    void add(Leg& leg, std::vector<LoopLink>& out) const {
        const LineNet& net = leg.net->net;
        std::map<std::size_t, LineNet::Edges> by_record;
        for (const std::size_t e : leg.edges) {
            for (const std::size_t record : net.edges()[e].records)
                by_record[record].push_back(e);
        }
        std::vector<LoopLink> links;
        for (const auto& [record, edges] : by_record) {
            for (const std::vector<Stretch>& run : runs(net, roads_[record].line, edges)) {
                LoopLink link;
                link.link_id = roads_[record].id;
                link.road = roads_[record].name;
                link.carriageway = carriageway(leg, run);
                leg.report.carriageways =
                    std::max(leg.report.carriageways, static_cast<std::size_t>(link.carriageway) + 1);
                link.line.push_back(run.front().first);
                for (const Stretch& stretch : run)
                    link.line.push_back(stretch.second);
                links.push_back(std::move(link));
            }
        }
        std::sort(links.begin(), links.end(), [](const LoopLink& a, const LoopLink& b) {
            if (a.link_id != b.link_id) return a.link_id < b.link_id;
            return less(a.line[0], b.line[0]);
        });
        out.insert(out.end(), links.begin(), links.end());
    }

  private:
    // An edge in the direction of the record.
    struct Stretch {
        double position;  // of its middle along the record: segment number and share
        Point first, second;
        std::size_t edge;
    };

    static std::vector<std::vector<Stretch>> runs(const LineNet& net, const std::vector<Point>& line,
                                                  const LineNet::Edges& edges) {
        std::vector<Stretch> stretches;
        for (const std::size_t e : edges) {
            const Segment s = segment_of(net, e);
            const Point m = middle(s);
            Stretch best{0, s.first, s.second, e};
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i + 1 < line.size(); ++i) {
                const double d = distance_to(m, {line[i], line[i + 1]});
                if (d >= least) continue;
                least = d;
                const double dx = line[i + 1].x - line[i].x, dy = line[i + 1].y - line[i].y;
                const auto share = [&](const Point& p) {
                    return ((p.x - line[i].x) * dx + (p.y - line[i].y) * dy) / (dx * dx + dy * dy);
                };
                const bool along = share(s.first) <= share(s.second);
                best = {static_cast<double>(i) + share(m), along ? s.first : s.second,
                        along ? s.second : s.first, e};
            }
            stretches.push_back(best);
        }
        std::sort(stretches.begin(), stretches.end(),
                  [](const Stretch& a, const Stretch& b) { return a.position < b.position; });
        std::vector<std::vector<Stretch>> out;
        for (const Stretch& stretch : stretches) {
            if (out.empty() || !(out.back().back().second == stretch.first)) out.emplace_back();
            out.back().push_back(stretch);
        }
        return out;
    }

    // 0: on the border of the face; else how many carriageways of the same road lie between it and the
    // border, that one included.
    int carriageway(const Leg& leg, const std::vector<Stretch>& run) const {
        const Stretch* longest = &run.front();
        double most = 0;
        for (const Stretch& stretch : run) {
            if (border_.passes(middle({stretch.first, stretch.second}))) return 0;
            const double metres = geodesic::distance(stretch.first, stretch.second);
            if (metres <= most) continue;
            most = metres;
            longest = &stretch;
        }
        int least = 1000;
        for (const double t : {0.5, 0.31, 0.73})  // one of them will miss the nodes
            least =
                std::min(least, crossed(leg, longest->edge, middle({longest->first, longest->second}, t)));
        return std::max(1, least);
    }

    int crossed(const Leg& leg, std::size_t own, const Point& p) const {
        const LineNet& net = leg.net->net;
        const Point foot = border_.nearest(p);
        // A hair beyond the border, so that its own carriageway counts.
        const Point beyond{foot.x + (foot.x - p.x) * 1e-6, foot.y + (foot.y - p.y) * 1e-6};
        int count = 0;
        for (const std::size_t e : leg.edges) {
            const Segment s = segment_of(net, e);
            if (e != own && !common_points(p, beyond, s.first, s.second).empty()) ++count;
        }
        return count;
    }

    std::span<const RoadRecord> roads_;
    SegmentIndex border_;
};

}  // namespace

MultiPolygon faces_of(std::vector<Segment> segments) {
    for (Segment& s : segments) {
        if (less(s.second, s.first)) std::swap(s.first, s.second);
    }
    std::erase_if(segments, [](const Segment& s) { return s.first == s.second; });
    std::sort(segments.begin(), segments.end(), [](const Segment& s, const Segment& t) {
        return s.first == t.first ? less(s.second, t.second) : less(s.first, t.first);
    });
    segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
    if (segments.empty()) return {};
    std::vector<Ring> lines;
    lines.reserve(segments.size());
    for (const Segment& s : segments)
        lines.push_back({s.first, s.second});
    const geos::Geometry all = geos::from_lines(lines);
    const geos::Geometry noded = geos::robust(
        geos::magnitude_of(all.get()), [&] { return GEOSUnaryUnion_r(geos::context(), all.get()); },
        [&](double grid) { return GEOSUnaryUnionPrec_r(geos::context(), all.get(), grid); });
    const GEOSGeometry* one = noded.get();
    const geos::Geometry faces = geos::checked(GEOSPolygonize_r(geos::context(), &one, 1));
    MultiPolygon polygons = geos::polygons(faces.get());
    // Everything within the outermost lines: rings inside one another are faces of their own, and holes of
    // others.
    const MultiPolygon united = overlay::dissolve(std::span(&polygons, 1));
    MultiPolygon filled;
    for (const Polygon& polygon : united)
        filled.push_back({polygon.outer, {}});
    return overlay::dissolve(std::span(&filled, 1));
}

Enclosed enclose(const Context& context, const Piece& piece, Route& route) {
    Enclosed out;
    out.shape = faces_of(all_segments(route));
    Checker(context, piece, route).check(out.shape);
    std::vector<Leg*> roads;
    for (Leg& leg : route.legs) {
        if (leg.net->road) roads.push_back(&leg);
    }
    if (roads.empty()) return out;
    const Links links(context, piece, out.shape);
    for (Leg* leg : roads)
        links.add(*leg, out.links);
    return out;
}

}  // namespace bareland::zoning
