// A part of OpenStreetMap's opening hours (wiki, Key:opening_hours/specification): see
// geo/network/conditions.hpp for what is understood.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "geo/month.hpp"

namespace bareland::network {

class OpeningHours {
  public:
    // Nothing where any of it is not understood.
    static std::optional<OpeningHours> parse(std::string_view text);

    bool holds(const Date& day, int minute) const;  // of the day, 0 to 1439
    bool holds_on(const Date& day) const;           // at some minute of it
    bool holds_all(const Date& day) const;          // at all of them
    bool holidays() const { return holidays_; }     // something is said of them, and left out

  private:
    // Days of a year, first and last, over its end where first > last; a month's day counts month * 100 +
    // day.
    struct Season {
        int first = 0, last = 0;
        std::optional<int> first_year, last_year;
        bool holds(const Date& day) const;
    };
    struct Span {
        int first = 0, last = 0;  // minutes; last > 1440: into the next day
    };
    struct Rule {
        bool adds = false;  // to the rules before it (a comma), else it replaces them for its days
        bool off = false;
        std::vector<Season> seasons;       // none: all year
        std::optional<unsigned> weekdays;  // bits from Monday; nothing: all
        std::vector<Span> spans;           // none: all day
        bool holds_on(const Date& day) const;
    };
    class Reader;

    bool within(const Date& day, int minute) const;

    std::vector<Rule> rules_;
    bool holidays_ = false;
};

}  // namespace bareland::network
