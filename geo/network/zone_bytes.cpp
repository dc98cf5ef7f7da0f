#include "geo/network/zone_bytes.hpp"

#include <limits>

#include "geo/network/bytes.hpp"

namespace bareland::network {
namespace {

// To be raised with what is written, and whenever zones are laid on networks in another way: what an earlier
// program kept is then made again.
constexpr std::uint32_t laid_version = 1;
constexpr std::string_view laid_kind = "zone";
constexpr std::string_view laying_kind = "zsrc";

// A span without padding.
struct SpanImage {
    Index link;
    std::uint32_t from_mm, to_mm;
    std::uint8_t role, from_inside, to_inside, unused;
};

void put(ByteWriter& writer, const std::optional<double>& value) {
    writer.value(value.value_or(std::numeric_limits<double>::quiet_NaN()));
}
std::optional<double> optional_number(ByteReader& reader) {
    const auto value = reader.value<double>();
    return value == value ? std::optional(value) : std::nullopt;
}

void put(ByteWriter& writer, const Finding& finding) {
    for (const std::string* text : {&finding.code, &finding.text.zh, &finding.text.en, &finding.key})
        writer.text(*text);
    for (const std::optional<double>* value : {&finding.area_m2, &finding.lon, &finding.lat})
        put(writer, *value);
}

Finding finding_from(ByteReader& reader) {
    Finding finding;
    for (std::string* text : {&finding.code, &finding.text.zh, &finding.text.en, &finding.key})
        *text = reader.text();
    for (std::optional<double>* value : {&finding.area_m2, &finding.lon, &finding.lat})
        *value = optional_number(reader);
    return finding;
}

ZoneSpan span_from(const ByteReader& reader, const SpanImage& image, const Network& network) {
    reader.check(image.link < network.links.size() && image.from_mm <= image.to_mm &&
                 image.to_mm <= network.links[image.link].length_mm);
    reader.check(image.role <= static_cast<unsigned>(ZoneSpan::Role::corner));
    return {image.link,
            image.from_mm,
            image.to_mm,
            static_cast<ZoneSpan::Role>(image.role),
            image.from_inside != 0,
            image.to_inside != 0};
}

void put(ByteWriter& writer, const MultiPolygon& shape) {
    writer.value(static_cast<std::uint64_t>(shape.size()));
    for (const Polygon& polygon : shape) {
        writer.array(polygon.outer);
        writer.value(static_cast<std::uint64_t>(polygon.holes.size()));
        for (const Ring& hole : polygon.holes)
            writer.array(hole);
    }
}

}  // namespace

std::string to_bytes(const LaidZone& zone) {
    ByteWriter writer(laid_kind, laid_version);
    writer.text(zone.links.zone_id);
    writer.value(
        static_cast<std::uint32_t>((zone.links.derived ? 1U : 0U) | (zone.links.free_grade ? 2U : 0U)));
    std::vector<SpanImage> spans;
    std::vector<Index> touched;
    for (const ZoneSpan& span : zone.links.spans) {
        spans.push_back({span.link, span.from_mm, span.to_mm, static_cast<std::uint8_t>(span.role),
                         static_cast<std::uint8_t>(span.from_inside),
                         static_cast<std::uint8_t>(span.to_inside), 0});
        const bool again = !touched.empty() && touched.back() == span.link;
        if (!again && zone.links.touched.has(span.link)) touched.push_back(span.link);
    }
    writer.array(spans);
    writer.array(touched);
    writer.value(static_cast<std::uint64_t>(zone.findings.size()));
    for (const Finding& finding : zone.findings)
        put(writer, finding);
    return writer.finish();
}

LaidZone laid_zone_from_bytes(std::string_view bytes, const Network& network) {
    ByteReader reader(bytes, laid_kind, laid_version);
    LaidZone out;
    out.links.zone_id = reader.text();
    const auto flags = reader.value<std::uint32_t>();
    out.links.derived = (flags & 1U) != 0;
    out.links.free_grade = (flags & 2U) != 0;
    reader.each<SpanImage>(
        [&](const SpanImage& image) { out.links.spans.push_back(span_from(reader, image, network)); });
    out.links.touched = LinkSet(network.links.size());
    reader.each<Index>([&](Index link) {
        reader.check(link < network.links.size());
        out.links.touched.add(link);
    });
    const auto findings = reader.value<std::uint64_t>();
    for (std::uint64_t i = 0; i < findings; ++i)
        out.findings.push_back(finding_from(reader));
    reader.finish();
    return out;
}

std::string laying_bytes(const ZoneRecord& zone, const ZoneLinkOptions& options) {
    ByteWriter writer(laying_kind, laid_version);
    writer.value(static_cast<std::uint32_t>(options.free_grade));
    writer.value(options.junction_m);
    writer.value(options.carriageway_m);
    for (const std::string* text : {&zone.id, &zone.name, &zone.kind, &zone.level})
        writer.text(*text);
    writer.text(zone.validity.text());
    put(writer, zone.shape);
    put(writer, zone.edge);
    writer.value(static_cast<std::uint64_t>(zone.discs.size()));
    for (const Disc& disc : zone.discs) {
        writer.text(disc.well_id);
        for (const double value : {disc.centre.x, disc.centre.y, disc.radius_m})
            writer.value(value);
    }
    writer.value(static_cast<std::uint64_t>(zone.links.size()));
    for (const LoopLink& link : zone.links) {
        writer.text(link.link_id);
        writer.text(link.road);
        writer.value(static_cast<std::int32_t>(link.carriageway));
        writer.array(link.line);
    }
    return writer.finish();
}

}  // namespace bareland::network
