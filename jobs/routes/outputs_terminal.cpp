#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "jobs/report/terminal.hpp"
#include "jobs/report/text_table.hpp"
#include "jobs/routes/outputs.hpp"
#include "jobs/routes/outputs_table.hpp"
#include "layers/utf8.hpp"

namespace bareland::routes {
namespace {

constexpr std::size_t lines_shown = 40;
constexpr std::size_t versions_shown = 12;

class Screen {
  public:
    Screen(std::FILE* stream, const Result& result, Lang lang)
        : stream_(stream), result_(result), lang_(lang) {}

    void print() const {
        print_summary();
        print_versions();
        if (result_.routes.size() == 1) {
            say_line(result_.routes.front().text);
        } else {
            print_routes();
        }
        print_units();
        report::print_findings(stream_, result_.findings,
                               {"routes.json 和 routes.xlsx", "routes.json and routes.xlsx"}, lang_);
    }

  private:
    void say_line(const Text& text) const { fmt::print(stream_, "{}\n", valid_utf8(text.in(lang_))); }

    void print_summary() const {
        const Counts counts = counts_of(result_);
        Text parts;
        for (std::size_t i = 0; i < verdict_keys.size(); ++i) {
            const std::size_t n = counts.by_verdict.at(i);
            if (n == 0) continue;
            const Text word = verdict_text(static_cast<Verdict>(i));
            parts.zh += fmt::format("{}{} {}", parts.zh.empty() ? "" : "，", word.zh, n);
            parts.en += fmt::format("{}{} {}", parts.en.empty() ? "" : ", ", n, word.en);
        }
        const std::size_t n = result_.routes.size();
        const Text what = judged_things();
        say_line({fmt::format("{}：{}。", fmt::format(fmt::runtime(what.zh), n), parts.zh),
                  fmt::format("{} {}{}: {}.", n, what.en, n == 1 ? "" : "s", parts.en)});
        if (!result_.exempt_share) return;
        const double percent = 100 * *result_.exempt_share;
        say_line({fmt::format("渣土车路线中豁免（新能源）的占 {:.1f}%。", percent),
                  fmt::format("Of the routes of muck trucks {:.1f} % are exempt (new energy).", percent)});
    }

    // With a place for their number in Chinese, where each kind has its own measure word.
    Text judged_things() const {
        if (result_.command == "tracks") return {"行程 {} 次", "trip"};
        if (result_.command == "exit") return {"工地出口 {} 个", "exit"};
        return {"路线 {} 条", "route"};
    }

    void print_versions() const {
        std::vector<std::string> zones;
        for (const ZoneUsed& zone : result_.zones) {
            if (zones.size() < versions_shown)
                zones.push_back(fmt::format("{} {}", zone.id, zone.validity.text()));
        }
        if (zones.empty()) {
            say_line({"没有指定要绕行的分区。", "No zone to keep out of was named."});
        } else {
            say_line({fmt::format("所用分区（编号 有效期）：{}", fmt::join(zones, "，")),
                      fmt::format("Zones used (id, validity): {}", fmt::join(zones, ", "))});
        }
        Text networks;
        for (const NetworkUsed& network : result_.networks) {
            const Text date =
                network.date ? Text{network.date->text(), network.date->text()} : Text{"未注明", "not dated"};
            networks.zh +=
                fmt::format("{}{} {}", networks.zh.empty() ? "" : "，", network.source.zh, date.zh);
            networks.en +=
                fmt::format("{}{} {}", networks.en.empty() ? "" : ", ", network.source.en, date.en);
        }
        say_line({"所用路网（来源 日期）：" + networks.zh, "Roads used (source, date): " + networks.en});
    }

    // Those to look at: neither clear nor exempt nor out of scope.
    void print_routes() const {
        Table table = route_table(result_, lang_, Reader::people);
        std::vector<Table::Row> shown;
        std::size_t more = 0;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const Verdict verdict = result_.routes[i].verdict;
            if (verdict == Verdict::clear || verdict == Verdict::exempt || verdict == Verdict::not_applicable)
                continue;
            if (shown.size() < lines_shown) {
                shown.push_back(std::move(table.rows[i]));
            } else {
                ++more;
            }
        }
        if (shown.empty()) return;
        table.rows = std::move(shown);
        constexpr std::array<std::string_view, 8> keys{
            "id", "plate", "site", "verdict", "inside_m", "least_inside_m", "suggested_m", "extra_m"};
        fmt::print(stream_, "\n{}", report::text_table(table, keys, lang_));
        if (more > 0) {
            say_line({fmt::format("另有 {} 条，见 routes.xlsx。", more),
                      fmt::format("{} more, see routes.xlsx.", more)});
        }
        fmt::print(stream_, "\n");
    }

    void print_units() const {
        Table table = unit_table(result_, lang_);
        std::vector<Table::Row> shown;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            if (result_.units[i].entering > 0) shown.push_back(std::move(table.rows[i]));
        }
        if (shown.empty() || result_.routes.size() == 1) return;
        table.rows = std::move(shown);
        constexpr std::array<std::string_view, 5> keys{"name", "routes", "entering", "to_guide", "sites"};
        fmt::print(stream_, "{}\n", report::text_table(table, keys, lang_));
    }

    std::FILE* stream_;
    const Result& result_;
    Lang lang_;
};

}  // namespace

void print_routes(std::FILE* stream, const Result& result, Lang lang) {
    Screen(stream, result, lang).print();
}

}  // namespace bareland::routes
