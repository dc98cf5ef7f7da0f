// Turn bans: little maps, and random ones against the records themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "geo/network/build.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;
using Nodes = std::string;

TurnBanRecord ban(const std::string& id, bool only, const std::string& from, char via,
                  const std::string& to) {
    TurnBanRecord out;
    out.id = id;
    out.only = only;
    out.from = from;
    out.to = to;
    out.via_node = via;
    return out;
}
TurnBanRecord ban(const std::string& id, bool only, const std::string& from,
                  const std::vector<std::string>& vias, const std::string& to) {
    TurnBanRecord out;
    out.id = id;
    out.only = only;
    out.from = from;
    out.to = to;
    out.via_roads = vias;
    return out;
}

class Driven {
  public:
    Driven(const AsciiMap& map, const std::vector<RoadRecord>& roads, const std::vector<TurnBanRecord>& bans)
        : built(build_network(roads, bans)) {
        for (const char c : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
            try {
                names_.emplace_back(map.at(c), c);
            } catch (const std::invalid_argument&) {
            }
        }
    }

    char at(Index junction) const {
        for (const auto& [p, c] : names_) {
            if (p == built.network.junctions[junction]) return c;
        }
        return '?';
    }

    // Whether one can drive along these junctions; conditional bans count where `conditions` says so.
    bool can(const Nodes& nodes, bool conditions = true) const {
        const Network& n = built.network;
        std::set<Index> states;
        for (Index i = 0; i < n.links.size(); ++i) {
            if (at(n.links[i].tail) == nodes[0] && at(n.links[i].head) == nodes[1]) states.insert(i);
        }
        for (std::size_t k = 2; k < nodes.size(); ++k) {
            std::set<Index> next;
            for (const Index state : states) {
                for (const Turn& turn : n.turns_of(state)) {
                    if (turn.condition != 0 && conditions) continue;
                    if (at(n.links[n.state_link[turn.to]].head) == nodes[k]) next.insert(turn.to);
                }
            }
            states = next;
        }
        return !states.empty();
    }

    Built built;

  private:
    std::vector<std::pair<Point, char>> names_;
};

const AsciiMap cross(R"(
        A
        |
    B---C---D
        |
        E
)");
const std::vector<RoadRecord> four{cross.road("AC"), cross.road("BC"), cross.road("CD"), cross.road("CE")};

TEST(TurnBans, NoLeavesTheOtherTurns) {
    const Driven map(cross, four, {ban("1", false, "BC", 'C', "AC")});
    EXPECT_FALSE(map.can("BCA"));
    EXPECT_TRUE(map.can("BCD"));
    EXPECT_TRUE(map.can("BCE"));
    EXPECT_TRUE(map.can("ACB")) << "the other way round";
    EXPECT_TRUE(map.can("DCA"));
    EXPECT_EQ(map.built.report.bans, 1U);
    EXPECT_EQ(map.built.network.states(), 8U) << "no state beyond the links";
}

TEST(TurnBans, OnlyLeavesOneTurn) {
    const Driven map(cross, four, {ban("1", true, "BC", 'C', "CD")});
    EXPECT_TRUE(map.can("BCD"));
    EXPECT_FALSE(map.can("BCA"));
    EXPECT_FALSE(map.can("BCE"));
    EXPECT_TRUE(map.can("ECA"));
}

TEST(TurnBans, AtADeadEndOneTurnsBackUnlessItIsForbidden) {
    EXPECT_TRUE(Driven(cross, four, {}).can("CAC"));
    EXPECT_FALSE(Driven(cross, four, {}).can("ACA"));
    EXPECT_FALSE(Driven(cross, four, {ban("1", false, "AC", 'A', "AC")}).can("CAC"));
    EXPECT_TRUE(Driven(cross, four, {ban("1", true, "AC", 'C', "AC")}).can("ACA")) << "told to";
}

TEST(TurnBans, WhatGoesOnForTrucksOnlyBackCountsAsADeadEnd) {
    auto roads = four;
    roads[1].truck = roads[2].truck = roads[3].truck = TruckAccess::no;
    EXPECT_TRUE(Driven(cross, roads, {}).can("ACA"));
    roads[3].truck_when = "yes @ (20:00-06:00)";
    EXPECT_FALSE(Driven(cross, roads, {}).can("ACA"));
}

const AsciiMap streets(R"(
    A---B---C---D
        |   |
    E---F---G---H
)");
const std::vector<RoadRecord> grid{streets.road("AB"), streets.road("BC"), streets.road("CD"),
                                   streets.road("BF"), streets.road("CG"), streets.road("EF"),
                                   streets.road("FG"), streets.road("GH")};

TEST(TurnBans, OverAViaWayOnlyForThoseWhoComeThatWay) {
    const Driven map(streets, grid, {ban("1", false, "AB", {"BF"}, "FG")});
    EXPECT_FALSE(map.can("ABFG"));
    EXPECT_TRUE(map.can("CBFG"));
    EXPECT_TRUE(map.can("ABFE"));
    EXPECT_TRUE(map.can("ABF"));
    EXPECT_FALSE(map.can("ABFGC"));
    EXPECT_EQ(map.built.network.states(), map.built.network.links.size() + 1);
}

TEST(TurnBans, OverSeveralViaWays) {
    const Driven map(streets, grid, {ban("1", false, "AB", {"BF", "FG"}, "GH")});
    EXPECT_FALSE(map.can("ABFGH"));
    EXPECT_TRUE(map.can("ABFGC"));
    EXPECT_TRUE(map.can("CBFGH"));
    EXPECT_TRUE(map.can("EFGH"));
    const Driven must(streets, grid, {ban("1", true, "AB", {"BF", "FG"}, "GH")});
    EXPECT_TRUE(must.can("ABFGH"));
    EXPECT_FALSE(must.can("ABFGC"));
    EXPECT_TRUE(must.can("CBFGC"));
    EXPECT_TRUE(must.can("ABFE")) << "it says nothing of leaving earlier";
}

TEST(TurnBans, ThatOverlapAllHold) {
    // The second begins on the via of the first.
    const Driven map(streets, grid,
                     {ban("1", false, "AB", {"BF", "FG"}, "GH"), ban("2", false, "BF", {"FG"}, "CG"),
                      ban("3", false, "CB", {"BF"}, "EF")});
    EXPECT_FALSE(map.can("ABFGH"));
    EXPECT_FALSE(map.can("ABFGC"));
    EXPECT_FALSE(map.can("CBFGC"));
    EXPECT_TRUE(map.can("CBFGH"));
    EXPECT_TRUE(map.can("ABFE")) << "no road CB: 3 is not used";
    ASSERT_EQ(map.built.report.findings.size(), 1U);
    EXPECT_EQ(map.built.report.findings[0].code, "BL-4901");
    EXPECT_EQ(map.built.report.findings[0].text.en,
              "the turn ban 3 names the road CB, which is not in the network (or not for motor vehicles): it "
              "is not used");
    EXPECT_EQ(map.built.report.bans, 2U);
}

TEST(TurnBans, ViaWaysOfSeveralLinks) {
    // BCD is one road; C is a junction on it.
    const AsciiMap row(R"(
        A---B---C---D---E
                |   |
                F   G
    )");
    const std::vector<RoadRecord> roads{row.road("AB"), row.road("BCD"), row.road("DE"), row.road("CF"),
                                        row.road("DG")};
    const Driven map(row, roads, {ban("1", false, "AB", {"BCD"}, "DG")});
    EXPECT_FALSE(map.can("ABCDG"));
    EXPECT_TRUE(map.can("ABCDE"));
    EXPECT_TRUE(map.can("FCDG"));
    EXPECT_TRUE(map.can("ABCF"));
    // `to` leaves in the middle of the via way: the part that connects.
    const Driven part(row, roads, {ban("1", false, "AB", {"BCD"}, "CF")});
    EXPECT_FALSE(part.can("ABCF"));
    EXPECT_TRUE(part.can("DCF"));
}

TEST(TurnBans, UTurnOverTheOtherCarriageway) {
    const AsciiMap dual(R"(
        A---B---C
            |
        D---E---F
    )");
    RoadRecord one_way;
    one_way.oneway = Oneway::forward;
    const std::vector<RoadRecord> roads{dual.road("ABC", one_way), dual.road("FED", one_way),
                                        dual.road("BE")};
    // B is no end of ABC: the road is in both halves, before and behind.
    const Driven map(dual, roads, {ban("1", false, "ABC", {"BE"}, "FED")});
    EXPECT_FALSE(map.can("ABED"));
    EXPECT_TRUE(map.can("ABC"));
    EXPECT_TRUE(Driven(dual, roads, {}).can("ABED"));
    EXPECT_FALSE(Driven(dual, roads, {ban("1", false, "ABC", {"EB"}, "FED")}).built.report.findings.empty());
}

TEST(TurnBans, ForTrucksOnly) {
    for (const char* except : {"hgv", "psv;hgv", "psv; motor_vehicle", "goods"}) {
        auto one = ban("1", false, "BC", 'C', "AC");
        one.except = except;
        const Driven map(cross, four, {one});
        EXPECT_TRUE(map.can("BCA")) << except;
        EXPECT_EQ(map.built.report.bans, 0U);
    }
    auto other = ban("1", false, "BC", 'C', "AC");
    other.except = "psv;bicycle";
    EXPECT_FALSE(Driven(cross, four, {other}).can("BCA"));
}

TEST(TurnBans, ConditionalOnes) {
    auto morning = ban("1", false, "BC", 'C', "AC");
    morning.when = "Mo-Fr 07:00-09:00";
    auto evening = ban("2", true, "BC", 'C', "CD");
    evening.when = "17:00-19:00";
    const Driven map(cross, four, {morning, evening});
    EXPECT_FALSE(map.can("BCA"));
    EXPECT_TRUE(map.can("BCA", false));
    EXPECT_TRUE(map.can("BCD"));
    EXPECT_EQ(map.built.report.bans_conditional, 2U);
    EXPECT_EQ(map.built.network.conditions, (std::vector<std::string>{"", "17:00-19:00", "Mo-Fr 07:00-09:00",
                                                                      "17:00-19:00 | Mo-Fr 07:00-09:00"}))
        << "either of both forbids BCA";
    // What is forbidden always needs no condition.
    const Driven always(cross, four, {morning, ban("2", false, "BC", 'C', "AC")});
    EXPECT_FALSE(always.can("BCA", false));
}

TEST(TurnBans, OfWhatCannotBeDrivenAnywayNothingIsSaid) {
    auto roads = four;
    roads[0].oneway = Oneway::forward;
    const Driven map(cross, roads, {ban("1", false, "BC", 'C', "AC")});
    EXPECT_TRUE(map.built.report.findings.empty());
    EXPECT_EQ(map.built.report.bans, 0U);
    EXPECT_EQ(Driven(cross, roads, {ban("1", true, "BC", 'C', "AC")}).built.report.findings.size(), 1U)
        << "who is told to go where he cannot has a right to know";
}

TEST(TurnBans, ThatCannotBePlacedAreTold) {
    const Driven map(cross, four, {ban("7", false, "BC", 'A', "AC"), ban("8", true, "BC", {"CD"}, "AC")});
    ASSERT_EQ(map.built.report.findings.size(), 2U);
    EXPECT_EQ(map.built.report.findings[0].code, "BL-4902");
    EXPECT_EQ(
        map.built.report.findings[0].text.en,
        "the roads of the turn ban 7 do not follow one another in the directions they may be driven (or "
        "its node is not on them): it is not used");
    EXPECT_EQ(map.built.report.bans, 0U);
}

// ---- random ones ------------------------------------------------------------------------------------------

struct RandomCase {
    std::vector<RoadRecord> roads;
    std::vector<TurnBanRecord> bans;
};

// A 3 x 3 grid of roads of one piece each, some missing, some one-way; bans along random walks on it.
RandomCase random_case(unsigned seed) {
    static const AsciiMap map(R"(
A---B---C
|   |   |
D---E---F
|   |   |
G---H---I
)");
    std::mt19937 random(seed);
    const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    RandomCase out;
    for (const char* nodes : {"AB", "BC", "DE", "EF", "GH", "HI", "AD", "BE", "CF", "DG", "EH", "FI"}) {
        if (pick(8) == 0) continue;
        RoadRecord road = map.road(nodes);
        road.oneway = static_cast<Oneway>(pick(6) < 4 ? 0 : pick(2) + 1);
        out.roads.push_back(road);
    }
    const auto goes = [&](const RoadRecord& road, std::int64_t from) -> std::int64_t {
        if (road.nodes[0] == from && road.oneway != Oneway::backward) return road.nodes[1];
        if (road.nodes[1] == from && road.oneway != Oneway::forward) return road.nodes[0];
        return 0;
    };
    for (std::size_t b = 0; b < 5; ++b) {
        std::int64_t at = 'A' + static_cast<std::int64_t>(pick(9));
        std::vector<std::string> walk;
        std::vector<std::int64_t> nodes{at};
        for (std::size_t i = 0, length = 2 + pick(3); i < length; ++i) {
            std::vector<const RoadRecord*> next;
            for (const RoadRecord& road : out.roads) {
                if (goes(road, at) != 0 && (walk.empty() || walk.back() != road.id)) next.push_back(&road);
            }
            if (next.empty()) break;
            const RoadRecord& road = *next[pick(next.size())];
            at = goes(road, at);
            walk.push_back(road.id);
            nodes.push_back(at);
        }
        if (walk.size() < 2) continue;
        TurnBanRecord record;
        record.id = std::to_string(b);
        record.only = pick(3) == 0;
        record.from = walk.front();
        record.to = walk.back();
        if (walk.size() == 2) {
            record.via_node = nodes[1];
        } else {
            record.via_roads.assign(walk.begin() + 1, walk.end() - 1);
        }
        out.bans.push_back(record);
    }
    return out;
}

// A link of a random case is a whole road, and the road's id are its nodes.
char head_of(const Network& network, Index link) {
    const std::string& id = network.roads[network.links[link].road].id;
    return network.links[link].reversed ? id[0] : id[1];
}

// Whether a sequence of links breaks a ban, straight from the record: somewhere it runs over from, via and
// on, and what it takes then is what is forbidden (or not the only thing allowed).
bool breaks(const Network& network, const TurnBanRecord& record, const std::vector<Index>& way) {
    const auto road = [&](std::size_t i) { return network.roads[network.links[way[i]].road].id; };
    const std::size_t vias = record.via_roads.size();
    for (std::size_t i = 0; i + vias + 1 < way.size(); ++i) {
        bool same = road(i) == record.from;
        for (std::size_t k = 0; k < vias; ++k)
            same = same && road(i + 1 + k) == record.via_roads[k];
        if (record.via_node) same = same && head_of(network, way[i]) == *record.via_node;
        if (same && (road(i + vias + 1) == record.to) != record.only) return true;
    }
    return false;
}

// Onward links where streets meet, before any ban.
std::vector<Index> onward(const Network& network, Index link) {
    std::vector<Index> out, others;
    for (Index i = 0; i < network.links.size(); ++i) {
        if (network.links[i].tail != network.links[link].head) continue;
        out.push_back(i);
        if (i != network.links[link].twin) others.push_back(i);
    }
    return others.empty() ? out : others;
}

void compare(const RandomCase& made, const Network& network, std::vector<Index>& way,
             std::optional<Index> state, std::size_t& allowed, std::size_t& forbidden) {
    const bool broken = std::any_of(made.bans.begin(), made.bans.end(), [&](const TurnBanRecord& record) {
        return breaks(network, record, way);
    });
    ASSERT_EQ(state.has_value(), !broken);
    ++(broken ? forbidden : allowed);
    if (broken || way.size() == 6) return;
    for (const Index next : onward(network, way.back())) {
        std::optional<Index> after;
        for (const Turn& turn : network.turns_of(*state)) {
            if (network.state_link[turn.to] == next) after = turn.to;
        }
        way.push_back(next);
        compare(made, network, way, after, allowed, forbidden);
        way.pop_back();
    }
}

TEST(TurnBans, RandomOnesAgreeWithTheRecords) {
    std::size_t allowed = 0, forbidden = 0, further = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        RandomCase made = random_case(seed);
        const Built built = build_network(made.roads, made.bans);
        ASSERT_TRUE(built.report.findings.empty()) << seed;
        further += built.network.states() - built.network.links.size();
        for (Index link = 0; link < built.network.links.size(); ++link) {
            std::vector<Index> way{link};
            compare(made, built.network, way, link, allowed, forbidden);
            if (HasFatalFailure()) FAIL() << "seed " << seed;
        }
        // In any order of the records it is the same network.
        std::mt19937 random(seed);
        std::shuffle(made.roads.begin(), made.roads.end(), random);
        std::shuffle(made.bans.begin(), made.bans.end(), random);
        ASSERT_EQ(build_network(made.roads, made.bans).network, built.network) << seed;
    }
    EXPECT_GT(allowed, 10'000U);
    EXPECT_GT(forbidden, 1'000U);
    EXPECT_GT(further, 100U);
}

}  // namespace
}  // namespace bareland::network
