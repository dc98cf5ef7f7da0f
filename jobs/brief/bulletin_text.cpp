#include "jobs/brief/bulletin_text.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "jobs/brief/named_units.hpp"

namespace bareland::brief {
namespace {

using Words = report::Words;
using Kind = Line::Kind;

constexpr double counts_as_change = 0.5;  // m2: less is not seen in figures without decimals

// A sentence of the profile goes on in ours: without its own full stop.
std::string without_stop(std::string text, const std::vector<std::string>& stops) {
    for (const std::string& stop : stops) {
        if (text.ends_with(stop)) text.erase(text.size() - stop.size());
    }
    return text;
}

// ---- the text

class Bulletin {
  public:
    Bulletin(const Briefing& briefing, const Texts& say, const std::string& maker, std::size_t named)
        : briefing_(briefing), say_(say), maker_(maker), named_(std::max<std::size_t>(1, named)) {}

    std::vector<Line> lines() {
        add(Kind::text, say_("opening", {{"month", say_.month(briefing_.month)},
                                         {"maker", maker_},
                                         {"district", briefing_.district_name}}));
        figures();
        ranks();
        rules();
        changes();
        not_rated();
        checks();
        duties();
        return std::move(lines_);
    }

  private:
    void add(Kind kind, std::string text) { lines_.push_back({kind, std::move(text)}); }

    std::string numeral(std::size_t number) const {
        const auto numerals = say_.list("numerals");
        return number <= numerals.size() ? numerals[number - 1] : std::to_string(number);
    }

    void heading(std::string_view key) {
        add(Kind::heading, say_("heading", {{"number", numeral(++headings_)}, {"text", say_(key)}}));
        subheadings_ = 0;
    }

    void subheading(const std::string& text) {
        add(Kind::subheading, say_("subheading", {{"number", numeral(++subheadings_)}, {"text", text}}));
    }

    void items(const std::vector<std::string>& texts) {
        for (std::size_t i = 0; i < texts.size(); ++i)
            add(Kind::item, say_("item", {{"number", std::to_string(i + 1)}, {"text", texts[i]}}));
    }

    // "Most ... (3): A, B, C." Nothing when nobody is named.
    void naming(std::string_view key, const Units& units,
                const std::function<std::string(const UnitFacts&)>& word) {
        if (units.empty()) return;
        std::vector<std::string> words;
        for (const UnitFacts* unit : units)
            words.push_back(word(*unit));
        add(Kind::text,
            say_(key, {{"count", std::to_string(units.size())}, {"units", joined(words, say_("join"))}}));
    }

    void figures() {
        heading("figures_heading");
        const Areas& areas = briefing_.district.areas;
        std::string text =
            say_("figures", {{"district", briefing_.district_name},
                             {"unit", square_kilometres(areas.unit)},
                             {"bare", square_metres(areas.bare)},
                             {"bare_permyriad", two_decimals(areas.bare_permyriad)},
                             {"uncontrolled", square_metres(areas.uncontrolled)},
                             {"uncontrolled_permyriad", two_decimals(areas.uncontrolled_permyriad)},
                             {"controlled", square_metres(areas.controlled)},
                             {"temporary", square_metres(areas.controlled_temporary)},
                             {"permanent", square_metres(areas.controlled_permanent)},
                             {"excluded", square_metres(areas.excluded)}});
        if (briefing_.has_patches && briefing_.district.patch_count)
            text += space() + say_("patches", {{"count", std::to_string(*briefing_.district.patch_count)}});
        add(Kind::text, text);
        const std::size_t count = briefing_.units.size();
        add(Kind::text, say_("rated", {{"count", std::to_string(count)},
                                       {"ranked", std::to_string(briefing_.ranked_units)},
                                       {"others", std::to_string(count - briefing_.ranked_units)}}));
    }

    std::string space() const { return say_.lang() == Lang::en ? " " : ""; }

    void ranks() {
        const Units ranked = chosen(briefing_, [](const UnitFacts& unit) { return unit.rank.has_value(); });
        if (ranked.empty()) return;
        heading("ranks_heading");
        // Of few units nobody is named both as best and as worst.
        const std::size_t named = std::min(named_, std::max<std::size_t>(1, ranked.size() / 2));
        const auto rank = [](const UnitFacts& unit) { return unit.rank.value_or(0); };
        const auto from_worst = [](const UnitFacts& unit) { return -unit.rank.value_or(0); };
        const Units best = first_of(sorted_by(ranked, rank), named, rank);
        Units worst = first_of(sorted_by(ranked, from_worst), named, from_worst);
        std::erase_if(worst, [&](const UnitFacts* unit) {
            return std::find(best.begin(), best.end(), unit) != best.end();
        });
        const auto word = [&](const UnitFacts& unit) {
            return say_("ranked_unit", {{"name", unit.name},
                                        {"rank", std::to_string(unit.rank.value_or(0))},
                                        {"area", square_metres(unit.areas.uncontrolled)},
                                        {"permyriad", two_decimals(unit.areas.uncontrolled_permyriad)}});
        };
        naming("best", best, word);
        naming("worst", worst, word);
    }

    // ---- limits

    std::string sentence(const UnitFacts& unit, const Judgement& judgement) const {
        std::string text = without_stop(judgement.text, say_.list("full_stop"));
        if (text.empty()) text = say_("rule_only", {{"name", unit.name}, {"rule", judgement.rule}});
        const char* key = judgement.clause.empty() ? "judgement_no_clause" : "judgement";
        return say_(key, {{"text", text}, {"clause", judgement.clause}});
    }

    // A unit among the worst ten is not told again as one of the worst thirty.
    static bool told_as_breach(const UnitFacts& unit, const Judgement& warning) {
        return std::any_of(unit.judgements.begin(), unit.judgements.end(), [&](const Judgement& other) {
            return other.outcome == Judgement::Outcome::breach && !other.text.empty() &&
                   other.text == warning.text;
        });
    }

    std::vector<std::string> sentences(Judgement::Outcome outcome) const {
        std::vector<std::string> out;
        const auto of = [&](const UnitFacts& unit) {
            for (const Judgement& judgement : unit.judgements) {
                if (judgement.outcome != outcome) continue;
                const bool again = outcome == Judgement::Outcome::warning && told_as_breach(unit, judgement);
                if (!again) out.push_back(sentence(unit, judgement));
            }
        };
        of(briefing_.district);
        for (const UnitFacts& unit : briefing_.units)
            of(unit);
        return out;
    }

    void not_judged() {
        struct Group {
            std::vector<std::string> names;
            std::set<std::string> reasons;
            std::string clause;
        };
        std::map<std::string, Group> groups;  // by rule
        for (const UnitFacts& unit : briefing_.units) {
            for (const Judgement& judgement : unit.judgements) {
                if (judgement.outcome != Judgement::Outcome::not_judged) continue;
                Group& group = groups[judgement.rule];
                group.names.push_back(unit.name);
                group.reasons.insert(without_stop(judgement.text, say_.list("full_stop")));
                group.clause = judgement.clause.empty() ? judgement.rule : judgement.clause;
            }
        }
        for (const auto& [rule, group] : groups) {
            const bool one_reason = group.reasons.size() == 1 && !group.reasons.begin()->empty();
            Words words{{"units", joined(group.names, say_("join"))}, {"clause", group.clause}};
            if (one_reason) words["reason"] = *group.reasons.begin();
            add(Kind::text, say_(one_reason ? "not_judged_reason" : "not_judged", words));
        }
    }

    void rules() {
        const auto has = [](const UnitFacts& unit) { return !unit.judgements.empty(); };
        if (!has(briefing_.district) && chosen(briefing_, has).empty()) return;
        heading("rules_heading");
        const auto breaches = sentences(Judgement::Outcome::breach);
        const auto warnings = sentences(Judgement::Outcome::warning);
        if (breaches.empty()) {
            add(Kind::text, say_("no_breach"));
        } else {
            add(Kind::text, say_("breaches", {{"count", std::to_string(breaches.size())}}));
            items(breaches);
        }
        if (!warnings.empty()) {
            add(Kind::text, say_("warnings", {{"count", std::to_string(warnings.size())}}));
            items(warnings);
        }
        not_judged();
    }

    // ---- changes

    std::string change_words(double change, double now) const {
        if (std::abs(change) < counts_as_change) return say_("same");
        const double before = now - change;
        Words words{{"area", square_metres(std::abs(change))}};
        std::string key = change > 0 ? "more" : "less";
        if (before >= counts_as_change) {
            words["percent"] = grouped(std::abs(change) / before * 100, 1);
            key += "_percent";
        }
        return say_(key, words);
    }

    struct Since {
        Month then;
        const char* district_key;
        const char* units_key;
        std::optional<double> UnitFacts::*change;
        std::optional<int> UnitFacts::*rank;
    };

    void moved(const Since& since) {
        const auto change = [&](const UnitFacts& unit) { return (unit.*since.change).value_or(0); };
        const auto less = [&](const UnitFacts& unit) { return -change(unit); };
        const auto word = [&](const char* key) {
            return [this, change, key](const UnitFacts& unit) {
                return say_(key, {{"name", unit.name}, {"area", square_metres(std::abs(change(unit)))}});
            };
        };
        const Units grown =
            chosen(briefing_, [&](const UnitFacts& unit) { return change(unit) >= counts_as_change; });
        const Units shrunk =
            chosen(briefing_, [&](const UnitFacts& unit) { return change(unit) <= -counts_as_change; });
        naming("grown", first_of(sorted_by(grown, less), named_, less), word("changed_more"));
        naming("shrunk", first_of(sorted_by(shrunk, change), named_, change), word("changed_less"));
    }

    void changed_places(const Since& since) {
        // Positive: towards the best.
        const auto rise = [&](const UnitFacts& unit) -> double {
            const std::optional<int>& before = unit.*since.rank;
            return before && unit.rank ? *before - *unit.rank : 0;
        };
        const auto fall = [&](const UnitFacts& unit) { return -rise(unit); };
        const auto word = [&](const char* key) {
            return [this, &since, key](const UnitFacts& unit) {
                return say_(key, {{"name", unit.name},
                                  {"before", std::to_string((unit.*since.rank).value_or(0))},
                                  {"now", std::to_string(unit.rank.value_or(0))}});
            };
        };
        const Units risen = chosen(briefing_, [&](const UnitFacts& unit) { return rise(unit) > 0; });
        const Units fallen = chosen(briefing_, [&](const UnitFacts& unit) { return fall(unit) > 0; });
        naming("risen", first_of(sorted_by(risen, fall), named_, fall), word("moved_up"));
        naming("fallen", first_of(sorted_by(fallen, rise), named_, rise), word("moved_down"));
    }

    bool known(const Since& since) const {
        const auto compared = [&](const UnitFacts& unit) {
            return (unit.*since.change).has_value() || (unit.*since.rank).has_value();
        };
        return compared(briefing_.district) || !chosen(briefing_, compared).empty();
    }

    void compare(const Since& since) {
        const Words month{{"month", say_.month(since.then)}};
        if (const auto& change = briefing_.district.*since.change) {
            Words words = month;
            words["district"] = briefing_.district_name;
            words["change"] = change_words(*change, briefing_.district.areas.uncontrolled);
            add(Kind::text, say_(since.district_key, words));
        } else {
            add(Kind::text, say_(since.units_key, month));
        }
        moved(since);
        changed_places(since);
    }

    void not_compared() {
        std::map<std::string, std::vector<std::string>> names;  // by reason
        for (const UnitFacts& unit : briefing_.units) {
            if (!unit.change_m2 && !unit.change_reason.empty())
                names[without_stop(unit.change_reason, say_.list("full_stop"))].push_back(unit.name);
        }
        for (const auto& [reason, units] : names)
            add(Kind::text,
                say_("not_compared", {{"units", joined(units, say_("join"))}, {"reason", reason}}));
    }

    void changes() {
        const Since month{briefing_.previous_month.value_or(briefing_.month.previous()), "since_month",
                          "since_month_units", &UnitFacts::change_m2, &UnitFacts::previous_rank};
        const Since year{briefing_.month.year_before(), "since_year", "since_year_units",
                         &UnitFacts::previous_year_change_m2, &UnitFacts::previous_year_rank};
        if (!known(month) && !known(year)) return;
        heading("changes_heading");
        if (known(month)) {
            compare(month);
            not_compared();
        }
        if (known(year)) compare(year);
    }

    // ---- the rest

    void not_rated() {
        const Units units = chosen(briefing_, [](const UnitFacts& unit) { return !unit.rank; });
        if (units.empty()) return;
        heading("not_rated_heading");
        std::vector<std::string> texts;
        for (const UnitFacts* unit : units) {
            const Areas& areas = unit->areas;
            const double percent = areas.unit > 0 ? areas.observed / areas.unit * 100 : 0;
            texts.push_back(say_(
                "not_rated",
                {{"name", unit->name}, {"status", unit->status_word}, {"percent", grouped(percent, 1)}}));
        }
        items(texts);
    }

    std::string site_sentence(const SiteOfUnit& site) const {
        const std::string& name = site.name.empty() ? site.id : site.name;
        const std::string text = say_(site.zone.empty() ? "site" : "site_zone",
                                      {{"name", name}, {"verdict", site.verdict}, {"zone", site.zone}});
        const char* key = site.clause.empty() ? "judgement_no_clause" : "judgement";
        return say_(key, {{"text", text}, {"clause", site.clause}});
    }

    void checks() {
        if (!briefing_.has_sites && !briefing_.has_routes) return;
        heading("checks_heading");
        const auto tell = [&](const char* key, const auto& all, const auto& sentence) {
            std::vector<std::string> texts;
            for (const auto& one : all) {
                if (one.breach) texts.push_back(sentence(one));
            }
            add(Kind::text, say_(key, {{"count", std::to_string(all.size())},
                                       {"breaches", std::to_string(texts.size())}}));
            items(texts);
        };
        if (briefing_.has_sites)
            tell("sites", briefing_.district.sites,
                 [&](const SiteOfUnit& site) { return site_sentence(site); });
        if (briefing_.has_routes) {
            tell("routes", briefing_.district.routes, [&](const RouteOfUnit& route) {
                return say_(route.plate.empty() ? "route" : "route_plate",
                            {{"id", route.id},
                             {"plate", route.plate},
                             {"verdict", route.verdict},
                             {"metres", grouped(route.inside_m, 0)}});
            });
        }
    }

    std::string basis(const Duty& duty) const {
        if (duty.owner.empty() && duty.clause.empty()) return {};
        const char* key = duty.clause.empty()  ? "basis_owner"
                          : duty.owner.empty() ? "basis_clause"
                                               : "basis_both";
        return say_(key, {{"owner", duty.owner}, {"clause", duty.clause}});
    }

    // The same duty in several places is said once, with all of them.
    std::vector<std::string> duty_sentences(const UnitFacts& unit) const {
        std::vector<std::pair<const Duty*, std::vector<std::string>>> merged;
        const auto what = [](const Duty& duty) { return std::tie(duty.what, duty.owner, duty.clause); };
        for (const Duty& duty : unit.duties) {
            auto known = std::find_if(merged.begin(), merged.end(),
                                      [&](const auto& one) { return what(*one.first) == what(duty); });
            if (known == merged.end()) known = merged.insert(merged.end(), {&duty, {}});
            auto& places = known->second;
            const bool listed = std::find(places.begin(), places.end(), duty.where) != places.end();
            if (!duty.where.empty() && !listed) places.push_back(duty.where);
        }
        std::vector<std::string> out;
        for (const auto& [duty, places] : merged) {
            out.push_back(say_(places.empty() ? "duty_anywhere" : "duty",
                               {{"where", joined(places, say_("join"))},
                                {"what", without_stop(duty->what, say_.list("full_stop"))},
                                {"basis", basis(*duty)}}));
        }
        return out;
    }

    void duties() {
        const Units units = chosen(briefing_, [](const UnitFacts& unit) { return !unit.duties.empty(); });
        if (units.empty()) return;
        heading("duties_heading");
        add(Kind::text, say_("duties_intro"));
        for (const UnitFacts* unit : units) {
            subheading(say_(unit->owner.empty() ? "duties_unit" : "duties_unit_owner",
                            {{"name", unit->name}, {"owner", unit->owner}}));
            items(duty_sentences(*unit));
        }
    }

    const Briefing& briefing_;
    const Texts& say_;
    const std::string& maker_;
    std::size_t named_;
    std::size_t headings_ = 0;
    std::size_t subheadings_ = 0;
    std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> bulletin_text(const Briefing& briefing, const Texts& say, const std::string& maker,
                                std::size_t named) {
    return Bulletin(briefing, say, maker, named).lines();
}

}  // namespace bareland::brief
