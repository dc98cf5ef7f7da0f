// The demo's roads, railway, dyke and rivers: names as the district's documents print them, places made up so
// that they fit what the documents say of them.
//
// Guarantees: roads that cross on the ground share a vertex there and are split at it (motorways, railway,
// dyke and rivers cross the others without one); what was drawn as gap, overshoot or dual carriageway in the
// plan is there. The same call gives the same lines.
#pragma once

#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "synthetic/demo.hpp"

namespace bareland::synthetic {

// One line of the plan. Places are thousandths of a degree: {686.4, 934.4} is 116.6864 E, 39.9344 N.
struct RoadPlan {
    const char* name;
    const char* road_class;  // motorway, primary, secondary, tertiary, railway, dyke, river
    std::vector<Point> course;
    double carriageways_m = 0;        // > 0: two carriageways, this far apart, each one way
    std::vector<double> gaps_m{};     // pieces missing, evenly spread along the course
    bool against_digitising = false;  // the far carriageway is drawn along and marked as one way against it
};
const std::vector<RoadPlan>& road_plan();

// The course of a plan in demo_crs, before carriageways, gaps and splitting.
std::vector<Point> course_of(const RoadPlan& plan);
// The same of the road of that name; the first one, where a name has several lines. Throws
// std::runtime_error when there is none.
std::vector<Point> course_of(const std::string& name);

// All of it in demo_crs, link by link.
std::vector<DemoRoad> demo_roads();

}  // namespace bareland::synthetic
