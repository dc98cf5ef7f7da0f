#include "jobs/brief/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "layers/track_time.hpp"

namespace bareland::brief {

std::vector<std::string> Texts::list(std::string_view key) const {
    std::vector<std::string> out;
    std::string_view rest = (*this)(key);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        if (end > 0) out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

std::string Texts::month(const Month& month) const {
    return (*this)("month", {{"year", std::to_string(month.year())},
                             {"number", std::to_string(month.month())},
                             {"number2", fmt::format("{:02}", month.month())}});
}

std::string Texts::day(const std::string& moment) const {
    const auto parsed = parse_moment(moment);
    if (!parsed) return moment;
    const std::size_t time = std::min(moment.find('T'), moment.size());
    const std::size_t zone = std::min(moment.find_first_of("+-Z", time), moment.size());
    const Date date = local_day(parsed->seconds, parse_utc_offset(moment.substr(zone)).value_or(0));
    return (*this)("date", {{"year", std::to_string(date.year)},
                            {"month", std::to_string(date.month)},
                            {"month2", fmt::format("{:02}", date.month)},
                            {"day", std::to_string(date.day)},
                            {"day2", fmt::format("{:02}", date.day)}});
}

std::string Texts::role(const std::string& role) const {
    return from_->has_text("roles", role) ? from_->text("roles", role).in(lang_) : role;
}

std::string joined(std::span<const std::string> parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

std::string grouped(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", value, decimals);
    const bool nothing = digits.find_first_not_of("-0.") == std::string::npos;
    if (nothing && digits.front() == '-') digits.erase(0, 1);
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    std::size_t at = std::min(digits.find('.'), digits.size());
    while (at > first + 3) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string square_metres(double m2) {
    return grouped(m2, 0);
}

std::string square_kilometres(double m2) {
    return grouped(m2 / 1e6, 2);
}

std::string two_decimals(double value) {
    return grouped(value, 2);
}

}  // namespace bareland::brief
