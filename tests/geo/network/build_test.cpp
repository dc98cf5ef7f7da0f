// The builder on line layers: ends, crossings, levels; and its report.
#include "geo/network/build.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "geo/geodesic.hpp"
#include "geo/ground.hpp"
#include "geo/network/bytes.hpp"
#include "geo/network/crossings.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

constexpr Point origin{116.7, 39.9};

// A line through places given in metres round the origin, without nodes.
RoadRecord line(const std::string& id, const std::vector<Point>& metres, RoadRecord like = {}) {
    const ground::Local local(origin);
    like.id = id;
    for (const Point& p : metres)
        like.line.push_back(local.degrees(p));
    return like;
}

struct Counts {
    std::size_t links, junctions, components, dead_ends;
    bool operator==(const Counts&) const = default;
};
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Counts& c, std::ostream* out) {
    *out << c.links << " links, " << c.junctions << " junctions, " << c.components << " components, "
         << c.dead_ends << " dead ends";
}
Counts counts(const BuildReport& report) {
    return {report.links, report.junctions, report.components, report.dead_ends};
}
Counts built(const std::vector<RoadRecord>& roads, const BuildOptions& options = {}) {
    return counts(build_network(roads, {}, options).report);
}

TEST(Build, EndsWithinTheToleranceAreOneJunction) {
    const std::vector roads{line("1", {{0, 0}, {100, 0}}), line("2", {{100.3, 0.3}, {200, 0}})};
    EXPECT_EQ(built(roads), (Counts{4, 3, 1, 2}));
    EXPECT_EQ(built(roads, {.join_m = 0.4}), (Counts{4, 4, 2, 4}));
    EXPECT_EQ(built(roads, {.join_m = 0}), (Counts{4, 4, 2, 4}));
    const auto joined = build_network(roads, {});
    EXPECT_EQ(joined.report.joined_ends, 1U);
    // Links end at their junctions.
    for (Index i = 0; i < joined.network.links.size(); ++i) {
        EXPECT_EQ(joined.network.line_of(i).front(), joined.network.junctions[joined.network.links[i].tail]);
        EXPECT_EQ(joined.network.line_of(i).back(), joined.network.junctions[joined.network.links[i].head]);
    }
}

TEST(Build, AnEndNearTheInsideOfALineSplitsIt) {
    const std::vector roads{line("1", {{0, 0}, {100, 0}}), line("2", {{40, 0.3}, {40, 50}}),
                            line("3", {{60, -0.2}, {60, -50}})};
    const auto result = build_network(roads, {});
    EXPECT_EQ(counts(result.report), (Counts{10, 6, 1, 4}));
    EXPECT_EQ(result.report.joined_ends, 2U);
    std::vector<double> lengths;
    for (const Link& link : result.network.links) {
        if (!link.reversed && result.network.roads[link.road].id == "1")
            lengths.push_back(link.length_mm / 1000.0);
    }
    ASSERT_EQ(lengths.size(), 3U);
    EXPECT_NEAR(lengths[0], 40, 0.01);
    EXPECT_NEAR(lengths[1], 20, 0.01);
    EXPECT_NEAR(lengths[2], 40, 0.01);
}

TEST(Build, SharedVerticesMeetOnOneLevelOnly) {
    RoadRecord bridge;
    bridge.bridge = true;
    bridge.layer = 1;
    const std::vector<Point> across{{50, -50}, {50, 0}, {50, 50}};
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {100, 0}}), line("2", across)}), (Counts{8, 5, 1, 4}));
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {100, 0}}), line("2", across, bridge)}),
              (Counts{4, 4, 2, 4}));
    // A bridge's end meets the road it leads to.
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {100, 0}}), line("2", {{50, 0}, {50, 50}}, bridge)}),
              (Counts{6, 4, 1, 3}));
    // A bridge drawn in two pieces that meet over a road.
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {100, 0}}), line("2", {{50, -50}, {50, 0}}, bridge),
                     line("3", {{50, 0}, {50, 50}}, bridge)}),
              (Counts{6, 5, 2, 4}));
}

TEST(Build, CrossingsAreSplitOnlyWhereTheyAreAtGrade) {
    const std::vector roads{line("1", {{0, 0}, {100, 0}}), line("2", {{50, -50}, {50, 50}})};
    EXPECT_EQ(built(roads), (Counts{4, 4, 2, 4}));
    const auto split = build_network(roads, {}, {.crossings_at_grade = true}).report;
    EXPECT_EQ(counts(split), (Counts{8, 5, 1, 4}));
    EXPECT_EQ(split.split_at_grade, 1U);
    for (const auto& [bridge, tunnel, layer] :
         {std::tuple{true, false, 0}, std::tuple{false, true, 0}, std::tuple{false, false, 1}}) {
        RoadRecord other;
        other.bridge = bridge;
        other.tunnel = tunnel;
        other.layer = layer;
        EXPECT_EQ(built({roads[0], line("2", {{50, -50}, {50, 50}}, other)}, {.crossings_at_grade = true}),
                  (Counts{4, 4, 2, 4}));
    }
}

TEST(Build, MarkedRoadsMeetAtGrade) {
    std::vector roads{line("1", {{0, 0}, {100, 0}}), line("2", {{50, -50}, {50, 50}}),
                      line("3", {{70, -50}, {70, 50}})};
    const auto before = roads;
    EXPECT_EQ(meet_at_grade(roads, {true, true, false}), 1U);
    ASSERT_EQ(roads[0].line.size(), 3U);
    EXPECT_EQ(roads[0].line[1], roads[1].line[1]);
    EXPECT_EQ(roads[0].line.front(), before[0].line.front());
    EXPECT_EQ(roads[2], before[2]);
    EXPECT_EQ(built(roads), (Counts{10, 7, 2, 6}));
}

TEST(Build, ClosedLinesAndOwnEnds) {
    // A roundabout of one line, and a line that comes back to its own inside.
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {50, 50}, {0, 0}})}), (Counts{2, 1, 1, 0}));
    EXPECT_EQ(built({line("1", {{0, 0}, {50, 0}, {50, 50}, {0.2, 0.2}})}), (Counts{2, 1, 1, 0}))
        << "all but closed";
    EXPECT_EQ(built({line("1", {{0, 0}, {100, 0}, {100, 50}, {50, 50}, {50, 0.2}})}), (Counts{4, 2, 1, 1}));
    EXPECT_EQ(built({line("1", {{0, 0}, {0.3, 0}})}), (Counts{2, 2, 1, 2})) << "shorter than the tolerance";
}

TEST(Build, FootwaysAreLeftOutAndTracksClosed) {
    RoadRecord footway, track, allowed;
    footway.road_class = "footway";
    track.road_class = "track";
    allowed.road_class = "track";
    allowed.truck = TruckAccess::destination;
    const auto result = build_network(
        std::vector{line("1", {{0, 0}, {100, 0}}, footway), line("2", {{0, 0}, {0, 100}}, track),
                    line("3", {{0, 0}, {0, -100}}, allowed)},
        {});
    EXPECT_EQ(result.report.not_for_motor, 1U);
    EXPECT_EQ(result.report.closed_to_trucks, 1U);
    ASSERT_EQ(result.network.roads.size(), 2U);
    EXPECT_EQ(result.network.roads[0].truck, TruckAccess::no);
    EXPECT_EQ(result.network.roads[1].truck, TruckAccess::destination);
}

TEST(Build, ReportsPartsAndGaps) {
    const std::vector roads{line("1", {{0, 0}, {300, 0}}), line("2", {{303, 0}, {400, 0}}),
                            line("3", {{0, 100}, {100, 100}})};
    const auto report = build_network(roads, {}).report;
    EXPECT_EQ(report.components, 3U);
    EXPECT_NEAR(report.length_km, 0.497, 1e-3);
    EXPECT_NEAR(report.largest_share, 300.0 / 497, 1e-4);
    EXPECT_EQ(report.dead_ends, 6U);
    ASSERT_EQ(report.suspicious_gaps.size(), 2U) << "from both sides";
    EXPECT_NEAR(report.suspicious_gaps[0].second, 3, 0.01);
    EXPECT_TRUE(build_network(roads, {}, {.gap_m = 2}).report.suspicious_gaps.empty());
}

TEST(Build, NodesOfTwoSourcesAreToldApart) {
    RoadRecord one = line("1", {{0, 0}, {100, 0}}), two = line("2", {{5000, 0}, {5100, 0}});
    one.nodes = two.nodes = {1, 2};
    const auto report = build_network(std::vector{one, two}, {}).report;
    EXPECT_EQ(counts(report), (Counts{4, 4, 2, 4}));
    ASSERT_EQ(report.findings.size(), 2U);
    EXPECT_EQ(report.findings[0].text.en,
              "the node 1 of the road network lies in 2 places more than 1 m apart: they are taken for "
              "different nodes (two sources that number alike, perhaps; check them)");
}

TEST(Build, NothingAtAll) {
    const auto empty = build_network({}, {});
    EXPECT_EQ(counts(empty.report), (Counts{0, 0, 0, 0}));
    EXPECT_EQ(empty.report.largest_share, 1);
    EXPECT_EQ(network_from_bytes(to_bytes(empty.network)), empty.network);
}

// Random lines on a coarse lattice, so that much touches, crosses and nearly meets.
std::vector<RoadRecord> random_lines(unsigned seed) {
    std::mt19937 random(seed);
    const auto coordinate = [&] {
        return 20.0 * static_cast<double>(random() % 8) + 0.2 * static_cast<double>(random() % 3);
    };
    std::vector<RoadRecord> out;
    for (int i = 0; i < 25; ++i) {
        RoadRecord like;
        like.layer = random() % 5 == 0 ? 1 : 0;
        like.oneway = static_cast<Oneway>(random() % 3);
        std::vector<Point> points{{coordinate(), coordinate()}};
        for (std::size_t k = 0, count = 1 + random() % 3; k < count; ++k) {
            Point next{coordinate(), coordinate()};
            if (next != points.back()) points.push_back(next);
        }
        if (points.size() > 1) out.push_back(line(std::to_string(i), points, like));
    }
    return out;
}

TEST(Build, TheOrderOfTheRecordsDoesNotMatter) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        auto roads = random_lines(seed);
        for (const bool at_grade : {false, true}) {
            const BuildOptions options{.join_m = 0.5, .crossings_at_grade = at_grade};
            const auto first = build_network(roads, {}, options);
            std::mt19937 random(seed);
            auto other = roads;
            std::shuffle(other.begin(), other.end(), random);
            const auto second = build_network(other, {}, options);
            ASSERT_EQ(first.network, second.network) << seed;
            ASSERT_EQ(counts(first.report), counts(second.report));
            ASSERT_EQ(first.report.suspicious_gaps, second.report.suspicious_gaps);
        }
    }
}

// Ends that are within the tolerance of another line's end, or of its inside on the same level, are in one
// part of the network with it: by distances between all pairs.
TEST(Build, WhateverIsWithinTheToleranceIsConnected) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        auto roads = random_lines(seed);
        for (RoadRecord& road : roads)
            road.layer = 0;
        const Network network = build_network(roads, {}).network;
        std::vector<Index> part(network.junctions.size());
        for (Index j = 0; j < part.size(); ++j)
            part[j] = j;
        for (bool again = true; again;) {
            again = false;
            for (const Link& link : network.links) {
                const Index low = std::min(part[link.tail], part[link.head]);
                again = again || part[link.tail] != part[link.head];
                part[link.tail] = part[link.head] = low;
            }
        }
        const auto part_of = [&](const std::string& id) {
            for (const Link& link : network.links) {
                if (network.roads[link.road].id == id) return part[link.tail];
            }
            return none;
        };
        for (const RoadRecord& a : roads) {
            for (const RoadRecord& b : roads) {
                for (const Point& end : {a.line.front(), a.line.back()}) {
                    for (std::size_t i = 1; i < b.line.size(); ++i) {
                        const Point near = ground::nearest_on_segment(end, b.line[i - 1], b.line[i]);
                        const bool joined = geodesic::distance(end, near) < 0.499;
                        ASSERT_TRUE(!joined || part_of(a.id) == part_of(b.id))
                            << seed << " " << a.id << " " << b.id;
                    }
                }
            }
        }
    }
}

// ---- bytes
// --------------------------------------------------------------------------------------------------

Network sample() {
    const test::AsciiMap map("A---B---C\n    |\n    D");
    RoadRecord full;
    full.name = "通胡大街";
    full.bridge = true;
    full.tunnel = true;
    full.layer = -2;
    full.maxspeed_kmh = 40;
    full.truck = TruckAccess::destination;
    full.truck_when = "no @ (07:00-09:00)";
    full.maxweight_t = 0;
    full.maxheight_m = 4.5;
    full.maxwidth_m = 2.55;
    TurnBanRecord ban;
    ban.id = "1";
    ban.from = "AB";
    ban.via_roads = {"BC"};
    ban.to = "BC";
    ban.only = true;
    TurnBanRecord timed;
    timed.id = "2";
    timed.from = "AB";
    timed.to = "BD";
    timed.via_node = 'B';
    timed.when = "Mo-Fr";
    return build_network(std::vector{map.road("AB", full), map.road("BC"), map.road("BD")},
                         std::vector{ban, timed}, {.date = Date{2024, 5, 1}})
        .network;
}

TEST(Bytes, ComeBackEqual) {
    const Network network = sample();
    ASSERT_GT(network.conditions.size(), 1U);
    const std::string bytes = to_bytes(network);
    EXPECT_EQ(network_from_bytes(bytes), network);
    EXPECT_EQ(to_bytes(sample()), bytes);
    const Landmarks landmarks = make_landmarks(network, 2, 1);
    ASSERT_EQ(landmarks.junctions.size(), 2U);
    EXPECT_EQ(landmarks_from_bytes(to_bytes(landmarks), network.junctions.size()), landmarks);
    EXPECT_THROW(landmarks_from_bytes(to_bytes(landmarks), network.junctions.size() + 1), Error);
}

std::string told(const std::string& bytes) {
    try {
        network_from_bytes(bytes);
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

TEST(Bytes, DamageIsAnError) {
    const std::string bytes = to_bytes(sample());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
        ASSERT_EQ(told(damaged), "BL-3900") << i;
        ASSERT_EQ(told(bytes.substr(0, i)), "BL-3900") << i;
    }
    EXPECT_EQ(told(bytes + '\0'), "BL-3900");
    EXPECT_EQ(told(to_bytes(Landmarks{})), "BL-3900") << "of another kind";
    EXPECT_EQ(told(""), "BL-3900");
}

// Whoever makes the sum right can still not make the program read past the end.
TEST(Bytes, WhatRefersToNothingIsAnError) {
    const auto spoilt = [](auto spoil) {
        Network network = sample();
        spoil(network);
        return told(to_bytes(network));
    };
    EXPECT_EQ(spoilt([](Network& n) { n.links[0].tail = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.links[0].twin = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.links[0].road = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.links[0].first_point = 4'000'000'000U; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.turns[0].to = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.turns[0].condition = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.first_turn.pop_back(); }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.state_link.back() = 99; }), "BL-3900");
    EXPECT_EQ(spoilt([](Network& n) { n.first_turn[1] = n.first_turn[2] + 1; }), "BL-3900");
    ByteWriter writer("netw", 2);
    writer.value(std::uint64_t{1} << 60U);
    EXPECT_EQ(told(writer.finish()), "BL-3900");
}

}  // namespace
}  // namespace bareland::network
