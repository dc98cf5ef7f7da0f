#include "geo/network/bytes.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "geo/messages_network.hpp"

namespace bareland::network {
namespace {

constexpr std::string_view mark = "BLND";
constexpr std::uint32_t byte_order = 0x01020304;

struct Head {
    std::array<char, 4> mark{};
    std::array<char, 4> kind{};
    std::uint32_t byte_order = 0;
    std::uint32_t version = 0;
    std::uint64_t length = 0;  // of what follows
    std::uint64_t sum = 0;     // of what follows
};
static_assert(sizeof(Head) == 32);

// Four sums side by side, each of every fourth word; any change of one word changes it (multiplication by an
// odd number and addition are one to one), and several changes all but surely do.
std::uint64_t sum_of(std::string_view bytes) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::array<std::uint64_t, 4> sums{1, 2, 3, 4};
    const auto mix = [](std::uint64_t sum, std::uint64_t word) {
        sum = (sum ^ word) * odd;
        return sum ^ (sum >> 29U);
    };
    std::size_t at = 0;
    std::array<std::uint64_t, 4> words{};
    for (; at + sizeof words <= bytes.size(); at += sizeof words) {
        std::memcpy(words.data(), bytes.data() + at, sizeof words);
        for (std::size_t k = 0; k < 4; ++k)
            sums[k] = mix(sums[k], words[k]);
    }
    words = {};
    std::memcpy(words.data(), bytes.data() + at, bytes.size() - at);
    std::uint64_t out = bytes.size();
    for (std::size_t k = 0; k < 4; ++k)
        out = mix(out, mix(sums[k], words[k]));
    return out;
}

}  // namespace

// ---- writer ---------------------------------------------------------------------------------------------

ByteWriter::ByteWriter(std::string_view kind, std::uint32_t version) {
    Head head;
    std::copy_n(mark.begin(), head.mark.size(), head.mark.begin());
    std::copy_n(kind.begin(), std::min(kind.size(), head.kind.size()), head.kind.begin());
    head.byte_order = byte_order;
    head.version = version;
    bytes_.assign(reinterpret_cast<const char*>(&head), sizeof head);
}

void ByteWriter::array(std::span<const Point> points) {
    static_assert(sizeof(Point) == 2 * sizeof(double));
    value(static_cast<std::uint64_t>(points.size()));
    bytes_.append(reinterpret_cast<const char*>(points.data()), points.size_bytes());
}

void ByteWriter::text(std::string_view text) {
    value(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
}

std::string ByteWriter::finish() {
    Head head;
    std::memcpy(&head, bytes_.data(), sizeof head);
    const std::string_view rest = std::string_view(bytes_).substr(sizeof head);
    head.length = rest.size();
    head.sum = sum_of(rest);
    std::memcpy(bytes_.data(), &head, sizeof head);
    return std::move(bytes_);
}

// ---- reader ---------------------------------------------------------------------------------------------

ByteReader::ByteReader(std::string_view bytes, std::string_view kind, std::uint32_t version) {
    Head head;
    check(bytes.size() >= sizeof head);
    std::memcpy(&head, bytes.data(), sizeof head);
    rest_ = bytes.substr(sizeof head);
    check(std::string_view(head.mark.data(), head.mark.size()) == mark);
    check(std::string_view(head.kind.data(), head.kind.size()) == kind);
    check(head.byte_order == byte_order && head.version == version);
    check(head.length == rest_.size() && head.sum == sum_of(rest_));
}

std::vector<Point> ByteReader::points() {
    const auto count = value<std::uint64_t>();
    check(count <= left() / sizeof(Point));
    std::vector<Point> out(static_cast<std::size_t>(count));
    if (count > 0) std::memcpy(out.data(), take(out.size() * sizeof(Point)), out.size() * sizeof(Point));
    return out;
}

std::string ByteReader::text() {
    const auto size = value<std::uint32_t>();
    return {take(size), size};
}

void ByteReader::check(bool fine) {
    if (!fine) throw Error(messages::prepared_damaged);
}

// ---- networks ---------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view network_kind = "netw";
constexpr std::uint32_t network_version = 2;
constexpr std::string_view landmarks_kind = "land";
constexpr std::uint32_t landmarks_version = 2;

// A link without padding.
struct LinkImage {
    Index tail, head, twin, road, length_mm, first_point, point_count, reversed;
};

void put(ByteWriter& writer, const std::optional<double>& value) {
    writer.value(value.value_or(std::numeric_limits<double>::quiet_NaN()));
}
std::optional<double> optional_number(ByteReader& reader) {
    const auto value = reader.value<double>();
    return value == value ? std::optional(value) : std::nullopt;
}

void put(ByteWriter& writer, const Road& road) {
    for (const std::string* text : {&road.id, &road.name, &road.road_class, &road.truck_when, &road.sweeper})
        writer.text(*text);
    writer.value(static_cast<std::int32_t>(road.layer));
    const unsigned flags =
        (road.bridge ? 1U : 0U) | (road.tunnel ? 2U : 0U) | (static_cast<unsigned>(road.truck) << 2U);
    writer.value(static_cast<std::uint32_t>(flags));
    for (const std::optional<double>* value :
         {&road.maxspeed_kmh, &road.maxweight_t, &road.maxheight_m, &road.maxwidth_m})
        put(writer, *value);
}

Road road_from(ByteReader& reader) {
    Road road;
    for (std::string* text : {&road.id, &road.name, &road.road_class, &road.truck_when, &road.sweeper})
        *text = reader.text();
    road.layer = reader.value<std::int32_t>();
    const auto flags = reader.value<std::uint32_t>();
    road.bridge = (flags & 1U) != 0;
    road.tunnel = (flags & 2U) != 0;
    reader.check((flags >> 2U) <= static_cast<unsigned>(TruckAccess::no));
    road.truck = static_cast<TruckAccess>(flags >> 2U);
    for (std::optional<double>* value :
         {&road.maxspeed_kmh, &road.maxweight_t, &road.maxheight_m, &road.maxwidth_m})
        *value = optional_number(reader);
    return road;
}

void check(const ByteReader& reader, const Network& network) {
    const std::size_t links = network.links.size();
    for (const Link& link : network.links) {
        reader.check(link.tail < network.junctions.size() && link.head < network.junctions.size());
        reader.check(link.road < network.roads.size() && (link.twin == none || link.twin < links));
        reader.check(link.point_count >= 2 && link.first_point <= network.points.size() &&
                     link.point_count <= network.points.size() - link.first_point);
    }
    const std::size_t states = network.state_link.size();
    reader.check(states >= links && network.first_turn.size() == states + 1);
    reader.check(network.first_turn.front() == 0 && network.first_turn.back() == network.turns.size());
    for (std::size_t i = 0; i < states; ++i) {
        reader.check(network.first_turn[i] <= network.first_turn[i + 1]);
        reader.check(i < links ? network.state_link[i] == i : network.state_link[i] < links);
    }
    for (const Turn& turn : network.turns)
        reader.check(turn.to < states && (turn.condition == 0 || turn.condition < network.conditions.size()));
}

}  // namespace

std::string to_bytes(const Network& network) {
    ByteWriter writer(network_kind, network_version);
    const Date date = network.date.value_or(Date{0, 0, 0});
    for (const int part : {date.year, date.month, date.day})
        writer.value(static_cast<std::int32_t>(part));
    writer.value(static_cast<std::uint64_t>(network.roads.size()));
    for (const Road& road : network.roads)
        put(writer, road);
    writer.array(network.junctions);
    writer.array(network.points);
    std::vector<LinkImage> links;
    links.reserve(network.links.size());
    for (const Link& l : network.links)
        links.push_back({l.tail, l.head, l.twin, l.road, l.length_mm, l.first_point, l.point_count,
                         l.reversed ? 1U : 0U});
    writer.array(links);
    writer.array(network.first_turn);
    writer.array(network.turns);
    writer.array(network.state_link);
    writer.value(static_cast<std::uint64_t>(network.conditions.size()));
    for (const std::string& condition : network.conditions)
        writer.text(condition);
    return writer.finish();
}

Network network_from_bytes(std::string_view bytes) {
    ByteReader reader(bytes, network_kind, network_version);
    Network out;
    Date date;
    for (int* part : {&date.year, &date.month, &date.day})
        *part = reader.value<std::int32_t>();
    if (date.month != 0) out.date = date;
    const auto roads = reader.value<std::uint64_t>();
    reader.check(roads <= bytes.size());
    out.roads.reserve(static_cast<std::size_t>(roads));
    for (std::uint64_t i = 0; i < roads; ++i)
        out.roads.push_back(road_from(reader));
    out.junctions = reader.points();
    out.points = reader.points();
    out.links.reserve(reader.count_ahead());
    reader.each<LinkImage>([&](const LinkImage& l) {
        out.links.push_back(
            {l.tail, l.head, l.twin, l.road, l.length_mm, l.first_point, l.point_count, l.reversed != 0});
    });
    out.first_turn = reader.array<Index>();
    out.turns = reader.array<Turn>();
    out.state_link = reader.array<Index>();
    const auto conditions = reader.value<std::uint64_t>();
    for (std::uint64_t i = 0; i < conditions; ++i)
        out.conditions.push_back(reader.text());
    reader.finish();
    check(reader, out);
    return out;
}

// ---- landmarks
// ----------------------------------------------------------------------------------------------

std::string to_bytes(const Landmarks& landmarks) {
    ByteWriter writer(landmarks_kind, landmarks_version);
    writer.array(landmarks.junctions);
    writer.array(landmarks.row);
    writer.array(landmarks.to);
    writer.array(landmarks.from);
    return writer.finish();
}

Landmarks landmarks_from_bytes(std::string_view bytes, std::size_t junctions) {
    ByteReader reader(bytes, landmarks_kind, landmarks_version);
    Landmarks out;
    out.junctions = reader.array<Index>();
    out.row = reader.array<Index>();
    out.to = reader.array<std::uint32_t>();
    out.from = reader.array<std::uint32_t>();
    reader.finish();
    for (const Index junction : out.junctions)
        reader.check(junction < junctions);
    // Rows are the junctions in another order.
    reader.check(out.row.size() == junctions);
    std::vector<bool> taken(junctions);
    for (const Index row : out.row) {
        reader.check(row < junctions && !taken[row]);
        taken[row] = true;
    }
    reader.check(out.to.size() == junctions * out.junctions.size() && out.from.size() == out.to.size());
    return out;
}

}  // namespace bareland::network
