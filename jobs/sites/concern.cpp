#include "jobs/sites/concern.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "geo/names.hpp"

namespace bareland::sites {
namespace {

using Rule = SiteRules::Rule;
using Answer = Concern::Answer;

bool equals_one(const std::string& text, const std::vector<std::string>& words) {
    const std::string folded = folded_name(text);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return folded_name(word) == folded; });
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_latin_word(const std::string& word) {
    return std::all_of(word.begin(), word.end(), is_letter);
}

// A pigeon is no pig: words in Latin letters count whole, in lower case.
std::vector<std::string> latin_words(const std::string& text) {
    std::vector<std::string> out;
    bool open = false;
    for (const char c : text) {
        if (is_letter(c)) {
            if (!open) out.emplace_back();
            out.back() += static_cast<char>(c | 0x20);
        }
        open = is_letter(c);
    }
    return out;
}

Concern missing(const std::vector<Text>& columns) {
    std::vector<std::string> zh, en;
    for (const Text& column : columns) {
        zh.push_back(column.zh);
        en.push_back(column.en);
    }
    return {Answer::unknown,
            {fmt::format("缺少{}", fmt::join(zh, "、")), fmt::format("no {}", fmt::join(en, ", no "))}};
}

// Nothing: it is a farm. The documents speak of farms only; a type that is none of theirs is no farm.
std::optional<Concern> not_a_farm(const Rule& rule, const SiteRecord& project) {
    if (!project.type.empty()) {
        if (mentions(project.type, rule.types)) return std::nullopt;
        return Concern{Answer::no,
                       {fmt::format("类型“{}”不是养殖场（小区）", project.type),
                        fmt::format("its type {} is no livestock farm", project.type)}};
    }
    if (!project.species.empty() || project.large_scale) return std::nullopt;
    return missing({{"类型（type）和畜种（species）", "type and no species"}});
}

Concern of_species(const Rule& rule, const SiteRecord& project) {
    if (mentions(project.species, rule.listed)) return {};
    const Text reason{fmt::format("畜种“{}”不在名录中", project.species),
                      fmt::format("its species {} is not listed", project.species)};
    if (!rule.open) return {Answer::no, reason};
    return {Answer::unknown,
            {reason.zh + "（名录以“等”字结尾）", reason.en + ", and the list is an open one"}};
}

Concern livestock(const Rule& rule, const SiteRecord& project) {
    if (const auto other = not_a_farm(rule, project)) return *other;
    const std::optional<bool>& large = project.large_scale;
    const std::optional<bool>& compliant = project.compliant;
    if (large && !*large && compliant && *compliant) {
        return {Answer::no, {"不属规模化养殖且符合规定", "it is small and compliant"}};
    }
    const bool banned = (large && *large) || (compliant && !*compliant);
    std::vector<Text> lacking;
    if (!banned && !large) lacking.push_back({"规模化（scale）", "scale"});
    if (!banned && !compliant) lacking.push_back({"合规（compliant）", "compliant"});
    if (project.species.empty()) lacking.push_back({"畜种（species）", "species"});
    Concern species = project.species.empty() ? Concern{} : of_species(rule, project);
    // A species that is not listed settles it, whatever else is missing.
    if (species.answer == Answer::no) return species;
    if (!lacking.empty()) return missing(lacking);
    return species;
}

// As tables list them: "污水、垃圾".
std::vector<std::string> categories_of(const std::string& text) {
    std::vector<std::string> out(1);
    constexpr std::string_view wide[] = {"、", "，", "；", "／"};
    for (std::size_t i = 0; i < text.size();) {
        const auto sign = std::find_if(std::begin(wide), std::end(wide), [&](std::string_view s) {
            return std::string_view(text).substr(i, s.size()) == s;
        });
        if (sign != std::end(wide)) {
            out.emplace_back();
            i += sign->size();
        } else if (std::string_view(",;/|").find(text[i]) != std::string_view::npos) {
            out.emplace_back();
            ++i;
        } else {
            out.back() += text[i++];
        }
    }
    std::erase_if(out, [](const std::string& category) { return folded_name(category).empty(); });
    return out;
}

Concern pollution(const Rule& rule, const SiteRecord& project) {
    const std::vector<std::string> categories = categories_of(project.pollution);
    if (categories.empty()) return missing({{"污染类别（pollution）", "pollution"}});
    Concern worst{Answer::no,
                  {fmt::format("污染类别“{}”不在规定之列", project.pollution),
                   fmt::format("its pollution category {} is not one of the rule's", project.pollution)}};
    for (const std::string& category : categories) {
        if (equals_one(category, rule.none)) continue;
        if (mentions(category, rule.listed)) return {};
        if (rule.open || mentions(category, rule.unclear)) {
            worst = {Answer::unknown,
                     {fmt::format("污染类别“{}”是否属于规定之列不明", project.pollution),
                      fmt::format("whether its pollution category {} is one of the rule's is not clear",
                                  project.pollution)}};
        }
    }
    return worst;
}

template <class Matches>
const Rule* first_in_force(const SiteRules& rules, const Date& day, Matches matches) {
    for (const Rule& rule : rules.rules) {
        if (rule.validity.holds(day) && matches(rule)) return &rule;
    }
    return nullptr;
}

}  // namespace

Concern concern_of(const Rule& rule, const SiteRecord& project) {
    return rule.test == Rule::Test::livestock ? livestock(rule, project) : pollution(rule, project);
}

bool mentions(const std::string& text, const std::vector<std::string>& words) {
    const std::string folded = folded_name(text);
    const std::vector<std::string> latin = latin_words(text);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        if (!is_latin_word(word)) return folded.find(folded_name(word)) != std::string::npos;
        return std::any_of(latin.begin(), latin.end(),
                           [&](const std::string& one) { return one == word || one == word + "s"; });
    });
}

const Rule* rule_named(const SiteRules& rules, const std::string& id, const Date& day) {
    return first_in_force(rules, day, [&](const Rule& rule) { return rule.id == id; });
}

const Rule* rule_for(const SiteRules& rules, const std::string& kind, const Date& day) {
    return first_in_force(rules, day, [&](const Rule& rule) {
        return std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end();
    });
}

}  // namespace bareland::sites
