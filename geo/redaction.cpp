#include "geo/redaction.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <vector>

#include "geo/fleet.hpp"
#include "geo/names.hpp"
#include "geo/text.hpp"

namespace bareland {
namespace {

constexpr std::string_view provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
constexpr std::string_view plate_endings = "学警挂港澳领使试超临";
constexpr std::array<std::string_view, 9> words_of_wells{"井",   "水源",   "半径",   "well",        "Well",
                                                         "WELL", "radius", "Radius", "water source"};
constexpr std::array<std::string_view, 7> words_of_contacts{"电话", "手机",  "联系", "tel",
                                                            "Tel",  "phone", "Phone"};

bool in_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// A character of the text: as it stands, and folded (half width, lower case; blanks are nothing).
struct Sign {
    std::string_view raw;
    std::string folded;

    char ascii() const { return folded.size() == 1 ? folded.front() : '\0'; }
    bool digit() const { return ascii() >= '0' && ascii() <= '9'; }
    bool letter() const { return ascii() >= 'a' && ascii() <= 'z'; }
    bool alnum() const { return digit() || letter(); }
    bool blank() const { return folded.empty(); }
    // What is written between the groups of a plate.
    bool dot() const { return plain_plate(raw).empty(); }
    bool dash() const { return blank() || raw == "-" || raw == "－" || raw == "—" || raw == "–"; }
};

class Redactor {
  public:
    Redactor(std::string_view text, std::span<const std::string> plates)
        : plates_(plates),
          about_wells_(in_any(text, words_of_wells)),
          about_contacts_(in_any(text, words_of_contacts)) {
        for (const std::string_view raw : code_points(text))
            signs_.push_back({raw, folded_name(raw)});
    }

    std::string redacted() const {
        std::string out;
        for (std::size_t at = 0; at < signs_.size();) {
            const std::size_t end = secret_end(at);
            if (end > at) {
                out += redaction_mark;
                at = end;
            } else {
                out += signs_[at++].raw;
            }
        }
        return out;
    }

  private:
    std::size_t size() const { return signs_.size(); }
    bool digit(std::size_t at) const { return at < size() && signs_[at].digit(); }
    bool alnum(std::size_t at) const { return at < size() && signs_[at].alnum(); }
    bool is(std::size_t at, std::string_view folded) const {
        return at < size() && signs_[at].folded == folded;
    }
    bool starts_number(std::size_t at) const {
        return digit(at) &&
               (at == 0 || (!signs_[at - 1].alnum() && !(is(at - 1, ".") && at > 1 && digit(at - 2))));
    }
    std::size_t digits_end(std::size_t at) const {
        while (digit(at))
            ++at;
        return at;
    }

    // One past the end of what begins at `at` and may not be published; `at` where nothing does.
    std::size_t secret_end(std::size_t at) const {
        std::size_t end = std::max({at, plate(at), known_plate(at), phone(at), mail(at)});
        if (about_wells_ && end == at) end = measure(at);
        return end;
    }

    std::size_t plate(std::size_t at) const {
        if (provinces.find(signs_[at].raw) == std::string_view::npos || signs_[at].raw.size() < 3) return at;
        std::size_t next = at + 1;
        while (next < size() && signs_[next].blank())
            ++next;
        if (next >= size() || !signs_[next].letter()) return at;
        ++next;
        while (next < size() && signs_[next].dot())
            ++next;
        const std::size_t first = next;
        while (alnum(next))
            ++next;
        std::size_t count = next - first;
        const bool special = next < size() && signs_[next].raw.size() >= 3 &&
                             plate_endings.find(signs_[next].raw) != std::string_view::npos;
        if (special && (count == 4 || count == 5)) {
            ++count;
            ++next;
        }
        return count == 5 || count == 6 ? next : at;
    }

    std::size_t known_plate(std::size_t at) const {
        constexpr std::size_t shortest = 4;
        if (signs_[at].dot() || (alnum(at) && at > 0 && signs_[at - 1].alnum())) return at;
        for (const std::string& plate : plates_) {
            const auto wanted = code_points(plate);
            if (wanted.size() < shortest) continue;
            std::size_t found = 0;
            std::size_t next = at;
            for (; next < size() && found < wanted.size(); ++next) {
                if (signs_[next].dot()) continue;
                if (plain_plate(signs_[next].raw) != wanted[found]) break;
                ++found;
            }
            if (found == wanted.size() && !alnum(next)) return next;
        }
        return at;
    }

    // One past `count` digits from `at` on, with a dash, a blank or a closing bracket between some of them;
    // nothing when the number goes on there, or is shorter.
    std::optional<std::size_t> digits(std::size_t at, std::size_t count) const {
        for (std::size_t found = 0; found < count; ++found, ++at) {
            if (found > 0 && is(at, ")")) ++at;
            if (found > 0 && at < size() && signs_[at].dash()) ++at;
            if (!digit(at)) return std::nullopt;
        }
        return digit(at) ? std::nullopt : std::optional(at);
    }
    std::optional<std::size_t> one_of(std::size_t at, std::initializer_list<std::size_t> counts) const {
        for (const std::size_t count : counts) {
            if (const auto end = digits(at, count)) return end;
        }
        return std::nullopt;
    }

    std::size_t phone(std::size_t at) const {
        std::size_t from = at;
        const bool abroad = is(from, "+") && is(from + 1, "8") && is(from + 2, "6");
        if (abroad) from += 3;
        while (abroad && from < size() && signs_[from].dash())
            ++from;
        const bool bracket = is(from, "(") && (abroad || is(from + 1, "0"));
        if (bracket) ++from;
        if (!abroad && !bracket && !starts_number(from)) return at;
        if (is(from, "1") && from + 1 < size() && signs_[from + 1].digit() &&
            signs_[from + 1].ascii() >= '3') {
            if (const auto end = digits(from, 11)) return *end;
        }
        // Area code (010, 0411) and number; without its zero after +86.
        if (is(from, "0")) {
            if (const auto end = one_of(from, {12, 11, 10})) return *end;
        } else if (abroad) {
            if (const auto end = one_of(from, {11, 10, 9})) return *end;
        }
        return from == at ? announced_number(at) : at;
    }

    // Behind a word such as 电话, at most so many signs on.
    std::size_t announced_number(std::size_t at) const {
        constexpr std::size_t reach = 8;
        constexpr std::size_t fewest_digits = 5;
        if (!about_contacts_) return at;
        std::string before;
        for (std::size_t i = at > reach ? at - reach : 0; i < at; ++i)
            before += signs_[i].raw;
        const std::size_t end = digits_end(at);
        return in_any(before, words_of_contacts) && end - at >= fewest_digits ? end : at;
    }

    std::size_t mail(std::size_t at) const {
        const auto part = [&](std::size_t i) {
            return alnum(i) || is(i, ".") || is(i, "_") || is(i, "-") || is(i, "+");
        };
        if (!alnum(at) || (at > 0 && part(at - 1))) return at;
        std::size_t next = at;
        while (part(next))
            ++next;
        if (!is(next, "@") || !alnum(next + 1)) return at;
        ++next;
        std::size_t end = next;
        while (part(next)) {
            if (alnum(next)) end = next + 1;
            ++next;
        }
        return end;
    }

    // A length, a coordinate. What follows a mark already set is nobody's number.
    std::size_t measure(std::size_t at) const {
        if (!starts_number(at)) return at;
        std::size_t end = digits_end(at);
        std::size_t decimals = 0;
        if (is(end, ".") && digit(end + 1)) {
            const std::size_t fraction = digits_end(end + 1);
            decimals = fraction - end - 1;
            end = fraction;
        }
        return decimals >= 3 || is(end, "°") || is(end, "度") || length_unit(end) ? end : at;
    }

    bool length_unit(std::size_t at) const {
        while (at < size() && (signs_[at].blank() || is(at, "-")))
            ++at;
        if (is(at, "米") || is(at, "公") || is(at, "千"))
            return is(at, "米") || is(at + 1, "里") || is(at + 1, "米");
        std::string word;
        for (; at < size() && signs_[at].letter(); ++at)
            word += signs_[at].ascii();
        const bool area = digit(at) || is(at, "²");
        constexpr std::array<std::string_view, 9> units{
            "m", "km", "metre", "metres", "meter", "meters", "kilometre", "kilometres", "kilometers"};
        return !area && std::find(units.begin(), units.end(), word) != units.end();
    }

    std::span<const std::string> plates_;
    std::vector<Sign> signs_;
    bool about_wells_;
    bool about_contacts_;
};

}  // namespace

std::string redacted(std::string_view text, std::span<const std::string> plates) {
    return Redactor(text, plates).redacted();
}

}  // namespace bareland
