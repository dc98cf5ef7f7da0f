// Seeded pseudo-random numbers and noise for made-up data.
//
// Guarantee: the same seed gives the same numbers with every compiler and standard library. That is why
// std::uniform_*_distribution and friends are not used: the standard leaves their algorithms open.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bareland::synthetic {

// Finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection of 64 bits that leaves no visible pattern.
constexpr std::uint64_t mix(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

// A hash of a lattice point.
constexpr std::uint64_t hash(std::uint64_t seed, std::int64_t x, std::int64_t y) {
    return mix(mix(seed ^ static_cast<std::uint64_t>(x) * 0xD6E8FEB86659FD93ULL) ^
               static_cast<std::uint64_t>(y) * 0xA0761D6478BD642FULL);
}

// The upper 53 bits as a number of [0, 1).
constexpr double unit_interval(std::uint64_t bits) {
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

// xoshiro256** 1.0 (Blackman, Vigna 2018), seeded by splitmix64.
class Random {
  public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    double uniform() { return unit_interval(next()); }  // [0, 1)
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    std::size_t below(std::size_t count);  // 0 .. count-1; the bias (< count / 2^53) does not matter here
    bool chance(double probability) { return uniform() < probability; }
    double normal();                                       // mean 0, variance 1
    double log_normal(double median, double sigma_of_ln);  // e.g. sizes of patches

  private:
    std::uint64_t state_[4];
};

// Smooth noise of wavelength 1 in [-1, 1]: hashes of lattice points, interpolated.
double value_noise(std::uint64_t seed, double x, double y);

// Sum of `octaves` of value noise, each of half the wavelength and `gain` times the amplitude of the one
// before it, divided by the sum of amplitudes, so that it stays in [-1, 1].
double fractal_noise(std::uint64_t seed, double x, double y, int octaves, double gain);

}  // namespace bareland::synthetic
