#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "jobs/report/terminal.hpp"
#include "jobs/sites/outputs.hpp"
#include "jobs/sites/outputs_table.hpp"
#include "jobs/sites/words.hpp"
#include "layers/utf8.hpp"

namespace bareland::sites {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t lines_shown = 40;     // of hits
constexpr std::size_t versions_shown = 12;  // of zones

constexpr const char* red = "\033[31m";
constexpr const char* yellow = "\033[33m";
constexpr const char* bold = "\033[1m";
constexpr const char* reset = "\033[0m";

struct Column {
    Text title;
    bool right = false;
    std::size_t widest = 24;
    std::size_t width = 0;
};

struct Line {
    std::vector<std::string> fields;
    const char* colour = "";
};

std::string metres(double value) {
    const std::string text = fmt::format("{:.1f}", value);
    return text == "-0.0" ? "0.0" : text;
}

class Screen {
  public:
    Screen(std::FILE* stream, const Result& result, Lang lang, bool colour)
        : stream_(stream), result_(result), lang_(lang), colour_(colour) {}

    void print() {
        print_summary();
        print_versions();
        print_hits();
        report::print_findings(stream_, result_.findings,
                               {"sites.json 和 sites.xlsx", "sites.json and sites.xlsx"}, lang_);
    }

  private:
    void say_line(const Text& text) const { fmt::print(stream_, "{}\n", valid_utf8(text.in(lang_))); }

    void print_summary() const {
        const Counts n = counts_of(result_);
        say_line(
            {fmt::format(
                 "核查 {} 个项目（{}）：在区内 {} 个，需实地测量 {} 个，无法判定 {} 个，不在区内 {} 个。",
                 result_.projects.size(), result_.as_of.text(), n.inside, n.needs_survey, n.cannot_tell,
                 n.outside),
             fmt::format("{} project{} checked as of {}: {} inside, {} need survey, {} cannot tell, {} "
                         "outside.",
                         result_.projects.size(), result_.projects.size() == 1 ? "" : "s",
                         result_.as_of.text(), n.inside, n.needs_survey, n.cannot_tell, n.outside)});
    }

    void print_versions() const {
        std::string zh, en;
        const std::size_t shown = std::min(result_.zones.size(), versions_shown);
        for (std::size_t i = 0; i < shown; ++i) {
            const Zone& zone = result_.zones[i];
            const std::string one = fmt::format("{} {}", zone.id, zone.validity.text());
            zh += (i > 0 ? "，" : "") + one;
            en += (i > 0 ? ", " : "") + one;
        }
        if (const std::size_t more = result_.zones.size() - shown; more > 0) {
            zh += fmt::format("，另有 {} 个见 sites.json", more);
            en += fmt::format(", {} more in sites.json", more);
        }
        say_line({fmt::format("所用分区 {} 个（编号 有效期）：{}", result_.zones.size(), zh),
                  fmt::format("Versions of the {} zones used (id, validity): {}", result_.zones.size(), en)});
    }

    void print_hits() {
        columns_ = {{{"项目", "Project"}},
                    {{"名称", "Name"}},
                    {{"结论", "Verdict"}},
                    {{"分区", "Zone"}},
                    {{"类型", "Kind"}},
                    {{"位置", "Relation"}},
                    {{"距离（米）", "Distance m"}, true},
                    {{"±米", "± m"}, true},
                    {{"重叠（㎡）", "Overlap m2"}, true}};
        std::size_t more = 0;
        for (const Project& project : result_.projects) {
            for (const Hit& hit : project.hits) {
                if (lines_.size() < lines_shown) {
                    lines_.push_back(line_of(project, hit));
                } else {
                    ++more;
                }
            }
        }
        if (lines_.empty()) return;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            columns_[i].width = display_width(columns_[i].title.in(lang_));
            for (const Line& line : lines_)
                columns_[i].width = std::max(columns_[i].width, display_width(line.fields[i]));
        }
        fmt::print(stream_, "\n");
        Line head;
        head.colour = bold;
        for (const Column& column : columns_)
            head.fields.push_back(column.title.in(lang_));
        print_line(head);
        for (const Line& line : lines_)
            print_line(line);
        if (more > 0) {
            say_line({fmt::format("另有 {} 行，见 sites.xlsx。", more),
                      fmt::format("{} more, see sites.xlsx.", more)});
        }
        fmt::print(stream_, "\n");
    }

    Line line_of(const Project& project, const Hit& hit) const {
        const Zone& zone = result_.zones.at(hit.zone);
        Line line;
        line.fields = {project.id,
                       project.name,
                       verdict_text(hit.verdict).in(lang_),
                       zone.id,
                       kind_text(zone.kind).in(lang_),
                       relation_text(hit.relation).in(lang_),
                       metres(hit.distance_m),
                       metres(hit.uncertainty_m),
                       hit.overlap_m2 ? report::grouped(*hit.overlap_m2) : "-"};
        for (std::size_t i = 0; i < line.fields.size(); ++i)
            line.fields[i] = shortened(valid_utf8(line.fields[i]), columns_[i].widest);
        line.colour = hit.verdict == Verdict::inside ? red : yellow;
        return line;
    }

    void print_line(const Line& line) const {
        std::string text;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column& column = columns_[i];
            if (i > 0) text += std::string(gap, ' ');
            text += column.right ? padded_left(line.fields[i], column.width)
                                 : padded_right(line.fields[i], column.width);
        }
        while (text.ends_with(' '))
            text.pop_back();
        fmt::print(stream_, "{}{}{}\n", colour_ ? line.colour : "", text, colour_ ? reset : "");
    }

    std::FILE* stream_;
    const Result& result_;
    Lang lang_;
    bool colour_;
    std::vector<Column> columns_;
    std::vector<Line> lines_;
};

}  // namespace

void print_check(std::FILE* stream, const Result& result, Lang lang, bool colour) {
    Screen(stream, result, lang, colour).print();
}

}  // namespace bareland::sites
