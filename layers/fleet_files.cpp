#include "layers/fleet_files.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "geo/messages_import.hpp"
#include "geo/messages_routes.hpp"
#include "layers/fleet_words.hpp"
#include "layers/registry_columns.hpp"
#include "layers/registry_source.hpp"
#include "layers/registry_values.hpp"

namespace bareland {
namespace {

using registry::Role;
using registry::Row;
using registry::Rows;
using registry::Values;

template <class Record>
RegistryLayer<Record> layer_of(Rows&& rows, std::vector<Record>&& records) {
    RegistryLayer<Record> layer;
    layer.records = std::move(records);
    layer.findings = std::move(rows.findings);
    layer.files = std::move(rows.files);
    layer.extra_uncertainty_m = rows.extra_uncertainty_m;
    layer.crs = std::move(rows.crs);
    return layer;
}

// Words of vehicles, with those nobody knows collected for the findings.
class Words {
  public:
    Words(const Role& role, const Rows& rows) : role_(role), rows_(rows) {}

    template <class T>
    std::optional<T> read(const Values& values, const Row& row, const char* key,
                          std::optional<T> (*known)(std::string_view)) {
        const std::string& text = values.text(key);
        if (const auto value = known(text)) return value;
        if (fleet::is_blank(text)) return std::nullopt;
        auto& [count, first] = unknown_[{column_of(role_, key), text}];
        if (count++ == 0) first = row.ref;
        return std::nullopt;
    }

    void say(std::vector<Finding>& findings) const {
        for (const auto& [word, seen] : unknown_) {
            const Text& column = role_.columns[word.first].name;
            findings.push_back(find(messages::fleet_word_unknown, word.second, rows_.file, column,
                                    word.second, seen.first, seen.second));
        }
    }

  private:
    const Role& role_;
    const Rows& rows_;
    std::map<std::pair<std::size_t, std::string>, std::pair<std::size_t, Text>> unknown_;
};

// The facts about a vehicle in one line, for messages.
Text facts_of(const VehicleRecord& vehicle) {
    const Text unknown{"不详", "unknown"};
    const Text c = vehicle.vehicle_class ? class_text(*vehicle.vehicle_class) : unknown;
    const Text e = vehicle.energy ? energy_text(*vehicle.energy) : unknown;
    const Text s = vehicle.standard ? standard_text(*vehicle.standard) : unknown;
    return {c.zh + "、" + e.zh + "、" + s.zh, c.en + ", " + e.en + ", " + s.en};
}

auto facts(const VehicleRecord& vehicle) {
    return std::tie(vehicle.vehicle_class, vehicle.energy, vehicle.standard);
}

// One plate is one vehicle at any time. Rows that say the same twice are one.
void require_one_at_a_time(Rows& rows, std::vector<VehicleRecord>& vehicles) {
    std::map<std::string, std::vector<std::size_t>> by_plate;
    std::vector<bool> again(vehicles.size(), false);
    std::size_t repeated = 0;
    Text first_repeated;
    for (std::size_t i = 0; i < vehicles.size(); ++i) {
        for (const std::size_t other : by_plate[vehicles[i].plate]) {
            const VehicleRecord& a = vehicles[other];
            const VehicleRecord& b = vehicles[i];
            if (!a.validity.overlaps(b.validity)) continue;
            if (facts(a) == facts(b)) {
                if (!again[i] && repeated++ == 0) first_repeated = rows.rows[i].ref;
                again[i] = a.validity == b.validity;
                continue;
            }
            throw Error(messages::fleet_plate_twice, rows.file, a.plate, rows.rows[other].ref,
                        rows.rows[i].ref, facts_of(a), facts_of(b), a.validity.text(), b.validity.text());
        }
        by_plate[vehicles[i].plate].push_back(i);
    }
    if (repeated > 0) {
        rows.findings.push_back(find(messages::fleet_rows_repeated, "", rows.file, repeated, first_repeated));
    }
    std::size_t index = 0;
    std::erase_if(vehicles, [&](const VehicleRecord&) { return again[index++]; });
}

[[noreturn]] void throw_no_column(const Rows& rows, const Role& role, const char* key) {
    const registry::Column& column = role.columns[column_of(role, key)];
    throw Error(messages::import_no_column, rows.file, column.name.zh, column.name.en, "-",
                registry::listed(column.headers), column.key);
}

// Ids of routes: those of the file, else the numbers of its features.
std::vector<std::string> route_ids(Rows& rows, const Role& role) {
    const bool ids = std::any_of(rows.rows.begin(), rows.rows.end(),
                                 [](const Row& row) { return !row.values[0].empty(); });
    if (!ids) rows.findings.push_back(find(messages::routes_numbered, "", rows.file));
    std::vector<std::string> out;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Row& row = rows.rows[i];
        std::string id = ids ? row.values[0] : row.number;
        if (id.empty()) throw Error(messages::import_empty_value, row.where, role.columns[0].name);
        const auto [first, added] = seen.emplace(id, i);
        if (!added) {
            throw Error(messages::import_id_twice, rows.file, id, rows.rows[first->second].ref, row.ref);
        }
        out.push_back(std::move(id));
    }
    return out;
}

// Parts that go on where the one before ended are one line.
std::vector<Point> one_line(const Row& row) {
    std::vector<Point> line;
    std::size_t parts = 0;
    for (const std::vector<Point>& part : row.lines) {
        const bool goes_on = !line.empty() && line.back() == part.front();
        if (!goes_on) ++parts;
        line.insert(line.end(), part.begin() + (goes_on ? 1 : 0), part.end());
    }
    if (parts > 1) throw Error(messages::fleet_route_parts, row.where, parts);
    const bool length =
        std::any_of(line.begin(), line.end(), [&](const Point& p) { return p != line.front(); });
    if (!length) throw Error(messages::fleet_route_point, row.where);
    return line;
}

}  // namespace

RegistryLayer<VehicleRecord> read_vehicles(const RegistrySource& source) {
    const Role& role = registry::vehicles_role();
    Rows rows = registry::read_rows(source, role);
    if (!rows.has(column_of(role, "plate"))) throw_no_column(rows, role, "plate");
    Words words(role, rows);
    std::vector<VehicleRecord> records;
    for (const Row& row : rows.rows) {
        const Values values(role, rows, row);
        VehicleRecord vehicle;
        vehicle.plate = plain_plate(values.required_text("plate"));
        vehicle.vehicle_class = words.read<VehicleClass>(values, row, "class", fleet::class_of);
        vehicle.energy = words.read<Energy>(values, row, "energy", fleet::energy_of);
        vehicle.standard = words.read<int>(values, row, "emission_standard", fleet::standard_of);
        vehicle.validity = values.validity(source.validity);
        records.push_back(std::move(vehicle));
    }
    words.say(rows.findings);
    require_one_at_a_time(rows, records);
    return layer_of(std::move(rows), std::move(records));
}

RegistryLayer<GateRecord> read_gates(const RegistrySource& source) {
    const Role& role = registry::gates_role();
    Rows rows = registry::read_rows(source, role);
    if (!rows.has(column_of(role, "site_id"))) throw_no_column(rows, role, "site_id");
    std::vector<GateRecord> records;
    std::map<std::string, const Row*> seen;
    for (const Row& row : rows.rows) {
        const Values values(role, rows, row);
        const std::string& id = values.required_text("id");
        const auto [first, added] = seen.emplace(id, &row);
        if (!added) throw Error(messages::import_id_twice, rows.file, id, first->second->ref, row.ref);
        records.push_back({id, values.required_text("site_id"), *row.place});
    }
    return layer_of(std::move(rows), std::move(records));
}

RegistryLayer<RouteRecord> read_routes(const RegistrySource& source) {
    const Role& role = registry::routes_role();
    Rows rows = registry::read_rows(source, role);
    const std::vector<std::string> ids = route_ids(rows, role);
    Words words(role, rows);
    std::vector<RouteRecord> records;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const Row& row = rows.rows[i];
        const Values values(role, rows, row);
        RouteRecord route;
        route.id = ids[i];
        route.plate = plain_plate(values.text("plate"));
        route.vehicle_class = words.read<VehicleClass>(values, row, "class", fleet::class_of);
        route.energy = words.read<Energy>(values, row, "energy", fleet::energy_of);
        route.standard = words.read<int>(values, row, "emission_standard", fleet::standard_of);
        route.site_id = values.text("site");
        route.date = values.day("date");
        route.line = one_line(row);
        records.push_back(std::move(route));
    }
    words.say(rows.findings);
    return layer_of(std::move(rows), std::move(records));
}

std::optional<VehicleClass> class_word(const std::string& word) {
    return fleet::class_of(word);
}

}  // namespace bareland
