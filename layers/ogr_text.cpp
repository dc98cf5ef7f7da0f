#include "layers/ogr_text.hpp"

#include <fmt/format.h>
#include <iconv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdint>

#include "geo/error.hpp"
#include "geo/messages.hpp"

namespace bareland::ogr {
namespace {

// Length of the longest prefix that is whole, valid UTF-8 (RFC 3629: no overlong forms, no surrogates);
// nothing when what follows it is more than the beginning of a character cut off by the end.
std::optional<std::size_t> utf8_prefix(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::uint8_t lead = byte(at);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 0 || lead > 0xF4) return std::nullopt;
        const std::size_t end = std::min(at + length, text.size());
        for (std::size_t i = at + 1; i < end; ++i) {
            if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
        }
        if (at + 1 < end) {
            const std::uint8_t second = byte(at + 1);
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
                return std::nullopt;
            }
        }
        if (at + length > text.size()) break;
        at += length;
    }
    return at;
}

std::string canonical_encoding(const std::string& encoding) {
    std::string name = encoding;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (name == "GBK" || name == "GB2312" || name == "CP936" || name == "936" || name == "EUC-CN")
        return "GB18030";
    if (name == "65001" || name == "UTF8") return "UTF-8";
    const bool number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    return number ? "CP" + name : name;
}

std::string number_text(double value) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (std::trunc(value) == value && std::abs(value) <= exact) return fmt::format("{:.0f}", value);
    return fmt::format("{}", value);
}

struct Moment {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
};

// OGR: 0 unknown, 1 local time, 100 UTC, and a quarter of an hour a step from there.
std::string zone_text(int zone) {
    if (zone <= 1) return {};
    if (zone == 100) return "Z";
    const int minutes = (zone - 100) * 15;
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                       std::abs(minutes) % 60);
}

std::string time_text(const Moment& m) {
    const int milliseconds = static_cast<int>(std::lround(m.second * 1000.0F));
    std::string text = fmt::format("{:02}:{:02}:{:02}", m.hour, m.minute, milliseconds / 1000);
    if (milliseconds % 1000 != 0) text += fmt::format(".{:03}", milliseconds % 1000);
    return text + zone_text(m.zone);
}

std::string moment_text(const OGRFeature& feature, int field, OGRFieldType type) {
    Moment m;
    feature.GetFieldAsDateTime(field, &m.year, &m.month, &m.day, &m.hour, &m.minute, &m.second, &m.zone);
    if (type == OFTTime) return time_text(m);
    const std::string date = fmt::format("{:04}-{:02}-{:02}", m.year, m.month, m.day);
    return type == OFTDate ? date : date + "T" + time_text(m);
}

}  // namespace

bool is_utf8(std::string_view text) {
    return utf8_prefix(text).has_value();
}

std::string whole_utf8(std::string_view text) {
    return std::string(text.substr(0, utf8_prefix(text).value_or(text.size())));
}

struct Decoder::Impl {
    iconv_t handle;
};

Decoder::Decoder(const std::string& encoding) : impl_(std::make_unique<Impl>()) {
    impl_->handle = iconv_open("UTF-8", canonical_encoding(encoding).c_str());
    // POSIX defines failure as (iconv_t)-1.
    if (reinterpret_cast<std::intptr_t>(impl_->handle) == -1)
        throw Error(messages::encoding_unknown, encoding);
}

Decoder::~Decoder() {
    iconv_close(impl_->handle);
}

std::optional<std::string> Decoder::decode(std::string_view bytes) const {
    std::string source(bytes);
    char* in = source.data();
    std::size_t left = source.size();
    std::string out;
    std::array<char, 256> buffer{};
    iconv(impl_->handle, nullptr, nullptr, nullptr, nullptr);
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t result = iconv(impl_->handle, &in, &left, &to, &room);
        const int reason = result == static_cast<std::size_t>(-1) ? errno : 0;
        out.append(buffer.data(), buffer.size() - room);
        if (reason == EINVAL) break;  // half a character at the end
        if (reason != 0 && reason != E2BIG) return std::nullopt;
    }
    return out;
}

std::optional<std::string> field_text(const OGRFeature& feature, int field) {
    if (feature.IsFieldSetAndNotNull(field) == 0) return std::nullopt;
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    switch (type) {
        case OFTReal:
            return number_text(feature.GetFieldAsDouble(field));
        case OFTDate:
        case OFTTime:
        case OFTDateTime:
            return moment_text(feature, field, type);
        default:
            return std::string(feature.GetFieldAsString(field));
    }
}

}  // namespace bareland::ogr
