// When two spellings name one unit (街道/乡镇).
//
// Rules, from the weakest difference to the strongest; a stronger one is used only where no weaker one
// answers:
//   1. the same text after folding: blanks dropped, full-width letters, digits and brackets made half-width,
//   letters
//      made lower case, dashes that look like 一 read as 一;
//   2. the district's own aliases (profile, [aliases]);
//   3. the same name with another ending of the same kind: 街道 = 街道办事处; 镇 = 乡 = 回族乡 = 地区 =
//   地区办事处;
//      and a name without ending (永乐店) = the same name with one (永乐店镇).
// 街道 never equals 镇: 新华街道 and 新华镇 would be two units. No rule compares characters one by one:
// 潞源街道 and 潞邑街道 differ by one and are two units.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bareland {

// Rule 1.
std::string folded_name(std::string_view name);

// A name taken apart as rule 3 sees it. The stem is folded.
struct NameParts {
    enum class Kind { none, street, town };
    std::string stem;
    Kind kind = Kind::none;
};
NameParts name_parts(std::string_view name);

class UnitNames {
  public:
    UnitNames() = default;
    // canonical name -> its other names. An alias of two canonical names goes to the first in order; the
    // profile reader refuses such a file.
    explicit UnitNames(const std::map<std::string, std::vector<std::string>>& aliases);

    // The profile's canonical name where `name` is it or an alias of it by rules 1 and 2, else `name` folded.
    std::string canonical(std::string_view name) const;
    bool same(std::string_view a, std::string_view b) const;

    struct Match {
        std::vector<std::size_t> found;  // ascending; more than one: the name does not tell which
        bool unique() const { return found.size() == 1; }
    };
    // Which of `among` is meant by `name`: all that answer to the weakest rule that any of them answers to.
    Match match(std::string_view name, std::span<const std::string> among) const;

  private:
    std::map<std::string, std::string> canonical_;  // folded alias -> folded canonical name
};

}  // namespace bareland
