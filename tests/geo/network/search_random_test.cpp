// Searches against one another and against slow second opinions, on random networks with random rules.
#include <gtest/gtest.h>

#include <string>

#include "geo/network/search.hpp"
#include "tests/geo/network/expanded.hpp"
#include "tests/geo/network/random_case.hpp"

namespace bareland::network {
namespace {

using test::Dice;

// How many of a test's questions had an answer, so that it cannot pass on empty ones.
struct Count {
    int found = 0;
    int none = 0;
    void add(bool any) { ++(any ? found : none); }
};

TEST(RandomSearch, DijkstraAgreesWithBellmanAndFord) {
    Count count;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 3);
        if (network.links.empty()) continue;
        for (int i = 0; i < 4; ++i) {
            auto random = test::random_rules(network, dice);
            if (dice.chance(60)) random.rules.avoid = &random.zone;
            const test::Question question{test::random_places(network, dice),
                                          test::random_places(network, dice), random.rules, nullptr};
            const auto slow = test::expanded_cost(network, question);
            const auto path = dijkstra(network, question.from, question.to, random.rules);
            ASSERT_EQ(path.has_value(), slow.has_value()) << "seed " << seed << ", question " << i;
            count.add(path.has_value());
            if (!path) continue;
            ASSERT_EQ(path->length_mm, slow->second) << "seed " << seed << ", question " << i;
        }
    }
    EXPECT_GT(count.found, 50);
    EXPECT_GT(count.none, 20);
}

TEST(RandomSearch, LandmarksFindWhatDijkstraFinds) {
    Count count;
    for (std::uint64_t seed = 100; seed < 130; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 4 + static_cast<int>(dice.below(9)));
        const Landmarks landmarks = make_landmarks(network, 1 + dice.below(8), 1);
        Router router(network, landmarks);
        for (int i = 0; i < 100; ++i) {
            auto random = test::random_rules(network, dice);
            if (dice.chance(60)) random.rules.avoid = &random.zone;
            const Places from = test::random_places(network, dice), to = test::random_places(network, dice);
            const auto plain = dijkstra(network, from, to, random.rules);
            const auto path = router.shortest(from, to, random.rules);
            ASSERT_EQ(path.has_value(), plain.has_value()) << "seed " << seed << ", question " << i;
            count.add(path.has_value());
            if (!path) continue;
            ASSERT_EQ(path->length_mm, plain->length_mm) << "seed " << seed << ", question " << i;
            const auto own = test::cost_of(network, *path, random.rules, nullptr);
            ASSERT_TRUE(own) << "seed " << seed << ", question " << i;
            ASSERT_EQ(own->second, path->length_mm) << "seed " << seed << ", question " << i;
        }
    }
    EXPECT_GT(count.found, 1500);
    EXPECT_GT(count.none, 300);
}

TEST(RandomSearch, LeastInsideAgreesWithBellmanAndFord) {
    Count count;
    for (std::uint64_t seed = 200; seed < 240; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 3);
        if (network.links.empty()) continue;
        const Landmarks landmarks = make_landmarks(network, 3, 1);
        Router router(network, landmarks);
        for (int i = 0; i < 4; ++i) {
            const auto random = test::random_rules(network, dice);
            const test::Question question{test::random_places(network, dice),
                                          test::random_places(network, dice), random.rules, &random.zone};
            const auto slow = test::expanded_cost(network, question);
            const auto path = router.least_inside(question.from, question.to, random.zone, random.rules);
            ASSERT_EQ(path.has_value(), slow.has_value()) << "seed " << seed << ", question " << i;
            count.add(path.has_value());
            if (!path) continue;
            ASSERT_EQ(path->length_mm, slow->second) << "seed " << seed << ", question " << i;
            ASSERT_EQ(test::cost_of(network, *path, random.rules, &random.zone), slow)
                << "seed " << seed << ", question " << i;
        }
    }
    EXPECT_GT(count.found, 50);
}

TEST(RandomSearch, ObstaclesAreThereExactlyWhenRulesAreInTheWay) {
    int named = 0;
    for (std::uint64_t seed = 300; seed < 320; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 6);
        const Landmarks landmarks = make_landmarks(network, 4, 1);
        Router router(network, landmarks);
        for (int i = 0; i < 50; ++i) {
            auto random = test::random_rules(network, dice);
            random.rules.avoid = &random.zone;
            const Places from = test::random_places(network, dice), to = test::random_places(network, dice);
            const auto obstacles = router.obstacles(from, to, random.rules);
            if (router.shortest(from, to, random.rules)) {
                ASSERT_TRUE(obstacles.empty()) << "seed " << seed << ", question " << i;
                continue;
            }
            Rules open;
            open.holds = random.rules.holds;
            ASSERT_EQ(obstacles.empty(), !router.shortest(from, to, open).has_value())
                << "seed " << seed << ", question " << i;
            if (obstacles.empty()) continue;
            ++named;
            // Opened, they let a way through.
            for (const Router::Obstacle& obstacle : obstacles) {
                if (obstacle.closed) random.closed.remove(obstacle.link);
                if (obstacle.destination) random.destination.remove(obstacle.link);
                if (!obstacle.zone) continue;
                random.zone.touched.remove(obstacle.link);
                std::erase_if(random.zone.spans,
                              [&](const ZoneSpan& span) { return span.link == obstacle.link; });
            }
            ASSERT_TRUE(router.shortest(from, to, random.rules)) << "seed " << seed << ", question " << i;
        }
    }
    EXPECT_GT(named, 100);
}

TEST(RandomSearch, EarlierSearchesAndThreadsDoNotMatter) {
    Dice dice(7);
    const Network network = test::random_network(dice, 10);
    const Landmarks landmarks = make_landmarks(network, 4, 1);
    EXPECT_EQ(make_landmarks(network, 4, 2), landmarks);
    Router used(network, landmarks);
    for (int i = 0; i < 200; ++i) {
        auto random = test::random_rules(network, dice);
        random.rules.avoid = &random.zone;
        const Places from = test::random_places(network, dice), to = test::random_places(network, dice);
        Router fresh = used.another();
        ASSERT_EQ(used.shortest(from, to, random.rules), fresh.shortest(from, to, random.rules)) << i;
        ASSERT_EQ(used.least_inside(from, to, random.zone), fresh.least_inside(from, to, random.zone)) << i;
        ASSERT_EQ(used.exit(from, random.zone), fresh.exit(from, random.zone)) << i;
    }
}

}  // namespace
}  // namespace bareland::network
