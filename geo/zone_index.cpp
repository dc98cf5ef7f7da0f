#include "geo/zone_index.hpp"

#include <algorithm>
#include <utility>

#include "geo/error.hpp"
#include "geo/messages.hpp"
#include "geo/zone_index_impl.hpp"

namespace bareland {
namespace {

// The middle of what the zones fill: single precision is best near it.
Point middle(std::span<const IndexedZone> zones) {
    Box box;
    for (const IndexedZone& zone : zones) {
        for (const Disc& disc : zone.discs)
            box.add(disc.centre);
        if (!zone.discs.empty() || zone.shape == nullptr) continue;
        const Box shape = box_of(*zone.shape);
        if (shape.empty()) continue;
        box.add({shape.min_x, shape.min_y});
        box.add({shape.max_x, shape.max_y});
    }
    if (box.empty()) return {};
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

bool by_zone(const ZoneDistance& l, const ZoneDistance& r) {
    return l.zone < r.zone;
}

Box box_at(const Point& place) {
    return {place.x, place.y, place.x, place.y};
}

}  // namespace

ZoneIndex::Impl::Impl(std::span<const IndexedZone> indexed, std::size_t kind_count) : tree(middle(indexed)) {
    std::vector<std::vector<EdgeTree::Part>> of_kind(kind_count);
    std::vector<EdgeTree::Part> numbered;
    for (std::size_t i = 0; i < indexed.size(); ++i) {
        Zone zone{{}, indexed[i].shape, indexed[i].discs, indexed[i].kind};
        if (zone.kind >= kind_count) throw Error(messages::internal, "a zone's kind is out of range");
        if (zone.is_discs()) {
            zone.part = tree.add(zone.discs);
        } else if (zone.shape != nullptr) {
            zone.part = tree.add(*zone.shape);
        }
        vertex_ends.push_back(static_cast<std::uint32_t>(tree.vertex_count()));
        disc_ends.push_back(static_cast<std::uint32_t>(tree.disc_count()));
        of_kind[zone.kind].push_back(zone.part);
        numbered.push_back(EdgeTree::numbered(zone.part, i));
        zones.push_back(zone);
    }
    for (const std::vector<EdgeTree::Part>& parts : of_kind)
        kinds.push_back(tree.group(parts));
    boxes = tree.group(numbered);
    tree.finish();
}

std::size_t ZoneIndex::Impl::owner(const EdgeTree::Nearest& found) const {
    const std::vector<std::uint32_t>& ends = found.disc ? disc_ends : vertex_ends;
    return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), found.item) - ends.begin());
}

ZoneDistance ZoneIndex::Impl::nearest(const EdgeTree::Query& query, const EdgeTree::Part& part,
                                      double limit_m) const {
    EdgeTree::Nearest found;
    found.distance_m = limit_m;
    tree.nearest(part, query, found);
    if (!found.found()) return {};
    tree.settle(query, found);
    return {owner(found), found.distance_m, found.at};
}

ZoneDistance ZoneIndex::Impl::depth(const EdgeTree::Query& query, std::size_t zone) const {
    constexpr double any = std::numeric_limits<double>::infinity();
    const Zone& one = zones[zone];
    if (one.is_discs()) {
        EdgeTree::Nearest found;
        tree.deepest(one.part, query, found);
        tree.settle(query, found);
        if (!found.found() || found.distance_m > 0) return {};
        return {zone, found.distance_m, found.at};
    }
    switch (tree.side(one.part, query)) {
        case Side::outside:
            return {};
        case Side::edge:
            return {zone, 0, query.place()};
        case Side::inside:
            break;
    }
    ZoneDistance deep = nearest(query, one.part, any);
    deep.distance_m = deep.distance_m > 0 ? -deep.distance_m : 0;
    return deep;
}

ZoneDistance ZoneIndex::Impl::signed_distance(const EdgeTree::Query& query, std::size_t zone,
                                              double limit_m) const {
    const ZoneDistance deep = depth(query, zone);
    return deep.zone != no_zone ? deep : nearest(query, zones[zone].part, limit_m);
}

ZoneIndex::ZoneIndex(std::span<const IndexedZone> zones, std::size_t kinds)
    : impl_(std::make_unique<Impl>(zones, kinds)) {}
ZoneIndex::~ZoneIndex() = default;
ZoneIndex::ZoneIndex(ZoneIndex&&) noexcept = default;
ZoneIndex& ZoneIndex::operator=(ZoneIndex&&) noexcept = default;

void ZoneIndex::at(const Point& place, ZoneAnswer& answer) const {
    const EdgeTree::Query query(impl_->tree, place);
    answer.containing.clear();
    answer.nearest.assign(impl_->kinds.size(), {});
    impl_->tree.each_part_at(impl_->boxes, query, [&](std::size_t zone) {
        const ZoneDistance deep = impl_->depth(query, zone);
        if (deep.zone != no_zone) answer.containing.push_back(deep);
    });
    std::sort(answer.containing.begin(), answer.containing.end(), by_zone);
    for (const ZoneDistance& deep : answer.containing) {
        ZoneDistance& nearest = answer.nearest[impl_->zones[deep.zone].kind];
        if (deep.distance_m < nearest.distance_m) nearest = deep;
    }
    for (std::size_t kind = 0; kind < impl_->kinds.size(); ++kind) {
        ZoneDistance& nearest = answer.nearest[kind];
        if (nearest.zone == no_zone) nearest = impl_->nearest(query, impl_->kinds[kind], nearest.distance_m);
    }
}

ZoneDistance ZoneIndex::distance(const Point& place, std::size_t zone) const {
    return impl_->signed_distance(EdgeTree::Query(impl_->tree, place), zone, ZoneDistance{}.distance_m);
}

void ZoneIndex::within(const Point& place, double within_m, std::vector<ZoneDistance>& out) const {
    out.clear();
    if (!(within_m >= 0)) return;
    const EdgeTree::Query query(impl_->tree, place);
    // The search goes by the model, so it looks a little farther than the distance that decides.
    const double limit = within_m * 1.001 + 0.001;
    impl_->tree.each(impl_->boxes, widened(box_at(place), limit), [&](EdgeTree::Item, std::size_t zone) {
        const ZoneDistance found = impl_->signed_distance(query, zone, limit);
        if (found.zone != no_zone && std::abs(found.distance_m) <= within_m) out.push_back(found);
        return false;
    });
    std::sort(out.begin(), out.end(), by_zone);
}

}  // namespace bareland
