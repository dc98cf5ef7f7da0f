// Shortest ways on little maps.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "geo/network/build.hpp"
#include "geo/network/search.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using bareland::test::AsciiMap;
using Roads = std::vector<RoadRecord>;

RoadRecord one_way() {
    RoadRecord road;
    road.oneway = Oneway::forward;
    return road;
}

// A network with what is needed to ask about it by the roads' names (their nodes).
class Town {
  public:
    explicit Town(const Roads& roads, const std::vector<TurnBanRecord>& bans = {})
        : network(build_network(roads, bans).network),
          landmarks(make_landmarks(network, 4, 1)),
          router(network, landmarks) {
        zone.zone_id = "zone";
        zone.touched = LinkSet(network.links.size());
    }

    // The link that leads along a road from its first letter (or, `back`, to it).
    Index link(const std::string& road, bool back = false) const {
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            if (network.roads[network.links[i].road].id == road && network.links[i].reversed == back)
                return static_cast<Index>(i);
        }
        ADD_FAILURE() << "no road " << road;
        return none;
    }
    std::uint32_t length(const std::string& road) const { return network.links[link(road)].length_mm; }
    // A share of the way along, both directions.
    Places on(const std::string& road, double share = 0.5) const {
        const Position at{link(road), static_cast<std::uint32_t>(share * length(road))};
        return {at, on_twin(network, at)};
    }
    std::string way(const std::optional<Path>& path) const {
        if (!path) return "none";
        std::string out;
        for (const Index link : path->links)
            out += (out.empty() ? "" : " ") + network.roads[network.links[link].road].id;
        return out;
    }
    void forbid(const std::string& road, double from = 0, double to = 1) {
        const Index there = link(road);
        const auto length_mm = static_cast<double>(length(road));
        add({there, static_cast<std::uint32_t>(from * length_mm),
             static_cast<std::uint32_t>(to * length_mm)});
        const Index back = network.links[there].twin;
        if (back == none) return;
        const ZoneSpan& span = zone.spans.back();
        add({back, length(road) - span.to_mm, length(road) - span.from_mm});
    }
    std::string shortest(const std::string& from, const std::string& to) {
        Rules rules;
        rules.avoid = &zone;
        return way(router.shortest(on(from), on(to), rules));
    }

    Network network;
    Landmarks landmarks;
    Router router;
    ZoneLinks zone;

  private:
    void add(const ZoneSpan& span) {
        zone.spans.push_back(span);
        std::sort(zone.spans.begin(), zone.spans.end(),
                  [](const ZoneSpan& a, const ZoneSpan& b) { return a.link < b.link; });
        zone.touched.add(span.link);
    }
};

TEST(SearchMap, GoesRoundTheZone) {
    const AsciiMap map(R"(
        A--B--C--D
           |  |
           E--F
    )");
    Town town(
        {map.road("AB"), map.road("BC"), map.road("CD"), map.road("BE"), map.road("EF"), map.road("FC")});
    EXPECT_EQ(town.shortest("AB", "CD"), "AB BC CD");
    town.forbid("BC");
    EXPECT_EQ(town.shortest("AB", "CD"), "AB BE EF FC CD");
}

TEST(SearchMap, NamesWhatShutsAPocketIn) {
    const AsciiMap map(R"(
        A--B--C--D
           |
           E
    )");
    Town town({map.road("AB"), map.road("BC"), map.road("CD"), map.road("BE")});
    town.forbid("BC");
    Rules rules;
    rules.avoid = &town.zone;
    EXPECT_EQ(town.shortest("AB", "CD"), "none");
    const auto obstacles = town.router.obstacles(town.on("AB"), town.on("CD"), rules);
    ASSERT_EQ(obstacles.size(), 1U);
    EXPECT_EQ(obstacles[0], (Router::Obstacle{town.link("BC"), true, false, false}));
    EXPECT_TRUE(town.router.obstacles(town.on("AB"), town.on("BE"), rules).empty());
}

TEST(SearchMap, NamesClosedLinksAndNothingWhereThereIsNoRoadAtAll) {
    const AsciiMap map("A--B--C   D--E");
    Town town({map.road("AB"), map.road("BC"), map.road("DE")});
    LinkSet closed(town.network.links.size());
    closed.add(town.link("BC"));
    Rules rules;
    rules.closed = &closed;
    const Places to{{town.link("BC"), town.length("BC")}};
    EXPECT_FALSE(town.router.shortest(town.on("AB"), to, rules));
    const auto obstacles = town.router.obstacles(town.on("AB"), to, rules);
    ASSERT_EQ(obstacles.size(), 1U);
    EXPECT_EQ(obstacles[0], (Router::Obstacle{town.link("BC"), false, true, false}));
    EXPECT_TRUE(town.router.obstacles(town.on("AB"), town.on("DE"), rules).empty());
}

// The far half of BC lies in the zone.
TEST(SearchMap, TheFreePartOfAStreetThatEntersCanBeLeft) {
    const AsciiMap map("A--B--C");
    Town town({map.road("AB"), map.road("BC")});
    town.forbid("BC", 0.5, 1);
    Rules rules;
    rules.avoid = &town.zone;
    const Places free = town.on("BC", 0.25), barred = town.on("BC", 0.75);
    const auto path = town.router.shortest(free, town.on("AB"), rules);
    ASSERT_TRUE(path);
    EXPECT_EQ(town.way(path), "BC AB");
    EXPECT_EQ(path->from.link, town.link("BC", true));
    EXPECT_EQ(town.way(town.router.shortest(town.on("AB"), free, rules)), "AB BC");
    EXPECT_FALSE(town.router.shortest(barred, town.on("AB"), rules));
    EXPECT_FALSE(town.router.shortest(town.on("AB"), barred, rules));
    // Headed inwards there is nowhere to turn.
    EXPECT_FALSE(town.router.shortest({{town.link("BC"), 1000}}, town.on("AB"), rules));
    EXPECT_TRUE(town.router.shortest({{town.link("BC"), 1000}}, {{town.link("BC"), 2000}}, rules));
}

TEST(SearchMap, AheadAndBehindOnOneLink) {
    const AsciiMap map(R"(
        A--B
        |  |
        D--C
    )");
    Town town({map.road("AB", one_way()), map.road("BC", one_way()), map.road("CD", one_way()),
               map.road("DA", one_way())});
    const Index link = town.link("AB");
    const auto ahead = town.router.shortest({{link, 1000}}, {{link, 3000}});
    ASSERT_TRUE(ahead);
    EXPECT_EQ(ahead->links, std::vector<Index>{link});
    EXPECT_EQ(ahead->length_mm, 2000U);
    const auto round = town.router.shortest({{link, 3000}}, {{link, 1000}});
    ASSERT_TRUE(round);
    EXPECT_EQ(town.way(round), "AB BC CD DA AB");
    EXPECT_EQ(round->length_mm, std::uint64_t{town.length("AB")} + town.length("BC") + town.length("CD") +
                                    town.length("DA") - 2000);
    const auto here = town.router.shortest({{link, 1000}}, {{link, 1000}});
    ASSERT_TRUE(here);
    EXPECT_EQ(here->length_mm, 0U);
}

TEST(SearchMap, TurnsRoundAtADeadEndOnly) {
    const AsciiMap map(R"(
        A--B--C--D
    )");
    Town town({map.road("AB"), map.road("BC"), map.road("CD")});
    const auto path = town.router.shortest({{town.link("BC"), 1000}}, {{town.link("AB", true), 1000}});
    EXPECT_EQ(town.way(path), "BC CD CD BC AB");
}

TEST(SearchMap, GoesRoundARoundabout) {
    const AsciiMap map(R"(
           A
           |
           B
          / \
      G--C   E--F
          \ /
           D
           |
           H
    )");
    Town town({map.road("AB"), map.road("GC"), map.road("EF"), map.road("DH"), map.road("BCDEB", one_way())});
    // Right-hand traffic goes round against the clock: from the west to the north by south and east.
    EXPECT_EQ(town.way(town.router.shortest(town.on("GC"), town.on("AB"))), "GC BCDEB BCDEB BCDEB AB");
    EXPECT_EQ(town.way(town.router.shortest(town.on("AB"), town.on("GC"))), "AB BCDEB GC");
}

TEST(SearchMap, ABanOverSeveralWays) {
    const AsciiMap map(R"(
        A--B--C--D--E
           |     |
           F-----G
    )");
    TurnBanRecord ban;
    ban.id = "1";
    ban.from = "AB";
    ban.via_roads = {"BC", "CD"};
    ban.to = "DE";
    const Roads roads{map.road("AB"), map.road("BC"), map.road("CD"), map.road("DE"),
                      map.road("BF"), map.road("FG"), map.road("GD")};
    Town town(roads, {ban});
    EXPECT_EQ(town.shortest("AB", "DE"), "AB BF FG GD DE");
    EXPECT_EQ(town.shortest("AB", "CD"), "AB BC CD");
    EXPECT_EQ(town.shortest("BC", "DE"), "BC CD DE");
    EXPECT_EQ(town.shortest("BF", "DE"), "BF BC CD DE");
}

TEST(SearchMap, AZoneOfTwoPartsIsPassedBetween) {
    const AsciiMap map(R"(
        A--B--C--D
        |  |  |  |
        E--F--G--H
    )");
    Town town({map.road("AB"), map.road("BC"), map.road("CD"), map.road("AE"), map.road("BF"), map.road("CG"),
               map.road("DH"), map.road("EF"), map.road("FG"), map.road("GH")});
    town.forbid("AB");
    town.forbid("GH");
    EXPECT_EQ(town.shortest("AE", "DH"), "AE EF BF BC CD DH");
    town.forbid("BC");
    town.forbid("FG");
    EXPECT_EQ(town.shortest("AE", "DH"), "none");
}

// The loop road runs from B to F; A-B-C only touches it.
TEST(SearchMap, TouchingTheLoopAtAJunctionIsFree) {
    const AsciiMap map(R"(
        A--B--C
           |
           F
    )");
    Town town({map.road("AB"), map.road("BC"), map.road("BF")});
    town.forbid("BF");
    EXPECT_EQ(town.shortest("AB", "BC"), "AB BC");
    const auto path = town.router.least_inside(town.on("AB"), town.on("BC"), town.zone);
    ASSERT_TRUE(path);
    EXPECT_EQ(inside_mm(visits(town.network, town.zone, *path)), 0U);
}

// Straight on, all of it is inside; round by the outside only the two ends.
TEST(SearchMap, BothEndsInsideTheLeastMetresInsideMayLeadOutside) {
    const AsciiMap map(R"(
        A--B--C--D
        |        |
        E--------F
    )");
    Town town(
        {map.road("AB"), map.road("BC"), map.road("CD"), map.road("AE"), map.road("EF"), map.road("FD")});
    for (const char* road : {"AB", "BC", "CD"})
        town.forbid(road);
    EXPECT_EQ(town.shortest("AB", "CD"), "none");
    EXPECT_EQ(town.way(town.router.shortest(town.on("AB"), town.on("CD"))), "AB BC CD");
    const auto path = town.router.least_inside(town.on("AB"), town.on("CD"), town.zone);
    ASSERT_TRUE(path);
    EXPECT_EQ(town.way(path), "AB AE EF FD CD");
    EXPECT_EQ(inside_mm(visits(town.network, town.zone, *path)),
              town.length("AB") / 2 + (town.length("CD") - town.length("CD") / 2));
}

TEST(SearchMap, StreetsForDestinationsAreNoShortCut) {
    const AsciiMap map(R"(
        A--B--C--D
           |  |
           E--F
              |
              G--H
    )");
    Town town({map.road("AB"), map.road("BC"), map.road("CD"), map.road("BE"), map.road("EF"), map.road("FC"),
               map.road("FG"), map.road("GH")});
    LinkSet only(town.network.links.size());
    for (const char* road : {"BC", "FG"}) {
        only.add(town.link(road));
        only.add(town.link(road, true));
    }
    const LinkSet behind = with_links_behind(town.network, only);
    EXPECT_TRUE(behind.has(town.link("GH")));
    EXPECT_FALSE(behind.has(town.link("EF")));
    Rules rules;
    rules.destination = &behind;
    const auto way = [&](const char* from, const char* to) {
        const auto path = town.router.shortest(town.on(from), town.on(to), rules);
        EXPECT_EQ(path.has_value(), dijkstra(town.network, town.on(from), town.on(to), rules).has_value());
        return town.way(path);
    };
    EXPECT_EQ(way("AB", "CD"), "AB BE EF FC CD");
    EXPECT_EQ(way("AB", "BC"), "AB BC");
    EXPECT_EQ(way("BC", "CD"), "BC CD");
    EXPECT_EQ(way("GH", "CD"), "GH FG FC CD");
    EXPECT_EQ(way("BC", "GH"), "BC FC FG GH");
    // Were EF closed, BC would be in the way.
    LinkSet closed(town.network.links.size());
    closed.add(town.link("EF"));
    closed.add(town.link("EF", true));
    rules.closed = &closed;
    EXPECT_EQ(way("AB", "CD"), "none");
    rules.closed = nullptr;
    rules.destination = &only;
    const auto obstacles = town.router.obstacles(town.on("AB"), town.on("CD"), rules);
    EXPECT_TRUE(obstacles.empty());
    rules.closed = &closed;
    // The nearest way: over BC, which is for destinations; EF is closed.
    const auto named = town.router.obstacles(town.on("AB"), town.on("CD"), rules);
    ASSERT_EQ(named.size(), 1U);
    EXPECT_TRUE(named[0].closed || named[0].destination);
}

TEST(SearchExit, TheNearestEdgeFromWhichAWayLeadsOn) {
    // Inside: S, T, U in a row, with a dead end just outside T, and the world beyond U.
    const AsciiMap map(R"(
           X
           |
        S--T-----U--V--W
                 |  |
                 Y--Z
    )");
    Town town({map.road("ST"), map.road("TX"), map.road("TU"), map.road("UV"), map.road("VW"), map.road("UY"),
               map.road("YZ"), map.road("ZV")});
    for (const char* road : {"ST", "TU"})
        town.forbid(road);
    const auto path = town.router.exit(town.on("ST"), town.zone);
    ASSERT_TRUE(path);
    EXPECT_EQ(town.way(path), "ST TU");
    EXPECT_EQ(path->to, (Position{town.link("TU"), town.length("TU")}));
    EXPECT_EQ(path->length_mm, std::uint64_t{town.length("ST") - town.length("ST") / 2} + town.length("TU"));
    // Where there is nothing else, the dead end has to do.
    town.forbid("UV");
    town.forbid("UY");
    town.forbid("ZV");
    town.forbid("YZ");
    town.forbid("VW");
    EXPECT_EQ(town.way(town.router.exit(town.on("ST"), town.zone)), "ST");
}

TEST(SearchExit, EndsWhereTheZoneEndsWithinALink) {
    const AsciiMap map("A--B--C");
    Town town({map.road("AB"), map.road("BC")});
    town.forbid("AB", 0, 1);
    town.forbid("BC", 0, 0.25);
    const auto path = town.router.exit(town.on("AB", 0.9), town.zone);
    ASSERT_TRUE(path);
    EXPECT_EQ(path->to, (Position{town.link("BC"), town.length("BC") / 4}));
    // Outside already: no metre.
    const auto outside = town.router.exit(town.on("BC", 0.5), town.zone);
    ASSERT_TRUE(outside);
    EXPECT_EQ(outside->length_mm, 0U);
}

}  // namespace
}  // namespace bareland::network
