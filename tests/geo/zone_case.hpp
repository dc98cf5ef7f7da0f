// One zone compiled from a hand-made recipe and a map.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/line_meetings.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_compiler.hpp"
#include "tests/support/recipe_map.hpp"

namespace bareland::testing {

inline recipe::Line road(const std::string& name) {
    recipe::Line line;
    line.name = name;
    return line;
}
inline recipe::Line circle(const std::string& well, double radius_m) {
    recipe::Line line;
    line.kind = recipe::Line::Kind::circle;
    line.name = well;
    line.radius_m = radius_m;
    return line;
}
inline recipe::Line border(const std::string& unit) {
    recipe::Line line;
    line.kind = recipe::Line::Kind::border;
    line.name = unit;
    return line;
}
inline recipe::Line extension(const std::string& of, recipe::Compass side) {
    recipe::Line line;
    line.kind = recipe::Line::Kind::ray;
    line.name = of;
    line.ray = side;
    line.end = side;
    return line;
}

inline recipe::Step follow(const recipe::Line& line) {
    recipe::Step step;
    step.follow = line;
    return step;
}
inline recipe::Step follow(const recipe::Line& line, const recipe::Line& to) {
    recipe::Step step = follow(line);
    step.end = recipe::Step::End::line;
    step.to = to;
    return step;
}
inline recipe::Step straight(recipe::Compass side, const recipe::Line& to) {
    recipe::Step step;
    step.ray = side;
    step.end = recipe::Step::End::line;
    step.to = to;
    return step;
}

inline recipe::Piece loop(const std::vector<std::string>& names, double gap_m = 0, double both_sides_m = 0) {
    recipe::Piece piece;
    piece.kind = recipe::Piece::Kind::loop;
    piece.label = "loop";
    for (const std::string& name : names)
        piece.steps.push_back(follow(road(name)));
    piece.gap_m = gap_m;
    piece.both_sides_m = both_sides_m;
    return piece;
}
inline recipe::Piece path(std::vector<recipe::Step> steps, double gap_m = 0) {
    recipe::Piece piece;
    piece.kind = recipe::Piece::Kind::path;
    piece.label = "path";
    piece.steps = std::move(steps);
    piece.gap_m = gap_m;
    return piece;
}

// Sources that own their records.
struct World {
    std::vector<RoadRecord> roads;
    std::vector<UnitRecord> units;
    std::vector<WellRecord> wells;
    std::map<recipe::FileNeed, ground::Shapes> files;
    std::map<std::string, std::string> synonyms;
    Trace trace;

    std::vector<CompiledZone> compile(const std::vector<recipe::Piece>& pieces) {
        recipe::Recipe recipe;
        recipe.file = "r.toml";
        recipe.synonyms = synonyms;
        for (const recipe::Piece& piece : pieces) {
            recipe::Zone zone;
            zone.record.id = "z" + std::to_string(recipe.zones.size() + 1);
            zone.record.name = "分区";
            zone.record.kind = "key";
            zone.piece = piece;
            recipe.zones.push_back(std::move(zone));
        }
        trace.clear();
        return compile_zones(recipe, {roads, units, wells, files}, trace);
    }
    CompiledZone compile(const recipe::Piece& piece) { return compile(std::vector{piece})[0]; }

    // English sentence of the error, "" when there is none.
    std::string complaint(const recipe::Piece& piece) {
        try {
            compile(piece);
        } catch (const Error& error) {
            return error.code() + ": " + error.text().en;
        }
        return "";
    }
};

// Ground area of a polygon drawn on the map.
inline double area_of(const MultiPolygon& shape) {
    const Crs degrees = Crs::cgcs2000();
    return ground_area(shape, Transform(degrees, degrees));
}
inline double area_of(const AsciiMap& map, const std::string& letters) {
    return area_of(MultiPolygon{{map.ring(letters), {}}});
}

// Area in one shape and not the other.
inline double difference_m2(const MultiPolygon& a, const MultiPolygon& b) {
    return area_of(overlay::difference(a, b)) + area_of(overlay::difference(b, a));
}
inline MultiPolygon drawn(const AsciiMap& map, const std::string& letters) {
    return {{map.ring(letters), {}}};
}

}  // namespace bareland::testing
