#include "layers/track_time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace bareland {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool done() const { return text_.empty(); }
    char peek() const { return text_.empty() ? '\0' : text_.front(); }
    bool take(std::string_view word) {
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    bool take_any(std::initializer_list<std::string_view> words) {
        for (const std::string_view word : words) {
            if (take(word)) return true;
        }
        return false;
    }
    void skip_blanks() {
        while (peek() == ' ')
            text_.remove_prefix(1);
    }
    // So many digits at least and at most.
    std::optional<int> digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        int value = 0;
        while (count < most && count < text_.size() && text_[count] >= '0' && text_[count] <= '9')
            value = value * 10 + (text_[count++] - '0');
        if (count < least) return std::nullopt;
        text_.remove_prefix(count);
        return value;
    }
    // ".25" behind seconds; 0 where there is none.
    double fraction() {
        if (peek() != '.' && peek() != ',') return 0;
        text_.remove_prefix(1);
        double value = 0;
        for (double unit = 0.1; peek() >= '0' && peek() <= '9'; unit /= 10) {
            value += unit * (peek() - '0');
            text_.remove_prefix(1);
        }
        return value;
    }
    std::string_view rest() const { return text_; }

  private:
    std::string_view text_;
};

std::optional<std::int64_t> day_number(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1970 || year > 2100) return std::nullopt;
    return sys_days(date).time_since_epoch().count();
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<double> epoch_seconds(std::string_view text) {
    const std::string_view whole = text.substr(0, text.find('.'));
    if (!all_digits(whole) || (whole.size() != 10 && whole.size() != 13)) return std::nullopt;
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return whole.size() == 13 ? value / 1000 : value;
}

// "+08:00", "+0800", "+8" or "Z" at the end of a time; no offset where there is none.
struct Zone {
    bool said = false;
    int seconds = 0;
};
std::optional<Zone> zone_of(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    if (text.empty()) return Zone{};
    if (text.starts_with("UTC") && text.size() > 3) text.remove_prefix(3);
    const auto offset = parse_utc_offset(text);
    if (!offset || (text.front() != '+' && text.front() != '-' && !all_digits(text) && text != "Z" &&
                    text != "z" && text != "UTC"))
        return std::nullopt;
    if (all_digits(text)) return std::nullopt;
    return Zone{true, *offset};
}

std::optional<Moment> scanned(Scanner scan, bool packed) {
    const auto year = scan.digits(4, 4);
    if (!packed && !scan.take_any({"-", "/", "年", "."})) return std::nullopt;
    const auto month = scan.digits(packed ? 2 : 1, 2);
    if (!packed && !scan.take_any({"-", "/", "月", "."})) return std::nullopt;
    const auto day = scan.digits(packed ? 2 : 1, 2);
    if (!year || !month || !day) return std::nullopt;
    scan.take("日");
    const auto date = day_number(*year, *month, *day);
    if (!date) return std::nullopt;
    if (scan.peek() == 'T' || scan.peek() == 't') scan.take(std::string_view(scan.rest().data(), 1));
    scan.skip_blanks();
    const auto hour = scan.digits(packed ? 2 : 1, 2);
    if (!hour || *hour > 23) return std::nullopt;
    if (!packed && !scan.take_any({":", "时", "：", "点"})) return std::nullopt;
    const auto minute = scan.digits(packed ? 2 : 1, 2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    double fraction = 0;
    scan.take("分");
    if (packed || scan.take_any({":", "："}) || (scan.peek() >= '0' && scan.peek() <= '9')) {
        const auto value = scan.digits(packed ? 2 : 1, 2);
        if (!value || *value > 60) return std::nullopt;
        second = *value;
        fraction = scan.fraction();
        scan.take("秒");
    }
    const auto zone = zone_of(scan.rest());
    if (!zone) return std::nullopt;
    const double seconds = static_cast<double>(*date * 86400 + std::int64_t{*hour} * 3600 +
                                               std::int64_t{*minute} * 60 + second) +
                           fraction - zone->seconds;
    return Moment{seconds, zone->said ? Moment::Kind::zoned : Moment::Kind::local};
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    if (const auto seconds = epoch_seconds(text)) return Moment{*seconds, Moment::Kind::zoned};
    return scanned(Scanner(text), text.size() >= 14 && all_digits(text.substr(0, 14)));
}

std::optional<int> parse_utc_offset(std::string_view text) {
    if (text == "Z" || text == "z" || text == "UTC") return 0;
    Scanner scan(text);
    const bool minus = scan.take("-");
    if (!minus) scan.take("+");
    const auto hours = scan.digits(1, 2);
    if (!hours) return std::nullopt;
    scan.take(":");
    const int minutes = scan.done() ? 0 : scan.digits(2, 2).value_or(99);
    const int seconds = *hours * 3600 + minutes * 60;
    if (!scan.done() || minutes > 59 || seconds > 14 * 3600) return std::nullopt;
    return minus ? -seconds : seconds;
}

std::string utc_offset_text(int seconds) {
    const int minutes = std::abs(seconds) / 60;
    return fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

Date local_day(double seconds_utc, int utc_offset_s) {
    const auto day = static_cast<int>(std::floor((seconds_utc + utc_offset_s) / 86400));
    const std::chrono::year_month_day date{sys_days(days(day))};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string iso_time(double seconds_utc, int utc_offset_s) {
    const double rounded = std::round(seconds_utc);
    const auto of_day = static_cast<long>(std::fmod(rounded + utc_offset_s, 86400.0));
    return fmt::format("{}T{:02}:{:02}:{:02}{}", local_day(rounded, utc_offset_s).text(), of_day / 3600,
                       of_day / 60 % 60, of_day % 60, utc_offset_text(utc_offset_s));
}

}  // namespace bareland
