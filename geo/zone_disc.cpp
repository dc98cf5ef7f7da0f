// Ground around wells.
#include <algorithm>

#include "geo/geodesic.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::zones {
namespace {

using recipe::Piece;

// The wells that one entry of `disc` stands for.
std::vector<const WellRecord*> wells_of(const Context& context, const Piece& piece,
                                        const std::string& entry) {
    std::vector<const WellRecord*> out;
    if (piece.by != Piece::By::name) {
        const std::string key = context.recipe.key_of(entry);
        for (const WellRecord* well : context.current_wells(piece)) {
            const std::string& text = piece.by == Piece::By::source ? well->source : well->kind;
            const bool of_source = piece.source.empty() ||
                                   context.recipe.key_of(well->source) == context.recipe.key_of(piece.source);
            if (of_source && context.recipe.key_of(text) == key) out.push_back(well);
        }
        if (out.empty()) context.well_unknown(piece, entry);
        return out;
    }
    if (const WellRecord* well = context.well_named(piece, entry, piece.source)) return {well};
    const auto names = recipe::names_of_range(entry);
    if (!names) throw Error(messages::zone_well_range, context.where(piece), entry);
    for (const std::string& name : *names) {
        const WellRecord* well = context.well_named(piece, name, piece.source);
        if (well == nullptr) context.well_unknown(piece, name);
        out.push_back(well);
    }
    return out;
}

}  // namespace

std::vector<Disc> discs_of(const Context& context, const Piece& piece) {
    std::vector<Disc> out;
    for (const std::string& entry : piece.names) {
        for (const WellRecord* well : wells_of(context, piece, entry)) {
            const double radius = piece.radius_m.value_or(well->radius_m);
            if (!(radius > 0)) throw Error(messages::zone_well_no_radius, context.where(piece), well->name);
            if (well->radius_m > 0 && well->radius_m != radius) {
                context.findings.push_back(find(messages::zone_radius_differs, context.zone.record.id,
                                                context.zone.record.id, well->name, radius, well->radius_m));
            }
            const bool twice = std::any_of(out.begin(), out.end(), [&](const Disc& disc) {
                return disc.well_id == well->id && disc.radius_m == radius;
            });
            if (twice) continue;
            out.push_back({well->id, well->place, radius});
            context.found(piece, "line", well->name, fmt::format("{} m", radius),
                          geodesic::disc_ring(well->place, radius));
        }
    }
    return out;
}

DiscReport disc_report(std::span<const Disc> discs) {
    DiscReport report;
    report.discs = discs.size();
    for (const Disc& disc : discs)
        report.separate_m2 += geodesic::disc_area(disc.centre, disc.radius_m);
    report.dissolved_m2 = geodesic::union_area(discs);
    return report;
}

}  // namespace bareland::zones
