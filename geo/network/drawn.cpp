#include "geo/network/drawn.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/local_metric.hpp"
#include "geo/network/pieces.hpp"

namespace bareland::network {
namespace {

// Follows the line over the network from one place to start at.
class Follower {
  public:
    Follower(const Network& network, std::span<const Point> line, double tolerance_m,
             const std::function<bool(Index, Index)>& alike)
        : network_(network), line_(line), tolerance_m_(tolerance_m), alike_(alike) {
        // A degree's metres change by a percent over 80 km: nothing to a tolerance.
        const LocalMetric metric(line.front());
        east_ = metric.c0();
        north_ = metric.m0();
    }

    std::optional<Path> from(const Position& start) {
        enter(start.link);
        place_next(start.along_mm);
        path_ = {};
        path_.from = start;
        path_.links.push_back(start.link);
        std::vector<Index> states{start.link};
        for (std::size_t i = 1; i < line_.size(); ++i) {
            if (line_[i] == line_[i - 1]) continue;
            if (!step(line_[i], states)) return std::nullopt;
        }
        return finished();
    }

    // Two ways of the same line that differ in alike links only.
    bool alike(const Path& a, const Path& b) const {
        if (a.links.size() != b.links.size()) return false;
        for (std::size_t i = 0; i < a.links.size(); ++i) {
            if (a.links[i] != b.links[i] && !alike(a.links[i], b.links[i])) return false;
        }
        return true;
    }

  private:
    bool alike(Index a, Index b) const { return alike_ && on_each_other(a, b) && alike_(a, b); }
    bool on_each_other(Index a, Index b) const {
        const Link& one = network_.links[a];
        const Link& other = network_.links[b];
        if (one.tail != other.tail || one.head != other.head || one.point_count != other.point_count)
            return false;
        const auto first = std::span(network_.points).subspan(one.first_point, one.point_count);
        const auto second = std::span(network_.points).subspan(other.first_point, other.point_count);
        if (one.reversed == other.reversed) return std::equal(first.begin(), first.end(), second.begin());
        return std::equal(first.begin(), first.end(), second.rbegin());
    }

    double metres(const Point& a, const Point& b) const {
        return std::hypot((a.x - b.x) * east_, (a.y - b.y) * north_);
    }
    bool near(const Point& a, const Point& b) const { return metres(a, b) <= tolerance_m_; }

    void enter(Index link) {
        link_ = link;
        const Link& l = network_.links[link];
        piece_ = std::span(network_.points).subspan(l.first_point, l.point_count);
        next_ = 1;
        at_ = point(0);
    }
    // The points of the link in the direction of travel.
    const Point& point(std::size_t k) const {
        return network_.links[link_].reversed ? piece_[piece_.size() - 1 - k] : piece_[k];
    }
    // The first vertex beyond a place on the link.
    void place_next(std::uint32_t along_mm) {
        double gone = 0;
        while (next_ + 1 < piece_.size()) {
            gone += geodesic::distance(point(next_ - 1), point(next_));
            if (gone * 1000 > along_mm + 0.5) break;
            ++next_;
        }
        at_ = line_.front();
    }

    // On to the next vertex of the line: the link's next vertex, a place before it, or, from the link's end,
    // the same on one of the links after it.
    bool step(const Point& p, std::vector<Index>& states) {
        if (next_ < piece_.size()) return advance(p);
        std::optional<Index> found;
        const std::vector<Index> before = states;
        states.clear();
        // The smaller of two alike links, whichever turn comes first.
        const auto take = [&](Index link) {
            if (!found) {
                found = link;
                return true;
            }
            if (!alike(*found, link)) return false;
            if (link < *found) {
                found = link;
                states.clear();
            }
            return true;
        };
        for (const Index state : before) {
            for (const Turn& turn : network_.turns_of(state)) {
                const Index link = network_.state_link[turn.to];
                if (found && link == *found) {
                    states.push_back(turn.to);
                    continue;
                }
                enter(link);
                if (!advance(p)) continue;
                if (!take(link)) return false;  // two links that go the same way: not for us to choose
                if (found == link) states.push_back(turn.to);
            }
        }
        if (!found) return false;
        std::sort(states.begin(), states.end());
        states.erase(std::unique(states.begin(), states.end()), states.end());
        path_.links.push_back(*found);
        enter(*found);
        return advance(p);
    }

    bool advance(const Point& p) {
        if (near(p, point(next_))) {
            at_ = point(next_);
            ++next_;
            return true;
        }
        // A place on the way there: on the straight from where we are.
        const Point& b = point(next_);
        const double ux = (b.x - at_.x) * east_, uy = (b.y - at_.y) * north_;
        const double vx = (p.x - at_.x) * east_, vy = (p.y - at_.y) * north_;
        const double square = ux * ux + uy * uy;
        const double along = ux * vx + uy * vy;
        if (!(along > 0) || along >= square) return false;
        if (std::abs(ux * vy - uy * vx) > tolerance_m_ * std::sqrt(square)) return false;
        at_ = {at_.x + (b.x - at_.x) * along / square, at_.y + (b.y - at_.y) * along / square};
        return true;
    }

    std::optional<Path> finished() {
        const Link& last = network_.links[link_];
        std::uint32_t to = last.length_mm;
        if (next_ < piece_.size() || !(at_ == point(piece_.size() - 1))) {
            double gone = 0;
            for (std::size_t k = 1; k < next_; ++k)
                gone += geodesic::distance(point(k - 1), point(k));
            if (!(at_ == point(next_ - 1))) gone += geodesic::distance(point(next_ - 1), at_);
            to = millimetres(gone, last.length_mm);
        }
        path_.to = {link_, to};
        if (path_.links.size() == 1 && to < path_.from.along_mm) return std::nullopt;
        for (const Index link : path_.links)
            path_.length_mm += network_.links[link].length_mm;
        path_.length_mm -= path_.from.along_mm;
        path_.length_mm -= last.length_mm - to;
        return std::move(path_);
    }

    const Network& network_;
    std::span<const Point> line_;
    double tolerance_m_;
    const std::function<bool(Index, Index)>& alike_;
    double east_ = 0, north_ = 0;
    Index link_ = none;
    std::span<const Point> piece_;
    std::size_t next_ = 1;  // vertex of the link that is to come
    Point at_;
    Path path_;
};

}  // namespace

std::optional<Path> drawn_path(const Network& network, const SnapIndex& index, std::span<const Point> line,
                               double tolerance_m, const std::function<bool(Index, Index)>& alike) {
    if (line.size() < 2) return std::nullopt;
    std::optional<Path> found;
    Follower follower(network, line, tolerance_m, alike);
    for (const Snap& start : index.near(line.front(), tolerance_m)) {
        Position from = start.position;
        const std::uint32_t length = network.links[from.link].length_mm;
        const auto tolerance_mm = static_cast<std::uint32_t>(tolerance_m * 1000);
        if (length - from.along_mm <= tolerance_mm) continue;  // its end: the next link begins there
        if (from.along_mm <= tolerance_mm) from.along_mm = 0;
        std::optional<Path> path = follower.from(from);
        if (!path) continue;
        if (found && !follower.alike(*found, *path)) return std::nullopt;
        if (!found || path->links < found->links) found = std::move(path);
    }
    return found;
}

}  // namespace bareland::network
