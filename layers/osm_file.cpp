// The only file that includes libosmium: it compiles long.
#include "layers/osm_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <new>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <string_view>

#include "geo/messages.hpp"
#include "geo/messages_network.hpp"
#include "layers/os.hpp"

namespace bareland::osm {
namespace {

using osmium::osm_entity_bits::type;

Tags tags_of(const osmium::OSMObject& object) {
    Tags out;
    for (const osmium::Tag& tag : object.tags())
        out.emplace(tag.key(), tag.value());
    return out;
}

Way way_of(const osmium::Way& way) {
    Way out;
    out.id = way.id();
    out.tags = tags_of(way);
    for (const osmium::NodeRef& node : way.nodes())
        out.nodes.push_back(node.ref());
    return out;
}

Relation relation_of(const osmium::Relation& relation) {
    Relation out;
    out.id = relation.id();
    out.tags = tags_of(relation);
    for (const osmium::RelationMember& member : relation.members()) {
        const auto kind =
            member.type() == osmium::item_type::node
                ? Member::Kind::node
                : (member.type() == osmium::item_type::way ? Member::Kind::way : Member::Kind::other);
        out.members.push_back({kind, member.ref(), member.role()});
    }
    return out;
}

bool is_restriction(const osmium::Relation& relation) {
    return std::string_view(relation.tags().get_value_by_key("type", "")).starts_with("restriction");
}

// PBF and XML tell themselves; the name would be wrong for a file that was renamed.
osmium::io::File opened(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::array<char, 16> head{};
    stream.read(head.data(), head.size());
    const std::string_view begin(head.data(), static_cast<std::size_t>(stream.gcount()));
    const char* format = "";  // by the name
    if (begin.find("OSMHeader") != std::string_view::npos) {
        format = "pbf";
    } else if (begin.starts_with("\x1f\x8b")) {
        format = "osm.gz";
    } else if (begin.starts_with("BZh")) {
        format = "osm.bz2";
    } else if (begin.find('<') != std::string_view::npos) {
        format = "osm";
    }
    return osmium::io::File(path, format);
}

template <class Take>
osmium::io::Header each(const std::string& path, type entities, Take take) {
    osmium::io::Reader reader(opened(path), entities, osmium::io::read_meta::no);
    osmium::io::Header header = reader.header();
    while (const osmium::memory::Buffer buffer = reader.read()) {
        for (const auto& object : buffer.select<osmium::OSMObject>()) {
            if (object.visible()) take(object);
        }
    }
    reader.close();
    return header;
}

// The object as what its type() says it is: libosmium's have no virtual functions.
template <class T>
const T& as(const osmium::OSMObject& object) {
    return static_cast<const T&>(object);  // NOLINT(cppcoreguidelines-pro-type-static-cast-downcast)
}

// The second reading: places of the nodes that the ways name.
void read_places(const std::string& path, File& out) {
    for (const Way& way : out.ways)
        out.nodes.insert(out.nodes.end(), way.nodes.begin(), way.nodes.end());
    std::sort(out.nodes.begin(), out.nodes.end());
    out.nodes.erase(std::unique(out.nodes.begin(), out.nodes.end()), out.nodes.end());
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    out.places.assign(out.nodes.size(), {nothing, nothing});
    each(path, type::node, [&](const osmium::OSMObject& object) {
        const auto& node = as<osmium::Node>(object);
        const auto found = std::lower_bound(out.nodes.begin(), out.nodes.end(), node.id());
        if (found == out.nodes.end() || *found != node.id() || !node.location().valid()) return;
        out.places[static_cast<std::size_t>(found - out.nodes.begin())] = {node.location().lon(),
                                                                           node.location().lat()};
    });
}

File read_all(const std::string& path) {
    File out;
    const auto header = each(path, type::way | type::relation, [&](const osmium::OSMObject& object) {
        if (object.type() == osmium::item_type::way) {
            const auto& way = as<osmium::Way>(object);
            if (way.tags().has_key("highway")) out.ways.push_back(way_of(way));
        } else if (is_restriction(as<osmium::Relation>(object))) {
            out.relations.push_back(relation_of(as<osmium::Relation>(object)));
        }
    });
    if (header.has_multiple_object_versions()) throw Error(messages::osm_history, path);
    if (const auto date = parse_date(header.get("osmosis_replication_timestamp"))) out.date = date->first;
    read_places(path, out);
    return out;
}

bool ends_like_osm(const std::string& path) {
    constexpr std::array<std::string_view, 5> endings{".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

std::optional<Point> File::place(std::int64_t node) const {
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), node);
    if (found == nodes.end() || *found != node) return std::nullopt;
    const Point& p = places[static_cast<std::size_t>(found - nodes.begin())];
    return std::isnan(p.x) ? std::nullopt : std::optional(p);
}

bool is_osm(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return ends_like_osm(path) && !path.empty();
    if (ends_like_osm(path)) return true;
    std::ifstream stream(path, std::ios::binary);
    std::string head(1024, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    const bool pbf = head.size() > 16 && head.substr(4, 12).find("OSMHeader") != std::string::npos;
    return pbf || head.find("<osm ") != std::string::npos || head.find("<osm>") != std::string::npos;
}

File read(const std::string& path) {
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status))
        throw Error(messages::file_unreadable, path, reason_of(failure ? failure.value() : ENOENT));
    if (std::filesystem::is_directory(status))
        throw Error(messages::file_unreadable, path, reason_of(EISDIR));
    if (std::filesystem::file_size(path, failure) == 0) {
        throw Error(messages::osm_unreadable, path, Text{"文件是空的", "it is empty"});
    }
    if (!std::ifstream(path)) throw Error(messages::file_unreadable, path, reason_of(errno));
    try {
        return read_all(path);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        const std::string reason = error.what();
        throw Error(messages::osm_unreadable, path, Text{reason, reason});
    }
}

}  // namespace bareland::osm
