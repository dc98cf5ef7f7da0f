#include "jobs/zones/registry_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "jobs/report/text_table.hpp"
#include "jobs/sites/words.hpp"
#include "layers/utf8.hpp"

namespace bareland::zones {
namespace {

using report::text_table;

constexpr std::size_t indent = 2;

template <class... Args>
std::string line(Lang lang, const char* zh, const char* en, const Args&... args) {
    return fmt::format(fmt::runtime(lang == Lang::zh ? zh : en), args...) + "\n";
}

std::string section(const Text& title, Lang lang) {
    return "\n" + title.in(lang) + "\n";
}

// "label   value" with the values in one column.
class Facts {
  public:
    explicit Facts(Lang lang) : lang_(lang) {}
    void add(const Text& label, const std::string& value) {
        if (!value.empty()) lines_.emplace_back(label.in(lang_), valid_utf8(value));
    }
    std::string text() const {
        std::size_t width = 0;
        for (const auto& [label, value] : lines_)
            width = std::max(width, display_width(label));
        std::string out;
        for (const auto& [label, value] : lines_)
            out += std::string(indent, ' ') + padded_right(label, width) + "  " + value + "\n";
        return out;
    }

  private:
    Lang lang_;
    std::vector<std::pair<std::string, std::string>> lines_;
};

std::string square_metres(double area, Lang lang) {
    return fmt::format("{:.2f} {}", area, lang == Lang::zh ? "平方米" : "m2");
}

std::string metres(double length, Lang lang) {
    return fmt::format("{:.2f} {}", length, lang == Lang::zh ? "米" : "m");
}

std::string extent_text(const Box& box, Lang lang) {
    if (box.empty()) return {};
    const char* const form = lang == Lang::zh ? "经度 {:.6f} 至 {:.6f}，纬度 {:.6f} 至 {:.6f}"
                                              : "longitude {:.6f} to {:.6f}, latitude {:.6f} to {:.6f}";
    return fmt::format(fmt::runtime(form), box.min_x, box.max_x, box.min_y, box.max_y);
}

std::string stated_text(const ZoneFacts& facts, Lang lang) {
    const auto& stated = facts.zone->stated_area_m2;
    if (!stated) return {};
    const double difference = facts.area_m2 - *stated;
    const std::string percent = *stated > 0 ? fmt::format("{:+.2f}%", 100 * difference / *stated) : "-";
    return lang == Lang::zh ? fmt::format("{}，计算值相差 {:+.2f} 平方米（{}）", square_metres(*stated, lang),
                                          difference, percent)
                            : fmt::format("{}, computed differs by {:+.2f} m2 ({})",
                                          square_metres(*stated, lang), difference, percent);
}

std::string facts_text(const ShownZone& shown, Lang lang) {
    const ZoneFacts& facts = shown.facts;
    const ZoneRecord& zone = *facts.zone;
    Facts out(lang);
    out.add({"编号", "Id"}, zone.id);
    out.add({"类型", "Kind"}, fmt::format("{} ({})", sites::kind_text(zone.kind).in(lang), zone.kind));
    out.add({"级别", "Level"}, zone.level);
    out.add({"有效期", "In force"}, validity_text(zone.validity).in(lang));
    out.add({"文件", "Document"}, zone.document);
    out.add({"依据", "Clause"}, zone.clause);
    for (const Text& duty : shown.duties)
        out.add({"职责", "Duties"}, duty.in(lang));
    out.add({"责任单位", "Owners"}, list_text(zone.owners, lang));
    out.add({"地面面积", "Ground area"}, square_metres(facts.area_m2, lang));
    out.add({"载明面积", "Stated area"}, stated_text(facts, lang));
    if (shown.overridden_m2) {
        out.add({"其中按一级认定", "Of it primary"}, square_metres(*shown.overridden_m2, lang));
    }
    if (shown.buffer_m) out.add({"外扩范围", "Reaches out"}, metres(*shown.buffer_m, lang));
    out.add({"周长", "Perimeter"}, metres(facts.perimeter_m, lang));
    out.add({"范围", "Extent"}, extent_text(facts.extent, lang));
    const char* const form = lang == Lang::zh ? "{} 个部分，{} 个洞" : "parts: {}, holes: {}";
    out.add({"图形", "Polygons"}, fmt::format(fmt::runtime(form), facts.parts, facts.holes));
    if (zone.uncertainty_m) out.add({"边界误差", "Uncertainty"}, metres(*zone.uncertainty_m, lang));
    return out.text();
}

std::string discs_text(const DiscSums& discs, Lang lang) {
    Facts out(lang);
    out.add({"圆数", "Discs"}, std::to_string(discs.count));
    out.add({"逐个相加", "Added up"}, square_metres(discs.separate_m2, lang));
    out.add({"合并后", "Dissolved"}, square_metres(discs.dissolved_m2, lang));
    out.add({"重叠", "Overlap"}, square_metres(discs.overlap_m2, lang));
    return section({"圆", "Discs"}, lang) + out.text();
}

std::string units_section(const ZoneFacts& facts, Lang lang) {
    if (!facts.outside_units_m2) return {};
    constexpr std::array<std::string_view, 4> keys{"id", "name", "area_m2", "percent"};
    std::string out = section({"所在街乡镇（面积：平方米）", "Units (areas in m2)"}, lang);
    if (!facts.units.empty()) out += text_table(unit_share_table(facts.units, lang), keys, lang, indent);
    if (*facts.outside_units_m2 >= least_part_m2) {
        out += std::string(indent, ' ') + line(lang, "街乡镇以外 {}", "outside all units: {}",
                                               square_metres(*facts.outside_units_m2, lang));
    }
    return out;
}

}  // namespace

std::string finding_lines(const std::vector<Finding>& findings, Lang lang) {
    if (findings.empty()) return line(lang, "没有需要核查的事项。", "No findings.");
    std::string out = lang == Lang::zh
                          ? fmt::format("需要核查的事项 {} 条：\n", findings.size())
                          : fmt::format("{} finding{}:\n", findings.size(), findings.size() == 1 ? "" : "s");
    for (const Finding& finding : findings)
        out += fmt::format("  {} {}\n", finding.code, valid_utf8(finding.text.in(lang)));
    return out;
}

std::string list_report(const Registry& registry, const Date& day, bool all, Lang lang) {
    const Table table = list_table(registry, day, all, lang);
    const std::size_t in_force = zones_on(registry.zones, day).size();
    std::string out = line(lang, "{} 生效的分区 {} 个，登记的版本共 {} 个（面积：平方米）",
                           "zones in force on {}: {}; versions on record: {} (areas in m2)", day.text(),
                           in_force, registry.zones.size());
    if (table.rows.empty()) return out;
    constexpr std::array<std::string_view, 8> keys{"id",         "name",     "kind",    "level",
                                                   "valid_from", "valid_to", "area_m2", "basis"};
    constexpr std::array<std::string_view, 9> with_state{
        "id", "name", "kind", "level", "state", "valid_from", "valid_to", "area_m2", "basis"};
    out += "\n";
    out += all ? text_table(table, with_state, lang) : text_table(table, keys, lang);
    return out;
}

std::string show_report(const ShownZone& shown, Lang lang) {
    const ZoneRecord& zone = *shown.facts.zone;
    std::string out = line(lang, "{}，{} 的版本", "{}, version of {}",
                           zone.name.empty() ? zone.id : zone.name, shown.day.text());
    out += facts_text(shown, lang);
    if (shown.facts.discs) out += discs_text(*shown.facts.discs, lang);
    out += units_section(shown.facts, lang);
    if (!shown.facts.roads.empty()) {
        constexpr std::array<std::string_view, 4> keys{"road", "links", "length_m", "carriageways"};
        out += section({"边界道路", "Roads of the loop"}, lang) +
               text_table(road_table(shown.facts.roads, lang), keys, lang, indent);
    }
    constexpr std::array<std::string_view, 6> keys{"valid_from", "valid_to", "state",
                                                   "name",       "area_m2",  "basis"};
    out += section({"全部版本（面积：平方米）", "All versions (areas in m2)"}, lang) +
           text_table(version_table(shown.versions, shown.day, lang), keys, lang, indent);
    return out;
}

std::string diff_report(const Diff& diff, Lang lang) {
    const auto count = [&](Change change) {
        return std::count_if(diff.zones.begin(), diff.zones.end(),
                             [change](const ZoneChange& zone) { return zone.change == change; });
    };
    std::string out =
        line(lang, "{} 至 {}：新划定 {} 个，有调整 {} 个，已撤销 {} 个，未变 {} 个（面积：平方米）",
             "{} to {}: {} new, {} changed, {} gone, {} unchanged (areas in m2)", diff.first.text(),
             diff.second.text(), count(Change::added), count(Change::changed), count(Change::removed),
             count(Change::unchanged));
    if (!diff.zones.empty()) {
        constexpr std::array<std::string_view, 9> keys{
            "id", "name", "kind", "change", "before_m2", "after_m2", "added_m2", "removed_m2", "fields"};
        constexpr std::array<std::string_view, 6> kinds{"kind",     "before_m2",  "after_m2",
                                                        "added_m2", "removed_m2", "net_m2"};
        out += "\n" + text_table(diff_table(diff, lang), keys, lang);
        out += section({"分类型（合并重叠后，面积：平方米）", "By kind, overlaps dissolved (areas in m2)"},
                       lang) +
               text_table(diff_kind_table(diff, lang), kinds, lang);
    }
    return out + (diff.findings.empty() ? "" : "\n" + finding_lines(diff.findings, lang));
}

std::string check_report(const Check& check, Lang lang) {
    std::string out = line(lang, "{} 生效的分区 {} 个（面积：平方米）",
                           "zones in force on {}: {} (areas in m2)", check.day.text(), check.zones.size());
    if (!check.zones.empty()) {
        constexpr std::array<std::string_view, 8> keys{
            "id",      "name",           "kind",          "version",
            "area_m2", "stated_area_m2", "difference_m2", "difference_percent"};
        out += "\n" + text_table(check_table(check, lang), keys, lang);
    }
    return out + "\n" + finding_lines(check.findings, lang);
}

std::string dossier_report(const Dossier& dossier, Lang lang) {
    const auto in_force = [](const auto& list) {
        return std::count_if(list.begin(), list.end(), [](const auto& one) { return one.in_force; });
    };
    const auto inside = std::count_if(
        dossier.sites.begin(), dossier.sites.end(),
        [](const DossierSite& site) { return site.hits.front().relation != Relation::outside; });
    std::set<std::string> towns;
    for (const DossierZone& zone : dossier.zones) {
        for (const UnitShare& unit : zone.facts.units) {
            if (zone.in_force) towns.insert(unit.name);
        }
    }
    for (const UnitShare& unit : dossier.disc_units)
        towns.insert(unit.name);
    std::string out =
        line(lang, "{}：{} 在用水源井 {} 眼，生效分区 {} 个，涉及街乡镇 {} 个",
             "{}: on {} wells in use {}, zones in force {}, units {}", dossier.title, dossier.day.text(),
             in_force(dossier.wells), in_force(dossier.zones), towns.size());
    if (dossier.sites_known) {
        out += line(lang, "在内或部分在内的项目 {} 个，{} 米以内的其他项目 {} 个",
                    "sites inside or partly inside: {}; others within {} m: {}", inside, dossier.within_m,
                    dossier.sites.size() - static_cast<std::size_t>(inside));
    }
    return out + finding_lines(dossier.findings, lang);
}

}  // namespace bareland::zones
