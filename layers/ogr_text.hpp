// Attribute text as UTF-8, and attribute values as text. For layers/*.cpp only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

class OGRFeature;

namespace bareland::ogr {

// Valid UTF-8. Fixed-width tables (DBF) cut text anywhere: half a character at the very end is forgiven.
bool is_utf8(std::string_view text);
// `text` without the half character at its end, if there is one.
std::string whole_utf8(std::string_view text);

// Strict conversion to UTF-8.
class Decoder {
  public:
    // GBK, GB2312 and code page 936 are read as GB18030, which contains them. Throws Error(encoding_unknown).
    explicit Decoder(const std::string& encoding);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // Nothing when the bytes are no text in the encoding; half a character at the very end is dropped.
    std::optional<std::string> decode(std::string_view bytes) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Value of a field as text: dates ISO 8601, integral numbers without a decimal point, other numbers with the
// digits that bring the same double back. Nothing for NULL and unset ones. Text is as the driver gives it.
std::optional<std::string> field_text(const OGRFeature& feature, int field);

}  // namespace bareland::ogr
