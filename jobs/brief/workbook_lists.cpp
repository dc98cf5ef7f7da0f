// The sheets of lists: patches, limits, zones, sites, routes, duties, sources.
#include <algorithm>

#include "jobs/brief/workbook_sheets.hpp"
#include "jobs/report/tables.hpp"

namespace bareland::brief {
namespace {

using Kind = Table::Kind;
using Mark = Table::Mark;
using Role = Table::Role;
using Value = Table::Value;
using report::or_empty;

Mark breach_if(bool breach) {
    return breach ? Mark::breach : Mark::none;
}

std::string_view status_key(PatchStatus status) {
    if (status == PatchStatus::uncontrolled) return "status_uncontrolled";
    return status == PatchStatus::controlled ? "status_controlled" : "status_excluded";
}

// What is not listed for its size, in words; empty: nothing.
std::string small_patches(const Briefing& briefing, const Texts& say) {
    std::vector<std::string> parts;
    for (const UnitFacts& unit : briefing.units) {
        if (unit.small_patches == 0) continue;
        parts.push_back(say("small_patches", {{"name", unit.name},
                                              {"count", std::to_string(unit.small_patches)},
                                              {"area", square_metres(unit.small_patch_area)}}));
    }
    return joined(parts, say("small_patches_join"));
}

// What concerns no unit in particular is listed once, under the district.
template <class List, class Same>
bool in_some_unit(const Briefing& briefing, List UnitFacts::*list, const Same& same) {
    return std::any_of(briefing.units.begin(), briefing.units.end(), [&](const UnitFacts& unit) {
        return std::any_of((unit.*list).begin(), (unit.*list).end(), same);
    });
}

}  // namespace

std::optional<Table> patches_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    if (!briefing.has_patches) return std::nullopt;
    Sheet sheet(briefing, say, maker, "sheet_patches");
    sheet.table().frozen_columns = 2;
    if (std::string note = small_patches(briefing, say); !note.empty()) sheet.table().note = std::move(note);
    sheet.column("name");
    sheet.column("patch_number", Kind::integer);
    sheet.column("patch_class");
    sheet.column("patch_status");
    sheet.column("patch_area", Kind::area);
    sheet.column("patch_uncontrolled", Kind::area);
    sheet.column("patch_whole", Kind::area);
    sheet.column("longitude", Kind::degrees);
    sheet.column("latitude", Kind::degrees);
    sheet.column("zones");
    sheet.column("patch_id");
    for (const UnitFacts& unit : briefing.units) {
        for (const PatchOfUnit& patch : unit.patches) {
            sheet.row({unit.name, std::int64_t{patch.number},
                       say(patch.of == PatchClass::bare ? "class_bare" : "class_netted"),
                       say(status_key(patch.status)), patch.area, patch.uncontrolled,
                       patch.whole_area > 0 ? Value(patch.whole_area) : Value(patch.area), patch.place.x,
                       patch.place.y, joined(patch.zones, say("join")), patch.id});
        }
    }
    return sheet.done();
}

std::optional<Table> rules_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    Sheet sheet(briefing, say, maker, "sheet_rules");
    sheet.table().frozen_columns = 2;
    sheet.column("name");
    sheet.column("outcome");
    sheet.column("rule");
    sheet.column("rule_value", Kind::number);
    sheet.column("rule_limit", Kind::number);
    sheet.column("explanation", Kind::long_text);
    sheet.column("clause", Kind::long_text);
    const auto add = [&](const UnitFacts& unit, const std::string& name) {
        for (const Judgement& judgement : unit.judgements) {
            sheet.row({name, say(outcome_key(judgement.outcome)), judgement.rule, or_empty(judgement.value),
                       or_empty(judgement.limit), judgement.text, judgement.clause},
                      Role::body, mark_of(judgement.outcome));
        }
    };
    add(briefing.district, say("total"));
    for (const UnitFacts& unit : briefing.units)
        add(unit, unit.name);
    if (sheet.table().rows.empty()) return std::nullopt;
    return sheet.done();
}

std::optional<Table> zones_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    if (!briefing.has_zones) return std::nullopt;
    Sheet sheet(briefing, say, maker, "sheet_zones");
    sheet.table().frozen_columns = 2;
    sheet.column("name");
    sheet.column("zone");
    sheet.column("kind");
    sheet.areas_columns();
    sheet.column("id");
    const auto add = [&](const UnitFacts& unit, const std::string& name) {
        for (const ZoneAreas& zone : unit.zones) {
            std::vector<Value> values{name, zone.name.empty() ? zone.id : zone.name, zone.kind};
            add_areas(values, zone.areas, unit.status != UnitStatus::no_cover || &unit == &briefing.district);
            values.emplace_back(zone.id);
            sheet.row(std::move(values));
        }
    };
    for (const UnitFacts& unit : briefing.units)
        add(unit, unit.name);
    add(briefing.district, say("total"));
    return sheet.done();
}

std::optional<Table> sites_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    if (!briefing.has_sites) return std::nullopt;
    Sheet sheet(briefing, say, maker, "sheet_sites");
    sheet.table().frozen_columns = 2;
    sheet.column("name");
    sheet.column("site");
    sheet.column("verdict");
    sheet.column("zone");
    sheet.column("distance", Kind::number);
    sheet.column("clause", Kind::long_text);
    sheet.column("id");
    const auto add = [&](const SiteOfUnit& site, const std::string& name) {
        sheet.row({name, site.name, site.verdict, site.zone, or_empty(site.distance_m), site.clause, site.id},
                  Role::body, breach_if(site.breach));
    };
    for (const UnitFacts& unit : briefing.units) {
        for (const SiteOfUnit& site : unit.sites)
            add(site, unit.name);
    }
    for (const SiteOfUnit& site : briefing.district.sites) {
        const auto same = [&](const SiteOfUnit& other) { return other.id == site.id; };
        if (!in_some_unit(briefing, &UnitFacts::sites, same)) add(site, "");
    }
    return sheet.done();
}

std::optional<Table> routes_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    if (!briefing.has_routes) return std::nullopt;
    Sheet sheet(briefing, say, maker, "sheet_routes");
    sheet.table().frozen_columns = 2;
    const bool plates = !briefing.published;
    sheet.column("name");
    sheet.column("id");
    if (plates) sheet.column("plate");
    sheet.column("verdict");
    sheet.column("inside", Kind::area);
    if (plates) sheet.column("explanation", Kind::long_text);
    const auto add = [&](const RouteOfUnit& route, const std::string& name) {
        std::vector<Value> values{name, route.id};
        if (plates) values.emplace_back(route.plate);
        values.emplace_back(route.verdict);
        values.emplace_back(route.inside_m);
        if (plates) values.emplace_back(route.text);
        sheet.row(std::move(values), Role::body, breach_if(route.breach));
    };
    for (const UnitFacts& unit : briefing.units) {
        for (const RouteOfUnit& route : unit.routes)
            add(route, unit.name);
    }
    for (const RouteOfUnit& route : briefing.district.routes) {
        const auto same = [&](const RouteOfUnit& other) { return other.id == route.id; };
        if (!in_some_unit(briefing, &UnitFacts::routes, same)) add(route, "");
    }
    return sheet.done();
}

std::optional<Table> duties_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    Sheet sheet(briefing, say, maker, "sheet_duties");
    sheet.table().frozen_columns = 1;
    sheet.column("name");
    sheet.column("place");
    sheet.column("duty", Kind::long_text);
    sheet.column("owner");
    sheet.column("clause", Kind::long_text);
    for (const UnitFacts& unit : briefing.units) {
        for (const Duty& duty : unit.duties) {
            const std::string& owner = duty.owner.empty() ? unit.owner : duty.owner;
            sheet.row({unit.name, duty.where, duty.what, owner, duty.clause});
        }
    }
    if (sheet.table().rows.empty()) return std::nullopt;
    return sheet.done();
}

std::optional<Table> sources_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    Sheet sheet(briefing, say, maker, "sheet_sources");
    sheet.column("section");
    sheet.column("entry");
    sheet.column("detail", Kind::long_text);
    sheet.column("data_date");
    sheet.column("hash", Kind::long_text);
    for (const Source& source : briefing.sources) {
        sheet.row({say("section_source"), say.role(source.role), source.name, source.date, source.sha256});
    }
    for (const std::string& finding : briefing.findings)
        sheet.row({say("section_finding"), Value(), finding, Value(), Value()});
    const auto made = [&](std::string_view key, const std::string& value) {
        sheet.row({say("section_made"), say(key), value, Value(), Value()});
    };
    made("made_by", maker);
    made("made_at", briefing.made_at);
    made("made_with", report::software_name());
    if (!briefing.map.crs_name.empty()) made("map_crs", briefing.map.crs_name);
    return sheet.done();
}

}  // namespace bareland::brief
