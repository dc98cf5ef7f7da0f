// The links of a zone's loop: where its lines run on the network, and the carriageways beside them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/ground.hpp"
#include "geo/local_metric.hpp"
#include "geo/messages_zone_links.hpp"
#include "geo/names.hpp"
#include "geo/network/zone_draft.hpp"
#include "geo/predicates.hpp"

namespace bareland::network {
namespace {

Point between(const Point& a, const Point& b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}
Point middle(const Point& a, const Point& b) {
    return between(a, b, 0.5);
}

// Cosine of the angle between two directions on the ground.
double cosine(const Point& a, const Point& b, const Point& c, const Point& d) {
    const ground::Local local(a);
    const Point u = local.metres({a.x + b.x - a.x, a.y + b.y - a.y});
    const Point v = local.metres({a.x + d.x - c.x, a.y + d.y - c.y});
    const double size = std::hypot(u.x, u.y) * std::hypot(v.x, v.y);
    return size > 0 ? (u.x * v.x + u.y * v.y) / size : 0;
}

// Straight pieces of lines, to ask which of them is nearest.
class Segments {
  public:
    struct Segment {
        Point a, b;
        std::size_t owner = 0;
    };
    explicit Segments(std::vector<Segment> segments)
        : segments_(std::move(segments)), index_(boxes(segments_)) {}

    const std::vector<Segment>& all() const { return segments_; }

    struct Nearest {
        std::size_t segment = 0;
        Point at;
        double distance_m = std::numeric_limits<double>::infinity();
    };
    // Among those with `wanted(owner)`, within `radius_m`; of equally near ones the first.
    template <class Wanted>
    Nearest nearest(const Point& p, double radius_m, Wanted wanted) const {
        Box box;
        box.add(p);
        const LocalMetric metric(p);
        Nearest best;
        for (const std::size_t i : index_.query(widened(box, radius_m))) {
            const Segment& s = segments_[i];
            if (!wanted(s.owner)) continue;
            const Point a{s.a.x - p.x, s.a.y - p.y};
            const Point b{s.b.x - p.x, s.b.y - p.y};
            const double t = foot_on(metric, a, b);
            const Point q = t <= 0 ? a : t >= 1 ? b : Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
            const double metres = metric.distance(q.x, q.y);
            if (metres > radius_m || metres >= best.distance_m) continue;
            best = {i, t <= 0 ? s.a : t >= 1 ? s.b : Point{p.x + q.x, p.y + q.y}, metres};
        }
        return best;
    }

  private:
    static std::vector<Box> boxes(const std::vector<Segment>& segments) {
        std::vector<Box> out;
        out.reserve(segments.size());
        for (const Segment& s : segments)
            out.push_back(box_of(std::vector<Point>{s.a, s.b}));
        return out;
    }
    std::vector<Segment> segments_;
    BoxIndex index_;
};

// A piece cut at places along it.
struct Cuts {
    std::vector<double> metres;  // of each vertex from the start
    std::vector<std::uint32_t> places;
    std::uint32_t length_mm;

    Cuts(std::span<const Point> line, std::uint32_t length) : length_mm(length) {
        double gone = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0) gone += geodesic::distance(line[i - 1], line[i]);
            metres.push_back(gone);
        }
        places = {0, length_mm};
    }
    void add(double at_m, double snap_m) {
        const auto snap = static_cast<std::uint32_t>(snap_m * 1000);
        std::uint32_t mm = millimetres(at_m, length_mm);
        if (mm <= snap && mm <= length_mm - mm) mm = 0;
        if (length_mm - mm <= snap) mm = length_mm;
        places.push_back(mm);
    }
    void finish() {
        std::sort(places.begin(), places.end());
        places.erase(std::unique(places.begin(), places.end()), places.end());
    }
};

// What is looked at of a piece between two places: a place, and the segment it lies on.
struct Probe {
    Point at;
    std::size_t segment = 0;
};
std::vector<Probe> probes(std::span<const Point> line, const Cuts& cuts, std::uint32_t from_mm,
                          std::uint32_t to_mm) {
    std::vector<Probe> out;
    const double from = from_mm / 1000.0;
    const double to = to_mm / 1000.0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double low = std::max(from, cuts.metres[i]);
        const double high = std::min(to, cuts.metres[i + 1]);
        if (high - low < 1e-3 && !(to - from < 1e-2)) continue;
        if (high < low) continue;
        const double length = cuts.metres[i + 1] - cuts.metres[i];
        const double t = length > 0 ? ((low + high) / 2 - cuts.metres[i]) / length : 0;
        out.push_back(
            {{line[i].x + (line[i + 1].x - line[i].x) * t, line[i].y + (line[i + 1].y - line[i].y) * t}, i});
        // Bends within the stretch.
        if (high < to - near_m && high > from + near_m) out.push_back({line[i + 1], i});
    }
    return out;
}

class Loop {
  public:
    Loop(Draft& draft, const ZoneRecord& zone, const ShapeCuts& edge, const ZoneLinkOptions& options)
        : draft_(draft),
          pieces_(draft.pieces()),
          zone_(zone),
          edge_(edge),
          options_(options),
          lines_(segments_of(zone)) {
        for (std::size_t i = 0; i < zone.links.size(); ++i) {
            names_.push_back(folded_name(zone.links[i].road));
            by_id_[zone.links[i].link_id].push_back(i);
            if (!names_.back().empty()) by_name_[names_.back()].push_back(i);
        }
        clipped_ = std::any_of(lines_.all().begin(), lines_.all().end(), [&](const Segments::Segment& s) {
            return !of_zone(s.a) || !of_zone(s.b) || !of_zone(middle(s.a, s.b));
        });
    }

    void run() {
        for (std::size_t i = 0; i < draft_.count(); ++i)
            lay(i);
        check_all_found();
        find_loose_ends();
        std::vector<std::vector<Stretch>> beside(draft_.count());
        const Segments driven = driven_lines();
        for (std::size_t i = 0; i < draft_.count(); ++i)
            beside[i] = alongside(i, driven);
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            for (const Stretch& stretch : beside[i])
                draft_.add(i, stretch.from_mm, stretch.to_mm, ZoneSpan::Role::loop);
        }
    }

  private:
    static std::vector<Segments::Segment> segments_of(const ZoneRecord& zone) {
        std::vector<Segments::Segment> out;
        for (std::size_t i = 0; i < zone.links.size(); ++i) {
            const std::vector<Point>& line = zone.links[i].line;
            for (std::size_t k = 0; k + 1 < line.size(); ++k)
                out.push_back({line[k], line[k + 1], i});
        }
        return out;
    }

    // A loop of which only a part was taken (an intersection, a difference) is the zone's only there.
    bool of_zone(const Point& p) const { return edge_.near_edge(p, near_m) || edge_.holds(p); }

    // Ends of found stretches that no other one of the same name goes on from.
    void find_loose_ends() {
        std::map<std::pair<std::string, Index>, int> ends;
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            const auto piece = static_cast<Index>(draft_.piece(i));
            for (const Stretch& s : draft_.of(i)) {
                if (s.from_mm == 0) ++ends[{pieces_.name(piece), pieces_.junction({piece, false})}];
                if (s.from_mm != 0) loose(piece, s.from_mm);
                if (s.to_mm == pieces_.length_mm(piece)) {
                    ++ends[{pieces_.name(piece), pieces_.junction({piece, true})}];
                } else {
                    loose(piece, s.to_mm);
                }
            }
        }
        for (const auto& [end, count] : ends) {
            const Point& p = pieces_.network().junctions[end.second];
            if (count == 1) loose_.insert({end.first, {p.x, p.y}});
        }
    }
    void loose(Index piece, std::uint32_t mm) {
        const std::span<const Point> line = pieces_.line(piece);
        const Cuts cuts(line, pieces_.length_mm(piece));
        std::size_t k = 0;
        while (k + 2 < line.size() && cuts.metres[k + 1] * 1000 < mm)
            ++k;
        const double length = cuts.metres[k + 1] - cuts.metres[k];
        const double t = length > 0 ? (mm / 1000.0 - cuts.metres[k]) / length : 0;
        const Point p = between(line[k], line[k + 1], t);
        loose_.insert({pieces_.name(piece), {p.x, p.y}});
    }
    bool is_loose(const std::string& name, const Point& p) const {
        constexpr double close_m = 0.05;
        return std::any_of(loose_.begin(), loose_.end(), [&](const auto& end) {
            return end.first == name &&
                   geodesic::distance({end.second.first, end.second.second}, p) <= close_m;
        });
    }

    // Lines of the loop that this piece's road may be: by id, else by name.
    bool same_road(const Road& road, const std::string& folded, std::size_t line) const {
        return zone_.links[line].link_id == road.id || (!folded.empty() && names_[line] == folded);
    }
    std::vector<std::size_t> lines_of(const Road& road, const std::string& folded) const {
        std::vector<std::size_t> out;
        if (const auto found = by_id_.find(road.id); found != by_id_.end()) out = found->second;
        if (const auto found = by_name_.find(folded); !folded.empty() && found != by_name_.end())
            out.insert(out.end(), found->second.begin(), found->second.end());
        return out;
    }

    // The stretches of a piece on which the loop's lines lie.
    void lay(std::size_t i) {
        const std::size_t piece = draft_.piece(i);
        const Road& road = pieces_.road(piece);
        const std::string& folded = pieces_.name(piece);
        const std::vector<std::size_t> mine = lines_of(road, folded);
        if (mine.empty()) return;
        const std::span<const Point> line = pieces_.line(piece);
        Cuts cuts(line, pieces_.length_mm(piece));
        const Box around = widened(box_of(line), near_m);
        for (const std::size_t l : mine) {
            for (const Point& p : {zone_.links[l].line.front(), zone_.links[l].line.back()}) {
                if (p.x < around.min_x || p.x > around.max_x || p.y < around.min_y || p.y > around.max_y)
                    continue;
                const Foot foot = nearest_place(line, p);
                if (foot.distance_m <= near_m) cuts.add(foot.along_m, near_m);
            }
        }
        if (clipped_) {
            for (const ShapeCuts::Part& part : edge_.inside(line)) {
                cuts.add(part.from_m, near_m);
                cuts.add(part.to_m, near_m);
            }
        }
        cuts.finish();
        const auto wanted = [&](std::size_t l) { return same_road(road, folded, l); };
        for (std::size_t k = 0; k + 1 < cuts.places.size(); ++k) {
            const auto all = probes(line, cuts, cuts.places[k], cuts.places[k + 1]);
            const bool on = !all.empty() && std::all_of(all.begin(), all.end(), [&](const Probe& probe) {
                return lines_.nearest(probe.at, near_m, wanted).distance_m <= near_m &&
                       (!clipped_ || of_zone(probe.at));
            });
            if (on) draft_.add(i, cuts.places[k], cuts.places[k + 1], ZoneSpan::Role::loop);
        }
    }

    // Every place of the loop must be on a piece that was found; else the network has not got the road.
    void check_all_found() const {
        std::vector<Segments::Segment> found;
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            if (draft_.of(i).empty()) continue;
            const std::span<const Point> line = pieces_.line(draft_.piece(i));
            for (std::size_t k = 0; k + 1 < line.size(); ++k)
                found.push_back({line[k], line[k + 1], draft_.piece(i)});
        }
        const Segments network(std::move(found));
        for (std::size_t l = 0; l < zone_.links.size(); ++l) {
            const auto wanted = [&](std::size_t piece) {
                return same_road(pieces_.road(piece), pieces_.name(piece), l);
            };
            const std::vector<Point>& line = zone_.links[l].line;
            for (std::size_t k = 0; k < line.size(); ++k) {
                check(l, line[k], network, wanted);
                if (k + 1 < line.size()) check(l, middle(line[k], line[k + 1]), network, wanted);
            }
        }
    }
    template <class Wanted>
    void check(std::size_t l, const Point& p, const Segments& network, Wanted wanted) const {
        if (network.nearest(p, near_m, wanted).distance_m <= near_m || (clipped_ && !of_zone(p))) return;
        const LoopLink& link = zone_.links[l];
        const std::vector<Road>& roads = pieces_.network().roads;
        const bool known = std::any_of(roads.begin(), roads.end(),
                                       [&](const Road& road) { return road.id == link.link_id; });
        const std::optional<Date>& date = pieces_.network().date;
        const std::string day = date ? date->text() : std::string();
        const Text of_day = date ? Text{"（" + day + "）", " of " + day} : Text{};
        if (known) {
            throw Error(messages::zone_link_elsewhere, zone_.id, link.road, link.link_id, p.x, p.y, of_day);
        }
        throw Error(messages::zone_link_missing, zone_.id, link.road, link.link_id, p.x, p.y, of_day);
    }

    // The found stretches, segment by segment.
    Segments driven_lines() const {
        std::vector<Segments::Segment> out;
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            if (draft_.of(i).empty()) continue;
            const std::span<const Point> line = pieces_.line(draft_.piece(i));
            const Cuts cuts(line, pieces_.length_mm(draft_.piece(i)));
            for (std::size_t k = 0; k + 1 < line.size(); ++k) {
                const double length = cuts.metres[k + 1] - cuts.metres[k];
                for (const Stretch& s : draft_.of(i)) {
                    const double low = std::max(s.from_mm / 1000.0 - cuts.metres[k], 0.0);
                    const double high = std::min(s.to_mm / 1000.0 - cuts.metres[k], length);
                    if (high - low < 2e-3) continue;
                    out.push_back({between(line[k], line[k + 1], low / length),
                                   between(line[k], line[k + 1], high / length), draft_.piece(i)});
                }
            }
        }
        return Segments(std::move(out));
    }

    // Segments of a piece in its one direction of travel; as digitised where there are two.
    std::pair<Point, Point> driven(std::size_t piece, const Point& a, const Point& b) const {
        return pieces_[piece].forward == none ? std::pair{b, a} : std::pair{a, b};
    }

    // The stretches of a piece that run beside the loop as a carriageway of its road: of the same name; or,
    // of a road drawn as two carriageways of which only one has the name, the nameless one.
    std::vector<Stretch> alongside(std::size_t i, const Segments& loop) const {
        std::vector<Stretch> out;
        const std::size_t piece = draft_.piece(i);
        const std::string& folded = pieces_.name(piece);
        const bool nameless = folded.empty();
        if (nameless && !pieces_[piece].one_way()) return out;
        if (!nameless && !by_name_.contains(folded)) return out;
        if (!draft_.of(i).empty() && draft_.of(i).front().from_mm == 0 &&
            draft_.of(i).front().to_mm == pieces_.length_mm(piece))
            return out;
        const std::span<const Point> line = pieces_.line(piece);
        Cuts cuts(line, pieces_.length_mm(piece));
        add_corners(piece, folded, line, cuts);
        cuts.finish();
        for (std::size_t k = 0; k + 1 < cuts.places.size(); ++k) {
            const auto all = probes(line, cuts, cuts.places[k], cuts.places[k + 1]);
            const bool beside = !all.empty() && std::all_of(all.begin(), all.end(), [&](const Probe& probe) {
                return runs_beside(piece, folded, line, probe, loop);
            });
            if (beside) out.push_back({cuts.places[k], cuts.places[k + 1], ZoneSpan::Role::loop});
        }
        return out;
    }

    // Where the loop's lines of the name end, seen from the piece: there it stops to run beside them. That is
    // at a junction of the piece where one is near, and another road of the loop comes to it.
    void add_corners(std::size_t piece, const std::string& folded, std::span<const Point> line,
                     Cuts& cuts) const {
        const Box around = widened(box_of(line), options_.carriageway_m);
        for (const auto& [name, p] : loose_) {
            if (!folded.empty() && name != folded) continue;
            if (p.first < around.min_x || p.first > around.max_x || p.second < around.min_y ||
                p.second > around.max_y)
                continue;
            const Foot foot = nearest_place(line, {p.first, p.second});
            if (foot.distance_m > options_.carriageway_m) continue;
            double at = foot.along_m;
            for (const bool last : {false, true}) {
                const double end = last ? pieces_.length_mm(piece) / 1000.0 : 0;
                if (std::abs(end - foot.along_m) > options_.carriageway_m / 2) continue;
                if (meets_other_side(pieces_.junction({static_cast<Index>(piece), last}), name)) at = end;
            }
            cuts.add(at, near_m);
        }
    }
    bool meets_other_side(Index junction, const std::string& name) const {
        const auto ends = pieces_.at(junction);
        return std::any_of(ends.begin(), ends.end(), [&](const Pieces::End& end) {
            const std::string& other = pieces_.name(end.piece);
            return other != name && by_name_.contains(other);
        });
    }

    bool runs_beside(std::size_t piece, const std::string& folded, std::span<const Point> line,
                     const Probe& probe, const Segments& loop) const {
        const auto [a, b] = driven(piece, line[probe.segment], line[probe.segment + 1]);
        const auto named = [&](std::size_t other) {
            return folded.empty() ? pieces_[other].one_way() : pieces_.name(other) == folded;
        };
        const Segments::Nearest near = loop.nearest(probe.at, options_.carriageway_m, named);
        if (near.distance_m > options_.carriageway_m) return false;
        const Segments::Segment& s = loop.all()[near.segment];
        const std::string& name = pieces_.name(s.owner);
        if (is_loose(name, near.at)) return false;
        const auto [c, d] = driven(s.owner, s.a, s.b);
        const double turned = cosine(a, b, c, d);
        if (std::abs(turned) < parallel) return false;
        if (!folded.empty()) return true;
        // The other carriageway of a one-way one lies to the left of it and leads back.
        if (turned > 0 || orientation(c, d, probe.at) < 0) return false;
        if (pieces_.road(piece).road_class != pieces_.road(s.owner).road_class) return false;
        const auto back = [&](std::size_t other) { return named(other) && pieces_.name(other) == name; };
        return !has_way_back(near.at, c, d, loop, back);
    }
    // Whether a carriageway against the direction from c to d is in the loop already.
    template <class Wanted>
    bool has_way_back(const Point& p, const Point& c, const Point& d, const Segments& loop,
                      Wanted wanted) const {
        const auto against = [&](std::size_t other) {
            if (!wanted(other)) return false;
            const std::span<const Point> line = pieces_.line(other);
            const Foot foot = nearest_place(line, p);
            const auto [e, f] = driven(other, line[foot.segment], line[foot.segment + 1]);
            return cosine(c, d, e, f) < -parallel;
        };
        return loop.nearest(p, options_.carriageway_m, against).distance_m <= options_.carriageway_m;
    }

    static constexpr double parallel = 0.866;  // cosine of 30 degrees

    Draft& draft_;
    const Pieces& pieces_;
    const ZoneRecord& zone_;
    const ShapeCuts& edge_;
    const ZoneLinkOptions& options_;
    Segments lines_;
    bool clipped_ = false;            // some of the loop is not the zone's
    std::vector<std::string> names_;  // folded, of each line
    std::map<std::string, std::vector<std::size_t>> by_id_, by_name_;
    std::set<std::pair<std::string, std::pair<double, double>>> loose_;
};

}  // namespace

void add_loop(Draft& draft, const ZoneRecord& zone, const ShapeCuts& edge, const ZoneLinkOptions& options) {
    Loop(draft, zone, edge, options).run();
}

}  // namespace bareland::network
