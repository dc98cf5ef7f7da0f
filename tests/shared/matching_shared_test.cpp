// Traces of taxis in central Beijing and the routes matched to them by hand (SparseTaxi).
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/matching/matching.hpp"
#include "geo/network/build.hpp"
#include "layers/registry_files.hpp"
#include "layers/vector.hpp"
#include "tests/shared/ground_truth.hpp"

namespace bareland {
namespace {

using network::Index;

std::map<std::string, std::vector<Point>> lines_by_row(const std::string& file) {
    std::map<std::string, std::vector<Point>> out;
    const FeatureLayer layer = read_features(VectorSource::parse(file), {"row"}, Shapes::lines);
    for (const Feature& feature : layer.features)
        out[feature.values[0].value_or("")] = feature.lines.front();
    return out;
}

TEST(SharedMatching, ReproducesTheRoutesThatWereMatchedByHand) {
    REQUIRE_SHARED_DATA();
    const std::string folder = testing::shared_data() + "/beijing-core/";
    RegistrySource source = RegistrySource::parse(folder + "roads.gpkg", "", "--crs", "");
    source.map = {{"class", "highway"}};
    const network::Built built = network::build_network(read_roads(source).records, {});
    const matching::Driven driven = matching::with_wrong_ways(built.network);
    const network::SnapIndex index(driven.network);
    matching::Matcher matcher(driven.network, index, &driven.against);
    const auto traces = lines_by_row(folder + "traces.geojson");
    const auto routes = lines_by_row(folder + "routes.geojson");
    double all = 0;
    double right = 0;
    int pairs = 0;
    for (const auto& [row, route] : routes) {
        const auto trace = traces.find(row);
        // Two rows have a route of another drive than the trace.
        if (trace == traces.end() || geodesic::distance(trace->second.front(), route.front()) > 500) continue;
        ++pairs;
        std::vector<matching::Sample> samples;  // without times: 36 km/h
        for (const Point& p : trace->second) {
            const double metres = samples.empty() ? 0 : geodesic::distance(samples.back().place, p);
            samples.push_back({p, samples.empty() ? 0 : samples.back().seconds + metres / 10, {}, {}});
        }
        std::vector<std::pair<Point, Point>> found;
        for (const matching::Match& match : matcher.match(samples).matches) {
            for (const Index link : match.path.links) {
                const auto line = driven.network.line_of(link);
                for (std::size_t i = 1; i < line.size(); ++i)
                    found.emplace_back(line[i - 1], line[i]);
            }
        }
        for (std::size_t i = 1; i < route.size(); ++i) {
            const double metres = geodesic::distance(route[i - 1], route[i]);
            all += metres;
            for (const auto& [from, to] : found) {
                if (geodesic::distance(from, route[i - 1]) > 1.5 || geodesic::distance(to, route[i]) > 1.5)
                    continue;
                right += metres;
                break;
            }
        }
    }
    EXPECT_EQ(pairs, 6);
    std::printf("%.1f %% of %.1f km as matched by hand\n", 100 * right / all, all / 1000);
    EXPECT_GE(right / all, 0.95);
}

}  // namespace
}  // namespace bareland
