#include <fmt/format.h>

#include <array>
#include <string_view>

#include "jobs/patches/outputs.hpp"
#include "jobs/report/terminal.hpp"
#include "jobs/report/text_table.hpp"
#include "layers/utf8.hpp"

namespace bareland::patches {
namespace {

constexpr std::size_t patches_shown = 10;

class Screen {
  public:
    Screen(std::FILE* stream, const Result& result, Lang lang)
        : stream_(stream), result_(result), lang_(lang) {}

    void print(const std::string& file) const {
        print_totals();
        print_sensitivity();
        print_units();
        print_largest();
        if (result_.simplify_m > 0) {
            say_line({fmt::format("边界已化简（{:g} 米），共改变 {} 平方米；表中面积仍为化简前的。",
                                  result_.simplify_m, report::grouped(result_.simplified_m2)),
                      fmt::format("Borders were simplified ({:g} m), which moved {} m2; areas are those "
                                  "before it.",
                                  result_.simplify_m, report::grouped(result_.simplified_m2))});
        }
        report::print_findings(
            stream_, result_.findings,
            {".gpkg 的 patch_run 表或 .geojson", "table patch_run of a .gpkg, or a .geojson"}, lang_);
        say_line({"已写入 " + file, "Written to " + file});
    }

  private:
    void say_line(const Text& text) const { fmt::print(stream_, "{}\n", valid_utf8(text.in(lang_))); }

    void print_totals() const {
        const std::size_t all = result_.bare.count + result_.netted.count;
        const double area = result_.bare.areas.all() + result_.netted.areas.all();
        const double small = result_.small.areas.all();
        say_line({fmt::format("{} 图斑 {} 块，{} 平方米（裸露 {} 块，苫盖 {} 块）。", result_.month, all,
                              report::grouped(area), result_.bare.count, result_.netted.count),
                  fmt::format("{}: {} patches, {} m2 ({} bare, {} netted).", result_.month, all,
                              report::grouped(area), result_.bare.count, result_.netted.count)});
        say_line(
            {fmt::format("其中不小于 {:g} 平方米的 {} 块列出，共 {} 平方米；其余 {} 块只计数，共 {} 平方米。",
                         result_.min_patch_m2, result_.patches.size(), report::grouped(area - small),
                         result_.small.count, report::grouped(small)),
             fmt::format("Listed are the {} of at least {:g} m2, {} m2; the other {} are counted only, "
                         "{} m2.",
                         result_.patches.size(), result_.min_patch_m2, report::grouped(area - small),
                         result_.small.count, report::grouped(small))});
        if (result_.outside_units >= 1) {
            say_line({fmt::format("其中 {} 平方米不在任何街乡镇内。", report::grouped(result_.outside_units)),
                      fmt::format("{} m2 of it lie outside all townships.",
                                  report::grouped(result_.outside_units))});
        }
    }

    void table(const Text& title, const Table& table, std::span<const std::string_view> keys) const {
        if (table.rows.empty()) return;
        fmt::print(stream_, "\n{}\n{}", title.in(lang_), report::text_table(table, keys, lang_, 2));
    }

    void print_sensitivity() const {
        constexpr std::array<std::string_view, 5> keys{"minimum_m2", "listed", "listed_m2", "small",
                                                       "small_m2"};
        table({"最小面积取不同值时（面积为平方米）：", "With other minima (areas in m2):"},
              sensitivity_table(result_, lang_), keys);
    }

    void print_units() const {
        constexpr std::array<std::string_view, 7> keys{"unit_name", "area_m2", "uncontrolled_m2", "listed",
                                                       "listed_m2", "small",   "small_m2"};
        table({"各街乡镇（面积为平方米；跨界图斑在两边各计一块，面积按边界分开）：",
               "By township (areas in m2; a patch on a border counts in both, its area is split):"},
              summary_table(result_, lang_), keys);
    }

    void print_largest() const {
        constexpr std::array<std::string_view, 8> keys{"number", "class", "status", "area_m2",
                                                       "units",  "zones", "lon",    "lat"};
        Table largest = patch_table(result_, lang_, true);
        if (largest.rows.size() > patches_shown) largest.rows.resize(patches_shown);
        table({"最大的图斑：", "The largest:"}, largest, keys);
        fmt::print(stream_, "\n");
    }

    std::FILE* stream_;
    const Result& result_;
    Lang lang_;
};

}  // namespace

void print_patches(std::FILE* stream, const Result& result, const std::string& file, Lang lang) {
    Screen(stream, result, lang).print(file);
}

}  // namespace bareland::patches
