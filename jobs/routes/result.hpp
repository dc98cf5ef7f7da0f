// What the routes commands find: plain data, no file, no formatting. Coordinates are CGCS2000 longitude and
// latitude in degrees, lengths metres along roads. docs/routes.md explains the words.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/geometry.hpp"
#include "geo/month.hpp"
#include "jobs/report/report.hpp"
#include "jobs/routes/verdict.hpp"

namespace bareland::routes {

// Where a way crosses the zone's edge.
struct Crossing {
    Point at;
    std::string time;  // ISO 8601; empty: not known (routes as filed)
};

// A stretch of a way, in the zone or out of it.
struct Part {
    bool inside = false;
    std::vector<Point> line;
    double length_m = 0;
};

// Another way that is proposed.
struct Suggestion {
    double length_m = 0;
    double inside_m = 0;  // more than 0: there is none without
    double extra_m = 0;   // than the way as it is; negative: shorter
    std::vector<Point> line;
    std::vector<std::string> roads;  // names, in order, each once
};

// One reading of a way on the network.
struct Reading {
    std::vector<Point> line;  // as driven on roads
    double length_m = 0;
    double inside_m = 0;
    std::vector<Crossing> entries, exits;
    std::vector<std::string> roads_inside;   // names (ids of roads without one), in order, each once
    std::vector<std::string> over_or_under;  // roads that cross the zone on bridges or in tunnels
    std::vector<Part> parts;
    bool begins_inside = false, ends_inside = false, reentry = false;
};

// A township by name.
struct UnitRef {
    std::string id, name;
    bool operator==(const UnitRef&) const = default;
};

// A trip and what the rule says of it.
struct Route {
    std::string id;
    std::string plate;  // empty: only a class is known
    std::optional<VehicleClass> vehicle_class;
    std::optional<Energy> energy;
    std::optional<int> standard;
    std::string site;  // id; empty: none
    std::optional<Date> date;
    std::string start_time, end_time;  // ISO 8601 of trips out of tracks; else empty
    std::vector<UnitRef> units;        // those the site (else the origin) lies in, by id

    Verdict verdict = Verdict::cannot_tell;
    std::vector<Verdict> possible;  // several where it cannot be told
    std::string clause;
    Text text;                             // the verdict in the profile's words, with what follows
    std::optional<Reading> reading;        // nothing: it could not be laid on the roads
    std::optional<Reading> other;          // another one that cannot be told from it
    std::optional<double> least_inside_m;  // of trips that begin inside
    std::optional<Suggestion> suggested;
    std::vector<std::string> obstacles;  // why there is no way round: the roads it would have to use
    std::optional<double> confidence;    // 0 to 1; of tracks
    std::optional<double> snap_m;        // the farthest of the line as given from the way
    std::optional<double> inside_s;      // time inside; of tracks
};

// A zone as it took part.
struct ZoneUsed {
    std::string id, name, kind;
    Validity validity;
    std::string document, clause;
    bool derived = false;  // from a polygon without links
};

// A road network as it took part.
struct NetworkUsed {
    Text source;
    std::optional<Date> date;  // of its data
};

// A township with sites or origins whose trips enter the zone (rules.md 3.06).
struct UnitRow {
    std::string id, name;
    std::size_t routes = 0;    // that belong to it
    std::size_t entering = 0;  // of those, that have metres inside
    std::size_t to_guide = 0;  // that are to be guided (is_breach)
    std::size_t exempt = 0;
    std::size_t cannot_tell = 0;
    double inside_m = 0;
    std::vector<std::string> sites;  // ids of sites with routes that enter, sorted
};

// Trips of one vehicle out of tracks: of a day, or of all days.
struct DayRow {
    std::string plate;
    std::optional<Date> date;  // nothing: all days
    Verdict verdict = Verdict::clear;
    std::size_t trips = 0, to_guide = 0, cannot_tell = 0, entries = 0;
    double inside_m = 0, inside_s = 0;
    bool complete = true;  // every trip could be laid on the roads
    std::string first_time, last_time;
};

struct Result {
    std::string command;  // check, plan, exit, tracks
    Date as_of;
    std::vector<Route> routes;
    std::vector<ZoneUsed> zones;        // by id, then validity
    std::vector<NetworkUsed> networks;  // by date
    std::vector<UnitRow> units;         // by id; empty without units
    std::vector<DayRow> days;           // of tracks, see tracks_days.hpp
    bool has_units = false;
    // Of the trips of vehicles that the exemption is for, those that are exempt (rules.md 3.08). Nothing
    // where there are none.
    std::optional<double> exempt_share;
    std::vector<Finding> findings;
    std::vector<report::Parameter> parameters;
    std::vector<report::Input> inputs;
};

struct Counts {
    std::array<std::size_t, verdict_keys.size()> by_verdict{};
    std::size_t of(Verdict verdict) const { return by_verdict.at(static_cast<std::size_t>(verdict)); }
    std::size_t all() const;
};
Counts counts_of(const Result& result);
bool breached(const Result& result);

}  // namespace bareland::routes
