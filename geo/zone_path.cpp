// Loops and paths: from names to corners. The ways from corner to corner are in zone_ways.cpp.
#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::zoning {
namespace {

using recipe::At;
using recipe::Compass;
using recipe::Piece;
using recipe::Step;
using SharedCorner = std::shared_ptr<Corner>;

Text chosen_text(const At& at) {
    if (const auto* side = std::get_if<Compass>(&at)) {
        return {fmt::format("{}端", recipe::compass_zh(*side)),
                fmt::format("the one farthest {}", recipe::compass_word(*side))};
    }
    if (const auto* place = std::get_if<Point>(&at))
        return {"最近于 " + place_text(*place), "the one nearest to " + place_text(*place)};
    return {};
}

class Finder {
  public:
    Finder(const Context& context, const Piece& piece, Lines& lines)
        : context_(context), piece_(piece), lines_(lines), reach_(std::max(piece.gap_m, touch_m)) {}

    Route route() {
        lines_.resolve_all();
        legs_.resize(piece_.steps.size());
        if (!two_corner_loop()) {
            start_ = first_corner();
            SharedCorner here = start_;
            for (std::size_t i = 0; i < legs_.size(); ++i) {
                step_ = i + 1;
                here = walk(i, here);
            }
            close(here);
        }
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            for (const SharedCorner& corner : {legs_[i].begin, legs_[i].end})
                join_carriageways(*legs_[i].net, *corner, piece_.carriageways_m);
        }
        for (Leg& leg : legs_) {
            if (broken(leg)) leg.net->net.join_pieces(piece_.gap_m);
        }
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            find_way(context_, piece_, i, legs_[i]);
        }
        Route route;
        route.legs = std::move(legs_);
        route.corners = corners_;
        return route;
    }

  private:
    const Step& step(std::size_t i) const { return piece_.steps[i]; }
    std::size_t after(std::size_t i) const { return (i + 1) % piece_.steps.size(); }
    Text where() const { return context_.where(piece_, step_); }

    SharedCorner keep(Corner corner, const std::string& name) {
        context_.found(piece_, "corner", name, "", {corner.place});
        for (const Bridge& bridge : corner.bridges)
            note(bridge, name);
        corners_.push_back(std::make_shared<Corner>(std::move(corner)));
        return corners_.back();
    }

    void note(const Bridge& bridge, const std::string& name) const {
        if (bridge.kind == Bridge::Kind::touch) return;
        context_.found(piece_, bridge.kind == Bridge::Kind::gap ? "gap" : "carriageway", name,
                       metres_text(bridge.metres) + " m", {bridge.from, bridge.to});
    }

    // ---- corners ----

    Corner chosen(const std::vector<Corner>& corners, const At& at, const NamedNet& a,
                  const NamedNet& b) const {
        if (corners.empty()) {
            const Approach nearest = approach(a.net, b.net);
            context_.found(piece_, "gap", a.words.en + " / " + b.words.en, metres_text(nearest.metres) + " m",
                           {nearest.a, nearest.b});
            throw Error(messages::zone_no_meeting, where(), a.words, b.words, metres_text(nearest.metres),
                        place_text(nearest.a), place_text(nearest.b), piece_.gap_m);
        }
        if (corners.size() == 1) return corners[0];
        const Corner* best = corners.data();
        if (const auto* side = std::get_if<Compass>(&at)) {
            for (const Corner& corner : corners) {
                if (reach_to(best->place, corner.place, *side) > 0) best = &corner;
            }
            return *best;
        }
        if (const auto* place = std::get_if<Point>(&at)) {
            for (const Corner& corner : corners) {
                if (geodesic::distance(corner.place, *place) < geodesic::distance(best->place, *place))
                    best = &corner;
            }
            return *best;
        }
        many(corners, a, b);
    }

    [[noreturn]] void many(const std::vector<Corner>& corners, const NamedNet& a, const NamedNet& b) const {
        std::vector<Point> places;
        for (const Corner& corner : corners) {
            places.push_back(corner.place);
            context_.found(piece_, "meeting", a.words.en + " / " + b.words.en, "", {corner.place});
        }
        throw Error(messages::zone_many_meetings, where(), a.words, b.words, corners.size(),
                    places_text(places));
    }

    Corner meeting(NamedNet& a, NamedNet& b, const At& at, std::size_t* count = nullptr) const {
        if (&a == &b) {
            throw Error(messages::zone_one_place, where(), a.words, place_text(a.net.at(0)));
        }
        const std::vector<Corner> corners = corners_of(a, b, piece_.gap_m, piece_.carriageways_m);
        if (count != nullptr) *count = corners.size();
        return chosen(corners, at, a, b);
    }

    // Two lines that meet twice and enclose what is between: both meetings are corners.
    bool two_corner_loop() {
        if (piece_.kind != Piece::Kind::loop || piece_.steps.size() != 2) return false;
        const bool said = step(0).at.index() != 0 || step(1).at.index() != 0;
        if (said) return false;
        NamedNet &a = lines_.net(*step(0).follow), &b = lines_.net(*step(1).follow);
        if (&a == &b) return false;
        std::vector<Corner> corners = corners_of(a, b, piece_.gap_m, piece_.carriageways_m);
        if (corners.empty()) chosen(corners, {}, a, b);
        if (corners.size() > 2) many(corners, a, b);
        if (corners.size() == 1)
            throw Error(messages::zone_one_place, where(), a.words, place_text(corners[0].place));
        const SharedCorner first = keep(corners[0], a.words.en), second = keep(corners[1], b.words.en);
        begin_leg(0, a, first);
        legs_[0].end = second;
        begin_leg(1, b, second);
        legs_[1].end = first;
        return true;
    }

    SharedCorner first_corner() {
        const Step &first = piece_.steps.front(), &last = piece_.steps.back();
        step_ = 1;
        if (piece_.start && !piece_.start->meeting.empty()) {
            return keep(meeting(lines_.net(piece_.start->meeting[0]), lines_.net(piece_.start->meeting[1]),
                                piece_.start->at),
                        "start");
        }
        if (piece_.start) {
            Corner corner;
            corner.place = piece_.start->place;
            return keep(std::move(corner), "start");
        }
        step_ = piece_.steps.size();
        if (!last.follow) {
            // The path ends on a ray, which is not known yet: it begins where the recipe says the first step
            // does.
            if (!first.from) {
                throw Error(messages::recipe_missing_key, context_.recipe.file, piece_.line, piece_.label,
                            "start", "路径的起点", "where the path begins, because its last step is a ray",
                            piece_.label);
            }
            step_ = 1;
            return keep(meeting(lines_.net(*first.follow), lines_.net(*first.from), first.from_at), "start");
        }
        return keep(meeting(lines_.net(*last.follow), lines_.net(*first.follow), last.at),
                    first.follow->name);
    }

    // Puts the corner onto the net: where it touches it, or across a gap that is allowed.
    bool attach(Corner& corner, NamedNet& net, Approach* nearest = nullptr) const {
        if (!corner.on(net).empty()) return true;
        std::vector<Point> points;
        for (const auto& [other, nodes] : corner.nodes) {
            for (const std::size_t node : nodes)
                points.push_back(other->net.at(node));
        }
        if (points.empty()) points.push_back(corner.place);
        std::sort(points.begin(), points.end(),
                  [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
        Approach best;
        for (const Point& p : points) {
            const LineNet::Nearest here = net.net.nearest(p);
            if (here.metres < best.metres) best = {p, here.point, here.metres};
        }
        if (nearest != nullptr) *nearest = best;
        if (best.metres > reach_) return false;
        constexpr double same_m = 1e-4;
        const std::size_t node = net.net.insert(best.metres <= same_m ? best.a : best.b);
        corner.add(net, node);
        if (!(net.net.at(node) == best.a)) {
            const Bridge bridge{best.a, net.net.at(node), best.metres,
                                best.metres <= touch_m ? Bridge::Kind::touch : Bridge::Kind::gap};
            corner.bridges.push_back(bridge);
            note(bridge, net.words.en);
        }
        return true;
    }

    void attach_or_throw(Corner& corner, NamedNet& net) const {
        Approach nearest;
        if (attach(corner, net, &nearest)) return;
        context_.found(piece_, "gap", net.words.en, metres_text(nearest.metres) + " m",
                       {nearest.a, nearest.b});
        throw Error(messages::zone_step_apart, where(), place_text(nearest.a), net.words,
                    metres_text(nearest.metres), place_text(nearest.b), piece_.gap_m);
    }

    // How far apart two corners are, between their nearest nodes.
    static Approach between(const Corner& a, const Corner& b) {
        Approach best{a.place, b.place, geodesic::distance(a.place, b.place)};
        for (const auto& [net, nodes] : a.nodes) {
            for (const auto& [other, others] : b.nodes) {
                for (const std::size_t i : nodes) {
                    for (const std::size_t j : others) {
                        const double metres = geodesic::distance(net->net.at(i), other->net.at(j));
                        if (metres < best.metres) best = {net->net.at(i), other->net.at(j), metres};
                    }
                }
            }
        }
        return best;
    }

    // The nodes of `more` become part of `corner`, joined to it where they are elsewhere.
    void merge(Corner& corner, const Corner& more) const {
        const Approach link = between(corner, more);
        if (link.metres > 0) {
            const Bridge bridge{link.a, link.b, link.metres,
                                link.metres <= touch_m ? Bridge::Kind::touch : Bridge::Kind::gap};
            corner.bridges.push_back(bridge);
            note(bridge, "");
        }
        for (const auto& [net, nodes] : more.nodes) {
            for (const std::size_t node : nodes)
                corner.add(*net, node);
        }
        corner.bridges.insert(corner.bridges.end(), more.bridges.begin(), more.bridges.end());
    }

    // ---- steps ----

    void begin_leg(std::size_t i, NamedNet& net, const SharedCorner& begin) {
        legs_[i].net = &net;
        legs_[i].begin = begin;
        legs_[i].report.line = net.words;
    }

    SharedCorner walk(std::size_t i, const SharedCorner& begin) {
        return step(i).follow ? walk_line(i, begin) : walk_ray(i, begin);
    }

    SharedCorner walk_line(std::size_t i, const SharedCorner& begin) {
        NamedNet& net = lines_.net(*step(i).follow);
        begin_leg(i, net, begin);
        if (step(i).from) begin_at(i, net, *begin);
        attach_or_throw(*begin, net);
        SharedCorner end = end_of(i, net, *begin);
        attach_or_throw(*end, net);
        legs_[i].end = end;
        return end;
    }

    // "X段 from A": the recipe's own word on where the step begins must agree with where the last one ended.
    void begin_at(std::size_t i, NamedNet& net, Corner& begin) const {
        const Corner said = meeting(net, lines_.net(*step(i).from), step(i).from_at);
        const Approach apart = between(begin, said);
        if (apart.metres > reach_) {
            context_.found(piece_, "gap", net.words.en, metres_text(apart.metres) + " m", {apart.a, apart.b});
            throw Error(messages::zone_step_apart, where(), place_text(apart.a), net.words,
                        metres_text(apart.metres), place_text(apart.b), piece_.gap_m);
        }
        merge(begin, said);
    }

    SharedCorner end_of(std::size_t i, NamedNet& net, const Corner& begin) {
        const Step& step = this->step(i);
        StepReport& report = legs_[i].report;
        const bool last = i + 1 == legs_.size();
        switch (step.end) {
            case Step::End::start:
                return start_;
            case Step::End::end:
                return loose_end(i, net, begin);
            case Step::End::place:
                return keep_place(step.place);
            case Step::End::next:
                if (last) return start_;
                break;
            case Step::End::line:
                break;
        }
        NamedNet& target = lines_.net(step.end == Step::End::line ? *step.to : *this->step(after(i)).follow);
        Corner corner = meeting(net, target, step.at, &report.meetings);
        if (report.meetings > 1) report.chosen = chosen_text(step.at);
        return keep(std::move(corner), net.words.en + " / " + target.words.en);
    }

    SharedCorner keep_place(const Point& place) {
        Corner corner;
        corner.place = place;
        return keep(std::move(corner), "place");
    }

    SharedCorner loose_end(std::size_t i, NamedNet& net, const Corner& begin) {
        const std::optional<Compass> toward = step(i).way.toward;
        net.net.join_pieces(piece_.gap_m);  // a gap is no end
        const LineNet::Nodes piece = net.net.pieces();
        std::vector<Point> places;
        std::optional<std::size_t> best;
        for (const std::size_t end : net.net.ends()) {
            const bool same_piece = std::any_of(begin.on(net).begin(), begin.on(net).end(),
                                                [&](std::size_t node) { return piece[node] == piece[end]; });
            const Point p = net.net.at(end);
            if (!same_piece || geodesic::distance(p, begin.place) <= piece_.carriageways_m) continue;
            const bool beside = std::any_of(places.begin(), places.end(), [&](const Point& q) {
                return geodesic::distance(p, q) <= piece_.carriageways_m;
            });
            if (!beside) places.push_back(p);
            if (!best || (toward && reach_to(net.net.at(*best), p, *toward) > 0)) best = end;
        }
        if (!best || (!toward && places.size() > 1)) {
            throw Error(messages::zone_no_end, where(), net.words, places.size(),
                        places.empty() ? "-" : places_text(places));
        }
        legs_[i].report.meetings = places.size();
        if (toward && places.size() > 1) legs_[i].report.chosen = chosen_text(*toward);
        Corner corner;
        corner.place = net.net.at(*best);
        corner.add(net, *best);
        return keep(std::move(corner), net.words.en);
    }

    SharedCorner walk_ray(std::size_t i, const SharedCorner& begin) {
        const Step& step = this->step(i);
        const bool to_line = step.end == Step::End::line;
        NamedNet& target = lines_.net(to_line ? *step.to : *this->step(after(i)).follow);
        const Point from = origin(*begin);
        NamedNet& ray = lines_.ray(from, step.ray, target.net);
        begin_leg(i, ray, begin);
        begin->add(ray, ray.net.insert(from));
        std::vector<Corner> corners = corners_of(ray, target, piece_.gap_m, piece_.carriageways_m);
        std::erase_if(
            corners, [&](const Corner& corner) { return geodesic::distance(corner.place, from) <= touch_m; });
        std::sort(corners.begin(), corners.end(), [&](const Corner& a, const Corner& b) {
            return geodesic::distance(from, a.place) < geodesic::distance(from, b.place);
        });
        if (corners.empty()) {
            const Approach nearest = approach(ray.net, target.net);
            context_.found(piece_, "way", ray.words.en, "", {from, nearest.a});
            context_.found(piece_, "gap", target.words.en, metres_text(nearest.metres) + " m",
                           {nearest.a, nearest.b});
            throw Error(
                messages::zone_ray_misses, where(), place_text(from),
                Text{std::string(recipe::compass_zh(step.ray)), std::string(recipe::compass_word(step.ray))},
                target.words, metres_text(nearest.metres), place_text(nearest.b), piece_.gap_m);
        }
        StepReport& report = legs_[i].report;
        report.meetings = corners.size();
        if (corners.size() > 1) {
            report.chosen = step.at.index() == 0 ? Text{"最先遇到的", "the first one"} : chosen_text(step.at);
        }
        Corner corner = step.at.index() == 0 ? corners[0] : chosen(corners, step.at, ray, target);
        if (step.at.index() == 0) keep_first(corner, from);
        legs_[i].end = keep(std::move(corner), ray.words.en + " / " + target.words.en);
        return legs_[i].end;
    }

    // A line that a ray then runs along is met where it begins; other carriageways are met as well.
    void keep_first(Corner& corner, const Point& from) const {
        Point first = corner.place;
        double least = std::numeric_limits<double>::infinity();
        for (const auto& [net, nodes] : corner.nodes) {
            for (const std::size_t node : nodes) {
                const double metres = geodesic::distance(from, net->net.at(node));
                if (metres >= least) continue;
                least = metres;
                first = net->net.at(node);
            }
        }
        for (auto& [net, nodes] : corner.nodes) {
            std::erase_if(nodes, [&, on = &net->net](std::size_t node) {
                return geodesic::distance(first, on->at(node)) > piece_.carriageways_m;
            });
        }
        if (geodesic::distance(first, corner.place) > piece_.carriageways_m) corner.place = first;
    }

    // Where a ray begins: the node of the corner nearest to its middle.
    static Point origin(const Corner& corner) {
        Point best = corner.place;
        double least = std::numeric_limits<double>::infinity();
        for (const auto& [net, nodes] : corner.nodes) {
            for (const std::size_t node : nodes) {
                const double metres = geodesic::distance(net->net.at(node), corner.place);
                if (metres >= least) continue;
                least = metres;
                best = net->net.at(node);
            }
        }
        return best;
    }

    void close(const SharedCorner& end) {
        step_ = legs_.size();
        if (end == start_) return;
        const Approach apart = between(*end, *start_);
        if (apart.metres > reach_) {
            context_.found(piece_, "gap", "ring", metres_text(apart.metres) + " m", {apart.a, apart.b});
            throw Error(messages::zone_ring_open, where(), place_text(apart.a), place_text(apart.b),
                        metres_text(apart.metres), piece_.gap_m);
        }
        merge(*end, *start_);
        // The first leg begins on the same ground.
        for (const std::size_t node : LineNet::Nodes(end->on(*legs_[0].net)))
            start_->add(*legs_[0].net, node);
    }

    // No way yet, though the road may go on beyond a gap. Joined before any way is looked for, because that
    // adds nodes.
    static bool broken(const Leg& leg) {
        const LineNet::Nodes piece = leg.net->net.pieces();
        const LineNet::Nodes &from = leg.begin->on(*leg.net), &to = leg.end->on(*leg.net);
        return std::none_of(from.begin(), from.end(), [&](std::size_t a) {
            return std::any_of(to.begin(), to.end(), [&](std::size_t b) { return piece[a] == piece[b]; });
        });
    }

    const Context& context_;
    const Piece& piece_;
    Lines& lines_;
    double reach_;
    std::size_t step_ = 0;
    std::vector<Leg> legs_;
    SharedCorner start_;
    std::vector<SharedCorner> corners_;
};

}  // namespace

Route find_route(const Context& context, const Piece& piece, Lines& lines) {
    return Finder(context, piece, lines).route();
}

}  // namespace bareland::zoning
