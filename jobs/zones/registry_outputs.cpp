#include "jobs/zones/registry_outputs.hpp"

#include <fmt/format.h>

#include "jobs/report/tables.hpp"
#include "jobs/zones/dossier_outputs.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"

namespace bareland::zones {
namespace {

std::string versions_text(const std::vector<const ZoneRecord*>& zones) {
    std::vector<std::string> out;
    for (const ZoneRecord* zone : zones)
        out.push_back(zone->id + " " + zone->validity.text());
    return fmt::format("{}", fmt::join(out, "\n"));
}

Table all_findings(const Registry& registry, const std::vector<Finding>& more, Lang lang) {
    std::vector<Finding> findings = registry.findings;
    findings.insert(findings.end(), more.begin(), more.end());
    return report::finding_table(findings, Text{"需要核查的事项", "Findings"}.in(lang), lang);
}

void write_layer(const std::filesystem::path& file, const ShapeTable& layer, Lang lang) {
    write_gpkg(file, layer.table.name, layer.table, layer.shapes, Crs::cgcs2000(), lang);
}

std::string written(const OutputDir& directory, const std::string& stem, const Text& table, const Text& book,
                    const Text& map, Lang lang) {
    const Text head{"已写入 {}：\n", "Written to {}:\n"};
    std::string out = fmt::format(fmt::runtime(head.in(lang)), directory.target().string());
    for (const auto& [ending, text] :
         {std::pair(".csv", table), std::pair(".xlsx", book), std::pair(".gpkg", map)}) {
        out += fmt::format("  {:<17} {}\n", stem + ending, text.in(lang));
    }
    return out;
}

}  // namespace

void write_diff(OutputDir& directory, const Diff& diff, const Registry& registry, Lang lang) {
    const Table zones = diff_table(diff, lang);
    write_csv(directory.file("zones_diff.csv"), zones, lang);
    std::vector<const ZoneRecord*> before, after;
    for (const ZoneChange& change : diff.zones) {
        if (change.before != nullptr) before.push_back(change.before);
        if (change.after != nullptr) after.push_back(change.after);
    }
    const Table sources = source_table(registry,
                                       {{"first_day", diff.first.text()},
                                        {"second_day", diff.second.text()},
                                        {"first_versions", versions_text(before)},
                                        {"second_versions", versions_text(after)},
                                        {"area", "ground area on the CGCS2000 ellipsoid"}},
                                       lang);
    write_xlsx(
        directory.file("zones_diff.xlsx"),
        std::vector{zones, diff_kind_table(diff, lang), all_findings(registry, diff.findings, lang), sources},
        lang, {zones.title, report::software_name()}, directory.staging());
    write_layer(directory.file("zones_diff.gpkg"), diff_layer(diff), lang);
}

void write_check(OutputDir& directory, const Check& check, const Registry& registry, Lang lang) {
    const Table zones = check_table(check, lang);
    write_csv(directory.file("zones_check.csv"), zones, lang);
    std::vector<const ZoneRecord*> versions;
    for (const CheckedZone& zone : check.zones)
        versions.push_back(zone.facts.zone);
    const Table sources = source_table(registry,
                                       {{"as_of", check.day.text()},
                                        {"versions", versions_text(versions)},
                                        {"area", "ground area on the CGCS2000 ellipsoid"}},
                                       lang);
    write_xlsx(
        directory.file("zones_check.xlsx"),
        std::vector{zones, overlap_table(check, lang), all_findings(registry, check.findings, lang), sources},
        lang, {zones.title, report::software_name()}, directory.staging());
    write_layer(directory.file("zones_check.gpkg"), overlap_layer(check), lang);
}

void write_dossier(OutputDir& directory, const std::string& name, const Dossier& dossier,
                   const Registry& registry, Lang lang) {
    const std::filesystem::path file = directory.file(name);
    if (file.extension() == ".json") return write_whole(file, dossier_json(dossier, registry, lang));
    const std::vector<Table> tables = dossier_tables(dossier, registry, lang);
    write_xlsx(file, tables, lang, {tables.front().title, report::software_name()}, directory.staging());
}

std::string diff_written(const OutputDir& directory, Lang lang) {
    return written(directory, "zones_diff", {"变化表，可用 WPS、Excel 打开", "the table, for spreadsheets"},
                   {"变化表、分类型汇总、参数", "the table, sums by kind, parameters"},
                   {"增加和减少的范围，可用 QGIS 打开", "ground added and removed, as a map layer"}, lang);
}

std::string check_written(const OutputDir& directory, Lang lang) {
    return written(directory, "zones_check",
                   {"面积核对表，可用 WPS、Excel 打开", "the areas, for spreadsheets"},
                   {"面积核对、重叠、核查事项、参数", "areas, overlaps, findings, parameters"},
                   {"重叠的范围，可用 QGIS 打开", "the overlaps, as a map layer"}, lang);
}

}  // namespace bareland::zones
