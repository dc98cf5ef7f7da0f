// What the report of a build tells of the finished network (geo/network/build_parts.hpp).
#include <algorithm>
#include <limits>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/geodesic.hpp"
#include "geo/ground.hpp"
#include "geo/local_metric.hpp"
#include "geo/network/build_parts.hpp"
#include "geo/network/conditions.hpp"

namespace bareland::network::building {
namespace {

// Of the two links of a street one: its piece of road.
bool stands_for_piece(const Network& network, Index link) {
    const Index twin = network.links[link].twin;
    return twin == none || link < twin;
}

class Survey {
  public:
    Survey(const Network& network, const BuildOptions& options, BuildReport& report)
        : network_(network), options_(options), report_(report) {}

    void run() {
        report_.roads = network_.roads.size();
        report_.links = network_.links.size();
        report_.junctions = network_.junctions.size();
        for (Index i = 0; i < network_.links.size(); ++i) {
            if (stands_for_piece(network_, i)) pieces_.push_back(i);
        }
        components();
        dead_ends();
    }

  private:
    const Link& link(Index i) const { return network_.links[i]; }

    void components() {
        std::vector<Index> parent(network_.junctions.size());
        for (Index j = 0; j < parent.size(); ++j)
            parent[j] = j;
        const auto root = [&](Index j) {
            while (parent[j] != j)
                j = parent[j] = parent[parent[j]];
            return j;
        };
        for (const Index i : pieces_)
            parent[root(link(i).tail)] = root(link(i).head);
        std::vector<std::uint64_t> length(parent.size(), 0);
        std::uint64_t total = 0, most = 0;
        for (const Index i : pieces_) {
            std::uint64_t& own = length[root(link(i).tail)];
            own += link(i).length_mm;
            total += link(i).length_mm;
            most = std::max(most, own);
        }
        for (Index j = 0; j < parent.size(); ++j)
            report_.components += parent[j] == j ? 1U : 0U;
        constexpr double mm_per_km = 1e6;
        report_.length_km = static_cast<double>(total) / mm_per_km;
        if (total > 0) report_.largest_share = static_cast<double>(most) / static_cast<double>(total);
    }

    void dead_ends() {
        std::vector<std::uint32_t> ends(network_.junctions.size(), 0);
        std::vector<Index> piece_at(network_.junctions.size(), none);
        for (const Index i : pieces_) {
            for (const Index junction : {link(i).tail, link(i).head}) {
                ++ends[junction];
                piece_at[junction] = i;
            }
        }
        for (const std::uint32_t count : ends)
            report_.dead_ends += count == 1 ? 1U : 0U;
        if (!(options_.gap_m > 0)) return;
        std::vector<Box> boxes;
        for (const Index i : pieces_) {
            Box box;
            for (std::uint32_t k = 0; k < link(i).point_count; ++k)
                box.add(network_.points[link(i).first_point + k]);
            boxes.push_back(box);
        }
        const BoxIndex index(boxes);
        for (Index j = 0; j < ends.size(); ++j) {
            if (ends[j] == 1) look_round(j, piece_at[j], index);
        }
        std::stable_sort(report_.suspicious_gaps.begin(), report_.suspicious_gaps.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    }

    void look_round(Index junction, Index own, const BoxIndex& index) {
        const Point& at = network_.junctions[junction];
        Box box;
        box.add(at);
        double nearest = std::numeric_limits<double>::infinity();
        for (const std::size_t k : index.query(widened(box, options_.gap_m))) {
            const Index other = pieces_[k];
            if (other == own ||
                network_.roads[link(other).road].layer != network_.roads[link(own).road].layer)
                continue;
            nearest = std::min(nearest, distance_to(other, at));
        }
        if (nearest <= options_.gap_m) report_.suspicious_gaps.emplace_back(at, nearest);
    }

    double distance_to(Index i, const Point& at) const {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::uint32_t k = 1; k < link(i).point_count; ++k) {
            const Point& a = network_.points[link(i).first_point + k - 1];
            const Point& b = network_.points[link(i).first_point + k];
            nearest = std::min(nearest, geodesic::distance(at, ground::nearest_on_segment(at, a, b)));
        }
        return nearest;
    }

    const Network& network_;
    const BuildOptions& options_;
    BuildReport& report_;
    std::vector<Index> pieces_;
};

}  // namespace

void survey(const Network& network, const BuildOptions& options, BuildReport& report) {
    Survey(network, options, report).run();
    const std::vector<Finding> conditions = condition_findings(network);
    report.findings.insert(report.findings.end(), conditions.begin(), conditions.end());
}

}  // namespace bareland::network::building
