// How briefings put figures and lists into words: the template's texts, and numbers rounded in one way.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/month.hpp"
#include "jobs/report/report.hpp"
#include "layers/template.hpp"

namespace bareland::brief {

// The texts of one table of the template, in one language.
class Texts {
  public:
    Texts(const PageTemplate& from, std::string_view table, Lang lang)
        : from_(&from), table_(table), lang_(lang) {}

    const std::string& operator()(std::string_view key) const { return from_->text(table_, key).in(lang_); }
    std::string operator()(std::string_view key, const report::Words& words) const {
        return report::fill((*this)(key), words);
    }
    // Its parts between "|".
    std::vector<std::string> list(std::string_view key) const;
    // {year}, {number} (5) and {number2} (05) filled in.
    std::string month(const Month& month) const;
    // The day of a moment (ISO 8601 with offset), where the offset is: {year}, {month}, {day}, and {month2}
    // and {day2} with two digits. What is no moment is printed as it is.
    std::string day(const std::string& moment) const;
    // What a source of this role is called: [texts.roles], or the role itself.
    std::string role(const std::string& role) const;

    Lang lang() const { return lang_; }

  private:
    const PageTemplate* from_;
    std::string table_;
    Lang lang_;
};

std::string joined(std::span<const std::string> parts, std::string_view between);

// Rounded half to even on the decimal value, with commas between every three digits; -0 is 0.
std::string grouped(double value, int decimals);
std::string square_metres(double m2);      // "1,234,568"
std::string square_kilometres(double m2);  // "12.35": of m2
std::string two_decimals(double value);    // of shares: "4.57"

}  // namespace bareland::brief
