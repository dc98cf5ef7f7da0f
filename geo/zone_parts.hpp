// What the parts of the zone compiler share. For geo/zone_*.cpp only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/line_meetings.hpp"
#include "geo/zone_compiler.hpp"

namespace bareland::zoning {

std::string place_text(const Point& p);  // "116.712345, 39.912345"
std::string metres_text(double metres);  // "12.3"
std::string places_text(const std::vector<Point>& places, std::size_t most = 8);

// The zone that is being built.
struct Context {
    const recipe::Recipe& recipe;
    const ZoneSources& sources;
    const recipe::Zone& zone;
    Trace& trace;
    std::vector<Finding>& findings;

    // Recipe, zone and piece, as messages begin. `step` from 1; 0: the piece as a whole.
    Text where(const recipe::Piece& piece, std::size_t step = 0) const;
    void found(const recipe::Piece& piece, std::string role, std::string name, std::string note,
               std::vector<Point> line) const;

    std::span<const RoadRecord> roads(const recipe::Piece& piece) const;  // or Error(zone_needs_layer)
    std::span<const UnitRecord> units(const recipe::Piece& piece) const;
    std::span<const WellRecord> wells(const recipe::Piece& piece) const;

    // Unit(s) of that name or id, or of the district, in the version that the zone's dates ask for.
    std::vector<const UnitRecord*> units_named(const recipe::Piece& piece, const std::string& name) const;
    // The one well of that name or id; nothing when there is none. `source`: of that water source only.
    const WellRecord* well_named(const recipe::Piece& piece, const std::string& name,
                                 const std::string& source) const;
    [[noreturn]] void well_unknown(const recipe::Piece& piece, const std::string& name) const;
    // All wells in the version that the zone's dates ask for.
    std::vector<const WellRecord*> current_wells(const recipe::Piece& piece) const;
};

// The lines of one piece, each made once.
class Lines {
  public:
    Lines(const Context& context, const recipe::Piece& piece);
    // Looks up every line of the piece, so that the trace has all that is there, before it complains of any.
    void resolve_all();
    NamedNet& net(const recipe::Line& line);
    // From a place due that way, past everything that `target` has.
    NamedNet& ray(const Point& from, recipe::Compass side, const LineNet& target);

  private:
    std::unique_ptr<NamedNet> made(const recipe::Line& line);
    std::unique_ptr<NamedNet> road(const recipe::Line& line);
    std::unique_ptr<NamedNet> circle(const recipe::Line& line);
    std::unique_ptr<NamedNet> border(const recipe::Line& line);
    std::unique_ptr<NamedNet> extension(const recipe::Line& line);
    [[noreturn]] void road_unknown(const std::string& name);
    std::string key_of(const recipe::Line& line) const;

    const Context& context_;
    const recipe::Piece& piece_;
    std::map<std::string, std::unique_ptr<NamedNet>> nets_;
    std::vector<std::unique_ptr<NamedNet>> rays_;
};

// A step of a path, or a side of a loop, that has been found.
struct Leg {
    NamedNet* net = nullptr;
    std::shared_ptr<Corner> begin, end;
    LineNet::Edges edges;         // all carriageways, junctions included
    std::vector<Bridge> bridges;  // that close the loose ends of broken carriageways
    LineNet::Way way;             // the shortest
    StepReport report;
};
struct Route {
    std::vector<Leg> legs;
    std::vector<std::shared_ptr<Corner>> corners;
};
// How far `p` lies to that side of `origin`, metres.
double reach_to(const Point& origin, const Point& p, recipe::Compass side);
// The edges and the way of step `index`, whose net and corners are known.
void find_way(const Context& context, const recipe::Piece& piece, std::size_t index, Leg& leg);
Route find_route(const Context& context, const recipe::Piece& piece, Lines& lines);

// What the legs enclose between their outermost carriageways, without the strip, and their links.
struct Enclosed {
    MultiPolygon shape;
    std::vector<LoopLink> links;
};
Enclosed enclose(const Context& context, const recipe::Piece& piece, Route& route);

std::vector<Disc> discs_of(const Context& context, const recipe::Piece& piece);
DiscReport disc_report(std::span<const Disc> discs);

// Lines as faces: everything that they enclose, face by face.
MultiPolygon faces_of(std::vector<std::pair<Point, Point>> segments);

}  // namespace bareland::zoning
