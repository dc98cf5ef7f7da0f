#include <fmt/format.h>
#include <algorithm>

#include "jobs/sites/contact.hpp"

namespace bareland::sites {
namespace {

using Duty = SiteRules::Duty;

void add_once(std::vector<std::string>& clauses, const std::string& clause) {
    if (clause.empty() || std::find(clauses.begin(), clauses.end(), clause) != clauses.end()) return;
    clauses.push_back(clause);
}

// Nothing: the duty does not concern the project.
std::optional<Concern> concern_of_duty(const Duty& duty, const Situation& situation) {
    if (!duty.validity.holds(situation.day)) return std::nullopt;
    const std::string& type = situation.record.type;
    // A project without a type may be of any.
    if (!duty.types.empty() && !type.empty() && !mentions(type, duty.types)) return std::nullopt;
    const bool spared = std::any_of(duty.unless_in.begin(), duty.unless_in.end(),
                                    [&](const std::string& kind) { return situation.certainly_in(kind); });
    if (spared) return std::nullopt;
    if (duty.rule.empty()) return Concern{};
    const SiteRules::Rule* rule = rule_named(situation.rules, duty.rule, situation.day);
    if (rule == nullptr) return std::nullopt;
    Concern concern = concern_of(*rule, situation.record);
    if (concern.answer == Concern::Answer::no) return std::nullopt;
    return concern;
}

Text worded(const Duty& duty, const Concern& concern) {
    const bool must = duty.strength == Duty::Strength::mandatory;
    Text out{fmt::format("【{}】{}", must ? "必须" : "提倡", duty.text.zh),
             fmt::format("{}: {}", must ? "must" : "should", duty.text.en)};
    if (concern.answer == Concern::Answer::unknown) {
        out.zh += fmt::format("（是否适用待核实：{}）", concern.reason.zh);
        out.en += fmt::format(" (whether it applies is to be verified: {})", concern.reason.en);
    }
    return out;
}

}  // namespace

bool Situation::certainly_in(const std::string& kind) const {
    return std::any_of(contacts.begin(), contacts.end(), [&](const Contact& contact) {
        return contact.verdict == Verdict::inside && zones[contact.zone].kind == kind;
    });
}

void add_duties(const Situation& situation, const Contact& contact, Hit& hit) {
    const Zone& zone = situation.zones[contact.zone];
    add_once(hit.clauses, zone.clause.empty() ? zone.document : zone.clause);
    if (hit.verdict == Verdict::outside) return;
    if (const auto* rule = rule_for(situation.rules, zone.kind, situation.day))
        add_once(hit.clauses, rule->clause);
    if (!zone.duties.empty()) {
        hit.duties.push_back({zone.duties, zone.duties});
        return;
    }
    for (const Duty& duty : situation.rules.duties) {
        if (duty.kind != zone.kind) continue;
        const auto concern = concern_of_duty(duty, situation);
        if (!concern) continue;
        hit.duties.push_back(worded(duty, *concern));
        add_once(hit.clauses, duty.clause);
    }
}

}  // namespace bareland::sites
