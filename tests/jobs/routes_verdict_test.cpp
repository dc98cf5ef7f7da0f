// The decision table against a second formulation: written out line by line, the first that fits counts.
#include "jobs/routes/verdict.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace bareland::routes {
namespace {

// '*' fits everything. Class: m muck truck, h heavy diesel, o other. Energy: d diesel, g gas, y hybrid, e
// electric, h hydrogen. Standard: 3 means up to 3, 4 means above. Origin and destination: i inside, o
// outside. Way: - no metre inside, s within the tolerance of the least, l longer, r comes back.
struct Line {
    const char* classes;
    const char* energies;
    const char* standard;
    const char* origin;
    const char* destination;
    const char* way;
    Verdict verdict;
};
constexpr std::array table{
    Line{"*", "d", "3", "*", "*", "*", Verdict::banned},
    Line{"o", "*", "*", "*", "*", "*", Verdict::not_applicable},
    Line{"m", "eh", "*", "*", "*", "*", Verdict::exempt},
    Line{"mh", "*", "*", "*", "i", "*", Verdict::not_covered},
    Line{"mh", "*", "*", "i", "o", "-s", Verdict::exit_ok},
    Line{"mh", "*", "*", "i", "o", "lr", Verdict::exit_not_shortest},
    Line{"mh", "*", "*", "o", "o", "slr", Verdict::should_detour},
    Line{"mh", "*", "*", "o", "o", "-", Verdict::clear},
};

bool fits(const char* words, char word) {
    return *words == '*' || std::string_view(words).find(word) != std::string_view::npos;
}

constexpr std::array classes{std::pair{VehicleClass::muck_truck, 'm'},
                             std::pair{VehicleClass::heavy_diesel, 'h'}, std::pair{VehicleClass::other, 'o'}};
constexpr std::array energies{std::pair{Energy::diesel, 'd'}, std::pair{Energy::gas, 'g'},
                              std::pair{Energy::hybrid, 'y'}, std::pair{Energy::electric, 'e'},
                              std::pair{Energy::hydrogen, 'h'}};
constexpr std::array ways{'-', 's', 'l', 'r'};

Verdict by_table(char c, char e, int standard, bool begins, bool ends, char way) {
    for (const Line& line : table) {
        if (fits(line.classes, c) && fits(line.energies, e) &&
            fits(line.standard, standard <= 3 ? '3' : '4') && fits(line.origin, begins ? 'i' : 'o') &&
            fits(line.destination, ends ? 'i' : 'o') && fits(line.way, way)) {
            return line.verdict;
        }
    }
    throw std::logic_error("no line fits");
}

WayFacts facts_of(bool begins, bool ends, char way) {
    // Least 2000 m: the tolerance is 2 %, 40 m.
    constexpr std::uint64_t least = 2'000'000;
    WayFacts facts;
    facts.begins_inside = begins;
    facts.ends_inside = ends;
    facts.least_mm = way == '-' ? 0 : least;
    facts.inside_mm = way == '-' ? 0 : way == 's' ? least + 40'000 : least + 40'001;
    facts.reentry = way == 'r';
    return facts;
}

// Every vehicle and way that is possible where '?' stands for what is not known.
std::set<Verdict> possible(const VehicleFacts& v, const std::set<bool>& begins, const std::set<bool>& ends,
                           char way) {
    std::set<Verdict> out;
    for (const auto& [c, c_word] : classes) {
        for (const auto& [e, e_word] : energies) {
            for (int s = lowest_standard; s <= highest_standard; ++s) {
                if ((v.vehicle_class && *v.vehicle_class != c) || (v.energy && *v.energy != e) ||
                    (v.standard && *v.standard != s))
                    continue;
                for (const bool b : begins) {
                    for (const bool d : ends)
                        out.insert(by_table(c_word, e_word, s, b, d, way));
                }
            }
        }
    }
    return out;
}

template <class T, std::size_t N>
std::vector<std::optional<T>> with_unknown(const std::array<std::pair<T, char>, N>& all) {
    std::vector<std::optional<T>> out{std::nullopt};
    for (const auto& [value, word] : all)
        out.emplace_back(value);
    return out;
}

TEST(RoutesVerdict, AgreesWithTheTableForEveryFactKnownOrNot) {
    const RouteRules rules = default_route_rules();
    const std::array truths{std::set<bool>{false}, std::set<bool>{true}, std::set<bool>{false, true}};
    std::vector<std::optional<int>> standards{std::nullopt};
    for (int s = lowest_standard; s <= highest_standard; ++s)
        standards.emplace_back(s);
    std::size_t cases = 0, told = 0;
    for (const auto& c : with_unknown(classes)) {
        for (const auto& e : with_unknown(energies)) {
            for (const auto& s : standards) {
                for (const auto& begins : truths) {
                    for (const auto& ends : truths) {
                        for (const char way : ways) {
                            WayFacts facts = facts_of(*begins.begin(), *ends.begin(), way);
                            if (begins.size() > 1) facts.begins_inside.reset();
                            if (ends.size() > 1) facts.ends_inside.reset();
                            const VehicleFacts vehicle{c, e, s};
                            const auto expected = possible(vehicle, begins, ends, way);
                            const Judgement judged = judge(vehicle, std::span(&facts, 1), rules);
                            ++cases;
                            ASSERT_EQ(std::set(judged.possible.begin(), judged.possible.end()), expected);
                            if (expected.size() == 1) {
                                ++told;
                                ASSERT_EQ(judged.verdict, *expected.begin());
                            } else {
                                ASSERT_EQ(judged.verdict, Verdict::cannot_tell);
                            }
                        }
                    }
                }
            }
        }
    }
    EXPECT_EQ(cases, 4U * 6 * 8 * 3 * 3 * 4);
    EXPECT_GT(told, cases / 4);
    EXPECT_LT(told, cases);
}

TEST(RoutesVerdict, SaysWhatWouldHaveToBeKnown) {
    const RouteRules rules = default_route_rules();
    const WayFacts through = facts_of(false, false, 'l');
    const auto needs = [&](const VehicleFacts& vehicle, const WayFacts& way) {
        return judge(vehicle, std::span(&way, 1), rules);
    };
    const Judgement energy = needs({VehicleClass::muck_truck, {}, 6}, through);
    EXPECT_TRUE(energy.needs_energy);
    EXPECT_FALSE(energy.needs_class || energy.needs_standard || energy.needs_gate || energy.needs_origin);
    const Judgement standard = needs({VehicleClass::muck_truck, Energy::diesel, {}}, through);
    EXPECT_TRUE(standard.needs_standard);
    EXPECT_FALSE(standard.needs_energy);
    WayFacts gate = facts_of(true, false, 'l');
    gate.least_mm.reset();
    const Judgement no_gate = needs({VehicleClass::muck_truck, Energy::diesel, 6}, gate);
    EXPECT_TRUE(no_gate.needs_gate);
    EXPECT_EQ(no_gate.possible, (std::vector{Verdict::exit_ok, Verdict::exit_not_shortest}));
    gate.reentry = true;  // then no gate makes it the shortest
    EXPECT_EQ(needs({VehicleClass::muck_truck, Energy::diesel, 6}, gate).verdict, Verdict::exit_not_shortest);
}

TEST(RoutesVerdict, ReadingsThatDifferCannotBeToldAndThoseThatAgreeCan) {
    const RouteRules rules = default_route_rules();
    const VehicleFacts truck{VehicleClass::muck_truck, Energy::diesel, 6};
    const std::array differ{facts_of(false, false, 'l'), facts_of(false, false, '-')};
    const Judgement judged = judge(truck, differ, rules);
    EXPECT_EQ(judged.verdict, Verdict::cannot_tell);
    EXPECT_TRUE(judged.needs_reading);
    const std::array agree{facts_of(false, false, 'l'), facts_of(false, false, 's')};
    EXPECT_EQ(judge(truck, agree, rules).verdict, Verdict::should_detour);
    EXPECT_EQ(judge({VehicleClass::muck_truck, Energy::electric, {}}, differ, rules).verdict,
              Verdict::exempt);
    EXPECT_EQ(judge({VehicleClass::muck_truck, Energy::diesel, 3}, {}, rules).verdict, Verdict::banned);
    EXPECT_EQ(judge({VehicleClass::other, Energy::diesel, 5}, {}, rules).verdict, Verdict::not_applicable);
    EXPECT_EQ(judge(truck, {}, rules).verdict, Verdict::cannot_tell);
}

TEST(RoutesVerdict, TheProfileDecidesWhoIsMeant) {
    RouteRules rules = default_route_rules();
    const WayFacts through = facts_of(false, false, 'l');
    const auto verdict = [&](const VehicleFacts& v) {
        return judge(v, std::span(&through, 1), rules).verdict;
    };
    rules.new_energy.push_back(Energy::gas);
    EXPECT_EQ(verdict({VehicleClass::muck_truck, Energy::gas, 6}), Verdict::exempt);
    rules.exempt_classes.push_back(VehicleClass::heavy_diesel);
    EXPECT_EQ(verdict({VehicleClass::heavy_diesel, Energy::gas, 6}), Verdict::exempt);
    rules.ban.standard_at_most = 4;
    EXPECT_EQ(verdict({VehicleClass::muck_truck, Energy::diesel, 4}), Verdict::banned);
    rules.classes = {VehicleClass::muck_truck};
    EXPECT_EQ(verdict({VehicleClass::heavy_diesel, Energy::diesel, 6}), Verdict::not_applicable);
}

TEST(RoutesVerdict, TheToleranceIsTheLargerOfTwo) {
    const RouteRules::ExitTolerance tolerance{20, 0.02};
    EXPECT_EQ(most_inside_mm(0, tolerance), 20'000U);
    EXPECT_EQ(most_inside_mm(1'000'000, tolerance), 1'020'000U);
    EXPECT_EQ(most_inside_mm(1'000'100, tolerance), 1'020'102U);
    EXPECT_EQ(most_inside_mm(5'000'000, tolerance), 5'100'000U);
}

TEST(RoutesVerdict, KeysAreThoseOfTheProfile) {
    for (std::size_t i = 0; i < verdict_keys.size(); ++i)
        EXPECT_EQ(verdict_key(static_cast<Verdict>(i)), verdict_keys.at(i));
    EXPECT_EQ(verdict_key(Verdict::should_detour), "should_detour");
    EXPECT_EQ(verdict_key(Verdict::cannot_tell), "cannot_tell");
    EXPECT_EQ(verdict_text(Verdict::should_detour).zh, "应引导绕行");
}

}  // namespace
}  // namespace bareland::routes
