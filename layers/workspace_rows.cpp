#include "layers/workspace_rows.hpp"

#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/ogr_shapes.hpp"

namespace bareland::store {

// ---- written ----------------------------------------------------------------------------------------

int Writing::at(const char* column) const {
    const int index = feature_.GetFieldIndex(column);
    if (index < 0) throw Error(messages::internal, std::string("workspace: no column ") + column);
    return index;
}

Writing& Writing::text(const char* column, const std::string& value) {
    feature_.SetField(at(column), value.c_str());
    return *this;
}

Writing& Writing::some(const char* column, const std::string& value) {
    return value.empty() ? *this : text(column, value);
}

Writing& Writing::bytes(const char* column, std::string_view value) {
    feature_.SetField(at(column), static_cast<int>(value.size()), value.data());
    return *this;
}

Writing& Writing::number(const char* column, double value) {
    feature_.SetField(at(column), value);
    return *this;
}

Writing& Writing::number(const char* column, const std::optional<double>& value) {
    if (value) number(column, *value);
    return *this;
}

Writing& Writing::whole(const char* column, std::int64_t value) {
    feature_.SetField(at(column), static_cast<GIntBig>(value));
    return *this;
}

Writing& Writing::day(const char* column, const std::optional<Date>& value) {
    if (value) feature_.SetField(at(column), value->year, value->month, value->day);
    return *this;
}

Writing& Writing::word(const char* column, const std::optional<bool>& value) {
    if (value) text(column, *value ? yes : no);
    return *this;
}

Writing& Writing::shape(std::unique_ptr<OGRGeometry> geometry) {
    feature_.SetGeometryDirectly(geometry.release());
    return *this;
}

Writing& Writing::shape(const MultiPolygon& polygons) {
    if (!polygons.empty()) shape(ogr::multipolygon_of(polygons));
    return *this;
}

Writing& Writing::shape(const Point& point) {
    return shape(std::make_unique<OGRPoint>(point.x, point.y));
}

Writing& Writing::shape(const std::vector<Point>& line) {
    auto geometry = std::make_unique<OGRLineString>();
    geometry->setNumPoints(static_cast<int>(line.size()), FALSE);
    for (std::size_t i = 0; i < line.size(); ++i)
        geometry->setPoint(static_cast<int>(i), line[i].x, line[i].y);
    return shape(std::unique_ptr<OGRGeometry>(std::move(geometry)));
}

// ---- read ---------------------------------------------------------------------------------------------

int Reading::at(const char* column) const {
    const int index = feature_.GetFieldIndex(column);
    if (index < 0) damaged(column);
    return index;
}

void Reading::damaged(const char* column) const {
    throw Error(messages::workspace_unreadable, file_, fmt::format("{}[{}].{}", table_, fid(), column));
}

std::string Reading::text(const char* column) const {
    const int index = at(column);
    return feature_.IsFieldSetAndNotNull(index) != 0 ? feature_.GetFieldAsString(index) : "";
}

std::optional<double> Reading::maybe(const char* column) const {
    const int index = at(column);
    if (feature_.IsFieldSetAndNotNull(index) == 0) return std::nullopt;
    return feature_.GetFieldAsDouble(index);
}

double Reading::number(const char* column) const {
    return maybe(column).value_or(0);
}

std::int64_t Reading::whole(const char* column) const {
    return feature_.GetFieldAsInteger64(at(column));
}

std::optional<std::int64_t> Reading::maybe_whole(const char* column) const {
    const int index = at(column);
    if (feature_.IsFieldSetAndNotNull(index) == 0) return std::nullopt;
    return feature_.GetFieldAsInteger64(index);
}

std::optional<Date> Reading::day(const char* column) const {
    const int index = at(column);
    if (feature_.IsFieldSetAndNotNull(index) == 0) return std::nullopt;
    Date date;
    int hour = 0, minute = 0, second = 0, zone = 0;
    if (feature_.GetFieldAsDateTime(index, &date.year, &date.month, &date.day, &hour, &minute, &second,
                                    &zone) == 0) {
        damaged(column);
    }
    return date;
}

std::optional<bool> Reading::word(const char* column) const {
    const std::string value = text(column);
    if (value.empty()) return std::nullopt;
    return value == yes;
}

MultiPolygon Reading::polygons() const {
    const OGRGeometry* geometry = feature_.GetGeometryRef();
    if (geometry == nullptr) return {};
    const std::string table = table_;
    return ogr::polygons_of(*geometry, false, {file_, table, std::to_string(fid())});
}

Point Reading::point() const {
    const OGRGeometry* geometry = feature_.GetGeometryRef();
    if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbPoint || geometry->IsEmpty())
        damaged("geometry");
    return {geometry->toPoint()->getX(), geometry->toPoint()->getY()};
}

std::vector<Point> Reading::line() const {
    const OGRGeometry* geometry = feature_.GetGeometryRef();
    if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbLineString) damaged("geometry");
    const OGRLineString& line = *geometry->toLineString();
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(line.getNumPoints()));
    for (int i = 0; i < line.getNumPoints(); ++i)
        points.push_back({line.getX(i), line.getY(i)});
    return points;
}

}  // namespace bareland::store
