#include "jobs/report/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "layers/utf8.hpp"

namespace bareland::report {

bool colour_wanted(std::FILE* stream) {
    const char* no_colour = std::getenv("NO_COLOR");
    return (no_colour == nullptr || *no_colour == '\0') && ::isatty(::fileno(stream)) != 0;
}

std::string grouped(double value) {
    const long long rounded = std::llround(value);
    const std::string digits = std::to_string(std::llabs(rounded));
    std::string text(rounded < 0 ? "-" : "");
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

void print_findings(std::FILE* stream, std::span<const Finding> findings, const Text& all, Lang lang) {
    const auto say_line = [&](const Text& text) { fmt::print(stream, "{}\n", valid_utf8(text.in(lang))); };
    if (findings.empty()) return say_line({"没有需要核查的事项。", "No findings."});
    say_line({fmt::format("需要核查的事项 {} 条（全部见 {}）：", findings.size(), all.zh),
              fmt::format("{} finding{} (all of them in {}):", findings.size(),
                          findings.size() == 1 ? "" : "s", all.en)});
    for (auto first = findings.begin(); first != findings.end();) {
        const auto next = std::find_if(first, findings.end(),
                                       [&](const Finding& other) { return other.code != first->code; });
        const auto more = next - first - 1;
        const std::string sentence = fmt::format("  {} {}", first->code, first->text.in(lang));
        say_line({more > 0 ? fmt::format("{} 另有 {} 条同类。", sentence, more) : sentence,
                  more > 0 ? fmt::format("{} ({} more of this kind)", sentence, more) : sentence});
        first = next;
    }
}

}  // namespace bareland::report
