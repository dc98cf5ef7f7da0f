// Differences and checks as tables (jobs/zones/registry_tables.hpp).
#include <fmt/format.h>

#include "jobs/report/tables.hpp"
#include "jobs/sites/words.hpp"
#include "jobs/zones/registry_tables.hpp"

namespace bareland::zones {

using Kind = Table::Kind;
using report::or_empty;
using report::text_row;

namespace {

Text field_text(const std::string& key) {
    static const std::vector<std::pair<std::string, Text>> words{
        {"shape", {"图形", "shape"}},
        {"name", {"名称", "name"}},
        {"kind", {"类型", "kind"}},
        {"level", {"级别", "level"}},
        {"document", {"文件", "document"}},
        {"clause", {"依据", "clause"}},
        {"duties", {"职责", "duties"}},
        {"owners", {"责任单位", "owners"}},
        {"stated_area_m2", {"载明面积", "stated area"}},
        {"uncertainty_m", {"边界误差", "uncertainty"}},
        {"links", {"路段", "road links"}}};
    for (const auto& [known, text] : words) {
        if (known == key) return text;
    }
    return {key, key};
}

std::string fields_text(const std::vector<std::string>& fields, Lang lang) {
    std::vector<std::string> words;
    for (const std::string& field : fields)
        words.push_back(field_text(field).in(lang));
    return list_text(words, lang);
}

Table::Value version_or_empty(const ZoneRecord* zone, Lang lang) {
    return zone != nullptr ? Table::Value(validity_text(zone->validity).in(lang)) : Table::Value{};
}

Text between(const Diff& diff) {
    return {diff.first.text() + " 至 " + diff.second.text() + " ",
            diff.first.text() + " to " + diff.second.text()};
}

}  // namespace

Table diff_table(const Diff& diff, Lang lang) {
    Table table;
    table.name = Text{"分区变化", "Changes"}.in(lang);
    table.title = titled({"分区变化", "changes of zones"}, between(diff), lang);
    table.note = area_note(lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"名称", "Name"}},
                     {"kind", {"类型", "Kind"}},
                     {"change", {"变化", "Change"}},
                     {"before_m2", {"原面积（平方米）", "Before (m2)"}, Kind::area},
                     {"after_m2", {"现面积（平方米）", "After (m2)"}, Kind::area},
                     {"added_m2", {"增加（平方米）", "Added (m2)"}, Kind::area},
                     {"removed_m2", {"减少（平方米）", "Removed (m2)"}, Kind::area},
                     {"net_m2", {"净变化（平方米）", "Net (m2)"}, Kind::change},
                     {"fields", {"变化内容", "What changed"}},
                     {"version_before", {"原版本", "Version before"}},
                     {"version_after", {"现版本", "Version after"}}};
    double before = 0, after = 0;
    for (const ZoneChange& change : diff.zones) {
        const ZoneRecord& zone = change.zone();
        table.rows.push_back(text_row(
            {zone.id, zone.name, sites::kind_text(zone.kind).in(lang), change_text(change.change).in(lang),
             change.before != nullptr ? Table::Value(change.before_m2) : Table::Value{},
             change.after != nullptr ? Table::Value(change.after_m2) : Table::Value{}, change.added_m2,
             change.removed_m2, change.added_m2 - change.removed_m2, fields_text(change.fields, lang),
             version_or_empty(change.before, lang), version_or_empty(change.after, lang)}));
        before += change.before_m2;
        after += change.after_m2;
    }
    table.rows.push_back(text_row({std::string(Text{"合计", "Total"}.in(lang)),
                                   {},
                                   {},
                                   {},
                                   before,
                                   after,
                                   diff.added_m2(),
                                   diff.removed_m2(),
                                   diff.added_m2() - diff.removed_m2(),
                                   {},
                                   {},
                                   {}}));
    table.rows.back().role = Table::Role::total;
    return table;
}

Table diff_kind_table(const Diff& diff, Lang lang) {
    Table table;
    table.name = Text{"按类型", "By kind"}.in(lang);
    table.title =
        titled({"分类型变化（合并重叠后）", "changes by kind, overlaps dissolved"}, between(diff), lang);
    table.note = area_note(lang);
    table.columns = {{"kind", {"类型", "Kind"}},
                     {"before_m2", {"原面积（平方米）", "Before (m2)"}, Kind::area},
                     {"after_m2", {"现面积（平方米）", "After (m2)"}, Kind::area},
                     {"added_m2", {"增加（平方米）", "Added (m2)"}, Kind::area},
                     {"removed_m2", {"减少（平方米）", "Removed (m2)"}, Kind::area},
                     {"net_m2", {"净变化（平方米）", "Net (m2)"}, Kind::change}};
    for (const KindChange& kind : diff.kinds) {
        table.rows.push_back(text_row({sites::kind_text(kind.kind).in(lang), kind.before_m2, kind.after_m2,
                                       kind.added_m2, kind.removed_m2, kind.added_m2 - kind.removed_m2}));
    }
    return table;
}

ShapeTable diff_layer(const Diff& diff) {
    ShapeTable out;
    out.table.name = "zones_diff";
    out.table.columns = {{"zone_id", {"编号", "Id"}},
                         {"name", {"名称", "Name"}},
                         {"kind", {"类型", "Kind"}},
                         {"change", {"变化", "Change"}},
                         {"part", {"增减", "Added or removed"}},
                         {"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area},
                         {"version_before", {"原版本", "Version before"}},
                         {"version_after", {"现版本", "Version after"}}};
    const auto version = [](const ZoneRecord* zone) {
        return zone != nullptr ? Table::Value(zone->validity.text()) : Table::Value{};
    };
    for (const ZoneChange& change : diff.zones) {
        const auto add = [&](const char* part, const MultiPolygon& shape, double area) {
            if (shape.empty()) return;
            const ZoneRecord& zone = change.zone();
            out.table.rows.push_back(
                text_row({zone.id, zone.name, zone.kind, std::string(change_key(change.change)),
                          std::string(part), area, version(change.before), version(change.after)}));
            out.shapes.push_back(&shape);
        };
        add("added", change.added, change.added_m2);
        add("removed", change.removed, change.removed_m2);
    }
    return out;
}

Table check_table(const Check& check, Lang lang) {
    Table table;
    table.name = Text{"面积核对", "Areas"}.in(lang);
    table.title = titled({"分区核查", "check of zones"}, on_day(check.day), lang);
    table.note = area_note(lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"名称", "Name"}},
                     {"kind", {"类型", "Kind"}},
                     {"version", {"有效期", "Version"}},
                     {"area_m2", {"计算面积（平方米）", "Computed (m2)"}, Kind::area},
                     {"stated_area_m2", {"载明面积（平方米）", "Stated (m2)"}, Kind::area},
                     {"difference_m2", {"相差（平方米）", "Difference (m2)"}, Kind::change},
                     {"difference_percent", {"相差（%）", "Difference (%)"}, Kind::permyriad},
                     {"separate_m2", {"各圆相加（平方米）", "Discs added up (m2)"}, Kind::area},
                     {"overlap_m2", {"圆间重叠（平方米）", "Discs overlapping (m2)"}, Kind::area},
                     {"outside_m2", {"街乡镇以外（平方米）", "Outside units (m2)"}, Kind::area},
                     {"units", {"所在街乡镇", "Units"}, Kind::long_text},
                     {"owners", {"责任单位", "Owners"}, Kind::long_text},
                     {"basis", {"依据", "Basis"}, Kind::long_text}};
    for (const CheckedZone& checked : check.zones) {
        const ZoneFacts& facts = checked.facts;
        const ZoneRecord& zone = *facts.zone;
        const auto& discs = facts.discs;
        table.rows.push_back(text_row(
            {zone.id, zone.name, sites::kind_text(zone.kind).in(lang), validity_text(zone.validity).in(lang),
             facts.area_m2, or_empty(zone.stated_area_m2), or_empty(checked.difference_m2),
             or_empty(checked.difference_percent), discs ? Table::Value(discs->separate_m2) : Table::Value{},
             discs ? Table::Value(discs->overlap_m2) : Table::Value{}, or_empty(facts.outside_units_m2),
             units_text(facts.units, lang), list_text(zone.owners, lang), basis_of(zone)}));
    }
    return table;
}

namespace {

Text type_text(ZoneOverlap::Type type) {
    switch (type) {
        case ZoneOverlap::Type::same_kind:
            return {"同类分区重叠", "zones of one kind"};
        case ZoneOverlap::Type::primary_over_secondary:
            return {"一级压盖二级", "primary over secondary"};
        case ZoneOverlap::Type::parts:
            break;
    }
    return {"同一分区各部分重叠", "parts of one zone"};
}

const char* type_key(ZoneOverlap::Type type) {
    switch (type) {
        case ZoneOverlap::Type::same_kind:
            return "same_kind";
        case ZoneOverlap::Type::primary_over_secondary:
            return "primary_over_secondary";
        case ZoneOverlap::Type::parts:
            break;
    }
    return "parts";
}

std::vector<Table::Column> overlap_columns() {
    return {{"type", {"性质", "Type"}},
            {"first_id", {"编号一", "First id"}},
            {"first_name", {"名称一", "First name"}},
            {"second_id", {"编号二", "Second id"}},
            {"second_name", {"名称二", "Second name"}},
            {"area_m2", {"重叠面积（平方米）", "Overlap (m2)"}, Kind::area}};
}

}  // namespace

Table overlap_table(const Check& check, Lang lang) {
    Table table;
    table.name = Text{"重叠", "Overlaps"}.in(lang);
    table.title = titled({"分区重叠", "overlaps of zones"}, on_day(check.day), lang);
    table.note = area_note(lang);
    table.columns = overlap_columns();
    for (const ZoneOverlap& overlap : check.overlaps) {
        table.rows.push_back(
            text_row({type_text(overlap.type).in(lang), overlap.first->id, overlap.first->name,
                      overlap.second->id, overlap.second->name, overlap.area_m2}));
    }
    return table;
}

ShapeTable overlap_layer(const Check& check) {
    ShapeTable out;
    out.table.name = "zones_overlaps";
    out.table.columns = overlap_columns();
    for (const ZoneOverlap& overlap : check.overlaps) {
        out.table.rows.push_back(
            text_row({std::string(type_key(overlap.type)), overlap.first->id, overlap.first->name,
                      overlap.second->id, overlap.second->name, overlap.area_m2}));
        out.shapes.push_back(&overlap.shape);
    }
    return out;
}

}  // namespace bareland::zones
