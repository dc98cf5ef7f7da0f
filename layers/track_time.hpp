// Moments as tracks write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/month.hpp"

namespace bareland {

struct Moment {
    enum class Kind {
        local,  // no time zone was said: seconds as if it were UTC
        zoned,  // seconds since 1970 in UTC, as are numbers of seconds or milliseconds since then
    };
    double seconds = 0;
    Kind kind = Kind::local;
};

// 2024-05-01 08:30:00, 2024/5/1 8:30, 2024-05-01T08:30:00.5+08:00, ...Z, 20240501083000,
// 2024年5月1日8时30分0秒, and seconds (10 digits) or milliseconds (13) since 1970. Nothing for every other
// text, for days and hours that do not exist, and before 1970.
std::optional<Moment> parse_moment(std::string_view text);

// "+08:00", "8", "-0330", "Z" in seconds. Nothing beyond 14 hours.
std::optional<int> parse_utc_offset(std::string_view text);
std::string utc_offset_text(int seconds);  // "+08:00"

// "2024-05-01T08:30:00+08:00", rounded to whole seconds.
std::string iso_time(double seconds_utc, int utc_offset_s);
Date local_day(double seconds_utc, int utc_offset_s);

}  // namespace bareland
