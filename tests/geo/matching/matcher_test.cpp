#include <gtest/gtest.h>

#include <map>

#include "geo/matching/matching.hpp"
#include "geo/network/build.hpp"
#include "tests/geo/matching/drive.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::matching {
namespace {

using network::Index;
using test::AsciiMap;
using test::driven;
using test::moved;
using test::roads_of;

RoadRecord one_way() {
    RoadRecord road;
    road.oneway = Oneway::forward;
    return road;
}

// A map, its network with and without ways against one-way streets, and a matcher.
struct Case {
    explicit Case(const std::vector<RoadRecord>& roads, const std::vector<TurnBanRecord>& bans = {})
        : legal(network::build_network(roads, bans).network),
          all(with_wrong_ways(legal)),
          index(all.network),
          matcher(all.network, index, &all.against) {}

    std::string roads(const Path& path) const { return roads_of(all.network, path); }

    Network legal;
    Driven all;
    SnapIndex index;
    Matcher matcher;
};

std::vector<Point> line(const AsciiMap& map, const std::string& nodes) {
    std::vector<Point> out;
    for (const char node : nodes)
        out.push_back(map.at(node));
    return out;
}

const AsciiMap block(R"(
    A---B---C---D
    |   |   |   |
    E---F---G---H
    |   |   |   |
    I---J---K---L
)",
                     50);  // streets 200 m apart along, 100 m across

Case blocks() {
    return Case({block.road("ABCD"), block.road("EFGH"), block.road("IJKL"), block.road("AEI"),
                 block.road("BFJ"), block.road("CGK"), block.road("DHL")});
}

TEST(Matcher, FollowsTheStreetsThatWereDriven) {
    Case c = blocks();
    const auto samples = driven(line(block, "ABFGKL"), {.every_m = 40});
    const Matched matched = c.matcher.match(samples);
    ASSERT_EQ(matched.matches.size(), 1U);
    const Match& match = matched.matches.front();
    EXPECT_EQ(c.roads(match.path), "ABCD BFJ EFGH CGK IJKL");
    EXPECT_EQ(match.first, 0U);
    EXPECT_EQ(match.last, samples.size() - 1);
    EXPECT_TRUE(matched.off_road.empty());
    EXPECT_TRUE(matched.jumps.empty());
    // Without noise places and distances along are those of the drive.
    for (std::size_t i = 0; i < samples.size(); ++i) {
        EXPECT_NEAR(static_cast<double>(match.at_mm[i]), 40'000.0 * static_cast<double>(i), 500) << i;
        EXPECT_LT(match.distance_m[i], 0.5) << i;
    }
}

TEST(Matcher, AnEmptyTrackAndOneFarFromRoads) {
    Case c = blocks();
    EXPECT_TRUE(c.matcher.match({}).matches.empty());
    const std::vector<Point> far{moved(block.at('A'), -2000, 0), moved(block.at('A'), -2000, 400)};
    const Matched matched = c.matcher.match(driven(far));
    EXPECT_TRUE(matched.matches.empty());
    EXPECT_EQ(matched.off_road.size(), driven(far).size());
}

TEST(Matcher, WhatWasDrivenAgainstAOneWayStreetIsFound) {
    Case c({block.road("ABCD", one_way()), block.road("AE"), block.road("DH"), block.road("EFGH")});
    const Matched matched = c.matcher.match(driven(line(block, "HDCBAE"), {.every_m = 40}));
    ASSERT_EQ(matched.matches.size(), 1U);
    const Path& path = matched.matches.front().path;
    EXPECT_EQ(c.roads(path), "DH ABCD AE");
    EXPECT_TRUE(c.all.against.has(path.links[path.links.size() / 2]));
    // The right way round no such link is used.
    const Matched right = c.matcher.match(driven(line(block, "EABCDH"), {.every_m = 40}));
    for (const Index link : right.matches.front().path.links)
        EXPECT_FALSE(c.all.against.has(link));
}

TEST(Matcher, ABannedTurnAndAClosedStreetCanBeDriven) {
    std::vector<RoadRecord> roads{block.road("AB"), block.road("BC"), block.road("BF"), block.road("FE"),
                                  block.road("EA")};
    RoadRecord& closed = roads[2];
    closed.truck = TruckAccess::no;
    TurnBanRecord ban;
    ban.id = "1";
    ban.from = "AB";
    ban.to = "BF";
    ban.via_node = 'B';
    Case c(roads, {ban});
    const Matched matched = c.matcher.match(driven(line(block, "ABFE"), {.every_m = 30}));
    ASSERT_EQ(matched.matches.size(), 1U);
    EXPECT_EQ(c.roads(matched.matches.front().path), "AB BF FE");
}

TEST(Matcher, GapsSplitAndTunnelsAreBridged) {
    const AsciiMap road(R"(
    A---B-------------------C---D
)",
                        100);  // AB and CD 400 m, BC 2 km
    const auto drive = [&] {
        auto samples = driven(line(road, "AB"), {.every_m = 50});
        const double seconds = samples.back().seconds + 240;
        const auto rest = driven(line(road, "CD"), {.every_m = 50, .start_s = seconds});
        samples.insert(samples.end(), rest.begin(), rest.end());
        return samples;
    };
    RoadRecord tunnel;
    tunnel.tunnel = true;
    Case plain({road.road("AB"), road.road("BC"), road.road("CD")});
    EXPECT_EQ(plain.matcher.match(drive()).matches.size(), 2U);
    Case below({road.road("AB"), road.road("BC", tunnel), road.road("CD")});
    const Matched matched = below.matcher.match(drive());
    ASSERT_EQ(matched.matches.size(), 1U);
    EXPECT_EQ(below.roads(matched.matches.front().path), "AB BC CD");
}

TEST(Matcher, JumpsAreDropped) {
    Case c = blocks();
    auto samples = driven(line(block, "ABCD"), {.every_m = 40});
    samples[5].place = moved(samples[5].place, 0, 3000);
    const Matched matched = c.matcher.match(samples);
    ASSERT_EQ(matched.matches.size(), 1U);
    EXPECT_EQ(matched.jumps, std::vector<std::size_t>{5});
    EXPECT_EQ(c.roads(matched.matches.front().path), "ABCD");
    // The first sample being wrong, it is dropped and not all others.
    samples = driven(line(block, "ABCD"), {.every_m = 40});
    samples[0].place = moved(samples[0].place, 0, 3000);
    const Matched first = c.matcher.match(samples);
    EXPECT_EQ(first.jumps, std::vector<std::size_t>{0});
    EXPECT_EQ(first.matches.front().first, 1U);
}

TEST(Matcher, StopsAndDuplicatesDoNotMoveTheVehicle) {
    Case c = blocks();
    auto samples = driven(line(block, "AB"), {.every_m = 40});
    const Sample stop = samples.back();
    for (int i = 1; i <= 20; ++i) {
        Sample standing = stop;
        standing.place = moved(stop.place, i % 3 * 5.0 - 5, i % 4 * 4.0 - 6);
        standing.seconds += 20 * i;
        samples.push_back(standing);
        if (i % 5 == 0) samples.push_back(standing);
    }
    const auto rest = driven(line(block, "BC"), {.every_m = 40, .start_s = samples.back().seconds});
    samples.insert(samples.end(), rest.begin(), rest.end());
    const Matched matched = c.matcher.match(samples);
    ASSERT_EQ(matched.matches.size(), 1U);
    const Match& match = matched.matches.front();
    EXPECT_EQ(c.roads(match.path), "ABCD");
    EXPECT_NEAR(static_cast<double>(match.path.length_mm), 400'000, 25'000);
    for (std::size_t i = 1; i < match.at_mm.size(); ++i)
        EXPECT_GE(match.at_mm[i], match.at_mm[i - 1]);
}

// A main road and its side road 15 m south of it, joined at both ends.
struct MainAndSide {
    static constexpr double apart_m = 15;
    MainAndSide() : c(roads()) {}
    static std::vector<RoadRecord> roads() {
        const Point a{116.6, 39.9};
        const Point b = moved(a, 1500, 0);
        RoadRecord main, side, in, out, to, from;
        main.id = "main";
        side.id = "side";
        in.id = "in";
        out.id = "out";
        to.id = "to";
        from.id = "from";
        const Point c1 = moved(a, 0, -apart_m);
        const Point c2 = moved(b, 0, -apart_m);
        main.line = {a, b};
        side.line = {c1, c2};
        in.line = {a, c1};
        out.line = {c2, b};
        to.line = {moved(a, -300, 0), a};
        from.line = {b, moved(b, 300, 0)};
        std::vector<RoadRecord> all{main, side, in, out, to, from};
        for (RoadRecord& road : all) {
            road.road_class = "primary";
            road.oneway = Oneway::forward;
        }
        return all;
    }
    // A vehicle `south_m` of the main road's line, the length of it.
    Matched match(double south_m, const Options& options = {}) {
        std::vector<Point> way{moved({116.6, 39.9}, -200, 0), moved({116.6, 39.9}, 1700, 0)};
        return c.matcher.match(driven(way, {.every_m = 75, .noise_m = 2, .shift_m = {0, -south_m}}), options);
    }
    network::LinkSet main_links() const {
        network::LinkSet out(c.all.network.links.size());
        for (std::size_t i = 0; i < c.all.network.links.size(); ++i) {
            if (c.all.network.roads[c.all.network.links[i].road].id == "main") out.add(static_cast<Index>(i));
        }
        return out;
    }
    Case c;
};

TEST(Matcher, BetweenMainAndSideRoadBothReadingsAreGiven) {
    MainAndSide roads;
    const Matched matched = roads.match(MainAndSide::apart_m / 2);
    ASSERT_EQ(matched.matches.size(), 1U);
    const Match& match = matched.matches.front();
    ASSERT_TRUE(match.other.has_value());
    const std::string first = roads.c.roads(match.path);
    const std::string second = roads.c.roads(*match.other);
    EXPECT_NE(first, second);
    EXPECT_NE(first.find("main") == std::string::npos, second.find("main") == std::string::npos);
    EXPECT_LT(match.confidence, 0.95);
    EXPECT_EQ(match.other_at_mm.size(), match.at_mm.size());
    // A common offset of 5 m explains half of 15 m whatever the number of points: still in doubt on the line
    // of the main road's near side.
    EXPECT_TRUE(roads.match(4).matches.front().other.has_value());
}

TEST(Matcher, FarEnoughFromTheSideRoadThereIsNoOtherReading) {
    MainAndSide roads;
    const Match match = roads.match(-12).matches.front();  // north of the main road: 27 m from the side road
    EXPECT_EQ(roads.c.roads(match.path), "to main from");
    EXPECT_FALSE(match.other.has_value());
    EXPECT_GT(match.confidence, 0.95);
}

TEST(Matcher, OfWatchedLinksOnlyTheirUseMatters) {
    MainAndSide roads;
    const network::LinkSet main = roads.main_links();
    Options options;
    options.watch = &main;
    EXPECT_TRUE(roads.match(MainAndSide::apart_m / 2, options).matches.front().other.has_value());
    EXPECT_FALSE(roads.match(-12, options).matches.front().other.has_value());
    // What nobody asks about is no doubt.
    const network::LinkSet none(main);
    network::LinkSet elsewhere(roads.c.all.network.links.size());
    options.watch = &elsewhere;
    EXPECT_FALSE(roads.match(MainAndSide::apart_m / 2, options).matches.front().other.has_value());
}

TEST(Matcher, HeadingsTellTheDirectionOfAShortTrack) {
    Case c({block.road("AB", one_way()), block.road("FE", one_way())});  // 100 m apart, opposite
    std::vector<Sample> samples;
    const Point middle = moved(block.at('A'), 100, -45);  // a little nearer to AB
    for (int i = 0; i < 2; ++i) {
        Sample sample;
        sample.place = moved(middle, 0, i);
        sample.seconds = i;
        sample.heading = 270;
        sample.speed_kmh = 40;
        samples.push_back(sample);
    }
    EXPECT_EQ(c.roads(c.matcher.match(samples).matches.front().path), "FE");
    for (Sample& sample : samples)
        sample.heading = 90;
    EXPECT_EQ(c.roads(c.matcher.match(samples).matches.front().path), "AB");
}

TEST(Matcher, ADrawnLineNeedsNoTimes) {
    Case c = blocks();
    std::vector<Sample> corners;
    auto way = line(block, "ABFGKL");
    way.front() = moved(way.front(), 60, 0);
    way.back() = moved(way.back(), -60, 0);
    for (const Point& p : way)
        corners.push_back({moved(p, 3, -4), 0, {}, {}});
    Options options;
    options.drawn = true;
    const Matched matched = c.matcher.match(corners, options);
    ASSERT_EQ(matched.matches.size(), 1U);
    EXPECT_EQ(c.roads(matched.matches.front().path), "ABCD BFJ EFGH CGK IJKL");
    EXPECT_EQ(matched.matches.front().at_mm.size(), corners.size());
    // A line that leaves the roads between two vertices on them is not followed there.
    const std::vector<Sample> across{
        {block.at('A'), 0, {}, {}}, {moved(block.at('A'), 0, 2000), 0, {}, {}}, {block.at('D'), 0, {}, {}}};
    EXPECT_FALSE(c.matcher.match(across, options).off_road.empty());
}

TEST(Driven, AddsOneLinkForEachOneWayLinkAndKeepsTheOthers) {
    const std::vector<RoadRecord> roads{block.road("AB", one_way()), block.road("BF"), block.road("BC")};
    const Network legal = network::build_network(roads, {}).network;
    const Driven all = with_wrong_ways(legal);
    ASSERT_EQ(all.network.links.size(), legal.links.size() + 1);
    const auto added = static_cast<Index>(legal.links.size());
    EXPECT_TRUE(all.against.has(added));
    for (Index i = 0; i < added; ++i) {
        EXPECT_EQ(all.network.links[i], legal.links[i]);
        EXPECT_FALSE(all.against.has(i));
        // Legal turns are there, further ones lead against one-way traffic only.
        std::vector<Index> before, after;
        for (const network::Turn& turn : legal.turns_of(i))
            before.push_back(turn.to);
        for (const network::Turn& turn : all.network.turns_of(i)) {
            if (!all.against.has(all.network.state_link[turn.to])) after.push_back(turn.to);
        }
        EXPECT_EQ(before, after);
    }
    EXPECT_EQ(all.network.links[added].tail, legal.links[0].head);
    EXPECT_EQ(all.network.states(), all.network.links.size());
}

// A town of streets 150 m apart, every third of them one-way; walks that turn at random.
TEST(Matcher, RandomWalksWithNoiseAreFound) {
    constexpr int side = 12;
    std::vector<RoadRecord> roads;
    const auto at = [](int x, int y) {
        return moved({116.6, 39.9}, 150.0 * x + 10 * (y % 3), 140.0 * y + 7 * (x % 2));
    };
    for (int y = 0; y < side; ++y) {
        RoadRecord along, across;
        along.id = "a" + std::to_string(y);
        across.id = "b" + std::to_string(y);
        along.road_class = across.road_class = "secondary";
        if (y % 3 == 1) along.oneway = across.oneway = y % 2 == 0 ? Oneway::forward : Oneway::backward;
        for (int x = 0; x < side; ++x) {
            along.line.push_back(at(x, y));
            across.line.push_back(at(y, x));
        }
        roads.push_back(along);
        roads.push_back(across);
    }
    Case c(roads);
    std::mt19937_64 random(7);
    double all = 0;
    double right = 0;
    for (int walk = 0; walk < 12; ++walk) {
        network::Path truth;
        auto link = static_cast<Index>(random() % c.legal.links.size());
        for (double gone = 0; gone < 4000; gone += c.legal.links[link].length_mm / 1000.0) {
            if (!truth.links.empty()) {
                const auto turns = c.legal.turns_of(link);
                link = c.legal.state_link[turns[random() % turns.size()].to];
            }
            truth.links.push_back(link);
        }
        truth.from = {truth.links.front(), 0};
        truth.to = {link, c.legal.links[link].length_mm};
        const Matched matched = c.matcher.match(
            driven(line_of(c.legal, truth), {.every_m = 50.0 + 50 * (walk % 3),
                                             .noise_m = 10,
                                             .seed = 100 + static_cast<std::uint64_t>(walk)}));
        std::map<Index, int> found;
        for (const Match& match : matched.matches) {
            for (const Index its : match.path.links)
                ++found[its];
        }
        // The ends of a walk, up to its first and last corner, could be any street that begins there.
        for (std::size_t i = 1; i + 1 < truth.links.size(); ++i) {
            const double metres = c.legal.links[truth.links[i]].length_mm / 1000.0;
            all += metres;
            if (found[truth.links[i]]-- > 0) right += metres;
        }
    }
    EXPECT_GE(right / all, 0.99);
}

}  // namespace
}  // namespace bareland::matching
