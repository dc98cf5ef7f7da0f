// Whether a rule concerns a project, by the project's attributes.
#pragma once

#include <optional>
#include <string>

#include "geo/error.hpp"
#include "geo/registry.hpp"
#include "layers/site_rules.hpp"

namespace bareland::sites {

struct Concern {
    enum class Answer { yes, no, unknown };
    Answer answer = Answer::yes;
    Text reason;  // why it is not "yes"
};

// livestock: a project is a farm when its type contains one of the rule's `types`, or, without a type, when
// it has a species or says how large it is; else nobody knows. A farm is concerned when it is large-scale or
// not compliant and its species is listed; one that is known to be small and compliant is not, whatever its
// species. pollution: the project's categories (separated by , ; 、 /) against the rule's words, which they
// contain
// ("生活垃圾" is 垃圾); one that is listed suffices.
Concern concern_of(const SiteRules::Rule& rule, const SiteRecord& project);

// `text` contains one of the words, blanks, case and full width aside; words in Latin letters count only
// whole, or with an s at their end.
bool mentions(const std::string& text, const std::vector<std::string>& words);

// The rule of this id, or for zones of this kind, that is in force on `day`; null where there is none.
const SiteRules::Rule* rule_named(const SiteRules& rules, const std::string& id, const Date& day);
const SiteRules::Rule* rule_for(const SiteRules& rules, const std::string& kind, const Date& day);

}  // namespace bareland::sites
