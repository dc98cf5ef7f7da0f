// bareland: one binary, one sub-command a job.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string_view>
#include <system_error>
#include <vector>

#include "geo/messages.hpp"
#include "jobs/brief/command.hpp"
#include "jobs/patches/command.hpp"
#include "jobs/rank/command.hpp"
#include "jobs/routes/command.hpp"
#include "jobs/sites/command.hpp"
#include "jobs/usage.hpp"
#include "jobs/workspace/command.hpp"
#include "jobs/zones/command.hpp"
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

// Whoever sent the table to a file must learn that it is not whole there.
int run_to_the_end(const std::function<int()>& run, Lang lang) {
    const int status = run();
    errno = 0;
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (written) return status;
    const bareland::Text text =
        bareland::say(bareland::messages::stdout_failed,
                      std::strerror(errno != 0 ? errno : EIO));  // NOLINT(concurrency-mt-unsafe)
    return complain(bareland::messages::stdout_failed.code, text.in(lang),
                    bareland::messages::stdout_failed.exit);
}

}  // namespace

// What escapes could only be a failure to tell of a failure.
int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
    // Beyond a limit on file sizes (ulimit -f) writing then fails with an error that is told like a full
    // disk.
    std::signal(SIGXFSZ, SIG_IGN);
    bareland::remove_staging_on_signals();
    const Lang lang = language_of(argc, argv);
    CLI::App app(lang == Lang::zh ? "bareland：裸地、重点区域与渣土车的地理分析"
                                  : "bareland: geospatial analysis of bare land, zones and muck trucks",
                 "bareland");
    app.set_version_flag("--version", "bareland " BARELAND_VERSION,
                         lang == Lang::zh ? "显示版本" : "print the version");
    app.set_help_flag("-h,--help", lang == Lang::zh ? "显示用法" : "print the usage");
    app.require_subcommand(1);
    bareland::usage::word_help(app, lang);
    std::string lang_word = "zh";
    app.add_option("--lang", lang_word, lang == Lang::zh ? "语言：zh 或 en" : "language: zh or en")
        ->type_name("zh|en")
        ->check(bareland::usage::one_of({"zh", "en"}, lang));
    app.fallthrough();
    struct Command {
        const char* name;
        std::function<int()> run;
    };
    // In the order of the help.
    const std::vector<Command> commands{{"rank", bareland::rank::add_command(app, lang)},
                                        {"patches", bareland::patches::add_command(app, lang)},
                                        {"brief", bareland::brief::add_command(app, lang)},
                                        {"sites", bareland::sites::add_command(app, lang)},
                                        {"routes", bareland::routes::add_command(app, lang)},
                                        {"zones", bareland::zones::add_command(app, lang)},
                                        {"init", bareland::workspace::add_init(app, lang)},
                                        {"import", bareland::workspace::add_import(app, lang)}};
    try {
        app.parse(argc, argv);
        if (const auto wrong = bareland::usage::swallowed_option(app, lang)) {
            return complain(bareland::messages::usage.code, *wrong, bareland::messages::usage.exit);
        }
        const auto named = std::find_if(commands.begin(), commands.end(), [&](const Command& command) {
            return app.got_subcommand(command.name);
        });
        return run_to_the_end(named->run, lang);  // one is required
    } catch (const CLI::Success& success) {       // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return complain(bareland::messages::usage.code, bareland::usage::sentence(app, error, lang),
                        bareland::messages::usage.exit);
    } catch (const bareland::Error& error) {
        return complain(error.code(), error.text().in(lang), error.exit());
    } catch (const std::system_error& error) {  // what {fmt} says of a full disk
        if (std::ferror(stdout) == 0) throw;
        const bareland::Text text = bareland::say(bareland::messages::stdout_failed, error.code().message());
        return complain(bareland::messages::stdout_failed.code, text.in(lang),
                        bareland::messages::stdout_failed.exit);
    } catch (const std::exception& error) {
        const bareland::Text text = bareland::say(bareland::messages::internal, error.what());
        return complain(bareland::messages::internal.code, text.in(lang), bareland::messages::internal.exit);
    }
}
