#include "geo/network/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geo/geodesic.hpp"
#include "geo/ground.hpp"

namespace bareland::network {
namespace {

// A place on a piece and the way one looks from it.
struct Heading {
    std::size_t piece = 0;
    std::uint32_t at_mm = 0;
    bool onwards = true;  // in the digitised direction
};

class Sweeper {
  public:
    Sweeper(const Pieces& pieces, std::uint64_t each_side_mm) : pieces_(pieces), range_mm_(each_side_mm) {}

    // `with_flow`: this arm leads where the traffic on the gate's side of the road goes.
    SweepArm arm(Heading from, bool with_flow) {
        SweepArm arm;
        const auto& line = pieces_.line(from.piece);
        arm.azimuth = azimuth(line, from);
        while (true) {
            const std::uint64_t left = range_mm_ - arm.length_mm;
            const std::uint32_t reach = free_mm(from);
            const std::uint32_t end = from.onwards ? pieces_.length_mm(from.piece) : 0;
            const std::uint32_t whole = from.onwards ? end - from.at_mm : from.at_mm;
            const auto gone = static_cast<std::uint32_t>(std::min<std::uint64_t>(reach, left));
            add(arm, from, gone);
            if (arm.length_mm == range_mm_) return arm;
            arm.end = SweepArm::End::ring;
            if (gone < whole) return arm;
            const std::optional<Heading> next = onwards(from, with_flow, arm.end);
            if (!next) return arm;
            arm.end = SweepArm::End::range;
            from = *next;
        }
    }

  private:
    static Point at(std::span<const Point> line, const std::vector<double>& metres, double along_m) {
        for (std::size_t k = 0; k + 1 < line.size(); ++k) {
            const double length = metres[k + 1] - metres[k];
            if (along_m > metres[k + 1] && k + 2 < line.size()) continue;
            if (length <= 0) return line[k];
            return geodesic::towards(line[k], line[k + 1], length,
                                     std::clamp(along_m - metres[k], 0.0, length));
        }
        return line.back();
    }

    static std::vector<double> metres_of(std::span<const Point> line) {
        std::vector<double> out{0};
        for (std::size_t k = 0; k + 1 < line.size(); ++k)
            out.push_back(out.back() + geodesic::distance(line[k], line[k + 1]));
        return out;
    }

    // Along the segment on which the place lies (of a vertex the one that is ahead).
    static double azimuth(std::span<const Point> line, const Heading& from) {
        const std::vector<double> metres = metres_of(line);
        const double along = from.at_mm / 1000.0;
        std::size_t k = 0;
        while (k + 2 < line.size() &&
               (from.onwards ? metres[k + 1] <= along + 5e-4 : metres[k + 1] < along - 5e-4))
            ++k;
        const Point& a = from.onwards ? line[k] : line[k + 1];
        const Point& b = from.onwards ? line[k + 1] : line[k];
        const double degrees = geodesic::Ellipsoid::cgcs2000().inverse(a, b).azimuth;
        return degrees < 0 ? degrees + 360 : degrees;
    }

    // How far one gets on the piece before its end or what is swept already.
    std::uint32_t free_mm(const Heading& from) const {
        const std::uint32_t end = from.onwards ? pieces_.length_mm(from.piece) : 0;
        std::uint32_t reach = from.onwards ? end - from.at_mm : from.at_mm;
        const auto found = swept_.find(from.piece);
        if (found == swept_.end()) return reach;
        for (const auto& [low, high] : found->second) {
            if (from.onwards && high > from.at_mm)
                reach = std::min(reach, low > from.at_mm ? low - from.at_mm : 0);
            if (!from.onwards && low < from.at_mm)
                reach = std::min(reach, high < from.at_mm ? from.at_mm - high : 0);
        }
        return reach;
    }

    void add(SweepArm& arm, const Heading& from, std::uint32_t gone) {
        if (gone == 0) return;
        const std::uint32_t to = from.onwards ? from.at_mm + gone : from.at_mm - gone;
        const std::uint32_t low = std::min(from.at_mm, to);
        const std::uint32_t high = std::max(from.at_mm, to);
        swept_[from.piece].emplace_back(low, high);
        const std::span<const Point> line = pieces_.line(from.piece);
        const std::vector<double> metres = metres_of(line);
        std::vector<Point> part{at(line, metres, low / 1000.0)};
        for (std::size_t k = 0; k < line.size(); ++k) {
            const double mm = metres[k] * 1000;
            if (mm > low + 0.5 && mm < high - 0.5) part.push_back(line[k]);
        }
        part.push_back(at(line, metres, high / 1000.0));
        if (low == 0) part.front() = line.front();
        if (high == pieces_.length_mm(from.piece)) part.back() = line.back();
        if (!from.onwards) std::reverse(part.begin(), part.end());
        const Index road = pieces_.link(from.piece).road;
        const bool one_way = pieces_[from.piece].one_way();
        if (arm.stretches.empty() || arm.stretches.back().road != road ||
            arm.stretches.back().one_way != one_way) {
            arm.stretches.push_back({road, one_way, arm.length_mm, arm.length_mm, std::move(part)});
        } else {
            std::vector<Point>& before = arm.stretches.back().line;
            before.insert(before.end(), part.begin() + 1, part.end());
        }
        arm.length_mm += gone;
        arm.stretches.back().to_mm = arm.length_mm;
    }

    // Unit vector in which one leaves a junction along a piece, metres of ground.
    Point leaving(const Pieces::End& end) const {
        const std::span<const Point> line = pieces_.line(end.piece);
        const Point& a = end.last ? line.back() : line.front();
        const Point& b = end.last ? line[line.size() - 2] : line[1];
        const Point m = ground::Local(a).metres(b);
        const double size = std::hypot(m.x, m.y);
        return size > 0 ? Point{m.x / size, m.y / size} : m;
    }

    // Whether the arm may go on along a piece from that end: on a one-way one only as its traffic goes, or
    // against it where the arm leads against the flow.
    bool flows(const Pieces::End& end, bool with_flow) const {
        const Pieces::Piece& piece = pieces_[end.piece];
        if (!piece.one_way()) return true;
        const bool leaves = end.last ? piece.backward != none : piece.forward != none;
        return leaves == with_flow;
    }

    std::optional<Heading> onwards(const Heading& from, bool with_flow, SweepArm::End& why) const {
        const Pieces::End end{static_cast<Index>(from.piece), from.onwards};
        const Point back = leaving(end);
        const std::string& name = pieces_.name(from.piece);
        const auto all = pieces_.at(pieces_.junction(end));
        if (all.size() < 2) {
            why = SweepArm::End::dead_end;
            return std::nullopt;
        }
        why = SweepArm::End::road_end;
        std::optional<Pieces::End> best;
        // Same name before straight; then the less turned.
        std::pair<bool, double> best_key{false, straight};
        for (const Pieces::End& other : all) {
            if (other.piece == end.piece && other.last == end.last) continue;
            if (!flows(other, with_flow)) continue;
            const Point on = leaving(other);
            const bool same = !name.empty() && pieces_.name(other.piece) == name;
            const std::pair<bool, double> key{same, -(back.x * on.x + back.y * on.y)};
            // A road of that name that leads back is its other carriageway.
            if (key.second < (same ? 0 : straight) || key <= best_key) continue;
            best = other;
            best_key = key;
        }
        if (!best) return std::nullopt;
        return Heading{best->piece, best->last ? pieces_.length_mm(best->piece) : 0, !best->last};
    }

    static constexpr double straight = 0.5;  // cosine of 60 degrees

    const Pieces& pieces_;
    std::uint64_t range_mm_;
    std::map<std::size_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> swept_;
};

}  // namespace

std::optional<Sweep> sweep(const Pieces& pieces, const SnapIndex& index, const Point& gate, double limit_m,
                           double each_side_m, const Gateless* gateless) {
    std::vector<Snap> snaps = index.gate(gate, limit_m, nullptr, gateless);
    if (snaps.empty()) return std::nullopt;
    Sweep out;
    out.gate = gate;
    out.snap = snaps.front();
    // Traffic keeps to the right: that beside the gate has it on its right.
    const auto beside =
        std::find_if(snaps.begin(), snaps.end(), [](const Snap& snap) { return snap.right_side; });
    if (beside != snaps.end()) out.snap = *beside;
    const Index link = out.snap.position.link;
    const std::size_t piece = pieces.of(link);
    const bool forward = pieces[piece].forward == link;
    const std::uint32_t length = pieces.length_mm(piece);
    const std::uint32_t at = forward ? out.snap.position.along_mm : length - out.snap.position.along_mm;
    Sweeper sweeper(pieces, static_cast<std::uint64_t>(std::llround(each_side_m * 1000)));
    // Who leaves the gate turns right into the traffic beside it, and left against it.
    out.arms.push_back(sweeper.arm({piece, at, forward}, true));
    out.arms.push_back(sweeper.arm({piece, at, !forward}, false));
    if (out.snap.distance_m > 0) {
        const bool right = out.snap.right_side;
        out.arms[0].side = right ? SweepArm::Side::right : SweepArm::Side::left;
        out.arms[1].side = right ? SweepArm::Side::left : SweepArm::Side::right;
        if (right) std::swap(out.arms[0], out.arms[1]);
    }
    return out;
}

}  // namespace bareland::network
