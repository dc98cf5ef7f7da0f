// Headers and single values (geo/coordinates.hpp).
#include "geo/coordinates.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/names.hpp"
#include "geo/numbers.hpp"

namespace bareland::coordinates {
namespace {

using namespace std::string_view_literals;

template <class Value, std::size_t N>
using Words = std::array<std::pair<std::string_view, Value>, N>;

// ---- headers, spelt as folded_name() leaves them

constexpr Words<Axis, 28> axis_words{{
    {"经度", Axis::longitude},
    {"东经", Axis::longitude},
    {"经", Axis::longitude},
    {"lon", Axis::longitude},
    {"long", Axis::longitude},
    {"lng", Axis::longitude},
    {"纬度", Axis::latitude},
    {"longitude", Axis::longitude},
    {"北纬", Axis::latitude},
    {"纬", Axis::latitude},
    {"lat", Axis::latitude},
    {"latitude", Axis::latitude},
    {"东", Axis::east},
    {"东向", Axis::east},
    {"横", Axis::east},
    {"e", Axis::east},
    {"east", Axis::east},
    {"easting", Axis::east},
    {"北", Axis::north},
    {"北向", Axis::north},
    {"纵", Axis::north},
    {"n", Axis::north},
    {"north", Axis::north},
    {"northing", Axis::north},
    {"x", Axis::x},
    {"y", Axis::y},
    {"横轴", Axis::east},
    {"纵轴", Axis::north},
}};

// What may stand round the word without changing it.
constexpr std::array fillers{"坐标"sv,  "coordinate"sv, "coords"sv,   "coord"sv, "中心点"sv, "中心"sv,
                             "point"sv, "cgcs2000"sv,   "2000国家"sv, "wgs84"sv, "大地"sv,   "gps"sv,
                             "项目"sv,  "水源井"sv,     "井口"sv,     "位置"sv,  "值"sv,     "2000"sv,
                             "地理"sv,  "企业"sv,       "gcj02"sv,    "bd09"sv};

std::string without(std::string text, std::string_view part) {
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
    return text;
}

std::optional<Axis> axis_word(std::string text) {
    for (const std::string_view filler : fillers)
        text = without(std::move(text), filler);
    std::erase_if(text, [](char c) { return c == '_' || c == '-' || c == '.' || c == ':'; });
    const auto found = std::find_if(axis_words.begin(), axis_words.end(),
                                    [&](const auto& word) { return word.first == text; });
    return found == axis_words.end() ? std::nullopt : std::optional(found->second);
}

// A header as its name and what its brackets hold.
std::pair<std::string, std::string> bracketed(std::string_view header) {
    const std::string folded = folded_name(header);
    const std::size_t open = folded.find_first_of("([");
    if (open == std::string::npos) return {folded, {}};
    const std::size_t close = folded.find_first_of(")]", open);
    const std::size_t length = close == std::string::npos ? close : close - open - 1;
    return {folded.substr(0, open), folded.substr(open + 1, length)};
}

// ---- values

enum class Mark { number, degree, minute, second, dash, colon, blank, metre, axis, plus };

struct Token {
    Mark mark = Mark::blank;
    std::string digits;     // of a number
    Axis axis = Axis::x;    // of an axis
    bool negative = false;  // west and south
};

struct Sign {
    std::string_view text;
    Mark mark;
    Axis axis = Axis::x;
    bool negative = false;
};

// The longest first where one begins another. Latin letters come in lower case, ASCII in half width.
constexpr std::array<Sign, 47> signs{{
    {"东经", Mark::axis, Axis::longitude},
    {"西经", Mark::axis, Axis::longitude, true},
    {"北纬", Mark::axis, Axis::latitude},
    {"南纬", Mark::axis, Axis::latitude, true},
    {"经度", Mark::axis, Axis::longitude},
    {"纬度", Mark::axis, Axis::latitude},
    {"东", Mark::axis, Axis::longitude},
    {"西", Mark::axis, Axis::longitude, true},
    {"北", Mark::axis, Axis::latitude},
    {"南", Mark::axis, Axis::latitude, true},
    {"e", Mark::axis, Axis::longitude},
    {"w", Mark::axis, Axis::longitude, true},
    {"n", Mark::axis, Axis::latitude},
    {"s", Mark::axis, Axis::latitude, true},
    {"°", Mark::degree},
    {"º", Mark::degree},
    {"˚", Mark::degree},
    {"゜", Mark::degree},
    {"度", Mark::degree},
    {"''", Mark::second},
    {"′′", Mark::second},
    {"’’", Mark::second},
    {"‘‘", Mark::second},
    {"\"", Mark::second},
    {"″", Mark::second},
    {"”", Mark::second},
    {"“", Mark::second},
    {"〃", Mark::second},
    {"秒", Mark::second},
    {"'", Mark::minute},
    {"′", Mark::minute},
    {"’", Mark::minute},
    {"‘", Mark::minute},
    {"´", Mark::minute},
    {"`", Mark::minute},
    {"ˊ", Mark::minute},
    {"分", Mark::minute},
    {"米", Mark::metre},
    {"m", Mark::metre},
    {"-", Mark::dash},
    {"−", Mark::dash},
    {"–", Mark::dash},
    {"—", Mark::dash},
    {":", Mark::colon},
    {"：", Mark::colon},
    {"∶", Mark::colon},
    {"+", Mark::plus},
}};

// Zero-width characters, marks of writing direction (Windows puts them into what is copied) and the byte
// order mark: U+200B-200F, U+202A-202E, U+FEFF.
bool is_invisible(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) return true;
    if (!text.starts_with("\xE2\x80") || text.size() < 3) return false;
    const auto last = static_cast<unsigned char>(text[2]);
    return (last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE);
}

// ASCII in half width and lower case; blanks of every kind as ' '.
std::string plain(std::string_view text) {
    constexpr std::array blanks{"\t"sv, "\r"sv, "\n"sv, "\u00A0"sv, "\u3000"sv, "\u2009"sv, "\u202F"sv};
    std::string out;
    while (!text.empty()) {
        const auto starts = [&](std::string_view word) { return text.starts_with(word); };
        if (const auto blank = std::find_if(blanks.begin(), blanks.end(), starts); blank != blanks.end()) {
            out += ' ';
            text.remove_prefix(blank->size());
        } else if (is_invisible(text)) {
            text.remove_prefix(3);
        } else if (text.starts_with("\xEF\xBC") || text.starts_with("\xEF\xBD")) {
            const std::string folded = folded_name(text.substr(0, std::min<std::size_t>(3, text.size())));
            out += folded == "一" ? "-" : folded;  // folded_name takes a full-width dash for the number one
            text.remove_prefix(std::min<std::size_t>(3, text.size()));
        } else {
            const char c = text.front();
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            text.remove_prefix(1);
        }
    }
    return out;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Digits, a decimal point, thousands commas, an exponent ("3.95e7").
std::string take_digits(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ','))
        ++end;
    if (end > 0 && end + 1 < text.size() && text[end] == 'e') {
        std::size_t exponent = end + 1;
        if (text[exponent] == '+') ++exponent;
        const std::size_t first = exponent;
        while (exponent < text.size() && is_digit(text[exponent]))
            ++exponent;
        if (exponent > first) end = exponent;
    }
    std::string digits(text.substr(0, end));
    text.remove_prefix(end);
    return digits;
}

// Nothing where something stands that belongs to no coordinate.
std::optional<std::vector<Token>> tokens_of(const std::string& source) {
    std::vector<Token> tokens;
    std::string_view text = source;
    while (!text.empty()) {
        Token token;
        if (is_digit(text.front()) || text.front() == '.') {
            token.mark = Mark::number;
            token.digits = take_digits(text);
        } else if (text.front() == ' ') {
            text.remove_prefix(1);
        } else {
            const auto sign = std::find_if(signs.begin(), signs.end(),
                                           [&](const Sign& s) { return text.starts_with(s.text); });
            if (sign == signs.end()) return std::nullopt;
            token.mark = sign->mark;
            token.axis = sign->axis;
            token.negative = sign->negative;
            text.remove_prefix(sign->text.size());
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

// Blanks count only between two numbers.
void drop_idle_blanks(std::vector<Token>& tokens) {
    std::vector<Token> kept;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].mark == Mark::blank) {
            std::size_t next = i;
            while (next < tokens.size() && tokens[next].mark == Mark::blank)
                ++next;
            const bool between = !kept.empty() && kept.back().mark == Mark::number && next < tokens.size() &&
                                 tokens[next].mark == Mark::number;
            if (!between) continue;
            i = next - 1;
        }
        kept.push_back(tokens[i]);
    }
    tokens = std::move(kept);
}

// What is left between hemispheres and sign: numbers, each with the mark behind it.
class AngleReader {
  public:
    explicit AngleReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    std::optional<Value> read() {
        if (!take_axis() || !take_sign() || !take_parts()) return std::nullopt;
        if (parts_.size() == 1) return single();
        return angle();
    }

  private:
    struct Part {
        double value = 0;
        bool whole = false;
        Mark mark = Mark::blank;  // blank also for none
    };

    // A hemisphere at one end.
    bool take_axis() {
        const auto count = std::count_if(tokens_.begin(), tokens_.end(),
                                         [](const Token& t) { return t.mark == Mark::axis; });
        if (count == 0) return true;
        if (count > 1) return false;
        const bool front = tokens_.front().mark == Mark::axis;
        if (!front && tokens_.back().mark != Mark::axis) return false;
        const Token token = front ? tokens_.front() : tokens_.back();
        tokens_.erase(front ? tokens_.begin() : tokens_.end() - 1);
        if (front && !tokens_.empty() && tokens_.front().mark == Mark::colon) tokens_.erase(tokens_.begin());
        axis_ = token.axis;
        negative_ = token.negative;
        return true;
    }

    bool take_sign() {
        if (tokens_.empty()) return false;
        const Mark mark = tokens_.front().mark;
        if (mark != Mark::dash && mark != Mark::plus) return true;
        if (axis_ && negative_) return false;
        negative_ = negative_ || mark == Mark::dash;
        tokens_.erase(tokens_.begin());
        return true;
    }

    bool take_parts() {
        for (const Token& token : tokens_) {
            if (token.mark == Mark::number) {
                const auto value = parse_number(token.digits);
                if (!value) return false;
                const bool whole = std::all_of(token.digits.begin(), token.digits.end(), is_digit);
                parts_.push_back({*value, whole, Mark::number});
            } else if (parts_.empty() || parts_.back().mark != Mark::number || token.mark == Mark::plus) {
                return false;
            } else {
                parts_.back().mark = token.mark;
            }
        }
        return !parts_.empty() && parts_.size() <= 3;
    }

    double signed_value(double value) const { return negative_ ? -value : value; }

    std::optional<Value> single() const {
        const Part& part = parts_.front();
        Value value;
        value.number = signed_value(part.value);
        value.axis = axis_;
        switch (part.mark) {
            case Mark::number:
                value.form = axis_ && part.value <= 360 ? Value::Form::degrees : Value::Form::plain;
                return value;
            case Mark::degree:
                value.form = Value::Form::degrees;
                return value;
            case Mark::metre:
                value.form = Value::Form::metres;
                return value;
            default:
                return std::nullopt;
        }
    }

    static bool separates(Mark mark) {
        return mark == Mark::dash || mark == Mark::colon || mark == Mark::blank;
    }

    // Degrees, minutes and perhaps seconds, told by their signs or by one kind of separator between them.
    std::optional<Value> angle() const {
        constexpr std::array units{Mark::degree, Mark::minute, Mark::second};
        double degrees = 0;
        double scale = 1;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Part& part = parts_[i];
            const bool last = i + 1 == parts_.size();
            const bool marked = part.mark == units.at(i) || (last && part.mark == Mark::number) ||
                                (!last && separates(part.mark));
            if (!marked || (!last && !part.whole) || (i > 0 && part.value >= 60)) return std::nullopt;
            degrees += part.value / scale;
            scale *= 60;
        }
        if (parts_.size() == 3 && separates(parts_[0].mark) && parts_[0].mark != parts_[1].mark)
            return std::nullopt;
        if (parts_.front().value > 360) return std::nullopt;
        Value value;
        value.number = signed_value(degrees);
        value.form = Value::Form::dms;
        value.axis = axis_;
        return value;
    }

    std::vector<Token> tokens_;
    std::vector<Part> parts_;
    std::optional<Axis> axis_;
    bool negative_ = false;
};

}  // namespace

std::optional<Axis> axis_of(std::string_view header) {
    const auto [name, brackets] = bracketed(header);
    const auto outside = axis_word(name);
    if (outside && !is_bare(*outside)) return outside;
    const auto inside = brackets.empty() ? std::nullopt : axis_word(brackets);
    if (inside && (outside || name.find("坐标") != std::string::npos)) {
        return is_bare(*inside) && outside ? outside : inside;
    }
    return outside;
}

std::optional<std::pair<Axis, int>> angle_part_of(std::string_view header) {
    std::string name = folded_name(header);
    std::erase_if(name, [](char c) { return c == '(' || c == ')' || c == '_' || c == '-' || c == '/'; });
    constexpr Words<int, 9> parts{
        {{"度", 0}, {"分", 1}, {"秒", 2}, {"°", 0}, {"′", 1}, {"″", 2}, {"deg", 0}, {"min", 1}, {"sec", 2}}};
    for (const auto& [word, part] : parts) {
        if (!std::string_view(name).ends_with(word)) continue;
        const auto axis = axis_of(std::string_view(name).substr(0, name.size() - word.size()));
        if (axis && !is_bare(*axis)) return std::pair(*axis, part);
    }
    return std::nullopt;
}

std::optional<Value> parse(std::string_view text) {
    auto tokens = tokens_of(plain(text));
    if (!tokens) return std::nullopt;
    drop_idle_blanks(*tokens);
    if (tokens->empty()) return std::nullopt;
    return AngleReader(std::move(*tokens)).read();
}

}  // namespace bareland::coordinates
