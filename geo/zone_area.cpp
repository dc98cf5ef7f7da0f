// ZoneIndex::of_area: an area against zones (geo/zone_index.hpp).
//
// Two borders that do not cross are nearest at a vertex of one of them, so the distance is the least over the
// area's vertices to the zone's edges and over the zone's vertices to the area's edges. Where they do cross
// or touch, and only there, polygons are overlaid.
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "geo/overlay.hpp"
#include "geo/predicates.hpp"
#include "geo/zone_index_impl.hpp"

namespace bareland {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double touching_m = 1e-6;  // of discs: what distances are good for

double ground_m2(const MultiPolygon& shape) {
    thread_local const Transform same(Crs::cgcs2000(), Crs::cgcs2000());
    return shape.empty() ? 0 : ground_area(shape, same);
}

template <class Visit>
void each_ring(const MultiPolygon& shape, Visit visit) {
    for (const Polygon& polygon : shape) {
        visit(polygon.outer);
        for (const Ring& hole : polygon.holes)
            visit(hole);
    }
}

// What is left of an overlay when pieces no wider than the rounding of their coordinates are dropped.
MultiPolygon without_slivers(MultiPolygon shape) {
    std::erase_if(shape, [](const Polygon& polygon) {
        double length = 0;
        double size = 0;
        for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
            const Point a = polygon.outer[i], b = polygon.outer[i + 1];
            length += std::hypot(b.x - a.x, b.y - a.y);
            size = std::max({size, std::abs(a.x), std::abs(a.y)});
        }
        const double rounding = 16 * std::numeric_limits<double>::epsilon() * size;
        return 2 * overlay::planar_area({polygon}) <= rounding * length;
    });
    return shape;
}

// The vertices of the rings, and points between them so that edges are no longer than `piece_m`.
std::vector<Point> border_points(const MultiPolygon& shape, double piece_m) {
    std::vector<Point> points;
    each_ring(shape, [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a = ring[i], b = ring[i + 1];
            constexpr double most_pieces = 10000;
            const double pieces = std::clamp(std::ceil(geodesic::distance(a, b) / piece_m), 1.0, most_pieces);
            for (double k = 0; k < pieces; ++k)
                points.push_back({a.x + (b.x - a.x) * k / pieces, a.y + (b.y - a.y) * k / pieces});
        }
    });
    return points;
}

Box united(const Box& a, const Box& b) {
    Box box = a;
    box.add({b.min_x, b.min_y});
    box.add({b.max_x, b.max_y});
    return box;
}

using Impl = ZoneIndex::Impl;

class AreaQuestion {
  public:
    AreaQuestion(const Impl& index, const MultiPolygon& area)
        : index_(index),
          area_(overlay::canonical(area)),
          box_(box_of(area_)),
          tree_({(box_.min_x + box_.max_x) / 2, (box_.min_y + box_.max_y) / 2}),
          part_(tree_.add(area_)),
          m2_(ground_m2(area_)) {
        tree_.finish();
        // A border bulges by the square of its length over 8 R: within a kilometre by centimetres, and that
        // matters only where it runs along an edge as long, at a millionth of its distance.
        constexpr double piece_m = 1000;
        for (const Point& point : border_points(area_, piece_m))
            border_.emplace_back(index_.tree, point);
    }

    const Box& box() const { return box_; }

    AreaHit hit(std::size_t zone, double within_m) const {
        return index_.zones[zone].is_discs() ? disc_hit(zone, within_m) : polygon_hit(zone, within_m);
    }

    // The nearest edge of a part no zone of which is met, if it is not farther than `limit_m`.
    AreaHit nearest(const EdgeTree::Part& part, double limit_m) const {
        AreaHit hit;
        const Gap gap = gap_to(part, limit_m);
        if (!gap.found.found()) return hit;
        hit.zone = index_.owner(gap.found);
        hit.distance_m = std::max(gap.found.distance_m, 0.0);
        hit.edge = edge_of(gap);
        return hit;
    }

  private:
    // The nearest of a zone's edges or discs, `distance_m` being measured, and the point of the area there.
    struct Gap {
        EdgeTree::Nearest found;
        Point from;
    };

    bool holds(const Point& place) const {
        return tree_.side(part_, EdgeTree::Query(tree_, place)) != Side::outside;
    }

    // The area's point nearest to a place outside it, and how far it is.
    EdgeTree::Nearest to_border(const Point& place, double limit_m) const {
        const EdgeTree::Query query(tree_, place);
        EdgeTree::Nearest found;
        found.distance_m = limit_m;
        tree_.nearest(part_, query, found);
        tree_.settle(query, found);
        return found;
    }

    // ---- distance

    Gap gap_to(const EdgeTree::Part& part, double limit_m) const {
        Gap best;
        best.found.distance_m = limit_m;
        for (const EdgeTree::Query& query : border_) {
            EdgeTree::Nearest found;
            found.distance_m = best.found.distance_m;
            index_.tree.nearest(part, query, found);
            if (found.found()) best = {found, query.place()};
        }
        look_back(part, best);
        if (!best.found.found()) return best;
        best.found.distance_m = geodesic::distance(best.from, best.found.at);
        if (best.found.disc) best.found.distance_m -= index_.tree.radius_m(best.found.item);
        return best;
    }

    // From the zones' vertices and centres to the area's edges.
    void look_back(const EdgeTree::Part& part, Gap& best) const {
        const EdgeTree& zones = index_.tree;
        const Box near = std::isfinite(best.found.distance_m) ? widened(box_, best.found.distance_m)
                                                              : united(box_, part.box);
        zones.each(part, near, [&](EdgeTree::Item item, std::uint32_t number) {
            const bool disc = item == EdgeTree::Item::disc;
            const double radius = disc ? zones.radius_m(number) : 0;
            // Every vertex starts an edge of a closed ring.
            const Point at = disc ? zones.centre(number) : zones.vertex(number);
            if (!disc && !near.meets({at.x, at.y, at.x, at.y})) return false;
            const EdgeTree::Nearest found = to_border(at, best.found.distance_m + radius);
            if (!found.found() || !(found.distance_m - radius < best.found.distance_m)) return false;
            best.found.distance_m = found.distance_m - radius;
            best.found.at = at;
            best.found.item = number;
            best.found.disc = disc;
            best.from = found.at;
            return false;
        });
    }

    Point edge_of(const Gap& gap) const {
        if (!gap.found.disc) return gap.found.at;
        const double radius = index_.tree.radius_m(gap.found.item);
        const Point centre = gap.found.at;
        return geodesic::towards(centre, gap.from, geodesic::distance(centre, gap.from), radius);
    }

    // ---- polygons

    AreaHit polygon_hit(std::size_t zone, double within_m) const {
        const Impl::Zone& one = index_.zones[zone];
        AreaHit hit;
        hit.zone = zone;
        const std::optional<Point> contact = contact_with(one.part);
        bool overlaid = contact.has_value();
        if (!overlaid) {
            const std::optional<Point> ring = ring_inside(*one.shape);
            const std::size_t in = parts_inside(one.part);
            overlaid = ring.has_value() || (in > 0 && in < area_.size());
            if (overlaid) hit.edge = ring.value_or(one.shape->front().outer.front());
            if (!overlaid && in > 0) set_overlap(hit, Relation::inside, m2_);
        } else {
            hit.edge = *contact;
        }
        if (overlaid) overlay_polygons(*one.shape, hit);
        if (hit.relation == Relation::partly || contact) {
            hit.distance_m = 0;
        } else if (hit.relation == Relation::inside) {
            const Gap gap = gap_to(one.part, infinity);
            hit.distance_m = -gap.found.distance_m;
            hit.edge = edge_of(gap);
        } else {
            const Gap gap = gap_to(one.part, within_m);
            if (gap.found.found()) hit.distance_m = gap.found.distance_m;
            hit.edge = edge_of(gap);
        }
        return hit;
    }

    // A point that a border of the area and one of the part have in common.
    std::optional<Point> contact_with(const EdgeTree::Part& part) const {
        std::optional<Point> contact;
        each_ring(area_, [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size() && !contact; ++i) {
                const Point a = ring[i], b = ring[i + 1];
                Box box;
                box.add(a);
                box.add(b);
                index_.tree.each(part, box, [&](EdgeTree::Item, std::uint32_t number) {
                    const Point c = index_.tree.vertex(number), d = index_.tree.vertex(number + 1);
                    if (a == b || !edges_meet(a, b, c, d)) return false;
                    contact = meeting(a, b, c, d);
                    return true;
                });
            }
        });
        return contact;
    }

    // Where two edges that meet do so, within rounding: an end that lies on the other one, else the crossing.
    static Point meeting(const Point& a, const Point& b, const Point& c, const Point& d) {
        if (on_edge(c, a, b)) return c;
        if (on_edge(d, a, b)) return d;
        if (on_edge(a, c, d)) return a;
        if (on_edge(b, c, d)) return b;
        const double run = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
        const double t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / run;
        return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
    }

    // A vertex of a ring of the zone that lies in the area; the borders do not meet.
    std::optional<Point> ring_inside(const MultiPolygon& shape) const {
        std::optional<Point> inside;
        each_ring(shape, [&](const Ring& ring) {
            if (!inside && !ring.empty() && holds(ring.front())) inside = ring.front();
        });
        return inside;
    }

    // How many of the area's polygons begin in the zone.
    std::size_t parts_inside(const EdgeTree::Part& part) const {
        std::size_t count = 0;
        for (const Polygon& polygon : area_) {
            const EdgeTree::Query query(index_.tree, polygon.outer.front());
            count += index_.tree.side(part, query) != Side::outside ? 1U : 0U;
        }
        return count;
    }

    void overlay_polygons(const MultiPolygon& shape, AreaHit& hit) const {
        const double common = ground_m2(without_slivers(overlay::intersection(area_, shape)));
        if (common <= 0) return;
        const bool nearly_all = common > m2_ * (1 - 1e-6);
        if (nearly_all && without_slivers(overlay::difference(area_, shape)).empty()) {
            set_overlap(hit, Relation::inside, m2_);
        } else {
            set_overlap(hit, Relation::partly, common);
        }
    }

    void set_overlap(AreaHit& hit, Relation relation, double m2) const {
        hit.relation = relation;
        hit.overlap_m2 = std::min(m2, m2_);
        hit.overlap_share = m2_ > 0 ? hit.overlap_m2 / m2_ : 0;
    }

    // ---- discs

    AreaHit disc_hit(std::size_t zone, double within_m) const {
        const Impl::Zone& one = index_.zones[zone];
        AreaHit hit;
        hit.zone = zone;
        std::vector<Disc> met;
        for (const Disc& disc : one.discs) {
            if (meets(disc)) met.push_back(disc);
        }
        if (met.empty()) {
            const Gap gap = gap_to(one.part, within_m);
            if (gap.found.found()) hit.distance_m = std::max(gap.found.distance_m, 0.0);
            hit.edge = edge_of(gap);
            return hit;
        }
        if (inside_one(met, hit) || inside_all(met, hit)) {
            set_overlap(hit, Relation::inside, m2_);
            return hit;
        }
        set_overlap(hit, Relation::partly,
                    ground_m2(overlay::intersection(area_, geodesic::disc_polygons(met))));
        hit.distance_m = 0;
        hit.edge = edge_in_area(met);
        return hit;
    }

    bool meets(const Disc& disc) const {
        Box centre;
        centre.add(disc.centre);
        if (!widened(centre, disc.radius_m).meets(box_)) return false;
        if (holds(disc.centre)) return true;
        const EdgeTree::Nearest found = to_border(disc.centre, disc.radius_m);
        return found.found() && found.distance_m < disc.radius_m - touching_m;
    }

    // Within one disc: its farthest point is no farther than the radius. Of several such discs the one in
    // which the area lies deepest counts.
    bool inside_one(std::span<const Disc> discs, AreaHit& hit) const {
        constexpr double piece_m = 20;  // bulges by 7 micrometres
        for (const Disc& disc : discs) {
            Point farthest;
            double distance = -1;
            const auto within = [&](const Point& p) {
                const double d = geodesic::distance(disc.centre, p);
                if (d > distance) {
                    distance = d;
                    farthest = p;
                }
                return d <= disc.radius_m + touching_m;
            };
            const auto border_within = [&](const EdgeTree::Query& query) { return within(query.place()); };
            if (!std::all_of(border_.begin(), border_.end(), border_within)) continue;
            const std::vector<Point> points = border_points(area_, piece_m);
            if (!std::all_of(points.begin(), points.end(), within)) continue;
            const double signed_m = std::min(distance - disc.radius_m, 0.0);
            if (hit.relation == Relation::inside && signed_m >= hit.distance_m) continue;
            hit.relation = Relation::inside;
            hit.distance_m = signed_m;
            hit.edge = geodesic::towards(disc.centre, farthest, distance, disc.radius_m);
        }
        return hit.relation == Relation::inside;
    }

    // Within several discs together: what their polygons leave over is nowhere more than the chord error from
    // a disc. That is tried along its borders and at a point inside each piece, which finds gaps between
    // discs.
    bool inside_all(std::span<const Disc> discs, AreaHit& hit) const {
        if (discs.size() < 2) return false;
        constexpr double chord_error_m = 0.001;
        const auto covered = [&](const Point& p) { return outside_of(discs, p).second <= chord_error_m; };
        const MultiPolygon rest = overlay::difference(area_, geodesic::disc_polygons(discs, chord_error_m));
        bool inside = std::all_of(rest.begin(), rest.end(), [&](const Polygon& piece) {
            const std::optional<Point> middle = overlay::point_inside({piece});
            return !middle || covered(*middle);
        });
        each_ring(rest, [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size() && inside; ++i) {
                for (const double t : {0.0, 0.25, 0.5, 0.75}) {
                    const Point a = ring[i], b = ring[i + 1];
                    inside = inside && covered({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
                }
            }
        });
        if (!inside) return false;
        std::pair<const Disc*, double> worst{nullptr, -infinity};
        Point where;
        for (const EdgeTree::Query& corner : border_) {
            const auto deepest = outside_of(discs, corner.place());
            if (deepest.second <= worst.second) continue;
            worst = deepest;
            where = corner.place();
        }
        hit.distance_m = std::min(worst.second, 0.0);
        hit.edge = geodesic::towards(worst.first->centre, where,
                                     geodesic::distance(worst.first->centre, where), worst.first->radius_m);
        return true;
    }

    // Least distance to a disc's centre less its radius, and which.
    static std::pair<const Disc*, double> outside_of(std::span<const Disc> discs, const Point& p) {
        std::pair<const Disc*, double> least{nullptr, infinity};
        for (const Disc& disc : discs) {
            const double d = geodesic::distance(disc.centre, p) - disc.radius_m;
            if (d < least.second) least = {&disc, d};
        }
        return least;
    }

    // A point of a circle that lies in the area, from its polygon; the first disc's northern point, when none
    // of its corners does.
    Point edge_in_area(std::span<const Disc> discs) const {
        std::optional<Point> first;
        for (const Disc& disc : discs) {
            for (const Point& p : geodesic::disc_ring(disc.centre, disc.radius_m)) {
                if (!first) first = p;
                if (holds(p)) return p;
            }
        }
        return *first;
    }

    const Impl& index_;
    MultiPolygon area_;
    Box box_;
    EdgeTree tree_;
    EdgeTree::Part part_;
    double m2_;
    std::vector<EdgeTree::Query> border_;  // the area's vertices, and points between
};

// The least signed distance; of equals the larger overlap, then the lower zone.
bool nearer(const AreaHit& a, const AreaHit& b) {
    if (a.distance_m != b.distance_m) return a.distance_m < b.distance_m;
    if (a.overlap_m2 != b.overlap_m2) return a.overlap_m2 > b.overlap_m2;
    return a.zone < b.zone;
}

}  // namespace

ZoneIndex::AreaAnswer ZoneIndex::of_area(const MultiPolygon& area, double within_m) const {
    AreaAnswer answer;
    answer.nearest.assign(impl_->kinds.size(), {});
    if (box_of(area).empty()) return answer;
    const AreaQuestion question(*impl_, area);
    const double within = std::max(within_m, 0.0);
    std::vector<std::size_t> candidates;
    impl_->tree.each(impl_->boxes, widened(question.box(), within * 1.001 + 0.001),
                     [&](EdgeTree::Item, std::size_t zone) {
                         candidates.push_back(zone);
                         return false;
                     });
    std::sort(candidates.begin(), candidates.end());
    for (const std::size_t zone : candidates) {
        // The search goes by the model, so it looks a little farther than the distance that decides.
        const AreaHit hit = question.hit(zone, within * 1.001 + 0.001);
        if (hit.relation == Relation::outside && !(hit.distance_m <= within)) continue;
        answer.hits.push_back(hit);
        AreaHit& nearest = answer.nearest[impl_->zones[zone].kind];
        if (nearer(hit, nearest)) nearest = hit;
    }
    for (std::size_t kind = 0; kind < answer.nearest.size(); ++kind) {
        AreaHit& nearest = answer.nearest[kind];
        if (nearest.zone == no_zone) nearest = question.nearest(impl_->kinds[kind], infinity);
    }
    return answer;
}

}  // namespace bareland
