#include "layers/osm_roads.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "geo/messages_network.hpp"
#include "layers/osm_file.hpp"
#include "layers/osm_restrictions.hpp"
#include "layers/osm_tags.hpp"

namespace bareland::osm {
namespace {

class Reader {
  public:
    Reader(const File& file, const std::string& path) : file_(file), path_(path) {}

    RoadLayer read() {
        for (const Way& way : file_.ways)
            add(way);
        if (out_.records.empty()) throw Error(messages::osm_without_roads, path_, file_.ways.size());
        say_left_out();
        say_missing_nodes();
        say_unread();
        add_bans();
        out_.files = {path_};
        out_.crs = "EPSG:4326";
        out_.date = file_.date;
        return std::move(out_);
    }

  private:
    // ---- ways

    void add(const Way& way) {
        std::vector<Unread> unread;
        auto road = road_of(way.tags, unread);
        if (!road) {
            left_out_.insert(way.id);
            ++left_out_classes_[class_of(way)];
            return;
        }
        for (Unread& one : unread) {
            auto& [count, first] = unread_[one.key];
            if (count++ == 0) first = std::to_string(way.id) + ": " + one.value;
        }
        const std::vector<RoadRecord> parts = parts_of(way, *road);
        if (!seen_.insert(way.id).second) throw Error(messages::osm_way_twice, path_, way.id);
        auto& records = records_[way.id];
        for (std::size_t i = 0; i < parts.size(); ++i) {
            records.push_back(out_.records.size());
            out_.records.push_back(parts[i]);
            out_.records.back().id = std::to_string(way.id);
            if (parts.size() > 1) out_.records.back().id += "/" + std::to_string(i + 1);
        }
    }

    static std::string class_of(const Way& way) {
        const std::string& highway = way.tags.at("highway");
        const auto service = way.tags.find("service");
        return highway == "service" && service != way.tags.end() ? service->second : highway;
    }

    // The stretches of a way whose nodes the file has: two of them or more, one after the other.
    std::vector<RoadRecord> parts_of(const Way& way, const RoadRecord& like) {
        std::vector<RoadRecord> out(1, like);
        bool missing = false;
        for (const std::int64_t node : way.nodes) {
            RoadRecord& part = out.back();
            const auto place = file_.place(node);
            if (!place) {
                missing = true;
                if (!part.line.empty()) out.push_back(like);
            } else if (part.nodes.empty() || part.nodes.back() != node) {
                part.line.push_back(*place);
                part.nodes.push_back(node);
            }
        }
        std::erase_if(out, [](const RoadRecord& part) { return part.line.size() < 2; });
        if (missing && missing_++ == 0) first_missing_ = way.id;
        if (out.empty()) ++without_line_;
        return out;
    }

    // ---- relations

    void add_bans() {
        const auto road = [&](std::int64_t way, std::optional<std::int64_t> node) -> std::string {
            const auto found = records_.find(way);
            if (found == records_.end() || found->second.empty()) return {};
            for (const std::size_t i : found->second) {
                const auto& nodes = out_.records[i].nodes;
                if (node && std::find(nodes.begin(), nodes.end(), *node) != nodes.end())
                    return out_.records[i].id;
            }
            // The node is on no part of it that is here.
            return node && found->second.size() > 1 ? std::string() : out_.records[found->second[0]].id;
        };
        Bans bans = bans_of(file_.relations, road, [&](std::int64_t way) { return left_out_.contains(way); });
        out_.bans = std::move(bans.records);
        if (bans.incomplete > 0) {
            say(messages::osm_restriction_incomplete, path_, bans.incomplete, bans.first_incomplete);
        }
        if (bans.malformed > 0) {
            say(messages::osm_restriction_malformed, path_, bans.malformed, bans.first_malformed);
        }
    }

    // ---- what is said

    template <class... Args>
    void say(const Message& message, const Args&... args) {
        out_.findings.push_back(find(message, "", args...));
    }

    void say_left_out() {
        if (left_out_classes_.empty()) return;
        std::vector<std::pair<std::size_t, std::string>> classes;
        std::size_t total = 0;
        for (const auto& [name, count] : left_out_classes_) {
            classes.emplace_back(count, name);
            total += count;
        }
        std::stable_sort(classes.begin(), classes.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        constexpr std::size_t listed = 8;
        std::string list;
        for (std::size_t i = 0; i < std::min(listed, classes.size()); ++i)
            list += fmt::format("{}{} {}", i == 0 ? "" : ", ", classes[i].second, classes[i].first);
        if (classes.size() > listed) list += ", …";
        say(messages::osm_not_for_motor, path_, total, list);
    }

    void say_missing_nodes() {
        if (missing_ > 0) say(messages::osm_nodes_missing, path_, missing_, first_missing_, without_line_);
    }

    void say_unread() {
        for (const auto& [key, entry] : unread_)
            say(messages::osm_value_unread, path_, entry.first, key, entry.second);
    }

    const File& file_;
    const std::string& path_;
    RoadLayer out_;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> records_;  // by way
    std::unordered_set<std::int64_t> left_out_, seen_;
    std::map<std::string, std::size_t> left_out_classes_;
    std::map<std::string, std::pair<std::size_t, std::string>> unread_;
    std::size_t missing_ = 0, without_line_ = 0;
    std::int64_t first_missing_ = 0;
};

// What only other files need said.
void refuse_options(const RegistrySource& source) {
    const auto refuse = [&](bool given, const std::string& option) {
        if (given) throw Error(messages::osm_option, option, source.source.file);
    };
    refuse(!source.map.empty(), "--map");
    refuse(!source.crs.empty(), source.crs_option);
    refuse(!source.axes.empty(), "--axes");
    refuse(!source.source.encoding.empty(), "--encoding");
    refuse(!source.source.layer.empty(), ":" + source.source.layer);
}

}  // namespace

RoadLayer read_roads(const RegistrySource& source) {
    refuse_options(source);
    const std::string& path = source.source.file;
    return roads_of(read(path), path);
}

RoadLayer roads_of(const File& file, const std::string& path) {
    return Reader(file, path).read();
}

}  // namespace bareland::osm
