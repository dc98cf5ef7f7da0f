// Names to things: roads, circles, borders and rays of a recipe as nets; units and wells of the right
// version.
#include <algorithm>
#include <cmath>
#include <set>

#include "geo/geodesic.hpp"
#include "geo/messages_recipes.hpp"
#include "geo/overlay.hpp"
#include "geo/text.hpp"
#include "geo/zone_parts.hpp"

namespace bareland::zoning {

using recipe::Compass;
using recipe::Line;
using recipe::Piece;

std::string place_text(const Point& p) {
    return fmt::format("{:.6f}, {:.6f}", p.x, p.y);
}

std::string metres_text(double metres) {
    return metres < 10 ? fmt::format("{:.2f}", metres) : fmt::format("{:.1f}", metres);
}

std::string places_text(const std::vector<Point>& places, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < std::min(places.size(), most); ++i)
        out += fmt::format("{}({})", i > 0 ? ", " : "", place_text(places[i]));
    if (places.size() > most) out += " …";
    return out;
}

Text Context::where(const Piece& piece, std::size_t step) const {
    Text text{fmt::format("{}，分区“{}”，{}", recipe.file, zone.record.id, piece.label),
              fmt::format("{}, zone \"{}\", {}", recipe.file, zone.record.id, piece.label)};
    if (step > 0) {
        text.zh += fmt::format(" 第 {} 段", step);
        text.en += fmt::format(" step {}", step);
    }
    return text;
}

void Context::found(const Piece& piece, std::string role, std::string name, std::string note,
                    std::vector<Point> line) const {
    trace.push_back(
        {zone.record.id, piece.label, std::move(role), std::move(name), std::move(note), std::move(line)});
}

std::span<const RoadRecord> Context::roads(const Piece& piece) const {
    if (sources.roads) return *sources.roads;
    throw Error(messages::zone_needs_layer, where(piece), Text{"线路图层", "the road layer"}, "--roads FILE");
}
std::span<const UnitRecord> Context::units(const Piece& piece) const {
    if (sources.units) return *sources.units;
    throw Error(messages::zone_needs_layer, where(piece), Text{"街乡镇图层", "the layer of units"},
                "--units FILE");
}
std::span<const WellRecord> Context::wells(const Piece& piece) const {
    if (sources.wells) return *sources.wells;
    throw Error(messages::zone_needs_layer, where(piece), Text{"水源井图层", "the wells"}, "--wells FILE");
}

namespace {

// Of several versions of one id: the one that holds on the zone's first day, else the earliest of those that
// hold while the zone does.
template <class Record>
std::vector<const Record*> versions(std::span<const Record> all, const Validity& zone) {
    std::map<std::string, const Record*> chosen;
    const auto better = [&](const Record& a, const Record& b) {
        if (zone.from) {
            const bool holds_a = a.validity.holds(*zone.from), holds_b = b.validity.holds(*zone.from);
            if (holds_a != holds_b) return holds_a;
        }
        return a.validity.from < b.validity.from;
    };
    for (const Record& record : all) {
        if (!record.validity.overlaps(zone)) continue;
        const auto [entry, added] = chosen.emplace(record.id, &record);
        if (!added && better(record, *entry->second)) entry->second = &record;
    }
    std::vector<const Record*> out;
    for (const auto& [id, record] : chosen)
        out.push_back(record);
    return out;
}

struct Candidate {
    std::string name;
    std::size_t distance;
};

// Names that may have been meant: a few letters off, or one within the other. Best first.
std::vector<std::string> similar_names(const std::string& name, const std::set<std::string>& names) {
    std::vector<Candidate> found;
    for (const std::string& other : names) {
        const std::size_t distance = edit_distance(name, other);
        const bool within = other.find(name) != std::string::npos || name.find(other) != std::string::npos;
        const std::size_t length = edit_distance(name, "");
        if (distance > std::max<std::size_t>(1, length / 3) && !within) continue;
        found.push_back({other, distance});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
    constexpr std::size_t most = 5;
    if (found.size() > most) found.resize(most);
    std::vector<std::string> out;
    for (Candidate& candidate : found)
        out.push_back(std::move(candidate.name));
    return out;
}

Text nearest_names(const std::vector<std::string>& names) {
    if (names.empty()) return {"", ""};
    std::string zh, en;
    for (const std::string& name : names) {
        zh += fmt::format("{}“{}”", zh.empty() ? "" : "、", name);
        en += fmt::format("{}\"{}\"", en.empty() ? "" : ", ", name);
    }
    return {"名称相近的有" + zh + "。", "Similar names: " + en + ". "};
}

}  // namespace

std::vector<const UnitRecord*> Context::units_named(const Piece& piece, const std::string& name) const {
    std::vector<const UnitRecord*> all = versions(units(piece), zone.record.validity);
    if (name == recipe::district) return all;
    std::vector<const UnitRecord*> found;
    const std::string key = recipe.key_of(name);
    for (const UnitRecord* unit : all) {
        if (recipe.key_of(unit->name) == key) found.push_back(unit);
    }
    if (found.empty()) {
        for (const UnitRecord* unit : all) {
            if (unit->id == name) found.push_back(unit);
        }
    }
    if (found.empty()) {
        std::set<std::string> names;
        for (const UnitRecord* unit : all)
            names.insert(unit->name);
        throw Error(messages::zone_unit_unknown, where(piece), name,
                    nearest_names(similar_names(name, names)));
    }
    if (found.size() > 1) {
        std::string ids;
        for (const UnitRecord* unit : found)
            ids += (ids.empty() ? "" : ", ") + unit->id;
        throw Error(messages::zone_unit_ambiguous, where(piece), name, found.size(), ids);
    }
    return found;
}

std::vector<const WellRecord*> Context::current_wells(const Piece& piece) const {
    return versions(wells(piece), zone.record.validity);
}

const WellRecord* Context::well_named(const Piece& piece, const std::string& name,
                                      const std::string& source) const {
    const std::string key = recipe.key_of(name);
    std::vector<const WellRecord*> found;
    for (const bool by_id : {false, true}) {
        for (const WellRecord* well : current_wells(piece)) {
            if (!source.empty() && recipe.key_of(well->source) != recipe.key_of(source)) continue;
            if (by_id ? well->id == name : recipe.key_of(well->name) == key) found.push_back(well);
        }
        if (!found.empty()) break;
    }
    if (found.size() > 1) {
        std::string ids;
        for (const WellRecord* well : found)
            ids += (ids.empty() ? "" : ", ") + well->id;
        throw Error(messages::zone_well_ambiguous, where(piece), name, found.size(), ids);
    }
    return found.empty() ? nullptr : found[0];
}

void Context::well_unknown(const Piece& piece, const std::string& name) const {
    std::set<std::string> names;
    for (const WellRecord* well : current_wells(piece)) {
        names.insert(piece.by == Piece::By::source ? well->source
                     : piece.by == Piece::By::kind ? well->kind
                                                   : well->name);
    }
    names.erase("");
    throw Error(messages::zone_well_unknown, where(piece), name, nearest_names(similar_names(name, names)));
}

// ---- lines ---------------------------------------------------------------------------------------

Lines::Lines(const Context& context, const Piece& piece) : context_(context), piece_(piece) {}

std::string Lines::key_of(const Line& line) const {
    return fmt::format("{}|{}|{:.17g}|{}|{}", static_cast<int>(line.kind), context_.recipe.key_of(line.name),
                       line.radius_m, static_cast<int>(line.ray), static_cast<int>(line.end));
}

NamedNet& Lines::net(const Line& line) {
    const std::string key = key_of(line);
    if (const auto known = nets_.find(key); known != nets_.end()) return *known->second;
    std::unique_ptr<NamedNet> fresh = made(line);
    return *nets_.emplace(key, std::move(fresh)).first->second;
}

void Lines::resolve_all() {
    std::vector<Line> all;
    const auto add = [&](const std::optional<Line>& line) {
        if (line && std::find(all.begin(), all.end(), *line) == all.end()) all.push_back(*line);
    };
    for (const recipe::Step& step : piece_.steps) {
        add(step.follow);
        add(step.to);
        add(step.from);
    }
    if (piece_.start) {
        for (const Line& line : piece_.start->meeting)
            add(line);
    }
    std::optional<Error> first;
    for (const Line& line : all) {
        // A road that is not there is told last, when its neighbours are known.
        try {
            net(line);
        } catch (const Error& error) {
            if (!first) first = error;
        }
    }
    if (!first) return;
    for (const Line& line : all) {
        if (line.kind == Line::Kind::road && !nets_.contains(key_of(line))) road_unknown(line.name);
    }
    throw Error(*first);
}

std::unique_ptr<NamedNet> Lines::made(const Line& line) {
    switch (line.kind) {
        case Line::Kind::road:
            return road(line);
        case Line::Kind::circle:
            return circle(line);
        case Line::Kind::border:
            return border(line);
        case Line::Kind::ray:
            break;
    }
    return extension(line);
}

std::unique_ptr<NamedNet> Lines::road(const Line& line) {
    const auto roads = context_.roads(piece_);
    const std::string key = context_.recipe.key_of(line.name);
    std::vector<NetLine> lines;
    for (std::size_t i = 0; i < roads.size(); ++i) {
        if (context_.recipe.key_of(roads[i].name) == key) lines.push_back({roads[i].line, i});
    }
    if (lines.empty()) road_unknown(line.name);
    for (const NetLine& found : lines)
        context_.found(piece_, "line", roads[found.record].name, roads[found.record].id, found.points);
    auto net = std::make_unique<NamedNet>(line, Text{fmt::format("“{}”", line.name), line.name}, lines);
    net->net.join_facing_ends(piece_.gap_m);
    return net;
}

void Lines::road_unknown(const std::string& name) {
    const auto roads = context_.roads(piece_);
    std::set<std::string> names;
    for (const RoadRecord& road : roads)
        names.insert(road.name);
    names.erase("");
    std::string zh, en;
    for (const std::string& other : similar_names(name, names)) {
        std::vector<NetLine> lines;
        for (std::size_t i = 0; i < roads.size(); ++i) {
            if (roads[i].name != other) continue;
            lines.push_back({roads[i].line, i});
            context_.found(piece_, "candidate", other, roads[i].id, roads[i].line);
        }
        const LineNet candidate(lines);
        Approach best;
        const NamedNet* nearest = nullptr;
        for (const auto& [key, known] : nets_) {
            const Approach here = approach(candidate, known->net);
            if (here.metres >= best.metres) continue;
            best = here;
            nearest = known.get();
        }
        zh += fmt::format("{}“{}”", zh.empty() ? "" : "、", other);
        en += fmt::format("{}\"{}\"", en.empty() ? "" : ", ", other);
        if (nearest == nullptr) continue;
        zh += fmt::format("（距{} {} 米）", nearest->words.zh, metres_text(best.metres));
        en += fmt::format(" ({} m from {})", metres_text(best.metres), nearest->words.en);
    }
    Text candidates;
    if (!zh.empty()) candidates = {"名称相近的有" + zh + "。", "Similar names: " + en + ". "};
    throw Error(messages::zone_road_unknown, context_.where(piece_), name, candidates);
}

std::unique_ptr<NamedNet> Lines::circle(const Line& line) {
    const WellRecord* well = context_.well_named(piece_, line.name, "");
    if (well == nullptr) {
        Piece by_name = piece_;
        by_name.by = Piece::By::name;
        context_.well_unknown(by_name, line.name);
    }
    const std::vector<NetLine> lines{{geodesic::disc_ring(well->place, line.radius_m), 0}};
    context_.found(piece_, "line", line.name, fmt::format("{} m", line.radius_m), lines[0].points);
    auto net =
        std::make_unique<NamedNet>(line,
                                   Text{fmt::format("以“{}”为中心半径 {} 米的圆", line.name, line.radius_m),
                                        fmt::format("the circle of {} m round {}", line.radius_m, line.name)},
                                   lines);
    net->road = false;
    net->closed = true;
    return net;
}

std::unique_ptr<NamedNet> Lines::border(const Line& line) {
    const auto units = context_.units_named(piece_, line.name);
    const bool whole = line.name == recipe::district;
    std::vector<MultiPolygon> shapes;
    for (const UnitRecord* unit : units)
        shapes.push_back(unit->shape);
    std::vector<NetLine> lines;
    for (const Polygon& polygon : whole ? overlay::dissolve(shapes) : shapes[0]) {
        lines.push_back({polygon.outer, 0});
        // What units leave open between them is no border of the district.
        for (const Ring& hole : polygon.holes) {
            if (!whole) lines.push_back({hole, 0});
        }
    }
    for (const NetLine& ring : lines)
        context_.found(piece_, "line", line.name, "", ring.points);
    auto net = std::make_unique<NamedNet>(
        line,
        whole ? Text{"区界", "the district's border"}
              : Text{fmt::format("“{}”的边界", line.name), fmt::format("the border of {}", line.name)},
        lines);
    net->road = false;
    net->closed = true;
    return net;
}

std::unique_ptr<NamedNet> Lines::extension(const Line& line) {
    Line of;
    of.name = line.name;
    const NamedNet& road = net(of);
    const LineNet::Nodes ends = road.net.ends();
    const Text words{fmt::format("“{}”的正{}向延长线", line.name, recipe::compass_zh(line.ray)),
                     fmt::format("the extension of {} due {}", line.name, recipe::compass_word(line.ray))};
    if (ends.empty()) throw Error(messages::zone_no_end, context_.where(piece_), road.words, 0, "-");
    const ground::Local local(road.net.at(ends[0]));
    const Point towards = recipe::direction_of(line.end);
    std::size_t chosen = ends[0];
    double most = -1e300;
    for (const std::size_t end : ends) {
        const Point m = local.metres(road.net.at(end));
        const double reach = m.x * towards.x + m.y * towards.y;
        if (reach > most) {
            most = reach;
            chosen = end;
        }
    }
    const Point from = road.net.at(chosen);
    // As far as a district may be; where it meets something else besides is for `at` to say.
    constexpr double reach_degrees = 1;
    const Point way = recipe::direction_of(line.ray);
    const std::vector<NetLine> lines{
        {{from, {from.x + way.x * reach_degrees, from.y + way.y * reach_degrees}}, 0}};
    context_.found(piece_, "line", words.zh, "", lines[0].points);
    auto net = std::make_unique<NamedNet>(line, words, lines);
    net->road = false;
    return net;
}

NamedNet& Lines::ray(const Point& from, Compass side, const LineNet& target) {
    const Point way = recipe::direction_of(side);
    const Box box = target.box();
    constexpr double beyond = 0.01;  // degrees
    const double reach = way.x > 0   ? box.max_x - from.x
                         : way.x < 0 ? from.x - box.min_x
                         : way.y > 0 ? box.max_y - from.y
                                     : from.y - box.min_y;
    const double length = std::max(reach, 0.0) + beyond;
    const std::vector<NetLine> lines{{{from, {from.x + way.x * length, from.y + way.y * length}}, 0}};
    Line line;
    line.kind = Line::Kind::ray;
    line.ray = side;
    rays_.push_back(
        std::make_unique<NamedNet>(line,
                                   Text{fmt::format("正{}方向的直线", recipe::compass_zh(side)),
                                        fmt::format("the straight line due {}", recipe::compass_word(side))},
                                   lines));
    rays_.back()->road = false;
    return *rays_.back();
}

}  // namespace bareland::zoning
