#include "layers/tracks.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include "geo/coordinates.hpp"
#include "geo/fleet.hpp"
#include "geo/messages_import.hpp"
#include "geo/messages_tracks.hpp"
#include "layers/headers.hpp"
#include "layers/ogr_text.hpp"
#include "layers/registry_columns.hpp"
#include "layers/tracks_rows.hpp"

namespace bareland {
namespace tracks {
namespace {

// In the order of Column. None is required here: what a file must have depends on its format.
const registry::Role& role() {
    const auto column = [](const char* key, const char* zh, std::vector<std::string> headers) {
        return registry::Column{key, {zh, key}, std::move(headers), false, registry::Column::Unit::none};
    };
    static const registry::Role role{
        {"轨迹", "tracks"},
        Shapes::points,
        false,
        {column("plate", "车牌",
                {"plate", "车牌", "车牌号", "车牌号码", "号牌", "号牌号码", "车号", "车辆", "车辆牌号",
                 "plateno", "platenumber", "licenseplate", "vehicle", "vehicleid", "vehicleno", "carno",
                 "name"}),
         column("time", "时间",
                {"time", "时间", "定位时间", "gps时间", "上报时间", "采集时间", "记录时间", "日期时间",
                 "datetime", "timestamp", "gpstime", "loctime"}),
         column("date", "日期", {"date", "日期", "定位日期"}),
         column("lon", "经度", {"lon", "经度", "lng", "long", "longitude", "东经", "gps经度", "x"}),
         column("lat", "纬度", {"lat", "纬度", "latitude", "北纬", "gps纬度", "y"}),
         column("speed_kmh", "速度",
                {"speedkmh", "速度", "车速", "gps速度", "行驶速度", "时速", "speed", "velocity"}),
         column("heading", "方向",
                {"heading", "方向", "方向角", "航向", "航向角", "行驶方向", "方位角", "direction", "course",
                 "bearing", "azimuth"})}};
    return role;
}

bool within(double value, double most) {
    return std::abs(value) <= most;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::optional<double> parsed(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

}  // namespace

Columns find_columns(std::span<const std::string> headers, const TrackSource& source, bool places,
                     bool plates) {
    const std::string& file = source.file.source.file;
    registry::check_map(source.file.map, role());
    const auto found = registry::find_columns(role(), headers, source.file.map, {file, file});
    Columns out;
    for (std::size_t i = 0; i < columns; ++i) {
        out.at[i] = found[i].index;
        if (out.at[i]) out.headers[i] = headers[*out.at[i]];
    }
    const auto require = [&](Column column) {
        if (out.at[column]) return;
        const registry::Column& its = role().columns[column];
        throw Error(messages::import_no_column, Text{file, file}, its.name.zh, its.name.en,
                    registry::listed(headers), registry::listed(its.headers), its.key);
    };
    require(time);
    if (places) require(lon);
    if (places) require(lat);
    if (plates && source.plate.empty()) require(plate);
    if (out.at[speed]) {
        const std::string unit = header_of(out.headers[speed]).unit;
        if (unit == "m/s" || unit == "米/秒") out.speed_factor = 3.6;
    }
    return out;
}

std::size_t recognised(std::span<const std::string> headers, const TrackSource& source) {
    std::size_t count = 0;
    for (const std::string& header : headers) {
        const std::string plain = registry::plain_header(header);
        bool known = false;
        for (const registry::Column& column : role().columns) {
            for (const std::string& word : column.headers)
                known = known || word == plain;
        }
        for (const auto& entry : source.file.map)
            known = known || entry.second == header;
        count += known ? 1U : 0U;
    }
    return count;
}

Assembler::Assembler(const TrackSource& source) : source_(source), file_(source.file.source.file) {
    set_crs(source.file.crs.empty() ? "EPSG:4490" : source.file.crs);
    if (source.plate.empty()) return;
    plates_.push_back(plain_plate(source.plate));
    by_plate_.emplace(plates_.back(), 0);
}

void Assembler::set_crs(const std::string& crs) {
    crs_ = std::make_unique<ToCgcs2000>(named_crs(crs));
    plain_crs_ = crs_->name() == "EPSG:4490" || crs_->name() == "EPSG:4326";
}

std::string Assembler::header(Column column) const {
    return found_.headers[column].empty() ? role().columns[column].key : found_.headers[column];
}

void Assembler::refuse(std::size_t row, Column column, std::string_view value, const Text& expected) const {
    const std::string text = ogr::is_utf8(value) ? std::string(value) : std::string("?");
    throw Error(messages::tracks_bad_value, file_, row, header(column), text, expected);
}

double Assembler::degrees(const Values& values, Column column, std::size_t row) const {
    const std::string_view text = values[column];
    if (const auto value = parsed(text)) return *value;
    if (const auto value = coordinates::parse(text)) {
        if (value->form != coordinates::Value::Form::metres) return value->number;
    }
    refuse(row, column, text,
           column == lon ? Text{"以度为单位的经度，如 116.657", "a longitude in degrees, such as 116.657"}
                         : Text{"以度为单位的纬度，如 39.912", "a latitude in degrees, such as 39.912"});
}

std::optional<TrackPoint> Assembler::point(const Values& values, std::size_t row) {
    if (trimmed(values[lon]).empty() && trimmed(values[lat]).empty()) {
        if (without_fix_++ == 0) first_without_fix_ = row;
        return std::nullopt;
    }
    for (const Column column : {lon, lat}) {
        if (trimmed(values[column]).empty())
            throw Error(messages::tracks_empty_value, file_, row, header(column));
    }
    return point(values, {degrees(values, lon, row), degrees(values, lat, row)}, row);
}

void Assembler::check_degrees(const Point& place, std::size_t row) const {
    const bool exchanged = coordinates::in_china({place.y, place.x}) && !coordinates::in_china(place);
    if (exchanged || (!within(place.y, 90) && within(place.x, 90) && within(place.y, 180)))
        throw Error(messages::tracks_exchanged, file_, row, fmt::format("{}", place.x),
                    fmt::format("{}", place.y));
    if (!within(place.x, 180))
        refuse(row, lon, fmt::format("{}", place.x), {"-180 至 180 的经度", "a longitude from -180 to 180"});
    if (!within(place.y, 90))
        refuse(row, lat, fmt::format("{}", place.y), {"-90 至 90 的纬度", "a latitude from -90 to 90"});
}

std::optional<TrackPoint> Assembler::point(const Values& values, const Point& place, std::size_t row) {
    if (place.x == 0 && place.y == 0) {
        if (without_fix_++ == 0) first_without_fix_ = row;
        return std::nullopt;
    }
    if (crs_->is_web_map() || crs_->is_geographic()) check_degrees(place, row);
    TrackPoint out;
    out.place = plain_crs_ ? place : crs_->point(place, file_);
    out.seconds = moment(values, row);
    out.vehicle = vehicle(values[plate], row);
    const float its_speed = number(values, speed, 1e4, {"不小于 0 的速度", "a speed of 0 or more"}, row);
    out.speed_kmh = its_speed < 0 ? -1 : its_speed * static_cast<float>(found_.speed_factor);
    out.heading =
        number(values, heading, 360, {"0 至 360 度的方向角", "a heading from 0 to 360 degrees"}, row);
    return out;
}

float Assembler::number(const Values& values, Column column, double most, const Text& expected,
                        std::size_t row) const {
    const std::string_view text = trimmed(values[column]);
    if (text.empty()) return -1;
    const auto value = parsed(text);
    if (!value || *value < 0 || *value > most) refuse(row, column, text, expected);
    return static_cast<float>(*value);
}

// "2024-05-01 08:30:00" as most files have it, with the day of the row before.
std::optional<Moment> Assembler::quick(std::string_view text) {
    if (text.size() != 19 || text[13] != ':' || text[16] != ':' || last_day_.empty() ||
        !text.starts_with(last_day_) || (text[10] != ' ' && text[10] != 'T'))
        return std::nullopt;
    const auto two = [&](std::size_t i) {
        const unsigned tens = static_cast<unsigned char>(text[i]) - unsigned{'0'};
        const unsigned ones = static_cast<unsigned char>(text[i + 1]) - unsigned{'0'};
        return tens > 9 || ones > 9 ? 99 : static_cast<int>(10 * tens + ones);
    };
    const int hour = two(11);
    const int minute = two(14);
    const int second = two(17);
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return Moment{last_midnight_ + hour * 3600 + minute * 60 + second, Moment::Kind::local};
}

double Assembler::moment(const Values& values, std::size_t row) {
    std::string_view text = trimmed(values[time]);
    if (!trimmed(values[date]).empty() && !text.empty()) {
        joined_ = std::string(trimmed(values[date])) + " " + std::string(text);
        text = joined_;
    }
    if (text.empty()) throw Error(messages::tracks_empty_value, file_, row, header(time));
    auto moment = quick(text);
    if (!moment) {
        moment = parse_moment(text);
        if (!moment) {
            refuse(row, time, text,
                   {"时间，如 2024-05-01 08:30:00 或 2024-05-01T08:30:00+08:00",
                    "a time such as 2024-05-01 08:30:00 or 2024-05-01T08:30:00+08:00"});
        }
        if (moment->kind == Moment::Kind::local && text.size() == 19) {
            last_day_ = text.substr(0, 10);
            last_midnight_ = std::floor(moment->seconds / 86400) * 86400;
        }
    }
    const bool local = moment->kind == Moment::Kind::local;
    auto& own = local ? local_ : zoned_;
    const auto& other = local ? zoned_ : local_;
    if (other) throw Error(messages::tracks_zones_mixed, file_, row, text, other->row, other->text);
    if (!own) own = Seen{row, std::string(text)};
    return moment->seconds - (local ? source_.utc_offset_s : 0);
}

std::uint32_t Assembler::vehicle(std::string_view text, std::size_t row) {
    text = trimmed(text);
    if (!found_.at[plate] && !source_.plate.empty()) return 0;
    if (has_last_ && text == last_bytes_) return last_vehicle_;
    last_bytes_ = text;
    has_last_ = true;
    auto [known, fresh] = by_bytes_.try_emplace(last_bytes_, 0);
    if (fresh) {
        std::string words = last_bytes_;
        if (!encoding_.empty() || !ogr::is_utf8(words))
            words = ogr::Decoder(encoding_.empty() ? "GB18030" : encoding_).decode(words).value_or("");
        words = plain_plate(words);
        if (words.empty()) {
            by_bytes_.erase(known);
            has_last_ = false;
            throw Error(messages::tracks_empty_value, file_, row, header(plate));
        }
        const auto [own, added] = by_plate_.try_emplace(words, static_cast<std::uint32_t>(plates_.size()));
        if (added) plates_.push_back(words);
        known->second = own->second;
    }
    last_vehicle_ = known->second;
    return last_vehicle_;
}

void Assembler::restart() {
    local_.reset();
    zoned_.reset();
    without_fix_ = 0;
}

std::vector<Finding> Assembler::findings() const {
    std::vector<Finding> out;
    std::string listed;
    for (std::size_t i = 0; i < columns; ++i) {
        if (found_.at[i])
            listed += fmt::format("{}{} = {}", listed.empty() ? "" : ", ", role().columns[i].key,
                                  found_.headers[i]);
    }
    if (!listed.empty()) out.push_back(find(messages::tracks_columns, file_, file_, listed));
    if (local_ && !source_.utc_offset_given)
        out.push_back(
            find(messages::tracks_offset_assumed, file_, file_, utc_offset_text(source_.utc_offset_s)));
    if (without_fix_ > 0)
        out.push_back(find(messages::tracks_without_fix, file_, file_, without_fix_, first_without_fix_));
    if (crs_->is_web_map())
        out.push_back(
            find(messages::tracks_web_map, file_, file_, crs_->name(), crs_->extra_uncertainty_m()));
    return out;
}

}  // namespace tracks

// ---- the reader

struct TrackReader::Impl {
    explicit Impl(const TrackSource& source) : file(source.file.source.file), assembler(source) {}

    std::string file;
    tracks::Assembler assembler;
    std::unique_ptr<Rows> rows;
    bool any = false;
};

namespace {

bool is_text_table(const std::string& file) {
    const auto dot = file.find_last_of('.');
    std::string extension = dot == std::string::npos ? "" : file.substr(dot + 1);
    for (char& c : extension)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return extension == "csv" || extension == "txt" || extension == "tsv";
}

}  // namespace

TrackReader::TrackReader(const TrackSource& source) : impl_(std::make_unique<Impl>(source)) {
    impl_->rows = is_text_table(impl_->file) ? tracks::open_csv(source, impl_->assembler)
                                             : tracks::open_features(source, impl_->assembler);
}
TrackReader::~TrackReader() = default;
TrackReader::TrackReader(TrackReader&&) noexcept = default;

bool TrackReader::read(std::vector<TrackPoint>& block) {
    block.clear();
    while (block.empty()) {
        if (impl_->rows->read(block, impl_->assembler)) continue;
        if (!impl_->any) throw Error(messages::tracks_empty, impl_->file);
        return false;
    }
    impl_->any = true;
    return true;
}

void TrackReader::rewind() {
    impl_->assembler.restart();
    impl_->rows->rewind();
}

const std::vector<std::string>& TrackReader::plates() const {
    return impl_->assembler.plates();
}
std::vector<Finding> TrackReader::findings() const {
    return impl_->assembler.findings();
}
std::vector<std::string> TrackReader::files() const {
    return impl_->rows->files();
}
std::string TrackReader::crs() const {
    return impl_->assembler.crs().name();
}
double TrackReader::extra_uncertainty_m() const {
    return impl_->assembler.crs().extra_uncertainty_m();
}

}  // namespace bareland
