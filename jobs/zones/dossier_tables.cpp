#include <fmt/format.h>

#include <algorithm>

#include "jobs/report/tables.hpp"
#include "jobs/sites/words.hpp"
#include "jobs/zones/dossier_outputs.hpp"

namespace bareland::zones {
namespace {

using Kind = Table::Kind;
using report::or_empty;
using report::text_row;

class Sheets {
  public:
    Sheets(const Dossier& dossier, const Registry& registry, Lang lang)
        : dossier_(dossier), registry_(registry), lang_(lang) {}
    std::vector<Table> all() const {
        return {overview(), wells(), zones(), towns(), history(), sites(), findings(), records(), sources()};
    }

  private:
    Table sheet(const Text& name, std::vector<Table::Column> columns) const;
    Table overview() const;
    Table wells() const;
    Table zones() const;
    Table towns() const;
    Table history() const;
    Table sites() const;
    Table findings() const;
    Table records() const;
    Table sources() const;
    std::string in(const Text& text) const { return text.in(lang_); }
    std::string yes_no(bool yes) const { return in(yes ? Text{"是", "yes"} : Text{"否", "no"}); }
    Table::Value yes_no(const std::optional<bool>& yes) const {
        return yes ? Table::Value(yes_no(*yes)) : Table::Value{};
    }

    std::string texts(const std::vector<Text>& texts) const {
        std::string out;
        for (const Text& text : texts)
            out += (out.empty() ? "" : "\n") + in(text);
        return out;
    }

    const Dossier& dossier_;
    const Registry& registry_;
    Lang lang_;
};

Table::Value day_or_empty(const std::optional<Date>& day) {
    return day ? Table::Value(day->text()) : Table::Value{};
}

Text well_kind_text(const std::string& kind) {
    if (kind == "urban") return {"城镇", "urban"};
    if (kind == "township") return {"乡镇", "township"};
    if (kind == "village") return {"村级", "village"};
    return {kind, kind};
}

Table Sheets::sheet(const Text& name, std::vector<Table::Column> columns) const {
    Table table;
    table.name = in(name);
    table.title = lang_ == Lang::zh
                      ? fmt::format("{}一源一档：{}（{}）", dossier_.title, name.zh, dossier_.day.text())
                      : fmt::format("Dossier of {}: {} ({})", dossier_.title, name.en, dossier_.day.text());
    table.note = area_note(lang_);
    table.columns = std::move(columns);
    return table;
}

Table Sheets::overview() const {
    Table table = sheet({"概况", "Overview"},
                        {{"item", {"项目", "Item"}}, {"value", {"内容", "Value"}, Kind::long_text}});
    const auto add = [&](const Text& item, const std::string& value) {
        table.rows.push_back(text_row({in(item), value}));
    };
    const auto count = [](const auto& list) {
        return std::to_string(
            std::count_if(list.begin(), list.end(), [](const auto& one) { return one.in_force; }));
    };
    add({"名称", "Name"}, dossier_.title);
    add({"水源地", "Water source"}, dossier_.source);
    add({"截至日期", "As of"}, dossier_.day.text());
    add({"在用水源井（眼）", "Wells in use"}, count(dossier_.wells));
    add({"生效分区（个）", "Zones in force"}, count(dossier_.zones));
    if (dossier_.discs) {
        add({"各井圆相加（平方米）", "Discs of wells added up (m2)"},
            fmt::format("{:.2f}", dossier_.discs->separate_m2));
        add({"合并后（平方米）", "Dissolved (m2)"}, fmt::format("{:.2f}", dossier_.discs->dissolved_m2));
        add({"重叠（平方米）", "Overlap (m2)"}, fmt::format("{:.2f}", dossier_.discs->overlap_m2));
        add({"圆所在街乡镇", "Townships of the discs"}, units_text(dossier_.disc_units, lang_));
    }
    if (dossier_.sites_known) {
        const auto inside = std::count_if(
            dossier_.sites.begin(), dossier_.sites.end(),
            [](const DossierSite& site) { return site.hits.front().relation != Relation::outside; });
        add({"在内或部分在内的项目（个）", "Projects inside or partly inside"}, std::to_string(inside));
        add({fmt::format("{} 米以内的其他项目（个）", dossier_.within_m),
             fmt::format("Other projects within {} m", dossier_.within_m)},
            std::to_string(dossier_.sites.size() - static_cast<std::size_t>(inside)));
    }
    add({"核查事项（条）", "Findings"}, std::to_string(dossier_.findings.size()));
    return table;
}

Table Sheets::wells() const {
    Table table =
        sheet({"水源井", "Wells"}, {{"id", {"编号", "Id"}},
                                    {"name", {"名称", "Name"}},
                                    {"kind", {"类型", "Kind"}},
                                    {"radius_m", {"半径（米）", "Radius (m)"}, Kind::number},
                                    {"lon", {"经度（CGCS2000）", "Longitude (CGCS2000)"}, Kind::degrees},
                                    {"lat", {"纬度（CGCS2000）", "Latitude (CGCS2000)"}, Kind::degrees},
                                    {"uncertainty_m", {"定位误差（米）", "Uncertainty (m)"}, Kind::number},
                                    {"valid_from", {"启用日期", "From"}},
                                    {"valid_to", {"停用日期", "To"}},
                                    {"state", {"状态", "State"}},
                                    {"places", {"所在街乡镇", "Township"}},
                                    {"disc_m2", {"圆面积（平方米）", "Disc (m2)"}, Kind::area},
                                    {"units", {"圆所在街乡镇", "Townships of the disc"}, Kind::long_text}});
    table.frozen_columns = 2;
    for (const DossierWell& one : dossier_.wells) {
        const WellRecord& well = *one.well;
        table.rows.push_back(
            text_row({well.id, well.name, in(well_kind_text(well.kind)), well.radius_m, well.place.x,
                      well.place.y, or_empty(well.uncertainty_m), day_or_empty(well.validity.from),
                      day_or_empty(well.validity.to), in(state_text(well.validity, dossier_.day)),
                      list_text(one.places, lang_), one.disc_m2, units_text(one.units, lang_)}));
    }
    return table;
}

Table Sheets::zones() const {
    Table table =
        sheet({"分区", "Zones"}, {{"id", {"编号", "Id"}},
                                  {"name", {"名称", "Name"}},
                                  {"kind", {"类型", "Kind"}},
                                  {"level", {"级别", "Level"}},
                                  {"valid_from", {"生效日期", "From"}},
                                  {"valid_to", {"失效日期", "To"}},
                                  {"state", {"状态", "State"}},
                                  {"area_m2", {"地面面积（平方米）", "Ground area (m2)"}, Kind::area},
                                  {"stated_area_m2", {"载明面积（平方米）", "Stated area (m2)"}, Kind::area},
                                  {"separate_m2", {"各圆相加（平方米）", "Discs added up (m2)"}, Kind::area},
                                  {"perimeter_m", {"周长（米）", "Perimeter (m)"}, Kind::number},
                                  {"document", {"文件", "Document"}, Kind::long_text},
                                  {"clause", {"依据", "Clause"}, Kind::long_text},
                                  {"duties", {"职责", "Duties"}, Kind::long_text},
                                  {"owners", {"责任单位", "Owners"}, Kind::long_text}});
    table.frozen_columns = 2;
    for (const DossierZone& one : dossier_.zones) {
        const ZoneRecord& zone = *one.facts.zone;
        table.rows.push_back(text_row(
            {zone.id, zone.name, in(sites::kind_text(zone.kind)), zone.level,
             day_or_empty(zone.validity.from), day_or_empty(zone.validity.to),
             in(state_text(zone.validity, dossier_.day)), one.facts.area_m2, or_empty(zone.stated_area_m2),
             one.facts.discs ? Table::Value(one.facts.discs->separate_m2) : Table::Value{},
             to_millimetres(one.facts.perimeter_m), zone.document, zone.clause, texts(one.duties),
             list_text(zone.owners, lang_)}));
    }
    return table;
}

// Zones by township; what lies outside all of them has a line of its own.
Table Sheets::towns() const {
    Table table = sheet({"街乡镇面积", "Townships"},
                        {{"zone_id", {"分区编号", "Zone id"}},
                         {"zone_name", {"分区", "Zone"}},
                         {"valid_from", {"生效日期", "From"}},
                         {"state", {"状态", "State"}},
                         {"unit_id", {"街乡镇编号", "Township id"}},
                         {"unit_name", {"街乡镇", "Township"}},
                         {"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area},
                         {"percent", {"占分区（%）", "Of the zone (%)"}, Kind::permyriad}});
    for (const DossierZone& one : dossier_.zones) {
        const ZoneRecord& zone = *one.facts.zone;
        const auto add = [&](const std::string& id, const std::string& name, double area, double share) {
            table.rows.push_back(
                text_row({zone.id, zone.name, day_or_empty(zone.validity.from),
                          in(state_text(zone.validity, dossier_.day)), id, name, area, 100 * share}));
        };
        for (const UnitShare& unit : one.facts.units)
            add(unit.id, unit.name, unit.area_m2, unit.share);
        if (one.facts.outside_units_m2.value_or(0) >= least_part_m2) {
            add("", in({"街乡镇以外", "outside all townships"}), *one.facts.outside_units_m2,
                *one.facts.outside_units_m2 / one.facts.area_m2);
        }
    }
    return table;
}

Table Sheets::history() const {
    Table table = sheet({"沿革", "History"}, {{"day", {"日期", "Day"}},
                                              {"event", {"事项", "Event"}},
                                              {"id", {"编号", "Id"}},
                                              {"name", {"名称", "Name"}},
                                              {"added_m2", {"增加（平方米）", "Added (m2)"}, Kind::area},
                                              {"removed_m2", {"减少（平方米）", "Removed (m2)"}, Kind::area},
                                              {"basis", {"依据", "Basis"}, Kind::long_text}});
    for (const DossierEvent& event : dossier_.history) {
        const bool zone =
            event.type != DossierEvent::Type::well_begins && event.type != DossierEvent::Type::well_ends;
        table.rows.push_back(text_row({event.day.text(), in(event_text(event.type)), event.id, event.name,
                                       zone ? Table::Value(event.added_m2) : Table::Value{},
                                       zone ? Table::Value(event.removed_m2) : Table::Value{}, event.basis}));
    }
    return table;
}

Table Sheets::sites() const {
    Table table =
        sheet({"周边项目", "Projects"},
              {{"id", {"编号", "Id"}},
               {"name", {"名称", "Name"}},
               {"type", {"类型", "Type"}},
               {"places", {"所在街乡镇", "Township"}},
               {"relation", {"关系", "Relation"}},
               {"distance_m", {"距边界（米，内为负）", "To the edge (m, negative inside)"}, Kind::number},
               {"zone_id", {"分区编号", "Zone id"}},
               {"zone_name", {"分区", "Zone"}},
               {"kind", {"分区类型", "Zone kind"}},
               {"overlap_m2", {"压占（平方米）", "Overlap (m2)"}, Kind::area},
               {"scale", {"规模化", "Large scale"}},
               {"compliant", {"合规", "Compliant"}},
               {"species", {"畜种", "Species"}},
               {"pollution", {"污染类别", "Pollution"}}});
    table.frozen_columns = 2;
    for (const DossierSite& one : dossier_.sites) {
        const SiteRecord& site = *one.site;
        for (const DossierHit& hit : one.hits) {
            table.rows.push_back(
                text_row({site.id, site.name, site.type, list_text(one.places, lang_),
                          in(sites::relation_text(hit.relation)), to_millimetres(hit.distance_m), hit.zone_id,
                          hit.zone_name, in(sites::kind_text(hit.kind)), or_empty(hit.overlap_m2),
                          yes_no(site.large_scale), yes_no(site.compliant), site.species, site.pollution}));
        }
    }
    return table;
}

Table Sheets::findings() const {
    return report::finding_table(
        dossier_.findings,
        lang_ == Lang::zh ? dossier_.title + "：需要核查的事项" : dossier_.title + ": findings", lang_);
}

Table Sheets::records() const {
    Table table = sheet({"入库记录", "Records"}, {{"at", {"时间（UTC）", "At (UTC)"}},
                                                  {"action", {"操作", "Action"}},
                                                  {"role", {"图层", "Layer"}},
                                                  {"detail", {"说明", "Detail"}, Kind::long_text}});
    table.note.clear();
    for (const RegistryEvent& event : registry_.events)
        table.rows.push_back(text_row({event.at, event.action, event.role, event.detail}));
    return table;
}

Table Sheets::sources() const {
    return source_table(registry_,
                        {{"asked", dossier_.asked},
                         {"as_of", dossier_.day.text()},
                         {"within_m", fmt::format("{}", dossier_.within_m)},
                         {"area", "ground area on the CGCS2000 ellipsoid"}},
                        lang_);
}

}  // namespace

std::vector<Table> dossier_tables(const Dossier& dossier, const Registry& registry, Lang lang) {
    return Sheets(dossier, registry, lang).all();
}

}  // namespace bareland::zones
