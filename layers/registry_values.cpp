#include "layers/registry_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "geo/names.hpp"
#include "geo/numbers.hpp"
#include "layers/headers.hpp"
#include "layers/osm_tags.hpp"

namespace bareland::registry {
namespace {

using namespace std::string_view_literals;

using Word = std::pair<std::string_view, std::string_view>;

// Spelt as folded_name() leaves them.
constexpr std::array<Word, 34> zone_kinds{{{"重点区域", "key"},
                                           {"重点区", "key"},
                                           {"严控区", "strict"},
                                           {"严格控制区", "strict"},
                                           {"一级", "water_primary"},
                                           {"一级保护区", "water_primary"},
                                           {"水源一级保护区", "water_primary"},
                                           {"一级水源保护区", "water_primary"},
                                           {"饮用水源一级保护区", "water_primary"},
                                           {"饮用水水源一级保护区", "water_primary"},
                                           {"一级水源保护范围", "water_primary"},
                                           {"二级", "water_secondary"},
                                           {"二级保护区", "water_secondary"},
                                           {"水源二级保护区", "water_secondary"},
                                           {"二级水源保护区", "water_secondary"},
                                           {"饮用水源二级保护区", "water_secondary"},
                                           {"饮用水水源二级保护区", "water_secondary"},
                                           {"二级水源保护范围", "water_secondary"},
                                           {"乡镇级", "water_township"},
                                           {"乡镇级水源保护区", "water_township"},
                                           {"乡镇级水源保护范围", "water_township"},
                                           {"乡镇级饮用水水源保护区", "water_township"},
                                           {"村级", "water_village"},
                                           {"村级水源保护范围", "water_village"},
                                           {"村级水源保护区", "water_village"},
                                           {"禁养区", "livestock_ban"},
                                           {"畜禽禁养区", "livestock_ban"},
                                           {"畜禽养殖禁养区", "livestock_ban"},
                                           {"学校", "school"},
                                           {"学校周边", "school"},
                                           {"学生安全区域", "school"},
                                           {"生态红线", "redline"},
                                           {"生态保护红线", "redline"},
                                           {"红线", "redline"}}};

constexpr std::array<Word, 15> well_kinds{{{"urban", "urban"},
                                           {"城区", "urban"},
                                           {"城区级", "urban"},
                                           {"城市", "urban"},
                                           {"市级", "urban"},
                                           {"区级", "urban"},
                                           {"township", "township"},
                                           {"乡镇", "township"},
                                           {"乡镇级", "township"},
                                           {"镇级", "township"},
                                           {"village", "village"},
                                           {"村级", "village"},
                                           {"村", "village"},
                                           {"农村", "village"},
                                           {"农村级", "village"}}};

constexpr std::array yes_words{"yes"sv, "y"sv, "true"sv, "1"sv, "是"sv, "有"sv, "√"sv, "规模化"sv, "合规"sv};
constexpr std::array no_words{"no"sv, "n"sv, "false"sv,    "0"sv,     "否"sv,
                              "无"sv, "×"sv, "非规模化"sv, "不合规"sv};
// OpenStreetMap's values of bridge=* and tunnel=* that mean one, and Geofabrik's T and F.
constexpr std::array structure_words{"t"sv,
                                     "viaduct"sv,
                                     "aqueduct"sv,
                                     "movable"sv,
                                     "covered"sv,
                                     "trestle"sv,
                                     "cantilever"sv,
                                     "culvert"sv,
                                     "flooded"sv,
                                     "桥"sv,
                                     "building_passage"sv,
                                     "隧道"sv,
                                     "avalanche_protector"sv};
constexpr std::array no_structure_words{"f"sv, "-"sv};
constexpr std::array no_speed_words{"none"sv, "signals"sv, "variable"sv, "unknown"sv, "不限"sv};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, const std::string& text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

template <std::size_t N>
std::optional<std::string> known(const std::array<Word, N>& words, const std::string& text) {
    const std::string folded = folded_name(text);
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.first == folded; });
    return found == words.end() ? std::nullopt : std::optional(std::string(found->second));
}

// What is left of "50 km/h" when the number is taken: its unit. Nothing where there is no number.
struct Measured {
    double number = 0;
    std::string unit;
};
std::optional<Measured> measured(const std::string& text) {
    const std::string folded = folded_name(text);
    const std::size_t digits = std::min(folded.find_first_not_of("0123456789.,-+"), folded.size());
    if (const auto whole = parse_number(folded)) return Measured{*whole, {}};
    const auto number = parse_number(std::string_view(folded).substr(0, digits));
    return number ? std::optional(Measured{*number, folded.substr(digits)}) : std::nullopt;
}

// The day a spreadsheet's number stands for when a date cell was not formatted as one: days since 1899-12-30.
// 20000 is in 1954, 80000 in 2119.
std::optional<Date> serial_date(const std::string& text) {
    int serial = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, serial);
    if (error != std::errc{} || stop != end || serial < 20000 || serial > 80000) return std::nullopt;
    namespace ch = std::chrono;
    constexpr ch::sys_days epoch = ch::year{1899} / ch::December / 30;
    const ch::year_month_day day{epoch + ch::days{serial}};
    return Date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                static_cast<int>(static_cast<unsigned>(day.day()))};
}

}  // namespace

std::size_t Values::index(std::string_view key) const {
    return column_of(role_, key);
}

const std::string& Values::text(std::string_view key) const {
    return row_.values[index(key)];
}

const std::string& Values::required_text(std::string_view key) const {
    const std::string& value = text(key);
    if (value.empty()) throw Error(messages::import_empty_value, row_.where, role_.columns[index(key)].name);
    return value;
}

void Values::throw_bad(std::string_view key, const Text& expected) const {
    throw Error(messages::import_bad_value, row_.where, role_.columns[index(key)].name, text(key), expected);
}

std::optional<double> Values::measure(std::string_view key) const {
    if (text(key).empty()) return std::nullopt;
    const Column& column = role_.columns[index(key)];
    const bool area = column.unit == Column::Unit::area;
    const Text expected = area ? Text{"不小于 0 的面积（平方米）", "an area in m2, not below 0"}
                               : Text{"不小于 0 的长度（米）", "a length in metres, not below 0"};
    const auto value = measured(text(key));
    if (!value || value->number < 0) throw_bad(key, expected);
    if (value->unit.empty()) return value->number * rows_.found[index(key)].factor;
    const auto unit = area ? area_unit(value->unit) : length_unit(value->unit);
    if (!unit) throw_bad(key, expected);
    return value->number * *unit;
}

double Values::positive(std::string_view key) const {
    required_text(key);
    const Text expected{"大于 0 的米数", "a number of metres above 0"};
    const auto plain = measured(text(key));
    if (!plain || !(plain->number > 0)) throw_bad(key, expected);
    return *measure(key);
}

std::optional<bool> Values::yes_no(std::string_view key) const {
    if (text(key).empty()) return std::nullopt;
    const std::string folded = folded_name(text(key));
    if (among(yes_words, folded)) return true;
    if (among(no_words, folded)) return false;
    throw_bad(key, {"是或否（yes、no）", "yes or no (是, 否)"});
}

std::optional<int> Values::whole_number(std::string_view key) const {
    if (text(key).empty()) return std::nullopt;
    const auto value = parse_number(folded_name(text(key)));
    if (!value || *value != static_cast<double>(static_cast<int>(*value)) || *value > 100 || *value < -100)
        throw_bad(key, {"-100 至 100 之间的整数", "a whole number between -100 and 100"});
    return static_cast<int>(*value);
}

std::optional<Date> Values::date(std::string_view key, bool end) const {
    const std::string& value = text(key);
    if (value.empty()) return std::nullopt;
    if (const auto range = parse_date(value)) return end ? range->last : range->first;
    if (const auto serial = serial_date(value)) return serial;
    throw_bad(key, {"日期，如 2024-05-01、2024/5/1、20240501、2024-05 或 2024年5月1日",
                    "a date such as 2024-05-01, 2024/5/1, 20240501, 2024-05 or 2024年5月1日"});
}

Validity Values::validity(const Validity& otherwise) const {
    if (text("valid_from").empty() && text("valid_to").empty()) return otherwise;
    Validity own{date("valid_from", false), date("valid_to", true)};
    if (own.from && own.to && *own.to < *own.from) {
        throw Error(messages::import_validity_reversed, row_.where, own.from->text(), own.to->text());
    }
    return own;
}

std::optional<Date> Values::day(std::string_view key) const {
    const auto first = date(key, false);
    if (first && *first != *date(key, true))
        throw_bad(key, {"一天，如 2024-05-01", "one day, such as 2024-05-01"});
    return first;
}

std::vector<std::string> Values::list(std::string_view key) const {
    constexpr std::array separators{"、"sv, ","sv, "，"sv, ";"sv, "；"sv, "/"sv, "\n"sv, "\r"sv};
    std::vector<std::string> words(1);
    std::string_view rest = text(key);
    while (!rest.empty()) {
        const auto separator = std::find_if(separators.begin(), separators.end(),
                                            [&](std::string_view s) { return rest.starts_with(s); });
        if (separator == separators.end()) {
            words.back() += rest.front();
            rest.remove_prefix(1);
        } else {
            words.emplace_back();
            rest.remove_prefix(separator->size());
        }
    }
    for (std::string& word : words) {
        const std::size_t first = std::min(word.find_first_not_of(' '), word.size());
        word = word.substr(first, word.find_last_not_of(' ') + 1 - first);
    }
    std::erase(words, std::string());
    return words;
}

std::string Values::zone_kind() const {
    const std::string& value = required_text("kind");
    return known(zone_kinds, value).value_or(value);
}

std::string Values::well_kind() const {
    if (text("kind").empty()) return {};
    if (const auto kind = known(well_kinds, text("kind"))) return *kind;
    throw_bad("kind", {"城区、乡镇或村级（urban、township、village）",
                       "urban, township or village (城区, 乡镇, 村级)"});
}

Oneway Values::oneway() const {
    const std::string folded = folded_name(text("oneway"));
    if (folded.empty() || among(no_words, folded)) return Oneway::no;
    // B, F and T are Geofabrik's: both, from, to.
    if (folded == "b" || folded == "双向") return Oneway::no;
    if (folded == "-1" || folded == "reverse" || folded == "逆向" || folded == "t") return Oneway::backward;
    if (among(yes_words, folded) || folded == "f" || folded == "单向") return Oneway::forward;
    throw_bad("oneway", {"yes、no 或 -1（是、否、逆向）", "yes, no or -1"});
}

TruckAccess Values::truck() const {
    constexpr std::array closed{"禁行"sv, "禁止"sv, "禁止通行"sv, "不可"sv, "不允许"sv};
    constexpr std::array open{"允许"sv, "可以"sv, "可通行"sv, "通行"sv};
    constexpr std::array there{"仅到达"sv, "仅限到达"sv, "到达"sv};
    const std::string folded = folded_name(text("truck"));
    if (folded.empty() || among(yes_words, folded) || among(open, folded)) return TruckAccess::yes;
    if (among(no_words, folded) || among(closed, folded)) return TruckAccess::no;
    if (among(there, folded)) return TruckAccess::destination;
    if (const auto word = osm::access_word(folded)) return *word;
    throw_bad("truck", {"是、否或仅到达（yes、no、destination）", "yes, no or destination"});
}

std::optional<double> Values::tonnes(std::string_view key) const {
    const std::string folded = folded_name(text(key));
    if (folded.empty() || osm::is_no_limit(folded)) return std::nullopt;
    const auto value = osm::tonnes_of(folded);
    if (!value) throw_bad(key, {"以吨计的重量", "a weight in tonnes"});
    return *value > 0 ? value : std::nullopt;
}

std::optional<double> Values::metres(std::string_view key) const {
    const std::string folded = folded_name(text(key));
    if (folded.empty() || osm::is_no_limit(folded)) return std::nullopt;
    const auto value = osm::metres_of(folded);
    if (!value) throw_bad(key, {"以米计的长度", "a length in metres"});
    return *value > 0 ? value : std::nullopt;
}

bool Values::structure(std::string_view key) const {
    const std::string folded = folded_name(text(key));
    if (folded.empty() || among(no_words, folded) || among(no_structure_words, folded)) return false;
    if (among(yes_words, folded) || among(structure_words, folded)) return true;
    throw_bad(key, {"是或否（yes、no）", "yes or no (是, 否)"});
}

std::optional<double> Values::maxspeed_kmh() const {
    const std::string& value = text("maxspeed");
    if (value.empty() || among(no_speed_words, folded_name(value))) return std::nullopt;
    const auto speed = measured(value);
    const bool unit =
        speed && (speed->unit.empty() || speed->unit == "km/h" || speed->unit == "kmh" ||
                  speed->unit == "公里" || speed->unit == "公里/小时" || speed->unit == "千米/小时");
    if (!unit || speed->number < 0 || speed->number > 300)
        throw_bad("maxspeed", {"以公里/小时计的限速", "a speed in km/h"});
    return speed->number > 0 ? std::optional(speed->number) : std::nullopt;
}

}  // namespace bareland::registry
