#include "layers/workspace_roads.hpp"

#include <charconv>
#include <climits>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/workspace_rows.hpp"

namespace bareland::store {
namespace {

constexpr const char* roads = "roads";
constexpr const char* turn_bans = "turn_bans";
constexpr const char* backward = "-1";
constexpr const char* destination = "destination";

// Ids hold no line breaks, so these part them.
constexpr char id_separator = '\n';

// ---- lists as text ------------------------------------------------------------------------------------

std::string joined(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids)
        out += (out.empty() ? "" : std::string(1, id_separator)) + id;
    return out;
}

std::vector<std::string> parted(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t stop = std::min(text.find(id_separator, start), text.size());
        out.push_back(text.substr(start, stop - start));
        start = stop + 1;
    }
    return out;
}

std::string text_of(const std::vector<std::int64_t>& nodes) {
    std::string out;
    for (const std::int64_t node : nodes)
        fmt::format_to(std::back_inserter(out), "{}{}", out.empty() ? "" : " ", node);
    return out;
}

std::vector<std::int64_t> nodes_of(const Reading& row) {
    const std::string text = row.text("nodes");
    std::vector<std::int64_t> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::int64_t node = 0;
        const auto [stop, error] = std::from_chars(at, end, node);
        if (error != std::errc{}) row.damaged("nodes");
        out.push_back(node);
        at = stop == end ? end : stop + 1;
    }
    return out;
}

// ---- roads ----------------------------------------------------------------------------------------------

const char* word_of(Oneway oneway) {
    switch (oneway) {
        case Oneway::forward:
            return yes;
        case Oneway::backward:
            return backward;
        default:
            return no;
    }
}

const char* word_of(TruckAccess access) {
    switch (access) {
        case TruckAccess::destination:
            return destination;
        case TruckAccess::no:
            return no;
        default:
            return yes;
    }
}

Stored<RoadRecord> road_of(const Reading& row) {
    Stored<RoadRecord> out;
    out.fid = row.fid();
    RoadRecord& road = out.record;
    road.id = row.text("id");
    road.name = row.text("name");
    road.road_class = row.text("class");
    const std::string oneway = row.text("oneway");
    road.oneway = oneway == yes ? Oneway::forward : oneway == backward ? Oneway::backward : Oneway::no;
    road.bridge = row.text("bridge") == yes;
    road.tunnel = row.text("tunnel") == yes;
    road.layer = static_cast<int>(row.whole("layer"));
    road.maxspeed_kmh = row.maybe("maxspeed");
    const std::string truck = row.text("truck");
    road.truck =
        truck == no ? TruckAccess::no : (truck == destination ? TruckAccess::destination : TruckAccess::yes);
    road.truck_when = row.text("truck_when");
    road.maxweight_t = row.maybe("maxweight_t");
    road.maxheight_m = row.maybe("maxheight_m");
    road.maxwidth_m = row.maybe("maxwidth_m");
    road.line = row.line();
    road.nodes = nodes_of(row);
    road.sweeper = row.text("sweeper");
    if (!road.nodes.empty() && road.nodes.size() != road.line.size()) row.damaged("nodes");
    return out;
}

void write(Writing& row, const RoadRecord& road) {
    row.text("id", road.id).text("name", road.name).text("class", road.road_class);
    row.text("oneway", word_of(road.oneway)).word("bridge", road.bridge).word("tunnel", road.tunnel);
    row.whole("layer", road.layer).number("maxspeed", road.maxspeed_kmh);
    row.text("truck", word_of(road.truck)).some("truck_when", road.truck_when);
    row.number("maxweight_t", road.maxweight_t).number("maxheight_m", road.maxheight_m);
    row.number("maxwidth_m", road.maxwidth_m)
        .some("nodes", text_of(road.nodes))
        .some("sweeper", road.sweeper);
    row.shape(road.line);
}

// ---- turn bans --------------------------------------------------------------------------------------------

Stored<TurnBanRecord> ban_of(const Reading& row) {
    Stored<TurnBanRecord> out;
    out.fid = row.fid();
    TurnBanRecord& ban = out.record;
    ban.id = row.text("id");
    ban.only = row.text("only_this") == yes;
    ban.from = row.text("from_road");
    ban.to = row.text("to_road");
    ban.via_roads = parted(row.text("via_roads"));
    ban.via_node = row.maybe_whole("via_node");
    ban.except = row.text("not_for");
    ban.when = row.text("holds_when");
    return out;
}

void write(Writing& row, const TurnBanRecord& ban) {
    row.text("id", ban.id).word("only_this", ban.only).text("from_road", ban.from).text("to_road", ban.to);
    row.some("via_roads", joined(ban.via_roads)).some("not_for", ban.except).some("holds_when", ban.when);
    if (ban.via_node) row.whole("via_node", *ban.via_node);
}

// ---- both
// ---------------------------------------------------------------------------------------------------

template <class Record>
void insert_row(Database& database, const char* table, const Record& record, std::int64_t input,
                const std::optional<Date>& network) {
    OGRLayer& layer = database.table(table);
    Writing row(layer);
    write(row, record);
    database.insert(layer, row.day("network_date", network).whole("input", input).feature());
}

template <class Make>
auto read_rows(Database& database, const char* table, const std::string& where, Make make) {
    std::vector<decltype(make(std::declval<const Reading&>()))> out;
    each_row(database, table, where, [&](const Reading& row) { out.push_back(make(row)); });
    return out;
}

std::optional<Date> day_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto range = parse_date(*text);
    return range ? std::optional(range->first) : std::nullopt;
}

}  // namespace

std::optional<RoadsVersion> version_for(Database& database, const std::optional<Date>& day) {
    const auto date = [&](const std::string& which) { return day_of(database.value(which)); };
    const std::string until = day ? " WHERE network_date <= " + quoted(day->text()) : "";
    if (const auto newest = date("SELECT max(network_date) FROM roads" + until))
        return RoadsVersion{newest, false};
    if (database.number("SELECT EXISTS (SELECT 1 FROM roads WHERE network_date IS NULL)") == 1)
        return RoadsVersion{};
    if (const auto oldest = date("SELECT min(network_date) FROM roads")) return RoadsVersion{oldest, true};
    return std::nullopt;
}

std::string of_network(const std::optional<Date>& date) {
    return date ? "network_date = " + quoted(date->text()) : "network_date IS NULL";
}

template <>
std::vector<Stored<RoadRecord>> read(Database& database, const std::string& where) {
    return read_rows(database, roads, where, road_of);
}
template <>
void erase(Database& database, const Stored<RoadRecord>& record) {
    database.erase(database.table(roads), record.fid);
}
template <>
std::vector<Stored<TurnBanRecord>> read(Database& database, const std::string& where) {
    return read_rows(database, turn_bans, where, ban_of);
}
template <>
void erase(Database& database, const Stored<TurnBanRecord>& record) {
    database.erase(database.table(turn_bans), record.fid);
}

void insert(Database& database, const Stored<RoadRecord>& record, std::int64_t input,
            const std::optional<Date>& network) {
    insert_row(database, roads, record.record, input, network);
}
void insert(Database& database, const Stored<TurnBanRecord>& record, std::int64_t input,
            const std::optional<Date>& network) {
    insert_row(database, turn_bans, record.record, input, network);
}

// ---- prepared
// -------------------------------------------------------------------------------------------------

std::int64_t roads_state(Database& database) {
    return database.number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'roads_state'");
}

void roads_change(Database& database) {
    database.run(fmt::format("INSERT OR REPLACE INTO meta (key, value) VALUES ('roads_state', '{}')",
                             roads_state(database) + 1));
    database.run("DELETE FROM prepared");
}

void zones_change(Database& database) {
    database.run("DELETE FROM prepared WHERE key LIKE 'zone:%'");
}

std::optional<std::string> prepared(Database& database, std::string_view key) {
    std::optional<std::string> out;
    database.rows("SELECT bytes FROM prepared WHERE key = " + quoted(std::string(key)),
                  [&](const OGRFeature& row) {
                      int size = 0;
                      const auto* bytes = row.GetFieldAsBinary(0, &size);
                      out.emplace(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
                  });
    return out;
}

void put_prepared(Database& database, std::string_view key, std::string_view bytes) {
    if (bytes.size() > INT_MAX) throw Error(messages::internal, "too large to be kept");
    database.run("DELETE FROM prepared WHERE key = " + quoted(std::string(key)));
    OGRLayer& table = database.table("prepared");
    Writing row(table);
    row.text("key", std::string(key)).bytes("bytes", bytes);
    database.insert(table, row.feature());
}

}  // namespace bareland::store
