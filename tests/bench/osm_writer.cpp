#include "osm_writer.hpp"

#include <cmath>
#include <map>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <unordered_map>
#include <utility>

namespace bareland::bench {
namespace {

using namespace osmium::builder::attr;  // NOLINT(google-build-using-namespace): as its manual has it
using osmium::object_id_type;
using Tag = std::pair<std::string, std::string>;

class Maker {
  public:
    Maker(const std::string& path, const std::vector<RoadRecord>& roads) : roads_(roads), file_(path, "pbf") {
        osmium::io::Header header;
        header.set("generator", "bareland bench");
        writer_.emplace(file_, header, osmium::io::overwrite::allow);
        number_nodes();
    }

    void write(const std::vector<TurnBanRecord>& bans) {
        for (const auto& entry : places_) {
            const osmium::Location place(entry.second.x, entry.second.y);
            add([&](auto& buffer) {
                osmium::builder::add_node(buffer, _id(entry.first), _version(1), _location(place));
            });
        }
        for (std::size_t i = 0; i < roads_.size(); ++i)
            way(static_cast<object_id_type>(i) + 1);
        object_id_type number = 0;
        for (const TurnBanRecord& ban : bans)
            relation(++number, ban);
        flush();
        writer_->close();
    }

  private:
    void number_nodes() {
        std::map<std::pair<std::int64_t, std::int64_t>, object_id_type> by_place;
        for (std::size_t i = 0; i < roads_.size(); ++i) {
            const RoadRecord& road = roads_[i];
            ways_.emplace(road.id, static_cast<object_id_type>(i) + 1);
            std::vector<object_id_type> ids(road.nodes.begin(), road.nodes.end());
            for (std::size_t k = ids.size(); k < road.line.size(); ++k) {
                const Point& p = road.line[k];
                const std::pair key(std::llround(p.x * 1e7), std::llround(p.y * 1e7));
                ids.push_back(by_place.try_emplace(key, static_cast<object_id_type>(by_place.size()) + 1)
                                  .first->second);
            }
            for (std::size_t k = 0; k < ids.size(); ++k)
                places_[ids[k]] = road.line[k];
            nodes_.push_back(std::move(ids));
        }
    }

    template <class Add>
    void add(const Add& make) {
        make(buffer_);
        if (buffer_.committed() > 1'000'000) flush();
    }
    void flush() { (*writer_)(std::exchange(buffer_, osmium::memory::Buffer(1 << 21))); }

    static std::vector<Tag> tags_of(const RoadRecord& road) {
        std::vector<Tag> tags{{"highway", road.road_class.empty() ? "unclassified" : road.road_class}};
        if (!road.name.empty()) tags.emplace_back("name", road.name);
        if (road.oneway != Oneway::no)
            tags.emplace_back("oneway", road.oneway == Oneway::forward ? "yes" : "-1");
        else
            tags.emplace_back("oneway", "no");
        if (road.bridge) tags.emplace_back("bridge", "yes");
        if (road.tunnel) tags.emplace_back("tunnel", "yes");
        if (road.layer != 0) tags.emplace_back("layer", std::to_string(road.layer));
        if (road.truck == TruckAccess::no) tags.emplace_back("hgv", "no");
        if (road.truck == TruckAccess::destination) tags.emplace_back("hgv", "destination");
        return tags;
    }

    void way(object_id_type number) {
        const auto i = static_cast<std::size_t>(number - 1);
        add([&](auto& buffer) {
            osmium::builder::add_way(buffer, _id(number), _version(1), _nodes(nodes_[i]),
                                     _tags(tags_of(roads_[i])));
        });
    }

    void relation(object_id_type number, const TurnBanRecord& ban) {
        std::vector<member_type_string> members{{osmium::item_type::way, ways_.at(ban.from), "from"}};
        for (const std::string& via : ban.via_roads)
            members.emplace_back(osmium::item_type::way, ways_.at(via), "via");
        if (ban.via_node) members.emplace_back(osmium::item_type::node, *ban.via_node, "via");
        members.emplace_back(osmium::item_type::way, ways_.at(ban.to), "to");
        const std::string kind = ban.only ? "only_straight_on" : "no_straight_on";
        std::vector<Tag> tags{{"type", "restriction"}};
        if (ban.when.empty())
            tags.emplace_back("restriction", kind);
        else
            tags.emplace_back("restriction:conditional", kind + " @ (" + ban.when + ")");
        add([&](auto& buffer) {
            osmium::builder::add_relation(buffer, _id(number), _version(1), _members(members), _tags(tags));
        });
    }

    const std::vector<RoadRecord>& roads_;
    std::unordered_map<std::string, object_id_type> ways_;
    std::map<object_id_type, Point> places_;
    std::vector<std::vector<object_id_type>> nodes_;  // of each road
    osmium::io::File file_;
    std::optional<osmium::io::Writer> writer_;
    osmium::memory::Buffer buffer_{1 << 21};
};

}  // namespace

void write_osm(const std::string& path, const std::vector<RoadRecord>& roads,
               const std::vector<TurnBanRecord>& bans) {
    Maker(path, roads).write(bans);
}

}  // namespace bareland::bench
