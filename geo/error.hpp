// The one way a failure or a finding is told: a stable code and one sentence in Chinese and in English.
//
// Guarantee: an Error holds both sentences complete, so whoever catches it (CLI, HTTP service, test) prints
// the language it wants without knowing what went wrong. The table of codes is geo/messages.hpp.
#pragma once

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace bareland {

enum class Lang { zh, en };

// One sentence in both languages.
struct Text {
    std::string zh;
    std::string en;

    const std::string& in(Lang lang) const { return lang == Lang::zh ? zh : en; }
    bool operator==(const Text&) const = default;
};

// Exit status of the process a message leads to (docs/formats.md): 0 for findings, which only warn.
enum class Exit { done = 0, failed = 1, usage = 2, input = 3, breach = 4 };

// An entry of the table of messages. `zh` and `en` are fmt format strings over the same positional arguments
// ({0}, {1} ...): both must name them by number, because word order differs.
struct Message {
    const char* code;
    Exit exit;
    const char* zh;
    const char* en;
};

// An argument that is itself a Text (the operating system's reason, say) appears in the sentence's own
// language.
template <class T>
const T& worded(const T& argument, Lang) {
    return argument;
}
inline const std::string& worded(const Text& argument, Lang lang) {
    return argument.in(lang);
}

template <class... Args>
Text say(const Message& message, const Args&... args) {
    return {fmt::format(fmt::runtime(message.zh), worded(args, Lang::zh)...),
            fmt::format(fmt::runtime(message.en), worded(args, Lang::en)...)};
}

class Error : public std::exception {
  public:
    template <class... Args>
    explicit Error(const Message& message, const Args&... args)
        : code_(message.code), exit_(message.exit), text_(say(message, args...)) {}

    const std::string& code() const { return code_; }
    Exit exit() const { return exit_; }
    const Text& text() const { return text_; }
    const char* what() const noexcept override { return text_.en.c_str(); }

  private:
    std::string code_;
    Exit exit_;
    Text text_;
};

// Something the officer should know and that stops nothing: it goes into `findings` of every output.
struct Finding {
    std::string code;
    Text text;
    std::optional<double> area_m2{};  // ground area concerned
    std::optional<double> lon{};      // a place to look at, degrees, CGCS2000
    std::optional<double> lat{};
    std::string key{};  // what it is about (unit id, zone id ...): sorts findings of one code
};

template <class... Args>
Finding find(const Message& message, std::string key, const Args&... args) {
    Finding finding;
    finding.code = message.code;
    finding.text = say(message, args...);
    finding.key = std::move(key);
    return finding;
}

}  // namespace bareland
