#include "layers/osm_restrictions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace bareland::osm {
namespace {

using namespace std::string_view_literals;

std::string_view value_of(const Tags& tags, const std::string& key) {
    const auto found = tags.find(key);
    return found == tags.end() ? std::string_view{} : std::string_view(found->second);
}

// Nothing: neither no_ nor only_.
std::optional<bool> is_only(std::string_view value) {
    if (value.starts_with("only_")) return true;
    if (value.starts_with("no_")) return false;
    return std::nullopt;
}

// The old way to give times, as opening hours: "Monday", "07:00" -> "Mo-Fr 07:00-09:00". Nothing where the
// days are not weekdays.
std::string old_times(const Tags& tags) {
    constexpr std::array days{"Monday"sv, "Tuesday"sv,  "Wednesday"sv, "Thursday"sv,
                              "Friday"sv, "Saturday"sv, "Sunday"sv};
    const auto day = [&](const char* key) -> std::string {
        const auto found = std::find(days.begin(), days.end(), value_of(tags, key));
        return found == days.end() ? std::string() : std::string(found->substr(0, 2));
    };
    std::string out;
    const std::string first = day("day_on"), last = day("day_off");
    if (!first.empty()) out = last.empty() || first == last ? first : first + "-" + last;
    const std::string_view from = value_of(tags, "hour_on"), to = value_of(tags, "hour_off");
    if (!from.empty() && !to.empty())
        out += (out.empty() ? "" : " ") + std::string(from) + "-" + std::string(to);
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

// "no_left_turn @ (Mo-Fr 07:00-09:00)"; several are parted by semicolons outside of brackets.
std::vector<Sense> conditional(std::string_view text) {
    std::vector<Sense> out;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '(') ++depth;
        if (i < text.size() && text[i] == ')') --depth;
        if (i < text.size() && (text[i] != ';' || depth > 0)) continue;
        const std::string_view part = text.substr(start, i - start);
        start = i + 1;
        const auto at = part.find('@');
        const auto only = is_only(trimmed(part.substr(0, at)));
        if (!only || at == std::string_view::npos) continue;
        std::string_view when = trimmed(part.substr(at + 1));
        if (when.starts_with('(') && when.ends_with(')') && when.find(')') == when.size() - 1)
            when = trimmed(when.substr(1, when.size() - 2));
        out.push_back({*only, std::string(when)});
    }
    return out;
}

struct Ends {
    std::vector<std::int64_t> from, to, via_ways;
    std::optional<std::int64_t> via_node;
    std::size_t via_nodes = 0;
};

Ends ends_of(const Relation& relation) {
    Ends out;
    for (const Member& member : relation.members) {
        const bool way = member.kind == Member::Kind::way;
        if (way && member.role == "from") out.from.push_back(member.ref);
        if (way && member.role == "to") out.to.push_back(member.ref);
        if (way && member.role == "via") out.via_ways.push_back(member.ref);
        if (member.kind == Member::Kind::node && member.role == "via") {
            out.via_node = member.ref;
            ++out.via_nodes;
        }
    }
    return out;
}

bool is_whole(const Ends& ends) {
    const bool one_via = ends.via_ways.empty() ? ends.via_nodes == 1 : ends.via_nodes == 0;
    return !ends.from.empty() && !ends.to.empty() && one_via;
}

class Reader {
  public:
    Reader(const RoadOf& road_of, const std::function<bool(std::int64_t)>& is_left_out)
        : road_of_(road_of), is_left_out_(is_left_out) {}

    void add(const Relation& relation) {
        const std::vector<Sense> senses = senses_of(relation.tags);
        if (senses.empty()) {
            // For bicycles, buses ...: none of ours. Without any word of a restriction it is broken.
            const bool other = std::any_of(relation.tags.begin(), relation.tags.end(), [](const auto& tag) {
                return tag.first.starts_with("restriction:");
            });
            if (!other) count(out_.malformed, out_.first_malformed, relation.id);
            return;
        }
        const Ends ends = ends_of(relation);
        if (!is_whole(ends)) {
            count(out_.malformed, out_.first_malformed, relation.id);
            return;
        }
        add(relation, ends, senses);
    }

    Bans bans() { return std::move(out_); }

  private:
    static void count(std::size_t& count, std::int64_t& first, std::int64_t id) {
        if (count++ == 0) first = id;
    }

    void add(const Relation& relation, const Ends& ends, const std::vector<Sense>& senses) {
        std::vector<TurnBanRecord> records;
        for (const std::int64_t from : ends.from) {
            for (const std::int64_t to : ends.to) {
                TurnBanRecord record;
                record.except = value_of(relation.tags, "except");
                record.via_node = ends.via_node;
                std::vector<std::int64_t> ways{from, to};
                ways.insert(ways.end(), ends.via_ways.begin(), ends.via_ways.end());
                if (std::any_of(ways.begin(), ways.end(), is_left_out_)) continue;
                record.from = road_of_(from, ends.via_node);
                record.to = road_of_(to, ends.via_node);
                bool whole = !record.from.empty() && !record.to.empty();
                for (const std::int64_t via : ends.via_ways) {
                    record.via_roads.push_back(road_of_(via, {}));
                    whole = whole && !record.via_roads.back().empty();
                }
                if (!whole) {
                    count(out_.incomplete, out_.first_incomplete, relation.id);
                    return;
                }
                for (const Sense& sense : senses) {
                    record.only = sense.only;
                    record.when = sense.when;
                    records.push_back(record);
                }
            }
        }
        const std::string id = std::to_string(relation.id);
        for (std::size_t i = 0; i < records.size(); ++i) {
            records[i].id = records.size() == 1 ? id : id + "/" + std::to_string(i + 1);
            out_.records.push_back(std::move(records[i]));
        }
    }

    const RoadOf& road_of_;
    const std::function<bool(std::int64_t)>& is_left_out_;
    Bans out_;
};

}  // namespace

std::vector<Sense> senses_of(const Tags& tags) {
    for (const char* key :
         {"restriction:hgv", "restriction:goods", "restriction:motor_vehicle", "restriction"}) {
        std::vector<Sense> out;
        if (const auto only = is_only(value_of(tags, key))) out.push_back({*only, old_times(tags)});
        const std::vector<Sense> timed = conditional(value_of(tags, std::string(key) + ":conditional"));
        out.insert(out.end(), timed.begin(), timed.end());
        // "none" lifts the general one for trucks.
        if (!out.empty() || value_of(tags, key) == "none") return out;
    }
    return {};
}

Bans bans_of(std::span<const Relation> relations, const RoadOf& road_of,
             const std::function<bool(std::int64_t way)>& is_left_out) {
    Reader reader(road_of, is_left_out);
    for (const Relation& relation : relations)
        reader.add(relation);
    return reader.bans();
}

}  // namespace bareland::osm
