// Records of geo/registry.hpp as rows of the workspace's tables, and back. For layers/workspace*.cpp only.
//
// Guarantee: what is read is equal to what was written, to the last bit of a coordinate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "layers/workspace_db.hpp"
#include "layers/workspace_versions.hpp"

namespace bareland::store {

// Each is defined for units, zones, wells and sites; roads and turn bans are in layers/workspace_roads.hpp.

// In order of fid. `where`: SQL on the kind's main table, empty for all.
template <class Record>
std::vector<Stored<Record>> read(Database& database, const std::string& where);

// `input`: the fid of the input it came from.
template <class Record>
void insert(Database& database, const Stored<Record>& record, std::int64_t input);
template <class Record>
void erase(Database& database, const Stored<Record>& record);
// Another last day for a record that stays; units, zones and wells only.
template <class Record>
void end(Database& database, const Stored<Record>& record, const Date& last_day);

template <>
std::vector<Stored<UnitRecord>> read(Database& database, const std::string& where);
template <>
void insert(Database& database, const Stored<UnitRecord>& record, std::int64_t input);
template <>
void erase(Database& database, const Stored<UnitRecord>& record);
template <>
void end(Database& database, const Stored<UnitRecord>& record, const Date& last_day);

template <>
std::vector<Stored<ZoneRecord>> read(Database& database, const std::string& where);
template <>
void insert(Database& database, const Stored<ZoneRecord>& record, std::int64_t input);
template <>
void erase(Database& database, const Stored<ZoneRecord>& record);
template <>
void end(Database& database, const Stored<ZoneRecord>& record, const Date& last_day);

template <>
std::vector<Stored<WellRecord>> read(Database& database, const std::string& where);
template <>
void insert(Database& database, const Stored<WellRecord>& record, std::int64_t input);
template <>
void erase(Database& database, const Stored<WellRecord>& record);
template <>
void end(Database& database, const Stored<WellRecord>& record, const Date& last_day);

template <>
std::vector<Stored<SiteRecord>> read(Database& database, const std::string& where);
template <>
void insert(Database& database, const Stored<SiteRecord>& record, std::int64_t input);
template <>
void erase(Database& database, const Stored<SiteRecord>& record);

}  // namespace bareland::store
