#include "geo/cartography/breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bareland::cartography {
namespace {

using Values = std::vector<double>;

// Fisher's optimum for sorted values: the first index of each class but the first.
std::vector<std::size_t> natural_starts(const Values& sorted, std::size_t classes) {
    const std::size_t n = sorted.size();
    Values sum(n + 1), square(n + 1);
    for (std::size_t i = 0; i < n; ++i) {
        sum[i + 1] = sum[i] + sorted[i];
        square[i + 1] = square[i] + sorted[i] * sorted[i];
    }
    const auto spread = [&](std::size_t from, std::size_t to) {  // of [from, to)
        const double s = sum[to] - sum[from];
        return square[to] - square[from] - s * s / static_cast<double>(to - from);
    };
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<Values> best(classes + 1, Values(n + 1, never));
    std::vector<std::vector<std::size_t>> start(classes + 1, std::vector<std::size_t>(n + 1, 0));
    best[0][0] = 0;
    for (std::size_t k = 1; k <= classes; ++k) {
        for (std::size_t end = k; end <= n; ++end) {
            for (std::size_t from = k - 1; from < end; ++from) {
                // Equal values stay together.
                if (from > 0 && sorted[from] == sorted[from - 1]) continue;
                const double cost = best[k - 1][from] + spread(from, end);
                if (cost < best[k][end]) {
                    best[k][end] = cost;
                    start[k][end] = from;
                }
            }
        }
    }
    std::vector<std::size_t> out;
    std::size_t end = n;
    for (std::size_t k = classes; k > 1; --k) {
        end = start[k][end];
        out.push_back(end);
    }
    std::reverse(out.begin(), out.end());
    return out;
}

// The roundest number in [low, high): few digits, then near the middle.
double round_between(double low, double high) {
    const double top = std::floor(std::log10(std::max(std::abs(high), std::abs(low))));
    for (int digits = 0; digits < 3; ++digits) {
        for (const double part : {1.0, 0.5}) {
            const double step = std::pow(10, top - digits) * part;
            const double middle = std::round((low + high) / 2 / step) * step;
            for (const double candidate :
                 {middle, std::ceil(low / step) * step, std::floor(high / step) * step}) {
                if (candidate >= low && candidate < high) return candidate;
            }
        }
    }
    return low;
}

std::size_t different(const Values& sorted) {
    std::size_t count = sorted.empty() ? 0 : 1;
    for (std::size_t i = 1; i < sorted.size(); ++i)
        count += sorted[i] != sorted[i - 1] ? 1U : 0U;
    return count;
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

}  // namespace

std::vector<double> class_breaks(std::span<const double> values, std::size_t classes) {
    Values sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    Values out;
    const auto positive = std::upper_bound(sorted.begin(), sorted.end(), 0.0);
    if (positive != sorted.begin() && positive != sorted.end() && classes > 1) {
        out.push_back(0);
        sorted.erase(sorted.begin(), positive);
        --classes;
    }
    const std::size_t count = std::min(classes, different(sorted));
    if (count < 2) return out;
    for (const std::size_t start : natural_starts(sorted, count))
        out.push_back(round_between(sorted[start - 1], sorted[start]));
    return out;
}

std::size_t class_of(double value, std::span<const double> breaks) {
    return static_cast<std::size_t>(std::lower_bound(breaks.begin(), breaks.end(), value) - breaks.begin());
}

double lightness(const std::array<double, 3>& rgb) {
    const double y = 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
}

std::array<double, 3> shade(std::size_t index, std::size_t count) {
    // Anchors of the way from light to dark; what lies between is mixed by lightness.
    constexpr std::array<std::array<double, 3>, 5> anchors{
        {{1.00, 0.97, 0.80}, {0.99, 0.82, 0.49}, {0.93, 0.58, 0.23}, {0.74, 0.33, 0.10}, {0.40, 0.15, 0.05}}};
    const double light = lightness(anchors.front());
    const double dark = lightness(anchors.back());
    const double t = count < 2 ? 0 : static_cast<double>(index) / static_cast<double>(count - 1);
    const double wanted = light + t * (dark - light);
    std::size_t i = 0;
    while (i + 2 < anchors.size() && lightness(anchors.at(i + 1)) > wanted)
        ++i;
    double low = 0, high = 1;
    std::array<double, 3> mixed{};
    for (int round = 0; round < 40; ++round) {
        const double part = (low + high) / 2;
        for (std::size_t c = 0; c < 3; ++c)
            mixed.at(c) = anchors.at(i).at(c) + part * (anchors.at(i + 1).at(c) - anchors.at(i).at(c));
        (lightness(mixed) > wanted ? low : high) = part;
    }
    return mixed;
}

}  // namespace bareland::cartography
