// Ways out of a zone against trying everything.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "geo/network/parts.hpp"
#include "geo/network/search.hpp"
#include "tests/geo/network/random_case.hpp"

namespace bareland::network {
namespace {

using test::Dice;
using Reached = std::vector<std::vector<bool>>;

// Which junction can be reached from which, over `used` (Warshall).
Reached reach(const Network& network, const LinkSet& used) {
    const std::size_t count = network.junctions.size();
    Reached out(count, std::vector<bool>(count));
    for (std::size_t i = 0; i < count; ++i)
        out[i][i] = true;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        if (used.has(static_cast<Index>(i))) out[network.links[i].tail][network.links[i].head] = true;
    }
    for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t j = 0; j < count; ++j)
                out[i][j] = out[i][j] || (out[i][k] && out[k][j]);
        }
    }
    return out;
}

TEST(Parts, AreWhatReachesEachOther) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 5);
        const LinkSet used = test::random_links(network, dice, 70);
        const Reached reached = reach(network, used);
        const std::vector<Index> parts = strong_parts(network, used);
        std::vector<bool> wanted(network.junctions.size());
        wanted[dice.below(wanted.size())] = true;
        const std::vector<bool> leading = leading_to(network, used, wanted);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            bool leads = false;
            for (std::size_t j = 0; j < parts.size(); ++j) {
                ASSERT_EQ(parts[i] == parts[j], reached[i][j] && reached[j][i]) << "seed " << seed;
                leads = leads || (wanted[j] && reached[i][j]);
            }
            ASSERT_EQ(leading[i], leads) << "seed " << seed;
        }
    }
}

// Whether a way leads on to the main part of what is outside, inside mm, mm in all up to the end of the
// first link outside.
using Exit = std::tuple<bool, std::uint64_t, std::uint64_t>;

class AllExits {
  public:
    AllExits(const Network& network, const ZoneLinks& zone, const Rules& rules)
        : network_(network), zone_(zone), rules_(rules), costs_(network.states()) {
        LinkSet used(network.links.size());
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            const auto link = static_cast<Index>(i);
            if (open(link) && !zone.touched.has(link)) used.add(link);
        }
        main_ = main_parts(network, used);
        reached_ = reach(network, used);
    }

    std::optional<Exit> best(const Places& from) {
        for (const Position& place : from) {
            if (place.link != none && open(place.link)) drive(place.link, place.along_mm, 0);
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t state = 0; state < costs_.size(); ++state) {
                if (!costs_[state]) continue;
                for (const Turn& turn : network_.turns_of(static_cast<Index>(state)))
                    changed = take(turn, *costs_[state]) || changed;
            }
        }
        return best_;
    }

  private:
    bool open(Index link) const { return rules_.closed == nullptr || !rules_.closed->has(link); }
    std::uint64_t length(Index link) const { return network_.links[link].length_mm; }

    bool take(const Turn& turn, std::uint64_t cost) {
        const bool banned = turn.condition != 0 && (rules_.holds.empty() || rules_.holds[turn.condition]);
        const Index link = network_.state_link[turn.to];
        if (banned || !open(link)) return false;
        if (zone_.inside_mm(link, 0, 1) == 0) {
            offer(link, cost, cost + length(link));
            return false;
        }
        return drive(turn.to, 0, cost);
    }

    // Inside every millimetre counts, so what is driven before the edge is all inside.
    bool drive(Index state, std::uint64_t from, std::uint64_t cost) {
        const Index link = network_.state_link[state];
        std::uint64_t at = from;
        while (at < length(link) &&
               zone_.inside_mm(link, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)) == 1)
            ++at;
        cost += at - from;
        if (at < length(link)) {
            offer(link, cost, cost + length(link) - at);
            return false;
        }
        if (costs_[state] && *costs_[state] <= cost) return false;
        costs_[state] = cost;
        return true;
    }

    void offer(Index link, std::uint64_t inside, std::uint64_t all) {
        bool leads = false;
        for (std::size_t i = 0; i < main_.size(); ++i)
            leads = leads || (main_[i] && reached_[network_.links[link].head][i]);
        const Exit exit{!leads, inside, all};
        if (!best_ || exit < *best_) best_ = exit;
    }

    const Network& network_;
    const ZoneLinks& zone_;
    const Rules& rules_;
    std::vector<std::optional<std::uint64_t>> costs_;
    std::vector<bool> main_;
    Reached reached_;
    std::optional<Exit> best_;
};

TEST(RandomSearch, ExitsAreTheBestThereAre) {
    int found = 0, missing = 0;
    for (std::uint64_t seed = 400; seed < 440; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 5);
        const Landmarks landmarks = make_landmarks(network, 2, 1);
        Router router(network, landmarks);
        for (int i = 0; i < 20; ++i) {
            auto random = test::random_rules(network, dice);
            random.rules.destination = nullptr;
            const ZoneLinks zone = test::random_zone(network, dice, false);
            const Places from = test::random_places(network, dice);
            const auto all = AllExits(network, zone, random.rules).best(from);
            const auto path = router.exit(from, zone, random.rules);
            ASSERT_EQ(path.has_value(), all.has_value()) << "seed " << seed << ", question " << i;
            ++(path ? found : missing);
            if (!path) continue;
            ASSERT_EQ(path->length_mm, std::get<1>(*all)) << "seed " << seed << ", question " << i;
            ASSERT_EQ(inside_mm(visits(network, zone, *path)), std::get<1>(*all));
        }
    }
    EXPECT_GT(found, 300);
    EXPECT_GT(missing, 10);
}

// The searches and the measure of ways must mean the same by "inside".
TEST(RandomSearch, LeastInsideIsWhatVisitsCount) {
    int inside = 0;
    for (std::uint64_t seed = 500; seed < 530; ++seed) {
        Dice dice(seed);
        const Network network = test::random_network(dice, 6);
        const Landmarks landmarks = make_landmarks(network, 2, 1);
        Router router(network, landmarks);
        for (int i = 0; i < 30; ++i) {
            const ZoneLinks zone = test::random_zone(network, dice, true);
            const Places from = test::random_places(network, dice), to = test::random_places(network, dice);
            const auto least = router.least_inside(from, to, zone);
            Rules rules;
            rules.avoid = &zone;
            const auto round = router.shortest(from, to, rules);
            ASSERT_FALSE(round && !least);
            if (!least) continue;
            const std::uint64_t mm = inside_mm(visits(network, zone, *least));
            if (mm > 0) ++inside;
            const auto shortest = router.shortest(from, to);
            ASSERT_TRUE(shortest);
            ASSERT_LE(mm, inside_mm(visits(network, zone, *shortest)))
                << "seed " << seed << ", question " << i;
            if (!round || inside_mm(visits(network, zone, *round)) > 0) continue;
            ASSERT_EQ(mm, 0U) << "seed " << seed << ", question " << i;
            ASSERT_EQ(least->length_mm, round->length_mm) << "seed " << seed << ", question " << i;
        }
    }
    EXPECT_GT(inside, 100);
}

}  // namespace
}  // namespace bareland::network
