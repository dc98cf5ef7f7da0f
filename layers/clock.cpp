#include "layers/clock.hpp"

#include <fmt/chrono.h>

#include <cstdlib>
#include <ctime>

namespace bareland {

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

std::string local_now() {
    const std::tm now = fmt::localtime(std::time(nullptr));
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}{}{:02}:{:02}", now, now.tm_gmtoff < 0 ? '-' : '+',
                       std::labs(now.tm_gmtoff) / 3600, std::labs(now.tm_gmtoff) / 60 % 60);
}

Date today() {
    const std::tm now = fmt::localtime(std::time(nullptr));
    return {now.tm_year + 1900, now.tm_mon + 1, now.tm_mday};
}

}  // namespace bareland
