#include "jobs/brief/facts.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace bareland::brief {
namespace {

constexpr std::size_t months_shown = 12;

UnitStatus status_of(const std::string& key) {
    if (key == "ranked") return UnitStatus::ranked;
    if (key == "not_rated") return UnitStatus::not_rated;
    return key == "overlay" ? UnitStatus::overlay : UnitStatus::no_cover;
}

const Text& word_of(UnitStatus status, const StatusWords& words) {
    switch (status) {
        case UnitStatus::ranked:
            return words.ranked;
        case UnitStatus::not_rated:
            return words.not_rated;
        case UnitStatus::overlay:
            return words.overlay;
        case UnitStatus::no_cover:
            break;
    }
    return words.no_cover;
}

Areas areas_of(const RankingAreas& from) {
    Areas to;
    to.unit = from.unit;
    to.observed = from.observed;
    to.bare = from.bare.value_or(0);
    to.excluded = from.excluded.value_or(0);
    to.controlled = from.controlled.value_or(0);
    to.controlled_temporary = from.controlled_temporary.value_or(0);
    to.controlled_permanent = from.controlled_permanent.value_or(0);
    to.uncontrolled = from.uncontrolled.value_or(0);
    to.uncontrolled_without_exclusion = from.uncontrolled_without_exclusion.value_or(0);
    to.bare_permyriad = to.unit > 0 ? to.bare / to.unit * 1e4 : 0;
    to.uncontrolled_permyriad = to.unit > 0 ? to.uncontrolled / to.unit * 1e4 : 0;
    return to;
}

double figure_of(const Areas& areas, Figure figure) {
    switch (figure) {
        case Figure::unit_area:
            return areas.unit;
        case Figure::observed_area:
            return areas.observed;
        case Figure::bare_area:
            return areas.bare;
        case Figure::excluded_area:
            return areas.excluded;
        case Figure::controlled_area:
            return areas.controlled;
        case Figure::controlled_temporary_area:
            return areas.controlled_temporary;
        case Figure::controlled_permanent_area:
            return areas.controlled_permanent;
        case Figure::uncontrolled_area:
            return areas.uncontrolled;
        case Figure::uncontrolled_without_exclusion:
            return areas.uncontrolled_without_exclusion;
        case Figure::bare_permyriad:
            return areas.bare_permyriad;
        case Figure::uncontrolled_permyriad:
            break;
    }
    return areas.uncontrolled_permyriad;
}

// ---- rules

bool concerns(const Rule& rule, const RankingUnit& unit, bool district, const Profile& profile) {
    if (district) return rule.target == Rule::Target::district;
    if (rule.target == Rule::Target::district || unit.status == "overlay") return false;
    return rule.target == Rule::Target::unit || !profile.is_certified(unit.id, unit.name);
}

Judgement::Outcome outcome_of(const std::string& level) {
    if (level == "breach") return Judgement::Outcome::breach;
    return level == "warning" ? Judgement::Outcome::warning : Judgement::Outcome::not_judged;
}

// A unit among the bottom 10 is not told a second time that it is among the bottom 30: that rule is not kept
// either.
const RankingFlag* flag_of_stricter(const Rule& rule, const RankingUnit& unit, const Profile& profile) {
    if (rule.kind != Rule::Kind::bottom_n) return nullptr;
    for (const RankingFlag& flag : unit.flags) {
        if (flag.level == "not_judged") continue;
        const auto other = std::find_if(profile.rules.begin(), profile.rules.end(),
                                        [&](const Rule& known) { return known.id == flag.rule; });
        const bool stricter = other != profile.rules.end() && other->kind == rule.kind &&
                              other->measure == rule.measure && other->n < rule.n;
        if (stricter) return &flag;
    }
    return nullptr;
}

Judgement judged(const Rule& rule, const RankingUnit& unit, const Profile& profile, Lang lang) {
    const bool limit = rule.kind == Rule::Kind::limit;
    Judgement out;
    out.rule = rule.id;
    out.measure = figure_name(rule.measure);
    out.bottom_n = !limit;
    out.clause = rule.clause;
    out.value = figure_of(areas_of(unit.areas), rule.measure);
    out.limit = limit ? rule.limit : rule.n;
    const auto flag = std::find_if(unit.flags.begin(), unit.flags.end(),
                                   [&](const RankingFlag& known) { return known.rule == rule.id; });
    if (flag != unit.flags.end()) {
        out.outcome = outcome_of(flag->level);
        out.text = flag->text;
        if (flag->value) out.value = flag->value;
    } else if (const RankingFlag* stricter = flag_of_stricter(rule, unit, profile)) {
        out.outcome =
            rule.level == Rule::Level::breach ? Judgement::Outcome::breach : Judgement::Outcome::warning;
        out.text = stricter->text;
        out.value = stricter->value;
    } else {
        const bool rated = unit.status == "ranked" || rule.target == Rule::Target::district;
        out.outcome = rated || limit ? Judgement::Outcome::kept : Judgement::Outcome::not_judged;
        if (out.outcome == Judgement::Outcome::not_judged)
            out.text = word_of(status_of(unit.status), profile.status_words).in(lang);
    }
    return out;
}

// ---- months

const PreviousUnit* same_unit(const PreviousMonth& month, const RankingUnit& unit, const Profile& profile) {
    const PreviousUnit* by_name = nullptr;
    for (const PreviousUnit& there : month.units) {
        if (there.id == unit.id) return &there;
        if (by_name == nullptr && profile.names.same(there.name, unit.name)) by_name = &there;
    }
    return by_name;
}

MonthValue value_of(const Month& month, const PreviousUnit* unit) {
    if (unit == nullptr) return {month, std::nullopt, std::nullopt};
    const bool rated = unit->status == "ranked" || unit->status == "overlay";
    return {month, rated ? unit->uncontrolled_area : std::nullopt, unit->rank};
}

MonthValue value_of(const Month& month, const RankingUnit& unit) {
    const bool rated = unit.status == "ranked" || unit.status == "overlay";
    return {month, rated ? unit.areas.uncontrolled : std::nullopt, unit.rank};
}

// ---- one unit

class Facts {
  public:
    Facts(const RankingFile& ranking, const Profile& profile, const std::vector<PreviousMonth>& history,
          Lang lang)
        : ranking_(ranking), profile_(profile), lang_(lang) {
        const std::size_t earlier = std::min(history.size(), months_shown - 1);
        history_.assign(history.end() - static_cast<std::ptrdiff_t>(earlier), history.end());
    }

    UnitFacts of(const RankingUnit& unit, bool district) const {
        UnitFacts out;
        out.id = unit.id;
        out.name = unit.name;
        out.status = status_of(unit.status);
        out.status_word = word_of(out.status, profile_.status_words).in(lang_);
        out.areas = areas_of(unit.areas);
        out.rank = unit.rank;
        out.rank_from_worst = unit.rank_from_worst;
        out.previous_rank = unit.previous_rank;
        out.previous_year_rank = unit.previous_year_rank;
        out.change_m2 = unit.change_m2;
        out.previous_year_change_m2 = unit.previous_year_change_m2;
        out.change_reason = unit.change_reason;
        for (const Rule& rule : profile_.rules) {
            if (concerns(rule, unit, district, profile_))
                out.judgements.push_back(judged(rule, unit, profile_, lang_));
        }
        for (const PreviousMonth& month : history_)
            out.history.push_back(
                value_of(month.month, district ? &month.district : same_unit(month, unit, profile_)));
        out.history.push_back(value_of(ranking_.month, unit));
        for (const auto& [id, areas] : unit.zones)
            out.zones.push_back({.id = id, .name = id, .kind = "", .areas = areas_of(areas)});
        return out;
    }

  private:
    const RankingFile& ranking_;
    const Profile& profile_;
    std::vector<PreviousMonth> history_;
    Lang lang_;
};

}  // namespace

Briefing facts_of(const RankingFile& ranking, const Profile& profile,
                  const std::vector<PreviousMonth>& history, Lang lang) {
    Briefing out;
    out.lang = lang;
    out.month = ranking.month;
    // The ranking has the name in the language it was made in.
    const std::string& name = ranking.district.name;
    const bool profiles = name.empty() || name == profile.name.zh || name == profile.name.en;
    out.district_name = profiles ? profile.name.in(lang) : name;
    const auto has_previous = [](const RankingUnit& unit) { return unit.previous_rank || unit.change_m2; };
    if (std::any_of(ranking.units.begin(), ranking.units.end(), has_previous))
        out.previous_month = ranking.month.previous();
    const Facts facts(ranking, profile, history, lang);
    out.district = facts.of(ranking.district, true);
    for (const RankingUnit& unit : ranking.units)
        out.units.push_back(facts.of(unit, false));
    std::stable_sort(out.units.begin(), out.units.end(), [](const UnitFacts& a, const UnitFacts& b) {
        const auto key = [](const UnitFacts& unit) {
            return std::tuple(!unit.rank_from_worst, unit.rank_from_worst.value_or(0),
                              std::cref(unit.id).get());
        };
        return key(a) < key(b);
    });
    out.ranked_units = static_cast<std::size_t>(std::count_if(
        out.units.begin(), out.units.end(), [](const UnitFacts& unit) { return unit.rank.has_value(); }));
    out.findings = ranking.findings;
    return out;
}

}  // namespace bareland::brief
