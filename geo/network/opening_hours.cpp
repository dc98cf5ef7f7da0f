#include "geo/network/opening_hours.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace bareland::network {
namespace {

using namespace std::string_view_literals;

constexpr int day_minutes = 1440;
constexpr std::array weekday_words{"Mo"sv, "Tu"sv, "We"sv, "Th"sv, "Fr"sv, "Sa"sv, "Su"sv};
constexpr std::array month_words{"Jan"sv, "Feb"sv, "Mar"sv, "Apr"sv, "May"sv, "Jun"sv,
                                 "Jul"sv, "Aug"sv, "Sep"sv, "Oct"sv, "Nov"sv, "Dec"sv};

unsigned weekday_of(const Date& date) {  // 0: Monday
    namespace ch = std::chrono;
    const ch::weekday day{ch::sys_days{ch::year{date.year} / date.month / date.day}};
    return day.iso_encoding() - 1;
}

}  // namespace

bool OpeningHours::Season::holds(const Date& day) const {
    const int here = day.month * 100 + day.day;
    if (first_year && last_year && first > 0) {  // from a day to a day
        const int from = *first_year * 10000 + first, to = *last_year * 10000 + last;
        const int now = day.year * 10000 + here;
        // A year before each of "2024 Nov-Mar" stands for the start alone.
        return from <= to ? from <= now && now <= to : now >= from && now <= (*first_year + 1) * 10000 + last;
    }
    if (first_year && (day.year < *first_year || day.year > last_year.value_or(*first_year))) return false;
    if (first == 0) return true;
    return first <= last ? first <= here && here <= last : here >= first || here <= last;
}

bool OpeningHours::Rule::holds_on(const Date& day) const {
    if (weekdays && ((*weekdays >> weekday_of(day)) & 1U) == 0) return false;
    return seasons.empty() || std::any_of(seasons.begin(), seasons.end(),
                                          [&](const Season& season) { return season.holds(day); });
}

// `minute` from the start of `day`, past its end as well.
bool OpeningHours::within(const Date& day, int minute) const {
    bool out = false;
    for (const Rule& rule : rules_) {
        if (!rule.holds_on(day)) continue;
        const bool hit = rule.spans.empty()
                             ? minute < day_minutes
                             : std::any_of(rule.spans.begin(), rule.spans.end(), [&](const Span& span) {
                                   return span.first <= minute && minute < span.last;
                               });
        if (rule.off) {
            // "off" for some hours takes these, for whole days all of them.
            if (hit) out = false;
        } else {
            out = rule.adds ? out || hit : hit;
        }
    }
    return out;
}

bool OpeningHours::holds(const Date& day, int minute) const {
    return within(day, minute) || within(day_before(day), minute + day_minutes);
}

bool OpeningHours::holds_on(const Date& day) const {
    for (int minute = 0; minute < day_minutes; ++minute) {
        if (holds(day, minute)) return true;
    }
    return false;
}

bool OpeningHours::holds_all(const Date& day) const {
    for (int minute = 0; minute < day_minutes; ++minute) {
        if (!holds(day, minute)) return false;
    }
    return true;
}

// ---- reading
// ------------------------------------------------------------------------------------------------

class OpeningHours::Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<OpeningHours> read() {
        bool adds = false;
        while (true) {
            blanks();
            if (rest_.empty()) break;
            Rule rule;
            rule.adds = adds;
            if (!read_rule(rule)) return std::nullopt;
            if (!left_out_) out_.rules_.push_back(std::move(rule));
            blanks();
            if (rest_.empty()) break;
            if (!take(";") && !take(",")) return std::nullopt;
            adds = last_taken_ == ',';
        }
        if (out_.rules_.empty() && !out_.holidays_) return std::nullopt;
        return std::move(out_);
    }

  private:
    // A rule: seasons, weekdays, hours, off. All may be missing, but not at once.
    bool read_rule(Rule& rule) {
        left_out_ = false;
        const std::size_t before = rest_.size();
        if (take("24/7")) return modifier(rule);
        if (!read_seasons(rule)) return false;
        take(":");
        if (!read_weekdays(rule)) return false;
        take(":");
        if (!read_hours(rule)) return false;
        return modifier(rule) && rest_.size() < before;
    }

    bool modifier(Rule& rule) {
        blanks();
        if (take("off") || take("closed")) {
            rule.off = true;
        } else {
            take("open");
        }
        return true;
    }

    // ---- seasons

    struct Day {
        std::optional<int> year;
        int month = 0, day = 0;
    };

    bool read_seasons(Rule& rule) {
        do {
            blanks();
            const std::string_view start = rest_;
            Day first;
            if (!read_day(first)) {
                rest_ = start;
                // Else the comma belonged to what follows: there are no weekdays or hours after one.
                return rule.seasons.empty();
            }
            Season season;
            Day last = first;
            blanks();
            const std::string_view dash = rest_;
            if (take("-")) {
                blanks();
                last = {};
                if (!read_end(first, last)) {
                    rest_ = dash;
                    return false;
                }
            }
            set(season, first, last);
            rule.seasons.push_back(season);
            blanks();
        } while (season_follows());
        return true;
    }

    bool season_follows() {
        const std::string_view start = rest_;
        if (!take(",")) return false;
        blanks();
        Day day;
        const bool yes = read_day(day);
        rest_ = start;
        return yes && take(",");
    }

    static void set(Season& season, const Day& first, const Day& last) {
        season.first_year = first.year;
        season.last_year = last.year ? last.year : first.year;
        if (first.month == 0) return;
        season.first = first.month * 100 + (first.day == 0 ? 1 : first.day);
        season.last = last.month * 100 + (last.day == 0 ? 31 : last.day);
    }

    // "2024", "Apr", "2024 Apr 15"
    bool read_day(Day& out) {
        if (const auto year = read_year()) out.year = year;
        blanks();
        out.month = read_word(month_words);
        if (out.month == 0) return out.year.has_value();
        blanks();
        const std::string_view start = rest_;
        const auto day = read_number(2);
        if (!day || rest_.starts_with(':') || *day < 1 || *day > 31) {
            rest_ = start;  // it is an hour
        } else {
            out.day = *day;
        }
        return true;
    }

    // What follows the dash: a day like the first one, or of it only the day's number.
    bool read_end(const Day& first, Day& last) {
        const std::string_view start = rest_;
        if (read_day(last)) return (last.month == 0) == (first.month == 0);
        rest_ = start;
        const auto day = first.day > 0 ? read_number(2) : std::nullopt;
        if (!day || *day < 1 || *day > 31) return false;
        last = first;
        last.day = *day;
        return true;
    }

    std::optional<int> read_year() {
        const std::string_view start = rest_;
        const auto year = read_number(4);
        if (year && *year >= 1900 && !rest_.starts_with(':')) return year;
        rest_ = start;
        return std::nullopt;
    }

    // ---- weekdays

    bool read_weekdays(Rule& rule) {
        bool any = false, holidays = false;
        unsigned days = 0;
        while (true) {
            blanks();
            if (take("PH") || take("SH")) {
                holidays = true;
            } else {
                const int first = read_word(weekday_words);
                if (first == 0) return !any && !holidays;
                int last = first;
                if (take("-") && (last = read_word(weekday_words)) == 0) return false;
                if (rest_.starts_with('[')) return false;  // the first Monday of a month
                for (int day = first;; day = day % 7 + 1) {
                    days |= 1U << static_cast<unsigned>(day - 1);
                    if (day == last) break;
                }
                any = true;
            }
            if (!weekday_follows()) break;
        }
        if (any) rule.weekdays = days;
        out_.holidays_ = out_.holidays_ || holidays;
        left_out_ = holidays && !any;
        return true;
    }

    bool weekday_follows() {
        const std::string_view start = rest_;
        if (!take(",")) return false;
        blanks();
        const bool yes = rest_.starts_with("PH") || rest_.starts_with("SH") || starts_with_any(weekday_words);
        if (!yes) rest_ = start;
        return yes;
    }

    // ---- hours

    bool read_hours(Rule& rule) {
        while (true) {
            blanks();
            const std::string_view start = rest_;
            const auto first = read_time();
            if (!first) {
                rest_ = start;
                return rule.spans.empty();
            }
            Span span{*first, day_minutes};
            if (take("-")) {
                const auto last = read_time();
                if (!last) return false;
                span.last = *last <= *first ? *last + day_minutes : *last;
                if (take("+")) return false;
            } else if (!take("+")) {
                return false;
            }
            rule.spans.push_back(span);
            blanks();
            const std::string_view comma = rest_;
            if (!take(",")) return true;
            blanks();
            if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
                rest_ = comma;
                return true;
            }
        }
    }

    // Minutes of "7:30", "07:30", "24:00".
    std::optional<int> read_time() {
        blanks();
        const auto hour = read_number(2);
        if (!hour || !take(":")) return std::nullopt;
        const auto minute = read_number(2);
        if (!minute || *hour > 48 || *minute > 59) return std::nullopt;
        return *hour * 60 + *minute;
    }

    // ---- words

    void blanks() {
        while (!rest_.empty() && rest_.front() == ' ')
            rest_.remove_prefix(1);
    }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        last_taken_ = word.front();
        return true;
    }

    // Exactly as many digits for a year, one or two else.
    std::optional<int> read_number(std::size_t most) {
        int value = 0;
        std::size_t digits = 0;
        while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9' && digits <= most)
            value = value * 10 + (rest_[digits++] - '0');
        if (digits == 0 || digits > most || (most == 4 && digits != 4)) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }

    template <std::size_t N>
    bool starts_with_any(const std::array<std::string_view, N>& words) const {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return rest_.starts_with(word); });
    }

    // From 1; 0: none of them.
    template <std::size_t N>
    int read_word(const std::array<std::string_view, N>& words) {
        for (std::size_t i = 0; i < N; ++i) {
            if (take(words[i])) return static_cast<int>(i) + 1;
        }
        return 0;
    }

    std::string_view rest_;
    OpeningHours out_;
    bool left_out_ = false;  // the rule speaks of holidays only
    char last_taken_ = 0;
};

std::optional<OpeningHours> OpeningHours::parse(std::string_view text) {
    return Reader(text).read();
}

}  // namespace bareland::network
