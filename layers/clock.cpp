#include "layers/clock.hpp"

#include <fmt/chrono.h>

#include <ctime>

namespace bareland {

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Date today() {
    const std::tm now = fmt::localtime(std::time(nullptr));
    return {now.tm_year + 1900, now.tm_mon + 1, now.tm_mday};
}

}  // namespace bareland
