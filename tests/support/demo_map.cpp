#include "tests/support/demo_map.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace bareland::testing {
namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

std::string path_of(const std::string& name) {
    return std::string(BARELAND_SOURCE_DIR) + "/data/demo/" + name;
}

Dataset open(const std::string& name) {
    GDALAllRegister();
    Dataset dataset(GDALDataset::Open(path_of(name).c_str(), GDAL_OF_VECTOR));
    if (!dataset || dataset->GetLayerCount() != 1) throw std::runtime_error("cannot read " + path_of(name));
    return dataset;
}

std::vector<Point> points_of(const OGRLineString& line) {
    std::vector<Point> points;
    for (int i = 0; i < line.getNumPoints(); ++i)
        points.push_back({line.getX(i), line.getY(i)});
    return points;
}

MultiPolygon shape_of(const OGRMultiPolygon& shape) {
    MultiPolygon result;
    for (const OGRPolygon* polygon : shape) {
        Polygon part{points_of(*polygon->getExteriorRing()), {}};
        for (int i = 0; i < polygon->getNumInteriorRings(); ++i)
            part.holes.push_back(points_of(*polygon->getInteriorRing(i)));
        result.push_back(std::move(part));
    }
    return result;
}

std::vector<RoadRecord> read_demo_roads() {
    std::vector<RoadRecord> roads;
    const Dataset dataset = open("roads.gpkg");
    for (const auto& feature : *dataset->GetLayer(0)) {
        RoadRecord road;
        road.id = feature->GetFieldAsString("id");
        road.name = feature->GetFieldAsString("name");
        road.road_class = feature->GetFieldAsString("class");
        const std::string oneway = feature->GetFieldAsString("oneway");
        road.oneway = oneway == "yes" ? Oneway::forward : oneway == "-1" ? Oneway::backward : Oneway::no;
        road.line = points_of(*feature->GetGeometryRef()->toLineString());
        roads.push_back(std::move(road));
    }
    return roads;
}

std::vector<UnitRecord> read_demo_units() {
    std::vector<UnitRecord> units;
    const Dataset dataset = open("townships.gpkg");
    for (const auto& feature : *dataset->GetLayer(0)) {
        units.push_back({feature->GetFieldAsString("id"),
                         feature->GetFieldAsString("name"),
                         {},
                         shape_of(*feature->GetGeometryRef()->toMultiPolygon())});
    }
    return units;
}

std::vector<WellRecord> read_demo_wells() {
    std::vector<WellRecord> wells;
    std::ifstream file(path_of("wells.csv"));
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::vector<std::string> cell;
        for (std::string text; std::getline(cells, text, ',');)
            cell.push_back(text);
        WellRecord well;
        well.id = cell.at(0);
        well.name = cell.at(1);
        well.source = cell.at(2);
        well.kind = cell.at(3);
        well.radius_m = std::stod(cell.at(4));
        well.place = {std::stod(cell.at(5)), std::stod(cell.at(6))};
        wells.push_back(std::move(well));
    }
    return wells;
}

template <class Record>
const Record& named(const std::vector<Record>& records, const std::string& name) {
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const Record& record) { return record.name == name; });
    if (found == records.end()) throw std::runtime_error("not in the demo: " + name);
    return *found;
}

}  // namespace

const UnitRecord& DemoMap::unit(const std::string& name) const {
    return named(units, name);
}

const WellRecord& DemoMap::well(const std::string& name) const {
    return named(wells, name);
}

std::vector<std::vector<Point>> DemoMap::lines(const std::string& road) const {
    std::vector<std::vector<Point>> result;
    for (const RoadRecord& record : roads) {
        if (record.name == road) result.push_back(record.line);
    }
    if (result.empty()) throw std::runtime_error("not in the demo: " + road);
    return result;
}

DemoMap demo_map() {
    return {read_demo_roads(), read_demo_units(), read_demo_wells()};
}

}  // namespace bareland::testing
