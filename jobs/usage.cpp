#include "jobs/usage.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <optional>

#include "geo/text.hpp"

namespace bareland::usage {
namespace {

template <class... Args>
std::string say(Lang lang, const char* zh, const char* en, const Args&... args) {
    return fmt::format(fmt::runtime(lang == Lang::zh ? zh : en), args...);
}

std::string quoted(const std::string& word, Lang lang) {
    return lang == Lang::zh ? "“" + word + "”" : "\"" + word + "\"";
}

// The innermost sub-command that was named, else the program itself.
const CLI::App& chosen(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : chosen(*parsed.front());
}

bool has_commands(const CLI::App& app) {
    return !app.get_subcommands([](const CLI::App*) { return true; }).empty();
}

// "bareland sites check"
std::string full_name(const CLI::App& app) {
    const CLI::App* parent = app.get_parent();
    return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
    std::vector<const CLI::Option*> out;
    for (const CLI::App* level : {&chosen(app), &app}) {
        const auto options = level->get_options();
        out.insert(out.end(), options.begin(), options.end());
        if (&chosen(app) == &app) break;
    }
    return out;
}

std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::Option* option : options_of(app)) {
        for (const std::string& name : option->get_lnames())
            out.push_back(name);
    }
    return out;
}

std::string without_dashes(const std::string& word) {
    const std::size_t first = word.find_first_not_of('-');
    if (first == std::string::npos) return {};
    return word.substr(first, word.find('=') - first);
}

// What nobody asked for: an option if there is one, for the words after it are then its value.
std::optional<std::string> left_over(const CLI::App& app) {
    const std::vector<std::string> words = app.remaining(true);
    if (words.empty()) return std::nullopt;
    for (const std::string& word : words) {
        if (word.size() > 1 && word.front() == '-') return word;
    }
    return words.front();
}

std::string unknown_option(const CLI::App& app, const std::string& word, Lang lang) {
    const std::vector<std::string> names = long_names(app);
    const auto near = closest(without_dashes(word), names);
    const std::string shown = word.substr(0, word.find('='));
    if (!near) return say(lang, "没有 {} 这个选项。", "there is no option {}.", shown);
    return say(lang, "没有 {} 这个选项，是否应为 --{}？", "there is no option {}; did you mean --{}?", shown,
               *near);
}

std::string unknown_command(const CLI::App& app, const std::string& word, Lang lang) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    const auto near = closest(word, names);
    if (near) {
        return say(lang, "没有子命令{}，是否应为 {}？", "there is no command {}; did you mean {}?",
                   quoted(word, lang), *near);
    }
    return say(lang, "没有子命令{}。可用的有：{}。", "there is no command {}; there are: {}.",
               quoted(word, lang), fmt::join(names, ", "));
}

std::string unexpected(const CLI::App& app, const std::string& word, Lang lang) {
    if (word.size() > 1 && word.front() == '-') return unknown_option(app, word, lang);
    const CLI::App& command = chosen(app);
    if (has_commands(command)) return unknown_command(command, word, lang);
    if (command.get_option_no_throw("--raster") == nullptr) {
        return say(lang, "多出了一个词{}：每个选项只接受一个值，含空格的路径请加引号。",
                   "the word {} belongs to no option: each takes one value, and a path with blanks needs "
                   "quotes.",
                   quoted(word, lang));
    }
    return say(lang, "多出了一个词{}：除 --raster 外每个选项只接受一个值，含空格的路径请加引号。",
               "the word {} belongs to no option: all but --raster take one value, and a path "
               "with blanks needs quotes.",
               quoted(word, lang));
}

std::string missing(const CLI::App& app, Lang lang) {
    const CLI::App& command = chosen(app);
    if (has_commands(command)) {
        const auto commands = command.get_subcommands([](const CLI::App*) { return true; });
        const std::string example = full_name(*commands.front());
        return say(lang, "缺少子命令，例如 {}。", "the command is missing, for example {}.", example);
    }
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_required() && option->count() == 0)
            names.push_back(fmt::format("{} {}", option->get_name(), option->get_type_name()));
    }
    return say(lang, "缺少必需的选项：{}。", "required and not given: {}.",
               fmt::join(names, lang == Lang::zh ? "、" : ", "));
}

// CLI11 gives an option that lacks its value the next word, be it an option: --out --quiet.
const CLI::Option* swallower(const CLI::App& app) {
    const std::vector<std::string> names = long_names(app);
    for (const CLI::Option* option : options_of(app)) {
        for (const std::string& value : option->results()) {
            if (!value.starts_with("--")) continue;
            if (std::find(names.begin(), names.end(), without_dashes(value)) != names.end()) return option;
        }
    }
    return nullptr;
}

std::string lacks_value(const CLI::Option& option, Lang lang) {
    return say(lang, "{} 后面缺少值（{}）。", "{} needs a value ({}).", option.get_name(),
               option.get_type_name());
}

// Given too often, or without its value.
std::optional<std::string> mismatch(const CLI::App& app, const std::string& what, Lang lang) {
    const std::string name = what.substr(0, what.find(':'));
    for (const CLI::Option* option : options_of(app)) {
        if (option->get_name() != name) continue;
        if (option->results().size() > static_cast<std::size_t>(option->get_expected_max())) {
            return say(lang, "{} 只能给一个值，现在给了：{}。", "{} takes one value, given were: {}.", name,
                       fmt::join(option->results(), lang == Lang::zh ? "、" : ", "));
        }
        return lacks_value(*option, lang);
    }
    return std::nullopt;
}

std::string complaint(const CLI::App& app, const CLI::ParseError& error, Lang lang) {
    const std::string what = error.what();
    if (const CLI::Option* option = swallower(app)) return lacks_value(*option, lang);
    if (const auto word = left_over(app)) return unexpected(app, *word, lang);
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return missing(app, lang);
    if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
        const std::size_t colon = what.find(": ");
        return colon == std::string::npos ? what : what.substr(0, colon) + " " + what.substr(colon + 2);
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        if (const auto said = mismatch(app, what, lang)) return *said;
    }
    return say(lang, "命令行有误（{}）。", "{}.", what);
}

std::string see_help(const CLI::App& app, Lang lang) {
    return say(lang, "运行 {} --help 查看用法。", " Run {} --lang en --help for the usage.",
               full_name(chosen(app)));
}

}  // namespace

CLI::Validator whole_number(int least, int most, Lang lang) {
    const auto check = [=](const std::string& text) -> std::string {
        int value = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, failure] = std::from_chars(text.data(), end, value);
        if (failure == std::errc() && stop == end && value >= least && value <= most) return {};
        return say(lang, "应为 {} 到 {} 的整数，而不是{}。", "expected a whole number from {} to {}, not {}.",
                   least, most, quoted(text, lang));
    };
    return {check, ""};
}

CLI::Validator one_of(std::vector<std::string> words, Lang lang) {
    const auto check = [words = std::move(words), lang](const std::string& text) -> std::string {
        if (std::find(words.begin(), words.end(), text) != words.end()) return {};
        return say(lang, "应为 {}，而不是{}。", "expected {}, not {}.",
                   fmt::join(words, lang == Lang::zh ? " 或 " : " or "), quoted(text, lang));
    };
    return {check, ""};
}

void word_help(CLI::App& app, Lang lang) {
    if (lang != Lang::zh) return;
    const auto formatter = app.get_formatter();
    formatter->label("Usage", "用法");
    formatter->label("OPTIONS", "选项");
    formatter->label("Options", "选项");
    formatter->label("SUBCOMMAND", "子命令");
    formatter->label("Subcommands", "子命令");
    formatter->label("Positionals", "参数");
    formatter->label("POSITIONALS", "参数");
    formatter->label("REQUIRED", "(必需)");
}

std::string sentence(const CLI::App& app, const CLI::ParseError& error, Lang lang) {
    return complaint(app, error, lang) + see_help(app, lang);
}

std::optional<std::string> swallowed_option(const CLI::App& app, Lang lang) {
    const CLI::Option* option = swallower(app);
    if (option == nullptr) return std::nullopt;
    return lacks_value(*option, lang) + see_help(app, lang);
}

}  // namespace bareland::usage
