#include "synthetic/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace bareland::synthetic {
namespace {

// splitmix64's published stream for seed 1234567 (Rosetta Code, "Pseudo-random numbers/Splitmix64"): mix() of
// the seed, advanced by the golden gamma before each number.
TEST(Random, MixIsSplitmix64) {
    constexpr std::uint64_t gamma = 0x9E3779B97F4A7C15ULL;
    EXPECT_EQ(mix(1234567), 6457827717110365317ULL);
    EXPECT_EQ(mix(1234567 + gamma), 3203168211198807973ULL);
    EXPECT_EQ(mix(1234567 + 2 * gamma), 9817491932198370423ULL);
}

TEST(Random, SameSeedSameNumbersOtherSeedOthers) {
    Random a(7), b(7), c(8);
    int same_as_other_seed = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t value = a.next();
        EXPECT_EQ(value, b.next());
        same_as_other_seed += value == c.next() ? 1 : 0;
    }
    EXPECT_EQ(same_as_other_seed, 0);
}

TEST(Random, MomentsAreThoseOfTheDistributions) {
    Random random(42);
    constexpr int count = 200'000;
    double uniform = 0, normal = 0, normal_squared = 0;
    for (int i = 0; i < count; ++i) {
        uniform += random.uniform();
        const double z = random.normal();
        normal += z;
        normal_squared += z * z;
    }
    // Five standard errors: sqrt(1/12/n) = 0.00065, sqrt(1/n) = 0.0022, sqrt(2/n) = 0.0032.
    EXPECT_NEAR(uniform / count, 0.5, 0.0033);
    EXPECT_NEAR(normal / count, 0.0, 0.0112);
    EXPECT_NEAR(normal_squared / count, 1.0, 0.016);
}

TEST(Random, LogNormalHasItsMedian) {
    Random random(43);
    int below = 0;
    constexpr int count = 50'000;
    for (int i = 0; i < count; ++i)
        below += random.log_normal(9000, 1.1) < 9000 ? 1 : 0;
    EXPECT_NEAR(static_cast<double>(below) / count, 0.5, 0.0112);  // five standard errors
}

TEST(Noise, IsContinuousAndBounded) {
    double last = fractal_noise(3, -5, 2.25, 6, 0.6);
    for (double x = -5; x < 5; x += 1e-4) {
        const double value = fractal_noise(3, x, 2.25, 6, 0.6);
        EXPECT_LE(std::abs(value), 1.0);
        EXPECT_LT(std::abs(value - last), 0.01) << x;
        last = value;
    }
}

}  // namespace
}  // namespace bareland::synthetic
