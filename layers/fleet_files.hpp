// Vehicles, gates and filed routes out of whatever file a bureau has, as layers/registry_files.hpp reads the
// registry: vehicles from tables (CSV, XLSX, ODS, or a layer's attributes), gates from tables with
// coordinates and from layers of points, routes from layers of lines and tables with WKT.
//
// Guarantees: as there; records as in geo/fleet.hpp. A class, energy or standard that is not recognised is a
// finding and unknown.
#pragma once

#include "geo/fleet.hpp"
#include "layers/registry_files.hpp"

namespace bareland {

// Error(messages::fleet_plate_twice) where a plate is on record twice at one time.
RegistryLayer<VehicleRecord> read_vehicles(const RegistrySource& source);

// Every gate names its site.
RegistryLayer<GateRecord> read_gates(const RegistrySource& source);

// Errors: a route of several lines, one without length, an id twice.
RegistryLayer<RouteRecord> read_routes(const RegistrySource& source);

// "muck_truck", "渣土车". Nothing where the word is not known.
std::optional<VehicleClass> class_word(const std::string& word);

}  // namespace bareland
