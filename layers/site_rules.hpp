// What a district's documents say of places ([sites] of a profile): whom a zone concerns, what follows for
// those inside it, and how well coordinates are known. docs/profiles.md explains each key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"

namespace bareland {

struct SiteRules {
    // Metres. Of places whose records do not say how well they are known.
    struct Uncertainty {
        double project = 5;  // a project's place or border
        double zone = 5;     // a zone's edge as digitised
        double well = 1;     // a well's place
        double datum = 1;    // added for coordinates on another datum than CGCS2000 (WGS 84)
    };
    Uncertainty uncertainty_m;

    // What the disc round a well of a kind is.
    struct WellZone {
        std::string zone_kind;
        std::optional<double> radius_m;  // of wells whose record has none
    };
    std::map<std::string, WellZone> wells{{"urban", {"water_primary", {}}},
                                          {"township", {"water_township", {}}},
                                          {"village", {"water_village", {}}}};

    // Kinds whose zone is all that lies within so many metres of the shape (schools).
    std::map<std::string, double> buffers_m;

    // A place in both is reported as `kind` only.
    struct Override {
        std::string kind;
        std::vector<std::string> over;
        std::string clause;
    };
    std::vector<Override> overrides{{"water_primary", {"water_secondary"}, ""}};

    // Zones of `kinds` concern a project only where its attributes say so.
    struct Rule {
        enum class Test {
            livestock,  // large or non-compliant farms (`types`) of the species `listed`
            pollution,  // pollution of the categories `listed`
        };
        std::string id;
        Test test = Test::livestock;
        std::vector<std::string> kinds;    // may be empty: the rule then only decides duties
        std::vector<std::string> types;    // words of a project's type that make it a farm
        std::vector<std::string> listed;   // species, categories of pollution
        std::vector<std::string> unclear;  // categories that may or may not be meant
        std::vector<std::string> none;     // words that say there is no pollution
        bool open = false;                 // the list ends in 等: what it does not name cannot be told
        Validity validity;
        std::string clause;
    };
    std::vector<Rule> rules;

    // What holds for projects inside zones of a kind.
    struct Duty {
        enum class Strength { mandatory, advisory };
        std::string kind;
        Strength strength = Strength::mandatory;
        std::vector<std::string> unless_in;  // not for projects that are certainly inside one of these kinds
        std::vector<std::string> types;      // only for these words in a project's type; empty: for all
        std::string rule;                    // only where this rule applies or cannot be told
        Validity validity;
        std::string clause;
        Text text;
    };
    std::vector<Duty> duties;

    // Some version of a rule is about this kind.
    bool has_rule_for(std::string_view kind) const;
};

// As it took effect, as one JSON object.
std::string site_rules_json(const SiteRules& rules);

}  // namespace bareland
