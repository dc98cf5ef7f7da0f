// bareland: one binary, one sub-command a job.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "geo/messages.hpp"
#include "jobs/rank/command.hpp"
#include "layers/output_dir.hpp"

namespace {

using bareland::Lang;

// The language is needed for help and for the words of parsing errors, so it is looked up before parsing.
Lang language_of(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--lang=en" ||
            (word == "--lang" && i + 1 < argc && std::strcmp(argv[i + 1], "en") == 0)) {
            return Lang::en;
        }
    }
    return Lang::zh;
}

int complain(const std::string& code, const std::string& sentence, bareland::Exit exit) {
    std::fprintf(stderr, "bareland: %s: %s\n", code.c_str(), sentence.c_str());
    return static_cast<int>(exit);
}

int misused(const CLI::ParseError& error, Lang lang) {
    const std::string sentence =
        lang == Lang::zh ? fmt::format("命令行有误：{}。运行 bareland rank --help 查看用法。", error.what())
                         : fmt::format("{}; run bareland rank --lang en --help for the usage", error.what());
    return complain(bareland::messages::usage.code, sentence, bareland::Exit::usage);
}

}  // namespace

int main(int argc, char** argv) {
    bareland::remove_staging_on_signals();
    const Lang lang = language_of(argc, argv);
    CLI::App app(lang == Lang::zh ? "bareland：裸地、重点区域与渣土车的地理分析"
                                  : "bareland: geospatial analysis of bare land, zones and muck trucks",
                 "bareland");
    app.set_version_flag("--version", "bareland " BARELAND_VERSION);
    app.set_help_flag("-h,--help", lang == Lang::zh ? "显示用法" : "print the usage");
    app.require_subcommand(1);
    std::string lang_word = "zh";
    app.add_option("--lang", lang_word, lang == Lang::zh ? "语言：zh 或 en" : "language: zh or en")
        ->check(CLI::IsMember({"zh", "en"}));
    app.fallthrough();
    const auto rank = bareland::rank::add_command(app, lang);
    try {
        app.parse(argc, argv);
        return rank();
    } catch (const CLI::Success& success) {  // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return misused(error, lang);
    } catch (const bareland::Error& error) {
        return complain(error.code(), error.text().in(lang), error.exit());
    } catch (const std::exception& error) {
        const bareland::Text text = bareland::say(bareland::messages::internal, error.what());
        return complain(bareland::messages::internal.code, text.in(lang), bareland::messages::internal.exit);
    }
}
