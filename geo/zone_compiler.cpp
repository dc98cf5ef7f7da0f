#include "geo/zone_compiler.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "geo/messages.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_parts.hpp"

namespace bareland {
namespace {

using recipe::Piece;
using zoning::Context;

double area_of(const MultiPolygon& shape) {
    static const Crs degrees = Crs::cgcs2000();
    thread_local const Transform same(degrees, degrees);
    return ground_area(shape, same);
}

// What a piece covers and what it is made of.
struct Ground {
    MultiPolygon shape;
    std::vector<Disc> discs;
    bool discs_only = false;  // the shape is their union
    std::vector<LoopLink> links;
    MultiPolygon edge;  // ZoneRecord::edge; empty where there is no loop
    PieceReport report;

    // Where it begins for links.
    const MultiPolygon& for_links() const { return edge.empty() ? shape : edge; }
};

const char* word_of(Piece::Kind kind) {
    switch (kind) {
        case Piece::Kind::loop:
            return "loop";
        case Piece::Kind::path:
            return "path";
        case Piece::Kind::disc:
            return "disc";
        case Piece::Kind::unit:
            return "unit";
        case Piece::Kind::buffer:
            return "buffer";
        case Piece::Kind::file:
            return "file";
        case Piece::Kind::zone:
            return "zone";
        case Piece::Kind::unite:
            return "union";
        case Piece::Kind::intersect:
            break;
    }
    return "intersect";
}

class Builder {
  public:
    Builder(const Context& context, const std::vector<CompiledZone>& before)
        : context_(context), before_(before) {}

    Ground build(const Piece& piece) {
        Ground ground = whole(piece);
        ground.report.label = piece.label;
        ground.report.kind = word_of(piece.kind);
        if (ground.report.names.empty()) ground.report.names = piece.names;
        if (!piece.minus.empty()) take_away(piece, ground);
        if (ground.shape.empty()) throw Error(messages::zone_encloses_nothing, context_.where(piece));
        ground.report.area_m2 = area_of(ground.shape);
        return ground;
    }

  private:
    Ground whole(const Piece& piece) {
        switch (piece.kind) {
            case Piece::Kind::loop:
            case Piece::Kind::path:
                return route(piece);
            case Piece::Kind::disc:
                return discs(piece);
            case Piece::Kind::unit:
                return units(piece);
            case Piece::Kind::buffer:
                return buffer(piece);
            case Piece::Kind::file:
                return file(piece);
            case Piece::Kind::zone:
                return zone(piece);
            case Piece::Kind::unite:
                return unite(piece);
            case Piece::Kind::intersect:
                break;
        }
        return intersect(piece);
    }

    Ground route(const Piece& piece) {
        zoning::Lines lines(context_, piece);
        zoning::Route route = zoning::find_route(context_, piece, lines);
        zoning::Enclosed enclosed = zoning::enclose(context_, piece, route);
        Ground out;
        out.shape = ground::within({enclosed.shape, {}, {}}, piece.both_sides_m);
        out.links = std::move(enclosed.links);
        if (!out.links.empty()) out.edge = std::move(enclosed.shape);
        out.report.both_sides_m = piece.both_sides_m;
        out.report.gap_m = piece.gap_m;
        for (zoning::Leg& leg : route.legs) {
            for (const GapReport& gap : leg.report.gaps) {
                Finding finding =
                    find(messages::zone_gap_bridged, context_.zone.record.id, context_.zone.record.id,
                         leg.report.line, zoning::metres_text(gap.metres), zoning::place_text(gap.from),
                         zoning::place_text(gap.to));
                finding.lon = gap.from.x;
                finding.lat = gap.from.y;
                context_.findings.push_back(std::move(finding));
            }
            for (const GapReport& broken : leg.report.broken) {
                Finding finding =
                    find(messages::zone_carriageway_broken, context_.zone.record.id, context_.zone.record.id,
                         leg.report.line, zoning::place_text(broken.from), zoning::metres_text(broken.metres),
                         piece.gap_m);
                finding.lon = broken.from.x;
                finding.lat = broken.from.y;
                context_.findings.push_back(std::move(finding));
            }
            out.report.steps.push_back(std::move(leg.report));
        }
        return out;
    }

    Ground discs(const Piece& piece) const {
        Ground out;
        out.discs = zoning::discs_of(context_, piece);
        out.discs_only = true;
        out.shape = geodesic::disc_polygons(out.discs);
        out.report.discs = zoning::disc_report(out.discs);
        return out;
    }

    Ground units(const Piece& piece) const {
        Ground out;
        std::vector<MultiPolygon> shapes;
        for (const std::string& name : piece.names) {
            for (const UnitRecord* unit : context_.units_named(piece, name))
                shapes.push_back(unit->shape);
        }
        out.shape = overlay::dissolve(shapes);
        return out;
    }

    Ground buffer(const Piece& piece) {
        Ground out;
        ground::Shapes source;
        if (!piece.file.empty()) {
            source = shapes_of(piece, false);
            out.report.names = {piece.file};
        } else if (!piece.parts.empty()) {
            Ground inner = build(piece.parts[0]);
            source.polygons = std::move(inner.shape);
            out.report.parts.push_back(std::move(inner.report));
        } else {
            zoning::Lines lines(context_, piece);
            for (const std::string& name : piece.names) {
                recipe::Line line;
                line.name = name;
                const NamedNet& net = lines.net(line);
                for (const LineNet::Edge& edge : net.net.edges()) {
                    if (!edge.bridge) source.lines.push_back({net.net.at(edge.a), net.net.at(edge.b)});
                }
            }
        }
        out.shape = ground::within(source, piece.distance_m);
        out.report.both_sides_m = piece.distance_m;
        return out;
    }

    const ground::Shapes& shapes_of(const Piece& piece, bool polygons_only) const {
        const auto found = context_.sources.files.find({piece.file, piece.where, piece.crs, polygons_only});
        if (found != context_.sources.files.end()) return found->second;
        throw Error(messages::zone_needs_layer, context_.where(piece), Text{"文件", "a file"}, piece.file);
    }

    Ground file(const Piece& piece) const {
        Ground out;
        const MultiPolygon& polygons = shapes_of(piece, true).polygons;
        out.shape = overlay::dissolve(std::span(&polygons, 1));
        out.report.names = {piece.file};
        return out;
    }

    Ground zone(const Piece& piece) const {
        const auto found = std::find_if(before_.begin(), before_.end(), [&](const CompiledZone& zone) {
            return zone.record.id == piece.names[0];
        });
        if (found == before_.end()) throw Error(messages::internal, "recipe refers to no earlier zone");
        Ground out;
        out.shape = found->record.shape;
        out.discs = found->record.discs;
        out.discs_only = !out.discs.empty();
        out.links = found->record.links;
        out.edge = found->record.edge;
        return out;
    }

    Ground unite(const Piece& piece) {
        Ground out;
        out.discs_only = true;
        std::vector<MultiPolygon> shapes;
        std::vector<MultiPolygon> edges;
        bool any_edge = false;
        for (const Piece& part : piece.parts) {
            Ground one = build(part);
            any_edge = any_edge || !one.edge.empty();
            edges.push_back(one.for_links());
            out.discs_only = out.discs_only && one.discs_only;
            for (Disc& disc : one.discs) {
                const bool twice = std::any_of(out.discs.begin(), out.discs.end(), [&](const Disc& other) {
                    return other.well_id == disc.well_id && other.radius_m == disc.radius_m;
                });
                if (!twice) out.discs.push_back(std::move(disc));
            }
            out.links.insert(out.links.end(), one.links.begin(), one.links.end());
            shapes.push_back(std::move(one.shape));
            out.report.parts.push_back(std::move(one.report));
        }
        out.shape = overlay::dissolve(shapes);
        if (any_edge) out.edge = overlay::dissolve(edges);
        if (out.discs_only) {
            out.report.discs = zoning::disc_report(out.discs);
        } else {
            out.discs.clear();
        }
        return out;
    }

    Ground intersect(const Piece& piece) {
        Ground out;
        for (const Piece& part : piece.parts) {
            Ground one = build(part);
            const bool first = out.report.parts.empty();
            if (!out.edge.empty() || !one.edge.empty())
                out.edge = first ? one.edge : overlay::intersection(out.for_links(), one.for_links());
            out.shape = first ? std::move(one.shape) : overlay::intersection(out.shape, one.shape);
            out.links.insert(out.links.end(), one.links.begin(), one.links.end());
            out.report.parts.push_back(std::move(one.report));
        }
        return out;
    }

    void take_away(const Piece& piece, Ground& ground) {
        std::vector<MultiPolygon> away;
        for (const Piece& part : piece.minus) {
            Ground one = build(part);
            one.report.kind = "minus " + one.report.kind;
            away.push_back(std::move(one.shape));
            ground.report.parts.push_back(std::move(one.report));
        }
        const MultiPolygon gone = overlay::dissolve(away);
        ground.shape = overlay::difference(ground.shape, gone);
        if (!ground.edge.empty()) ground.edge = overlay::difference(ground.edge, gone);
        ground.discs.clear();
        ground.discs_only = false;
        ground.report.discs.reset();
    }

    const Context& context_;
    const std::vector<CompiledZone>& before_;
};

void compare_areas(CompiledZone& zone) {
    const std::string& id = zone.record.id;
    if (zone.discs && zone.discs->overlap_m2() > 0.005) {
        Finding finding = find(messages::zone_discs_overlap, id, id, zone.discs->discs,
                               zone.discs->separate_m2, zone.discs->dissolved_m2, zone.discs->overlap_m2());
        finding.area_m2 = zone.discs->overlap_m2();
        zone.findings.push_back(std::move(finding));
    }
    if (!zone.record.stated_area_m2) return;
    const double stated = *zone.record.stated_area_m2, difference = zone.area_m2 - stated;
    if (std::abs(difference) < 0.005) return;
    Finding finding = find(messages::zone_area_differs, id, id, zone.area_m2, stated, difference,
                           100 * difference / stated);
    finding.area_m2 = difference;
    zone.findings.push_back(std::move(finding));
}

}  // namespace

std::vector<CompiledZone> compile_zones(const recipe::Recipe& recipe, const ZoneSources& sources,
                                        Trace& trace) {
    std::vector<CompiledZone> out;
    out.reserve(recipe.zones.size());
    for (const recipe::Zone& zone : recipe.zones) {
        CompiledZone compiled;
        compiled.record = zone.record;
        const Context context{recipe, sources, zone, trace, compiled.findings};
        Ground ground = Builder(context, out).build(zone.piece);
        compiled.record.shape = std::move(ground.shape);
        compiled.record.links = std::move(ground.links);
        compiled.record.edge = std::move(ground.edge);
        if (ground.discs_only) {
            compiled.record.discs = std::move(ground.discs);
            compiled.discs = zoning::disc_report(compiled.record.discs);
        }
        compiled.piece = std::move(ground.report);
        // Discs are measured by their arcs, everything else as the polygon that it is.
        compiled.area_m2 = compiled.discs ? compiled.discs->dissolved_m2 : area_of(compiled.record.shape);
        compare_areas(compiled);
        out.push_back(std::move(compiled));
    }
    return out;
}

}  // namespace bareland
