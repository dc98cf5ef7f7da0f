// The rules of a profile, applied: flags.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/messages.hpp"
#include "jobs/rank/ranking.hpp"
#include "jobs/report/report.hpp"

namespace bareland::rank {
namespace {

// "1234567.8" -> "1,234,567.8"
std::string grouped(std::string text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t i = 3; i < point; i += 3)
        text.insert(point - i, 1, ',');
    return text;
}

std::string decimal(double value, int decimals) {
    return grouped(fmt::format("{:.{}f}", value, decimals));
}

int decimals_of(Figure figure) {
    return is_permyriad(figure) ? 2 : 0;
}

std::string value_text(double value, Figure figure, const Profile& profile) {
    return decimal(displayed(value, figure, profile), decimals_of(figure));
}

// The limit as the profile wrote it: 5, not 5.00.
std::string limit_text(double limit) {
    return grouped(fmt::format("{}", limit));
}

// As many decimals as tell the value from the limit it exceeds: "5.00 exceeds 5" would read as a mistake.
std::string above_limit_text(double value, double limit, Figure figure) {
    constexpr int most = 12;
    int decimals = decimals_of(figure);
    while (decimals < most && decimal(value, decimals) == decimal(limit, decimals))
        ++decimals;
    return decimal(value, decimals);
}

using report::fill;
using Words = report::Words;

Flag flag_of(const Rule& rule, Flag::Level level, std::optional<double> value, Text text) {
    const double limit = rule.kind == Rule::Kind::limit ? rule.limit : rule.n;
    return {rule.id, level, value, limit, rule.clause, std::move(text)};
}

Flag::Level level_of(const Rule& rule) {
    return rule.level == Rule::Level::breach ? Flag::Level::breach : Flag::Level::warning;
}

bool is_rated(const Unit& unit) {
    return unit.status == Status::ranked;
}

bool concerns(const Rule& rule, const Unit& unit, const Profile& profile) {
    if (unit.status == Status::overlay || rule.target == Rule::Target::district) return false;
    return rule.target == Rule::Target::unit || !profile.is_certified(unit.id, unit.name);
}

// ---- limits

std::optional<Flag> judge_limit(const Rule& rule, const Unit& unit) {
    const double value = value_of(unit.areas, rule.measure);
    if (!(value > rule.limit)) return std::nullopt;
    const Words words{{"name", unit.name},
                      {"value", above_limit_text(value, rule.limit, rule.measure)},
                      {"limit", limit_text(rule.limit)}};
    return flag_of(rule, level_of(rule), value, fill(rule.text, words));
}

std::optional<Flag> judge_district(const Rule& rule, const Result& result) {
    if (auto flag = judge_limit(rule, result.district)) return flag;
    const auto unrated = std::count_if(result.units.begin(), result.units.end(), [](const Unit& unit) {
        return unit.status == Status::not_rated || unit.status == Status::no_cover;
    });
    if (unrated == 0) return std::nullopt;
    return flag_of(rule, Flag::Level::not_judged, value_of(result.district.areas, rule.measure),
                   say(messages::not_judged_district_partial, result.district.name, unrated));
}

// ---- the city's bottom n

// What one bottom-n measure is judged against.
struct Pool {
    bool known = false;          // the whole city is there
    std::vector<double> values;  // displayed, ascending
    std::vector<const Unit*> ambiguous;

    std::size_t larger_than(double value) const {
        return static_cast<std::size_t>(values.end() - std::upper_bound(values.begin(), values.end(), value));
    }
};

// Rows of the city table that may be units of ours: in scope district only those of the district, where rows
// tell it.
struct OwnRows {
    std::vector<std::size_t> rows;
    std::vector<std::string> names;
};

bool is_own_district(const CityTable::Row& row, const Profile& profile) {
    // 通州 for 通州区: the table's column often drops the ending that its header says.
    const std::string own = folded_name(profile.name.zh);
    const std::string theirs = folded_name(row.district);
    return theirs == own || theirs + "区" == own || row.district == profile.district_id ||
           theirs == folded_name(profile.name.en);
}

OwnRows own_rows(const CityTable& city, const Profile& profile) {
    OwnRows own;
    // The built-in profile does not know its district: there the names alone must tell.
    const bool filter =
        city.has_districts && profile.scope == Profile::Scope::district && !profile.district_id.empty();
    for (std::size_t i = 0; i < city.rows.size(); ++i) {
        if (filter && !is_own_district(city.rows[i], profile)) continue;
        own.rows.push_back(i);
        own.names.push_back(city.rows[i].name);
    }
    return own;
}

void report_difference(Result& result, const Unit& unit, const CityTable::Row& row, const Profile& profile) {
    constexpr double tolerated_share = 0.01;
    const double computed = unit.areas.uncontrolled;
    const double difference = std::abs(row.uncontrolled_m2 - computed);
    if (difference <= tolerated_share * computed || difference <= profile.round_m2) return;
    const std::string apart =
        computed > 0 ? fmt::format("{:.1f}%", difference / computed * 100) : decimal(difference, 0) + " m2";
    result.findings.push_back(find(messages::city_table_differs, unit.id, unit.name,
                                   decimal(row.uncontrolled_m2, 0), decimal(computed, 0), apart));
}

// Two rows for one unit would count it twice and push another out of the bottom n.
void report_near_identical(Result& result, const CityTable& city, const Profile& profile) {
    for (std::size_t i = 0; i < city.rows.size(); ++i) {
        for (std::size_t j = i + 1; j < city.rows.size(); ++j) {
            const CityTable::Row& a = city.rows[i];
            const CityTable::Row& b = city.rows[j];
            const bool same_district = folded_name(a.district) == folded_name(b.district);
            if (!same_district || !profile.names.same(a.name, b.name)) continue;
            result.findings.push_back(
                find(messages::city_table_near_identical, a.name, a.name, a.line, b.name, b.line));
        }
    }
}

std::vector<double> sorted_displayed(std::vector<double> values, Figure measure, const Profile& profile) {
    for (double& value : values)
        value = displayed(value, measure, profile);
    std::sort(values.begin(), values.end());
    return values;
}

std::vector<double> values_of_rated(const Result& result, Figure measure) {
    std::vector<double> values;
    for (const Unit& unit : result.units) {
        if (is_rated(unit)) values.push_back(value_of(unit.areas, measure));
    }
    return values;
}

std::string lines_text(const CityTable& city, const OwnRows& own, const UnitNames::Match& match) {
    std::vector<std::string> lines;
    for (const std::size_t i : match.found)
        lines.push_back(fmt::format("{}", city.rows[own.rows[i]].line));
    return fmt::format("{}", fmt::join(lines, ", "));
}

Pool pool_with_table(Result& result, const CityTable& city, const Profile& profile) {
    Pool pool;
    pool.known = true;
    const OwnRows own = own_rows(city, profile);
    std::vector<bool> replaced(city.rows.size(), false);
    std::vector<double> values;
    for (const Unit& unit : result.units) {
        if (unit.status == Status::overlay) continue;
        const auto match = profile.names.match(unit.name, own.names);
        if (match.found.empty())
            result.findings.push_back(find(messages::city_table_misses, unit.id, unit.name));
        if (match.found.size() > 1) {
            pool.ambiguous.push_back(&unit);
            result.findings.push_back(
                find(messages::city_table_ambiguous, unit.id, unit.name, lines_text(city, own, match)));
            continue;  // its rows stay: one of them is the unit
        }
        if (!is_rated(unit)) continue;
        values.push_back(unit.areas.uncontrolled);
        if (!match.unique()) continue;
        const std::size_t row = own.rows[match.found.front()];
        replaced[row] = true;
        report_difference(result, unit, city.rows[row], profile);
    }
    for (std::size_t i = 0; i < city.rows.size(); ++i) {
        if (!replaced[i]) values.push_back(city.rows[i].uncontrolled_m2);
    }
    pool.values = sorted_displayed(std::move(values), Figure::uncontrolled_area, profile);
    return pool;
}

Pool pool_of_units(const Result& result, Figure measure, const Profile& profile) {
    return {profile.scope == Profile::Scope::city,
            sorted_displayed(values_of_rated(result, measure), measure, profile),
            {}};
}

std::optional<Flag> judge_bottom(const Rule& rule, const Unit& unit, const Pool& pool,
                                 const Profile& profile) {
    const auto not_judged = [&](Text text) {
        return flag_of(rule, Flag::Level::not_judged, {}, std::move(text));
    };
    if (!pool.known) return not_judged(say(messages::not_judged_no_city, rule.n));
    if (std::find(pool.ambiguous.begin(), pool.ambiguous.end(), &unit) != pool.ambiguous.end()) {
        return not_judged(say(messages::not_judged_ambiguous, unit.name));
    }
    const auto n = static_cast<std::size_t>(rule.n);
    const double value = value_of(unit.areas, rule.measure);
    const double shown = displayed(value, rule.measure, profile);
    const std::size_t rank = 1 + pool.larger_than(shown);
    // Without any bare land a unit is among the worst of nothing, however few others have some.
    if (rank > n || !(shown > 0)) return std::nullopt;
    const Words words{{"name", unit.name},
                      {"value", value_text(value, rule.measure, profile)},
                      {"n", fmt::format("{}", rule.n)},
                      {"rank", fmt::format("{}", rank)},
                      {"total", fmt::format("{}", pool.values.size())}};
    return flag_of(rule, level_of(rule), static_cast<double>(rank), fill(rule.text, words));
}

// ---- all rules

class Pools {
  public:
    Pools(Result& result, const Profile& profile, const std::optional<CityTable>& city)
        : result_(result), profile_(profile) {
        if (city) with_table_ = pool_with_table(result, *city, profile);
    }
    const Pool& of(Figure measure) {
        if (measure == Figure::uncontrolled_area && with_table_) return *with_table_;
        const auto known = by_measure_.find(measure);
        if (known != by_measure_.end()) return known->second;
        return by_measure_.emplace(measure, pool_of_units(result_, measure, profile_)).first->second;
    }

  private:
    const Result& result_;
    const Profile& profile_;
    std::optional<Pool> with_table_;
    std::map<Figure, Pool> by_measure_;
};

std::optional<Flag> judge_unit(const Rule& rule, const Unit& unit, Pools& pools, const Profile& profile) {
    if (!is_rated(unit)) {
        return flag_of(rule, Flag::Level::not_judged, {}, say(messages::not_judged_not_rated, unit.name));
    }
    return rule.kind == Rule::Kind::limit ? judge_limit(rule, unit)
                                          : judge_bottom(rule, unit, pools.of(rule.measure), profile);
}

// Flags of one unit or the district with the rules they come from.
class Flags {
  public:
    void add(const Rule& rule, std::optional<Flag> flag) {
        if (flag) flags_.emplace_back(&rule, std::move(*flag));
    }
    std::vector<Flag> without_repeats() const {
        std::vector<Flag> out;
        for (const auto& [rule, flag] : flags_) {
            if (flag.level != Flag::Level::warning || !breached_like(*rule)) out.push_back(flag);
        }
        return out;
    }

  private:
    bool breached_like(const Rule& rule) const {
        return std::any_of(flags_.begin(), flags_.end(), [&](const auto& entry) {
            const auto& [other, flag] = entry;
            return flag.level == Flag::Level::breach && other->kind == rule.kind &&
                   other->measure == rule.measure;
        });
    }

    std::vector<std::pair<const Rule*, Flag>> flags_;
};

// A "city" of no more units than a rule names is judged like any other, but the table is probably not whole.
void report_small_cities(Result& result, const Profile& profile, Pools& pools) {
    int most = 0;
    std::size_t units = 0;
    for (const Rule& rule : profile.rules) {
        if (rule.kind != Rule::Kind::bottom_n) continue;
        const Pool& pool = pools.of(rule.measure);
        if (!pool.known || pool.values.size() > static_cast<std::size_t>(rule.n) || rule.n <= most) continue;
        most = rule.n;
        units = pool.values.size();
    }
    if (most > 0) result.findings.push_back(find(messages::small_city, "", units, most));
}

}  // namespace

void apply_rules(Result& result, const Profile& profile, const std::optional<CityTable>& city) {
    if (city) {
        for (const CityTable::Total& total : city->totals) {
            result.findings.push_back(find(messages::city_table_totals, total.name, total.name, total.line));
        }
        report_near_identical(result, *city, profile);
    }
    Pools pools(result, profile, city);
    for (Unit& unit : result.units) {
        Flags flags;
        for (const Rule& rule : profile.rules) {
            if (concerns(rule, unit, profile)) flags.add(rule, judge_unit(rule, unit, pools, profile));
        }
        unit.flags = flags.without_repeats();
    }
    report_small_cities(result, profile, pools);
    Flags flags;
    for (const Rule& rule : profile.rules) {
        if (rule.target == Rule::Target::district) flags.add(rule, judge_district(rule, result));
    }
    result.district.flags = flags.without_repeats();
}

bool breached(const Result& result) {
    const auto has_breach = [](const Unit& unit) {
        return std::any_of(unit.flags.begin(), unit.flags.end(),
                           [](const Flag& flag) { return flag.level == Flag::Level::breach; });
    };
    return has_breach(result.district) || std::any_of(result.units.begin(), result.units.end(), has_breach);
}

}  // namespace bareland::rank
