// Days and months of the Gregorian calendar: what period a ranking is for, and whether a measure holds in it.
//
// Guarantees: what is read from text is a real day or month of the years 1900-9999 (the years before are what
// spreadsheet and shapefile software writes for "no date"). Values compare in order of time.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace bareland {

struct Date {
    int year = 1900;
    int month = 1;
    int day = 1;

    std::string text() const;  // "2024-05-01"
    auto operator<=>(const Date&) const = default;
};

// The day before, across months and years.
Date day_before(const Date& date);

// First and last day, both included.
struct DateRange {
    Date first;
    Date last;
    bool operator==(const DateRange&) const = default;
};

class Month {
  public:
    // Strictly "YYYY-MM". Throws Error(messages::bad_month), a usage error, naming the option and the text.
    static Month parse(std::string_view text, std::string_view option);
    // The same form, nothing where it is not: for months read from files, where the caller knows what to say.
    static std::optional<Month> from_text(std::string_view text);

    Month(int year, int month);  // throws Error(messages::internal) when there is no such month

    int year() const { return year_; }
    int month() const { return month_; }
    Date first_day() const;
    Date last_day() const;
    Month previous() const;     // the calendar month before
    Month year_before() const;  // the same month of the year before

    // Some day of the month lies in [from, to]; a missing end is open. An interval with to < from holds no
    // day.
    bool overlaps(const std::optional<Date>& from, const std::optional<Date>& to) const;

    std::string text() const;  // "2024-05"
    auto operator<=>(const Month&) const = default;

  private:
    int year_;
    int month_;
};

// A date as people and programs write it into attribute tables: 2024-05-01, 2024/5/1, 20240501, 2024年5月1日,
// an ISO 8601 date with time (the time is dropped), or 2024-05 for the whole month. A start takes `first`, an
// end `last`. Blanks round it are ignored. Nothing for every other text and for days that do not exist
// (2024-02-30).
std::optional<DateRange> parse_date(std::string_view text);

}  // namespace bareland
