// Units, zones, wells, sites and roads out of whatever file a bureau has: shapefile, GeoPackage, GeoJSON,
// KML, CSV, XLSX, ODS.
//
// Guarantees: records as in geo/registry.hpp. Nothing is guessed silently: whatever was recognised (headers,
// axes, zone prefix, CRS, encoding, degrees-minutes-seconds) is a finding, and what is ambiguous is an Error
// that names the option which decides it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"
#include "layers/profile.hpp"
#include "layers/vector.hpp"

namespace bareland {

struct RegistrySource {
    VectorSource source;  // file, layer, encoding; its `crs` is not used
    // "": the file's own, longitude/latitude columns are EPSG:4490; "EPSG:n"; "gcj02"; "bd09"
    std::string crs;
    std::string crs_option = "--crs";  // for messages
    std::string axes;                  // "": by headers and magnitudes; "en"; "ne"
    // Our column -> the file's header; "=value": that value in every row; "?value": that value where no
    // header is recognised.
    std::map<std::string, std::string> map;
    std::optional<Extent> district;  // what bare coordinates are weighed against
    Validity validity;               // of records whose file says nothing of it

    // What a command line says of one file: FILE[:LAYER], its CRS and the option that gives it, its encoding.
    static RegistrySource parse(const std::string& file, const std::string& crs,
                                const std::string& crs_option, const std::string& encoding);
};

template <class Record>
struct RegistryLayer {
    std::vector<Record> records;  // in the order of the file
    std::vector<Finding> findings;
    std::vector<std::string> files;  // every file that was read, main file first
    double extra_uncertainty_m = 0;  // of gcj02 and bd09
    std::string crs;                 // what the coordinates were, "EPSG:4549", "gcj02"
};

// Roads are a network: OSM has turn bans, and a date.
struct RoadLayer : RegistryLayer<RoadRecord> {
    std::vector<TurnBanRecord> bans;
    std::optional<Date> date;  // of the data, where the file says so
};

RegistryLayer<UnitRecord> read_units(const RegistrySource& source);
RegistryLayer<ZoneRecord> read_zones(const RegistrySource& source);
RegistryLayer<WellRecord> read_wells(const RegistrySource& source);
RegistryLayer<SiteRecord> read_sites(const RegistrySource& source);
RoadLayer read_roads(const RegistrySource& source);

}  // namespace bareland
