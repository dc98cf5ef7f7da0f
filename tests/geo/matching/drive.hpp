// Vehicles that drive on little maps: samples along a line at a speed, with or without noise.
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/matching/matching.hpp"

namespace bareland::test {

struct Drive {
    double every_m = 50;
    double speed_mps = 12;
    double noise_m = 0;  // standard deviation of each coordinate
    std::uint64_t seed = 1;
    Point shift_m{};  // of all points
    double start_s = 0;
};

inline Point moved(const Point& p, double east_m, double north_m) {
    constexpr double radian = 3.14159265358979323846 / 180;
    return {p.x + east_m / (111'320 * std::cos(p.y * radian)), p.y + north_m / 111'030};
}

inline std::vector<matching::Sample> driven(const std::vector<Point>& line, const Drive& drive = {}) {
    std::mt19937_64 random(drive.seed);
    std::normal_distribution<double> noise(0, 1);
    std::vector<matching::Sample> out;
    double gone = 0;
    double wanted = 0;
    const auto add = [&](const Point& p) {
        matching::Sample sample;
        sample.place = moved(p, drive.shift_m.x + drive.noise_m * noise(random),
                             drive.shift_m.y + drive.noise_m * noise(random));
        sample.seconds = drive.start_s + wanted / drive.speed_mps;
        out.push_back(sample);
    };
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double metres = geodesic::distance(line[i - 1], line[i]);
        for (; wanted <= gone + metres; wanted += drive.every_m)
            add(geodesic::towards(line[i - 1], line[i], metres, wanted - gone));
        gone += metres;
    }
    return out;
}

// Ids of the roads of a way, in order, each once in a row: "AB BC".
inline std::string roads_of(const network::Network& network, const network::Path& path) {
    std::string out;
    std::string last;
    for (const network::Index link : path.links) {
        const std::string& id = network.roads[network.links[link].road].id;
        if (id == last) continue;
        out += (out.empty() ? "" : " ") + id;
        last = id;
    }
    return out;
}

}  // namespace bareland::test
