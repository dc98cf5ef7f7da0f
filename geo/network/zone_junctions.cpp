// What of a zone's links makes up the junctions of its loop, and what passes over or under the zone.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <queue>
#include <set>
#include <tuple>

#include "geo/ground.hpp"
#include "geo/network/zone_draft.hpp"

namespace bareland::network {
namespace {

using Role = ZoneSpan::Role;

// Whether a piece lies in the zone from end to end, in one role.
bool wholly(const Draft& draft, std::size_t i, Role role) {
    const std::vector<Stretch>& all = draft.of(i);
    return all.size() == 1 && all[0].role == role && all[0].from_mm == 0 &&
           all[0].to_mm == draft.pieces().length_mm(draft.piece(i));
}

// Directions in which a piece leaves its ends, metres of ground.
Point leaving(const Pieces& pieces, const Pieces::End& end) {
    const std::span<const Point> line = pieces.line(end.piece);
    const Point& a = end.last ? line.back() : line.front();
    const Point& b = end.last ? line[line.size() - 2] : line[1];
    const Point m = ground::Local(a).metres(b);
    const double size = std::hypot(m.x, m.y);
    return size > 0 ? Point{m.x / size, m.y / size} : m;
}

// Whether two unit vectors run the same way or opposite ways, within 30 degrees.
bool parallel(const Point& u, const Point& v) {
    return std::abs(u.x * v.x + u.y * v.y) >= 0.866;
}

// Connectors: pieces inside, not of the loop, on a way of at most junction_m from one carriageway of the loop
// to another of the same road that touches no third. One of them at least is not the outermost: a street
// from side to side of a very small zone is none.
class Connectors {
  public:
    Connectors(Draft& draft, const ShapeCuts& edge, double junction_m)
        : draft_(draft),
          edge_(edge),
          most_mm_(static_cast<std::uint64_t>(std::max(0.0, junction_m) * 1000)) {}

    void mark() {
        seed();
        spread();
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            if (wholly(draft_, i, Role::inside) && connects(draft_.piece(i))) found_.push_back(i);
        }
        for (const std::size_t i : found_)
            draft_.of(i).front().role = Role::junction;
    }

  private:
    // How far a junction is from the two nearest junctions of the loop.
    struct Reached {
        std::uint64_t mm = std::numeric_limits<std::uint64_t>::max();
        Index from = none;
    };
    using Two = std::array<Reached, 2>;
    using Entry = std::tuple<std::uint64_t, Index, Index>;  // mm, junction, from

    void seed() {
        for (std::size_t i = 0; i < draft_.count(); ++i) {
            if (!wholly(draft_, i, Role::inside)) continue;
            for (const bool last : {false, true}) {
                const Index junction = ends(i, last);
                if (draft_.loop_junction(junction)) sources_.insert(junction);
            }
        }
        for (const Index junction : sources_)
            push(0, junction, junction);
    }

    void spread() {
        while (!open_.empty()) {
            const auto [mm, at, from] = open_.top();
            open_.pop();
            if (at != from && sources_.contains(at)) continue;
            for (const Pieces::End& end : draft_.pieces().at(at)) {
                const std::size_t i = draft_.index_of(end.piece);
                if (i == draft_.count() || !wholly(draft_, i, Role::inside)) continue;
                push(mm + draft_.pieces().length_mm(end.piece), ends(i, !end.last), from);
            }
        }
    }

    void push(std::uint64_t mm, Index at, Index from) {
        if (mm > most_mm_) return;
        Two& two = reached_[at];
        for (Reached& r : two) {
            if (r.from == from) {
                if (mm >= r.mm) return;
                r.mm = mm;
                open_.push({mm, at, from});
                return;
            }
        }
        Reached& worse =
            std::tie(two[0].mm, two[0].from) < std::tie(two[1].mm, two[1].from) ? two[1] : two[0];
        if (std::tie(mm, from) >= std::tie(worse.mm, worse.from)) return;
        worse = {mm, from};
        open_.push({mm, at, from});
    }

    bool connects(std::size_t piece) const {
        const auto a = reached_.find(draft_.pieces().junction({static_cast<Index>(piece), false}));
        const auto b = reached_.find(draft_.pieces().junction({static_cast<Index>(piece), true}));
        if (a == reached_.end() || b == reached_.end()) return false;
        for (const Reached& r : a->second) {
            for (const Reached& s : b->second) {
                if (r.from == none || s.from == none || r.from == s.from) continue;
                if (r.mm + s.mm + draft_.pieces().length_mm(piece) <= most_mm_ && across(r.from, s.from))
                    return true;
            }
        }
        return false;
    }

    // Whether two junctions are on different carriageways of one road of the loop.
    bool across(Index a, Index b) const {
        const Pieces& pieces = draft_.pieces();
        const std::vector<Point>& places = pieces.network().junctions;
        if (edge_.near_edge(places[a], near_m) && edge_.near_edge(places[b], near_m)) return false;
        for (const Pieces::End& one : pieces.at(a)) {
            if (!draft_.on_loop(one)) continue;
            for (const Pieces::End& other : pieces.at(b)) {
                if (draft_.on_loop(other) && pieces.name(one.piece) == pieces.name(other.piece) &&
                    parallel(leaving(pieces, one), leaving(pieces, other)))
                    return true;
            }
        }
        return false;
    }

    Index ends(std::size_t i, bool last) const {
        return draft_.pieces().junction({static_cast<Index>(draft_.piece(i)), last});
    }

    Draft& draft_;
    const ShapeCuts& edge_;
    std::uint64_t most_mm_;
    std::set<Index> sources_;
    std::map<Index, Two> reached_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
    std::vector<std::size_t> found_;
};

// A piece of the loop between the two carriageways of a road that crosses it, or that is the loop's next
// side.
bool between_carriageways(const Draft& draft, std::size_t piece) {
    const Pieces& pieces = draft.pieces();
    const auto self = static_cast<Index>(piece);
    for (const Pieces::End& one : pieces.at(pieces.junction({self, false}))) {
        const std::string& name = pieces.name(one.piece);
        if (name.empty() || name == pieces.name(piece)) continue;
        const Point u = leaving(pieces, one);
        for (const Pieces::End& other : pieces.at(pieces.junction({self, true}))) {
            if (other.piece == one.piece || pieces.name(other.piece) != name) continue;
            if (parallel(u, leaving(pieces, other))) return true;
        }
    }
    return false;
}

// Rings of one-way pieces that turn always to the same side: roundabouts, and where one-way carriageways
// cross.
class Rings {
  public:
    Rings(const Draft& draft, double junction_m) : draft_(draft), junction_m_(junction_m) {}

    // The pieces of the ring that begins with this one, turning left (right) at each junction; empty: none.
    std::vector<std::size_t> from(std::size_t piece, bool left) const {
        const Pieces& pieces = draft_.pieces();
        std::vector<std::size_t> ring;
        double metres = 0;
        std::size_t at = piece;
        do {
            ring.push_back(at);
            metres += pieces.length_mm(at) / 1000.0;
            // The ring of a roundabout with a radius of junction_m.
            if (metres > 2 * std::numbers::pi * junction_m_) return {};
            const std::size_t next = turn(at, left);
            if (next == pieces.count()) return {};
            if (next != piece && std::find(ring.begin(), ring.end(), next) != ring.end()) return {};
            at = next;
        } while (at != piece);
        return is_round(ring, metres) ? ring : std::vector<std::size_t>{};
    }

  private:
    static Pieces::End start(const Pieces& pieces, std::size_t piece) {
        return {static_cast<Index>(piece), pieces[piece].forward == none};
    }
    static Pieces::End finish(const Pieces& pieces, std::size_t piece) {
        return {static_cast<Index>(piece), pieces[piece].forward != none};
    }

    // The next one-way piece of the ring: the one farthest to the side; count(): none.
    std::size_t turn(std::size_t piece, bool left) const {
        const Pieces& pieces = draft_.pieces();
        const Pieces::End end = finish(pieces, piece);
        const Point back = leaving(pieces, end);
        std::size_t best = pieces.count();
        double most = -4;
        for (const Pieces::End& other : pieces.at(pieces.junction(end))) {
            if (!pieces[other.piece].one_way()) continue;
            const Pieces::End begins = start(pieces, other.piece);
            if (begins.last != other.last) continue;
            const Point on = leaving(pieces, begins);
            // Turned from straight on, to the left positive.
            const double turned = std::atan2(-back.x * on.y + back.y * on.x, -back.x * on.x - back.y * on.y);
            const double side = left ? turned : -turned;
            if (side > most) {
                most = side;
                best = other.piece;
            }
        }
        return best;
    }

    // Compact like a circle, or like a square where its pieces are short.
    bool is_round(const std::vector<std::size_t>& ring, double metres) const {
        const Pieces& pieces = draft_.pieces();
        const ground::Local local(pieces.line(ring[0]).front());
        double twice = 0;
        bool is_short = true;
        for (const std::size_t piece : ring) {
            const std::span<const Point> line = pieces.line(piece);
            double turned = 0;
            for (std::size_t k = 0; k + 1 < line.size(); ++k) {
                const Point a = local.metres(line[k]);
                const Point b = local.metres(line[k + 1]);
                turned += a.x * b.y - a.y * b.x;
            }
            twice += pieces[piece].forward == none ? -turned : turned;
            is_short = is_short && pieces.length_mm(piece) <= junction_m_ * 1000;
        }
        const double compact = 2 * std::numbers::pi * std::abs(twice) / (metres * metres);
        constexpr double square = 0.6;  // pi/4 for a square, half of that at 1 : 5.6
        constexpr double circle = 0.85;
        return compact >= (is_short ? square : circle);
    }

    const Draft& draft_;
    double junction_m_;
};

}  // namespace

void mark_junctions(Draft& draft, const ShapeCuts& edge, const ZoneLinkOptions& options) {
    Connectors(draft, edge, options.junction_m).mark();
    const Pieces& pieces = draft.pieces();
    std::set<std::size_t> within;
    const Rings rings(draft, options.junction_m);
    for (std::size_t i = 0; i < draft.count(); ++i) {
        const std::size_t piece = draft.piece(i);
        if (wholly(draft, i, Role::loop) && pieces.length_mm(piece) <= options.junction_m * 1000 &&
            between_carriageways(draft, piece))
            within.insert(i);
        if (!pieces[piece].one_way()) continue;
        const bool at_loop = draft.loop_junction(pieces.junction({static_cast<Index>(piece), false})) ||
                             draft.loop_junction(pieces.junction({static_cast<Index>(piece), true}));
        if (!at_loop) continue;
        for (const bool left : {true, false}) {
            for (const std::size_t other : rings.from(piece, left))
                within.insert(draft.index_of(other));
        }
    }
    within.erase(draft.count());
    for (const std::size_t i : within) {
        for (Stretch& stretch : draft.of(i)) {
            if (stretch.role == Role::loop) stretch.role = Role::corner;
            if (stretch.role == Role::inside) stretch.role = Role::junction;
        }
    }
}

void mark_grade(Draft& draft) {
    const Pieces& pieces = draft.pieces();
    const auto passes = [&](std::size_t i) {
        const Road& road = pieces.road(draft.piece(i));
        const auto& all = draft.of(i);
        return (road.bridge || road.tunnel || road.layer != 0) &&
               std::any_of(all.begin(), all.end(), [](const Stretch& s) { return s.role == Role::inside; });
    };
    std::vector<bool> seen(draft.count(), false);
    for (std::size_t first = 0; first < draft.count(); ++first) {
        if (seen[first] || !passes(first)) continue;
        // What hangs together of it, and how often that leaves the zone without a junction of the loop.
        std::vector<std::size_t> chain{first};
        seen[first] = true;
        std::size_t edges = 0;
        for (std::size_t k = 0; k < chain.size(); ++k) {
            const auto piece = static_cast<Index>(draft.piece(chain[k]));
            for (const Stretch& s : draft.of(chain[k])) {
                if (s.role != Role::inside) continue;
                edges += (s.from_mm > 0 ? 1U : 0U) + (s.to_mm < pieces.length_mm(piece) ? 1U : 0U);
            }
            for (const bool last : {false, true}) {
                const Stretch* at = draft.at({piece, last});
                if (at == nullptr || at->role != Role::inside) continue;
                const Index junction = pieces.junction({piece, last});
                if (draft.loop_junction(junction)) continue;
                bool leaves = false;
                for (const Pieces::End& end : pieces.at(junction)) {
                    const std::size_t i = draft.index_of(end.piece);
                    leaves = leaves || draft.at(end) == nullptr;
                    if (i == draft.count() || seen[i] || !passes(i)) continue;
                    seen[i] = true;
                    chain.push_back(i);
                }
                edges += leaves ? 1 : 0;
            }
        }
        if (edges < 2) continue;
        for (const std::size_t i : chain) {
            for (Stretch& s : draft.of(i)) {
                if (s.role == Role::inside) s.role = Role::grade;
            }
        }
    }
}

}  // namespace bareland::network
