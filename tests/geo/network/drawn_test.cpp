#include "geo/network/drawn.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "geo/network/build.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;

// A grid of streets with bends, some of them one-way.
Network grid(int n) {
    std::vector<RoadRecord> roads;
    const auto at = [](int x, int y) {
        return Point{116.6 + 0.0015 * x + 1e-4 * ((x * 7 + y * 13) % 11),
                     39.9 + 0.0015 * y + 1e-4 * ((x * 5 + y * 3) % 7)};
    };
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x) {
            for (const auto& [dx, dy] : {std::pair{1, 0}, {0, 1}}) {
                if (x + dx >= n || y + dy >= n) continue;
                const Point a = at(x, y);
                const Point b = at(x + dx, y + dy);
                RoadRecord road;
                road.id = std::to_string(x) + "/" + std::to_string(y) + "/" + std::to_string(dx);
                road.oneway = (x * 3 + y * 5) % 7 == 0 ? Oneway::backward : Oneway::no;
                road.line = {a,
                             {(2 * a.x + b.x) / 3 + 2e-5, (2 * a.y + b.y) / 3},
                             {(a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3 + 2e-5},
                             b};
                roads.push_back(road);
            }
        }
    }
    return build_network(roads, {}).network;
}

Path walk(const Network& network, std::size_t links, std::mt19937& random) {
    Path path;
    path.links.push_back(static_cast<Index>(random() % network.links.size()));
    while (path.links.size() < links) {
        const auto turns = network.turns_of(path.links.back());
        if (turns.empty()) break;
        path.links.push_back(network.state_link[turns[random() % turns.size()].to]);
    }
    const auto part = [&](Index link) {
        return static_cast<std::uint32_t>(1000 + random() % (network.links[link].length_mm - 2000));
    };
    path.from = {path.links.front(), part(path.links.front())};
    path.to = {path.links.back(), part(path.links.back())};
    if (links == 1 && path.from.along_mm > path.to.along_mm) std::swap(path.from.along_mm, path.to.along_mm);
    for (const Index link : path.links)
        path.length_mm += network.links[link].length_mm;
    path.length_mm -= path.from.along_mm + (network.links[path.to.link].length_mm - path.to.along_mm);
    return path;
}

Point rounded(const Point& p, double digits) {
    return {std::round(p.x * digits) / digits, std::round(p.y * digits) / digits};
}

void expect_near(const Path& path, const Path& other, std::uint32_t mm) {
    EXPECT_EQ(path.links, other.links);
    EXPECT_NEAR(path.from.along_mm, other.from.along_mm, mm);
    EXPECT_NEAR(path.to.along_mm, other.to.along_mm, mm);
    EXPECT_NEAR(static_cast<double>(path.length_mm), static_cast<double>(other.length_mm), 2 * mm);
}

TEST(Drawn, LinesOfWaysGiveTheWaysBack) {
    const Network network = grid(12);
    const SnapIndex index(network);
    std::mt19937 random(3);
    for (int i = 0; i < 60; ++i) {
        const Path path = walk(network, 1 + static_cast<std::size_t>(i), random);
        std::vector<Point> line = line_of(network, path);
        const auto exact = drawn_path(network, index, line);
        ASSERT_TRUE(exact) << i;
        expect_near(*exact, path, 2);
        // As written with six decimals.
        for (Point& p : line)
            p = rounded(p, 1e6);
        const auto filed = drawn_path(network, index, line);
        ASSERT_TRUE(filed) << i;
        expect_near(*filed, path, 120);
    }
}

TEST(Drawn, FromJunctionToJunctionIsWholeLinks) {
    const AsciiMap map(R"(
A---B---C
    |
    D
)");
    const Network network = build_network(std::vector{map.road("ABC"), map.road("BD")}, {}).network;
    const SnapIndex index(network);
    const std::vector<Point> line{map.at('A'), map.at('B'), map.at('D')};
    const auto path = drawn_path(network, index, line);
    ASSERT_TRUE(path);
    EXPECT_EQ(path->links.size(), 2U);
    EXPECT_EQ(path->from.along_mm, 0U);
    EXPECT_EQ(path->to.along_mm, network.links[path->to.link].length_mm);
}

TEST(Drawn, WhatIsNotDrawnOnTheNetworkGivesNothing) {
    const AsciiMap map(R"(
A---B---C
    |
    D---E
)");
    const std::vector<RoadRecord> roads{map.road("ABC"), map.road("BDE")};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const auto drawn = [&](const std::string& nodes) {
        std::vector<Point> line;
        for (const char node : nodes)
            line.push_back(map.at(node));
        return drawn_path(network, index, line).has_value();
    };
    EXPECT_TRUE(drawn("ABDE"));
    EXPECT_FALSE(drawn("ABE"));  // a vertex of the network is missing
    EXPECT_FALSE(drawn("AC") && drawn("AD"));
    EXPECT_FALSE(drawn("AD"));
    EXPECT_FALSE(drawn("ABA"));  // a U-turn that the network has not
    EXPECT_FALSE(drawn("A"));
    EXPECT_FALSE(drawn_path(network, index, {}));
    // Two metres off.
    const std::vector<Point> beside{{map.at('A').x, map.at('A').y + 2e-5},
                                    {map.at('B').x, map.at('B').y + 2e-5}};
    EXPECT_FALSE(drawn_path(network, index, beside));
}

TEST(Drawn, AgainstAOneWayStreetGivesNothing) {
    const AsciiMap map("A---B---C");
    RoadRecord like;
    like.oneway = Oneway::forward;
    const Network network = build_network(std::vector{map.road("ABC", like)}, {}).network;
    const SnapIndex index(network);
    EXPECT_TRUE(drawn_path(network, index, std::vector{map.at('A'), map.at('B')}));
    EXPECT_FALSE(drawn_path(network, index, std::vector{map.at('B'), map.at('A')}));
}

TEST(Drawn, TwoRoadsOnTheSamePlaceAreNotChosenFrom) {
    const AsciiMap map("A---B---C");
    RoadRecord above;
    above.id = "above";
    above.layer = 1;
    const Network network =
        build_network(std::vector{map.road("AB"), map.road("BC"), map.road("BC", above)}, {}).network;
    const SnapIndex index(network);
    EXPECT_TRUE(drawn_path(network, index, std::vector{map.at('A'), map.at('B')}));
    const std::vector<Point> line{map.at('A'), map.at('B'), map.at('C')};
    EXPECT_FALSE(drawn_path(network, index, line));
    // The caller may say that they mean the same to it.
    const auto any = [](Index, Index) { return true; };
    const auto none_alike = [](Index, Index) { return false; };
    const auto path = drawn_path(network, index, line, drawn_tolerance_m, any);
    ASSERT_TRUE(path);
    ASSERT_EQ(path->links.size(), 2U);
    EXPECT_FALSE(drawn_path(network, index, line, drawn_tolerance_m, none_alike));
    // It does not matter which of them the line begins on.
    const auto other =
        drawn_path(network, index, std::vector{map.at('B'), map.at('C')}, drawn_tolerance_m, any);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->links.front(), path->links.back());
}

}  // namespace
}  // namespace bareland::network
