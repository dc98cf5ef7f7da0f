// Road networks in the workspace: roads and turn bans by the date of their data, and what was made of them.
// For layers/workspace*.cpp only.
//
// Guarantee: as layers/workspace_records.hpp: what is read is equal to what was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "layers/workspace.hpp"
#include "layers/workspace_records.hpp"

namespace bareland::store {

// Which network stands for a day, or the newest one. Nothing: there are no roads.
std::optional<RoadsVersion> version_for(Database& database, const std::optional<Date>& day);
// SQL for the rows of one network.
std::string of_network(const std::optional<Date>& date);

template <>
std::vector<Stored<RoadRecord>> read(Database& database, const std::string& where);
template <>
void erase(Database& database, const Stored<RoadRecord>& record);
template <>
std::vector<Stored<TurnBanRecord>> read(Database& database, const std::string& where);
template <>
void erase(Database& database, const Stored<TurnBanRecord>& record);

void insert(Database& database, const Stored<RoadRecord>& record, std::int64_t input,
            const std::optional<Date>& network);
void insert(Database& database, const Stored<TurnBanRecord>& record, std::int64_t input,
            const std::optional<Date>& network);

// How often roads or turn bans have changed.
std::int64_t roads_state(Database& database);
// They are changing now: what was made of them goes.
void roads_change(Database& database);
// What was made of zones goes.
void zones_change(Database& database);
std::optional<std::string> prepared(Database& database, std::string_view key);
void put_prepared(Database& database, std::string_view key, std::string_view bytes);

}  // namespace bareland::store
