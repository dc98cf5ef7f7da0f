#include "geo/month.hpp"

#include <fmt/format.h>

#include <chrono>

#include "geo/messages.hpp"

namespace bareland {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 9999;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes between `fewest` and `most` digits off the front of `text`; nothing when there are fewer.
std::optional<int> take_number(std::string_view& text, std::size_t fewest, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < text.size() && length < most && is_digit(text[length])) {
        value = value * 10 + (text[length] - '0');
        ++length;
    }
    if (length < fewest) return std::nullopt;
    text.remove_prefix(length);
    return value;
}

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool is_month(int year, int month) {
    return year >= first_year && year <= last_year && month >= 1 && month <= 12;
}

int days_in(int year, int month) {
    namespace ch = std::chrono;
    const ch::year_month_day_last last{ch::year{year},
                                       ch::month_day_last{ch::month{static_cast<unsigned>(month)}}};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::optional<DateRange> day(int year, int month, int day_of_month) {
    if (!is_month(year, month) || day_of_month < 1 || day_of_month > days_in(year, month))
        return std::nullopt;
    const Date date{year, month, day_of_month};
    return DateRange{date, date};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// What may follow the day in ISO 8601: a time of day, told from any other tail by its "T" or blank and
// "hh:mm".
bool is_time_of_day(std::string_view text) {
    if (!take(text, "T") && !take(text, " ")) return false;
    const auto hour = take_number(text, 2, 2);
    if (!hour || *hour > 24 || !take(text, ":")) return false;
    const auto minute = take_number(text, 2, 2);
    return minute && *minute < 60 && text.find_first_not_of("0123456789:.+-Z") == std::string_view::npos;
}

std::optional<DateRange> compact(std::string_view text) {
    const auto number = take_number(text, 8, 8);
    if (!number || !text.empty()) return std::nullopt;
    return day(*number / 10000, *number / 100 % 100, *number % 100);
}

std::optional<DateRange> chinese(std::string_view text) {
    const auto year = take_number(text, 4, 4);
    if (!year || !take(text, "年")) return std::nullopt;
    const auto month = take_number(text, 1, 2);
    if (!month || !take(text, "月")) return std::nullopt;
    const auto day_of_month = take_number(text, 1, 2);
    if (!day_of_month || !take(text, "日") || !text.empty()) return std::nullopt;
    return day(*year, *month, *day_of_month);
}

std::optional<DateRange> separated(std::string_view text, std::string_view separator) {
    const auto year = take_number(text, 4, 4);
    if (!year || !take(text, separator)) return std::nullopt;
    const auto month = take_number(text, 1, 2);
    if (!month || !take(text, separator)) return std::nullopt;
    const auto day_of_month = take_number(text, 1, 2);
    if (!day_of_month || !(text.empty() || is_time_of_day(text))) return std::nullopt;
    return day(*year, *month, *day_of_month);
}

}  // namespace

std::string Date::text() const {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

Date day_before(const Date& date) {
    if (date.day > 1) return {date.year, date.month, date.day - 1};
    return Month(date.year, date.month).previous().last_day();
}

Month::Month(int year, int month) : year_(year), month_(month) {
    // Looser than what is read from text: the month before the first one must exist too.
    if (year < 1 || year > last_year || month < 1 || month > 12) {
        throw Error(messages::internal, fmt::format("no month {}-{}", year, month));
    }
}

std::optional<Month> Month::from_text(std::string_view text) {
    const auto year = take_number(text, 4, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    const auto month = take_number(text, 2, 2);
    if (!month || !text.empty() || !is_month(*year, *month)) return std::nullopt;
    return Month(*year, *month);
}

Month Month::parse(std::string_view text, std::string_view option) {
    const auto month = from_text(text);
    if (!month) throw Error(messages::bad_month, option, text);
    return *month;
}

Date Month::first_day() const {
    return {year_, month_, 1};
}
Date Month::last_day() const {
    return {year_, month_, days_in(year_, month_)};
}
Month Month::previous() const {
    return month_ > 1 ? Month(year_, month_ - 1) : Month(year_ - 1, 12);
}
Month Month::year_before() const {
    return Month(year_ - 1, month_);
}

bool Month::overlaps(const std::optional<Date>& from, const std::optional<Date>& to) const {
    if (from && to && *to < *from) return false;
    return !(from && *from > last_day()) && !(to && *to < first_day());
}

std::string Month::text() const {
    return fmt::format("{:04}-{:02}", year_, month_);
}

std::optional<DateRange> parse_date(std::string_view text) {
    text = trimmed(text);
    if (const auto month = Month::from_text(text)) return DateRange{month->first_day(), month->last_day()};
    if (const auto date = separated(text, "-")) return date;
    if (const auto date = separated(text, "/")) return date;
    if (const auto date = chinese(text)) return date;
    return compact(text);
}

}  // namespace bareland
