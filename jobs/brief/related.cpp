#include "jobs/brief/related.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "geo/messages.hpp"
#include "geo/messages_brief.hpp"
#include "geo/overlay.hpp"
#include "jobs/sites/words.hpp"
#include "layers/json_object.hpp"
#include "layers/text_file.hpp"

namespace bareland::brief {
namespace {

using json_file::json;
using json_file::Object;

json read_file(const std::string& file, const char* schema) {
    const std::string text = read_text_file(file, messages::previous_unreadable);
    json document = json_file::parse(text, file);
    const Object root(document, "", file);
    const std::string found = root.text("schema");
    if (found != schema) throw Error(messages::brief_other_schema, file, found, schema);
    return document;
}

std::map<std::string, UnitFacts*> by_id(Briefing& briefing) {
    std::map<std::string, UnitFacts*> out;
    for (UnitFacts& unit : briefing.units)
        out[unit.id] = &unit;
    return out;
}

// ---- projects

sites::Verdict site_verdict(const Object& from) {
    const std::string key = from.text("verdict");
    for (const auto verdict : {sites::Verdict::inside, sites::Verdict::needs_survey,
                               sites::Verdict::cannot_tell, sites::Verdict::outside}) {
        if (key == sites::verdict_key(verdict)) return verdict;
    }
    from.refuse(from.at("verdict"), key, {"一种结论", "a verdict"});
}

// The hit that decided, and everything that must be done.
SiteOfUnit site_of(const Object& project, const std::map<std::string, std::string>& zone_names, Lang lang,
                   std::vector<Duty>& duties) {
    const sites::Verdict verdict = site_verdict(project);
    SiteOfUnit out;
    out.id = project.text("id");
    out.name = project.text("name");
    out.verdict = sites::verdict_text(verdict).in(lang);
    out.breach = verdict == sites::Verdict::inside;
    for (const Object& hit : project.objects("hits")) {
        const std::string zone_id = hit.text("zone_id");
        const bool water = zone_kind_of(hit.text("kind")) == ZoneKind::water_source;
        const auto named = zone_names.find(zone_id);
        const std::string zone = named != zone_names.end() ? named->second : zone_id;
        if (out.zone.empty()) {
            out.zone = zone;
            out.clause = hit.text_or_empty("clause");
            out.distance_m = hit.number("distance_m");
            out.water = water;
        }
        for (const std::string& duty : hit.texts("duties"))
            duties.push_back(
                {duty, "", hit.text_or_empty("clause"), out.name.empty() ? out.id : out.name, water});
    }
    return out;
}

// ---- trips

const std::map<std::string, Text>& route_words() {
    static const std::map<std::string, Text> words{
        {"banned", {"不得通行", "may not drive"}},
        {"not_applicable", {"不适用", "not applicable"}},
        {"exempt", {"豁免", "exempt"}},
        {"clear", {"已绕行", "clear"}},
        {"should_detour", {"应引导绕行", "should detour"}},
        {"exit_ok", {"最短驶离", "exit is the shortest"}},
        {"exit_not_shortest", {"非最短驶离", "exit is not the shortest"}},
        {"not_covered", {"文件未规定", "not covered"}},
        {"cannot_tell", {"无法判定", "cannot tell"}},
    };
    return words;
}

bool is_breach(const std::string& verdict) {
    return verdict == "banned" || verdict == "should_detour" || verdict == "exit_not_shortest";
}

}  // namespace

void add_sites(const std::string& file, Briefing& to) {
    const json document = read_file(file, "bareland/sites/1");
    const Object root(document, "", file);
    std::map<std::string, std::string> zone_names;
    for (const Object& zone : root.objects("zones"))
        zone_names[zone.text("id")] = zone.text("name");
    const auto units = by_id(to);
    for (const Object& project : root.objects("projects")) {
        std::vector<Duty> duties;
        const SiteOfUnit site = site_of(project, zone_names, to.lang, duties);
        for (const std::string& id : project.texts("units")) {
            const auto unit = units.find(id);
            if (unit == units.end()) continue;
            unit->second->sites.push_back(site);
            unit->second->duties.insert(unit->second->duties.end(), duties.begin(), duties.end());
        }
        to.district.sites.push_back(site);
    }
    to.has_sites = true;
}

void add_routes(const std::string& file, Briefing& to) {
    const json document = read_file(file, "bareland/routes/1");
    const Object root(document, "", file);
    std::map<std::string, std::vector<std::string>> passed;
    for (const Object& detail : root.objects("details"))
        passed[detail.text("id")] = detail.texts("units");
    const auto units = by_id(to);
    for (const Object& trip : root.objects("routes")) {
        const std::string verdict = trip.text("verdict");
        const auto words = route_words().find(verdict);
        if (words == route_words().end()) trip.refuse(trip.at("verdict"), verdict, {"一种结论", "a verdict"});
        RouteOfUnit route;
        route.id = trip.text("id");
        route.plate = trip.text_or_empty("plate");
        route.verdict = words->second.in(to.lang);
        route.breach = is_breach(verdict);
        route.inside_m = trip.number_or_null("inside_m").value_or(0);
        route.text = trip.text("text");
        for (const std::string& id : passed[route.id]) {
            const auto unit = units.find(id);
            if (unit != units.end()) unit->second->routes.push_back(route);
        }
        to.district.routes.push_back(route);
    }
    to.has_routes = true;
}

void add_zones(const std::vector<ZoneRecord>& zones, Briefing& to) {
    std::map<std::string, const ZoneRecord*> known;
    for (const ZoneRecord& zone : zones)
        known[zone.id] = &zone;
    const auto name = [&](UnitFacts& unit) {
        for (ZoneAreas& zone : unit.zones) {
            const auto found = known.find(zone.id);
            if (found == known.end()) continue;
            const ZoneRecord& record = *found->second;
            if (!record.name.empty()) zone.name = record.name;
            zone.kind = sites::kind_text(record.kind).in(to.lang);
            zone.of = zone_kind_of(record.kind);
            if (record.duties.empty() || zone.areas.unit <= 0) continue;
            std::string owners;
            for (const std::string& owner : record.owners)
                owners += (owners.empty() ? "" : to.lang == Lang::zh ? "、" : ", ") + owner;
            unit.duties.push_back(
                {record.duties, owners, record.clause, zone.name, zone.of == ZoneKind::water_source});
        }
    };
    name(to.district);
    for (UnitFacts& unit : to.units)
        name(unit);
    to.has_zones = true;
}

// ---- patches

namespace {

PatchStatus status_of(patches::Status status) {
    if (status == patches::Status::uncontrolled) return PatchStatus::uncontrolled;
    return status == patches::Status::controlled ? PatchStatus::controlled : PatchStatus::excluded;
}

std::vector<std::string> zones_of(const patches::Patch& patch,
                                  const std::map<std::string, std::string>& names) {
    std::vector<std::string> out;
    for (const patches::PatchInZone& zone : patch.zones) {
        const auto named = names.find(zone.zone);
        out.push_back(named != names.end() ? named->second : zone.zone);
    }
    return out;
}

// Of a patch that several units share, a place within this one.
void place_within(const std::string& unit, const MultiPolygon& shape, const MapData& map,
                  PatchOfUnit& patch) {
    const auto there = std::find_if(map.units.begin(), map.units.end(),
                                    [&](const MapUnit& other) { return other.id == unit; });
    if (there == map.units.end()) return;
    const auto inside = overlay::point_inside(overlay::intersection(shape, there->shape));
    if (!inside) return;
    patch.on_map = patch.place = *inside;
    const Transform to_geographic(map.crs, Crs::cgcs2000());
    to_geographic.apply(std::span(&patch.place, 1));
}

void rank_patches(UnitFacts& unit) {
    std::stable_sort(unit.patches.begin(), unit.patches.end(),
                     [](const PatchOfUnit& a, const PatchOfUnit& b) { return a.area > b.area; });
    for (std::size_t i = 0; i < unit.patches.size(); ++i)
        unit.patches[i].number = static_cast<int>(i) + 1;
}

}  // namespace

void add_patches(KnownPatches&& known, Briefing& to) {
    const auto units = by_id(to);
    std::map<std::string, std::string> zone_names;
    for (const MapZone& zone : to.map.zones)
        zone_names[zone.id] = zone.name;
    const Transform to_map(Crs::cgcs2000(), to.map.crs);
    const Transform shapes(known.crs, to.map.crs);
    const auto on_map = [&](const MultiPolygon& shape) {
        return transform_borders(shape, shapes, {}, 0.01, "patches");
    };
    for (UnitFacts& unit : to.units)
        unit.patch_count = 0;
    to.district.patch_count = known.patches.size();
    for (const patches::Patch& patch : known.patches) {
        PatchOfUnit one{.number = patch.number,
                        .id = fmt::format("{}", patch.number),
                        .of = patch.of == patches::Class::bare ? PatchClass::bare : PatchClass::netted,
                        .status = status_of(patch.status),
                        .area = patch.areas.all(),
                        .uncontrolled = patch.areas.uncontrolled,
                        .whole_area = patch.areas.all(),
                        .place = patch.place,
                        .on_map = patch.place,
                        .zones = zones_of(patch, zone_names)};
        to_map.apply(std::span(&one.on_map, 1));
        MultiPolygon shape = on_map(patch.shape);
        for (const patches::PatchInUnit& part : patch.units) {
            const auto unit = units.find(part.unit);
            if (unit == units.end() || part.areas.all() <= 0) continue;
            one.area = part.areas.all();
            one.uncontrolled = part.areas.uncontrolled;
            if (patch.units.size() > 1) place_within(part.unit, shape, to.map, one);
            unit->second->patches.push_back(one);
            ++*unit->second->patch_count;
        }
        to.map.patches.push_back({status_of(patch.status), std::move(shape)});
    }
    for (const KnownPatches::SmallShape& small : known.small_shapes)
        to.map.patches.push_back({status_of(small.status), on_map(small.shape)});
    for (const KnownPatches::Small& small : known.small) {
        if (const auto unit = units.find(small.unit); unit != units.end()) {
            unit->second->small_patches = small.count;
            unit->second->small_patch_area = small.area;
        }
    }
    for (UnitFacts& unit : to.units)
        rank_patches(unit);
    to.has_patches = true;
}

}  // namespace bareland::brief
