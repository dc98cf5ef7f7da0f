#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "jobs/rank/outputs.hpp"
#include "jobs/rank/outputs_table.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/utf8.hpp"

namespace bareland::rank {
namespace {

using report::grouped;

constexpr std::size_t widest_line = 120;
constexpr std::size_t widest_name = 24;
constexpr std::size_t gap = 2;
constexpr std::size_t sentences_shown = 10;

constexpr const char* red = "\033[31m";
constexpr const char* yellow = "\033[33m";
constexpr const char* dim = "\033[2m";
constexpr const char* bold = "\033[1m";
constexpr const char* reset = "\033[0m";

std::string change_text(const Change& change) {
    if (!change.uncontrolled_change_m2) return "-";
    const std::string text = grouped(*change.uncontrolled_change_m2);
    return std::llround(*change.uncontrolled_change_m2) > 0 ? fmt::format("+{}", text) : text;
}

std::string rank_text(const std::optional<int>& rank) {
    return rank ? std::to_string(*rank) : "-";
}

bool unknown(const Unit& unit, bool district) {
    return !district && unit.status == Status::no_cover;
}

// The worst verdict in a word, with how many there are of it.
std::string verdict(const Unit& unit, Lang lang) {
    for (const Flag::Level level : {Flag::Level::breach, Flag::Level::warning, Flag::Level::not_judged}) {
        const auto count = std::count_if(unit.flags.begin(), unit.flags.end(),
                                         [level](const Flag& flag) { return flag.level == level; });
        if (count == 0) continue;
        const std::string word = level_text(level).in(lang);
        return count == 1 ? word : fmt::format("{} x{}", word, count);
    }
    return {};
}

struct Line {
    std::vector<std::string> fields;
    std::string colour;
};

struct Column {
    Text title;
    bool right = true;
    int dispensable = 0;  // columns with the highest go first when the line is too long; 0 stays
    std::string (*text)(const Unit&, bool district, Lang) = nullptr;
    std::size_t width = 0;
};

template <double Areas::*area>
std::string area_text(const Unit& unit, bool district, Lang) {
    return unknown(unit, district) ? "-" : grouped(unit.areas.*area);
}

std::string first_field(const Unit& unit, bool district, Lang lang) {
    if (district) return {};
    return unit.status == Status::ranked ? rank_text(unit.rank_from_worst)
                                         : status_text(unit.status).in(lang);
}

std::string name_field(const Unit& unit, bool district, Lang lang) {
    if (!district) return shortened(valid_utf8(unit.name), widest_name);
    const Text total{"合计", "Total"};
    return shortened(unit.name.empty() ? total.in(lang) : unit.name + " " + total.in(lang), widest_name);
}

std::vector<Column> columns_for(const Result& result) {
    std::vector<Column> columns{
        {{"末位起", "Worst"}, true, 0, first_field},
        {{"街乡镇", "Township"}, false, 0, name_field},
        {{"未管控", "Uncontrolled"}, true, 0, area_text<&Areas::uncontrolled>},
        {{"占比‱", "‱"},
         true,
         0,
         [](const Unit& unit, bool district, Lang) {
             return unknown(unit, district) ? "-"
                                            : fmt::format("{:.2f}", unit.areas.uncontrolled_permyriad());
         }},
        {{"不扣除时", "None excluded"}, true, 2, area_text<&Areas::uncontrolled_without_exclusion>},
        {{"裸露", "Bare"}, true, 3, area_text<&Areas::bare>},
        {{"已管控", "Controlled"}, true, 4, area_text<&Areas::controlled>}};
    if (requested(result, "previous")) {
        columns.push_back({{"较上月", "vs month"}, true, 0, [](const Unit& unit, bool, Lang) {
                               return change_text(unit.previous);
                           }});
    }
    if (requested(result, "previous_year")) {
        columns.push_back({{"较去年", "vs year"}, true, 1, [](const Unit& unit, bool, Lang) {
                               return change_text(unit.previous_year);
                           }});
    }
    columns.push_back({{"由少到多", "Best"}, true, 5, [](const Unit& unit, bool district, Lang) {
                           return district ? "" : rank_text(unit.rank);
                       }});
    columns.push_back({{"判定", "Verdict"}, false, 0, [](const Unit& unit, bool, Lang lang) {
                           return verdict(unit, lang);
                       }});
    return columns;
}

std::size_t line_width(const std::vector<Column>& columns) {
    return std::accumulate(columns.begin(), columns.end(), std::size_t{0},
                           [](std::size_t sum, const Column& column) { return sum + column.width + gap; });
}

class Screen {
  public:
    Screen(std::FILE* stream, const Result& result, Lang lang, bool colour)
        : stream_(stream), result_(result), lang_(lang), colour_(colour), columns_(columns_for(result)) {
        fit();
    }
    void print() const;

  private:
    void fit();
    std::string colour_of(const Unit& unit, bool district) const;
    void print_line(const std::vector<std::string>& fields, const std::string& colour) const;
    void print_unit(const Unit& unit, bool district) const;
    void print_table() const;
    void print_sentences() const;
    void print_balance() const;
    void say_line(const Text& text) const { fmt::print(stream_, "{}\n", valid_utf8(text.in(lang_))); }

    std::FILE* stream_;
    const Result& result_;
    Lang lang_;
    bool colour_;
    std::vector<Column> columns_;
};

// Widths by content; while a line is too long the most dispensable column goes.
void Screen::fit() {
    for (Column& column : columns_) {
        column.width = std::max(display_width(column.title.in(lang_)),
                                display_width(column.text(result_.district, true, lang_)));
        for (const Unit& unit : result_.units) {
            column.width = std::max(column.width, display_width(column.text(unit, false, lang_)));
        }
    }
    while (line_width(columns_) - gap > widest_line) {
        const auto least =
            std::max_element(columns_.begin(), columns_.end(),
                             [](const Column& a, const Column& b) { return a.dispensable < b.dispensable; });
        if (least->dispensable == 0) return;
        columns_.erase(least);
    }
}

std::string Screen::colour_of(const Unit& unit, bool district) const {
    if (!colour_) return {};
    const auto has = [&](Flag::Level level) {
        return std::any_of(unit.flags.begin(), unit.flags.end(),
                           [level](const Flag& flag) { return flag.level == level; });
    };
    std::string colour = district ? bold : "";
    if (has(Flag::Level::breach)) return colour + red;
    if (has(Flag::Level::warning)) return colour + yellow;
    if (!district && unit.status != Status::ranked) return dim;
    return colour;
}

void Screen::print_line(const std::vector<std::string>& fields, const std::string& colour) const {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (i > 0) line.append(gap, ' ');
        const std::size_t width = columns_[i].width;
        line += columns_[i].right ? padded_left(fields[i], width) : padded_right(fields[i], width);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    fmt::print(stream_, "{}{}{}\n", colour, line, colour.empty() ? "" : reset);
}

void Screen::print_unit(const Unit& unit, bool district) const {
    std::vector<std::string> fields;
    for (const Column& column : columns_)
        fields.push_back(column.text(unit, district, lang_));
    print_line(fields, colour_of(unit, district));
}

void Screen::print_table() const {
    std::vector<std::string> titles;
    for (const Column& column : columns_)
        titles.push_back(column.title.in(lang_));
    const std::string rule(line_width(columns_) - gap, '-');
    print_line(titles, colour_ ? bold : "");
    fmt::print(stream_, "{}\n", rule);
    bool apart = false;
    for (const Unit* unit : worst_first(result_)) {
        if (unit->status != Status::ranked && !apart) {
            apart = true;
            fmt::print(stream_, "{}\n", rule);
        }
        print_unit(*unit, false);
    }
    fmt::print(stream_, "{}\n", rule);
    print_unit(result_.district, true);
}

// What was breached and what is near it, in the profile's words.
void Screen::print_sentences() const {
    std::vector<std::string> sentences;
    std::vector<const Unit*> units{&result_.district};
    for (const Unit* unit : worst_first(result_))
        units.push_back(unit);
    for (const Flag::Level level : {Flag::Level::breach, Flag::Level::warning}) {
        for (const Unit* unit : units) {
            for (const Flag& flag : unit->flags) {
                if (flag.level != level) continue;
                sentences.push_back(fmt::format("  {}  {}  {}", level_text(level).in(lang_), unit->name,
                                                flag.text.in(lang_)));
            }
        }
    }
    if (sentences.empty()) return;
    fmt::print(stream_, "\n");
    const std::size_t shown = std::min(sentences.size(), sentences_shown);
    for (std::size_t i = 0; i < shown; ++i)
        fmt::print(stream_, "{}\n", valid_utf8(sentences[i]));
    if (const std::size_t more = sentences.size() - shown; more > 0) {
        say_line({fmt::format("  另有 {} 项，见 ranking.xlsx。", more),
                  fmt::format("  {} more, see ranking.xlsx.", more)});
    }
}

void Screen::print_balance() const {
    const Balance& balance = result_.balance;
    const std::string in_units = grouped(balance.in_units);
    const std::string overlap = grouped(balance.unit_overlap);
    if (!balance.raster_bare || !balance.outside_units) {
        say_line(
            {fmt::format(
                 "平衡校验：各街乡镇裸露合计 {}，其中重叠 {}；只读取了街乡镇范围内的影像，未核对全图。",
                 in_units, overlap),
             fmt::format("Balance: bare in units {}, of it overlap {}; only the raster under units was read.",
                         in_units, overlap)});
        return;
    }
    const std::string raster = grouped(*balance.raster_bare);
    const std::string outside = grouped(*balance.outside_units);
    say_line({fmt::format("平衡校验：影像裸露 {} = 各街乡镇合计 {} - 重叠 {} + 街乡镇以外 {}", raster,
                          in_units, overlap, outside),
              fmt::format("Balance: bare in the raster {} = in units {} - overlap {} + outside {}", raster,
                          in_units, overlap, outside)});
}

void Screen::print() const {
    const Text month = month_text(result_.month);
    const std::string& name = result_.district.name;
    say_line({fmt::format("{}{}裸地排名，末位在前（面积：平方米）", name, month.zh),
              fmt::format("{}{}bare land ranking, {}, worst first (areas in m2)", name,
                          name.empty() ? "" : ": ", month.en)});
    fmt::print(stream_, "\n");
    print_table();
    print_sentences();
    fmt::print(stream_, "\n");
    print_balance();
    report::print_findings(stream_, result_.findings,
                           {"ranking.json 和 ranking.xlsx", "ranking.json and ranking.xlsx"}, lang_);
}

}  // namespace

void print_ranking(std::FILE* stream, const Result& result, Lang lang, bool colour) {
    Screen(stream, result, lang, colour).print();
}

}  // namespace bareland::rank
