#include "synthetic/random.hpp"

#include <bit>
#include <cmath>

namespace bareland::synthetic {

Random::Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
        word = mix(seed);
        seed += 0x9E3779B97F4A7C15ULL;
    }
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::size_t Random::below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

// The sum of twelve uniforms: close enough to a normal for made-up sizes, and free of libm.
double Random::normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += uniform();
    return sum;
}

double Random::log_normal(double median, double sigma_of_ln) {
    return median * std::exp(sigma_of_ln * normal());
}

double value_noise(std::uint64_t seed, double x, double y) {
    const double floor_x = std::floor(x), floor_y = std::floor(y);
    const auto column = static_cast<std::int64_t>(floor_x), row = static_cast<std::int64_t>(floor_y);
    const double u = x - floor_x, v = y - floor_y;
    const double smooth_u = u * u * (3 - 2 * u), smooth_v = v * v * (3 - 2 * v);
    const auto corner = [&](std::int64_t i, std::int64_t j) {
        return unit_interval(hash(seed, column + i, row + j));
    };
    const double low = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * smooth_u;
    const double high = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * smooth_u;
    return 2 * (low + (high - low) * smooth_v) - 1;
}

double fractal_noise(std::uint64_t seed, double x, double y, int octaves, double gain) {
    double sum = 0, amplitude = 1, total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += amplitude * value_noise(seed + static_cast<std::uint64_t>(octave), x, y);
        total += amplitude;
        amplitude *= gain;
        x = 2 * x + 17.31;  // shifted, so that the lattices of two octaves do not share points
        y = 2 * y + 5.77;
    }
    return sum / total;
}

}  // namespace bareland::synthetic
