#include "jobs/routes/command.hpp"

#include <CLI/CLI.hpp>
#include <vector>

#include "jobs/routes/subcommands.hpp"

namespace bareland::routes {

std::function<int()> add_command(CLI::App& app, Lang lang) {
    CLI::App* routes = app.add_subcommand(
        "routes", lang == Lang::zh ? "渣土车等重型柴油车的行车路线" : "routes of muck trucks and others");
    routes->require_subcommand(1);
    struct Command {
        const char* name;
        Run run;
    };
    // In the order of the help.
    const std::vector<Command> commands{{"check", add_check(*routes, lang)},
                                        {"plan", add_plan(*routes, lang)},
                                        {"exit", add_exit(*routes, lang)},
                                        {"tracks", add_tracks(*routes, lang)},
                                        {"sweep", add_sweep(*routes, lang)}};
    return [routes, commands] {
        for (const Command& command : commands) {
            if (routes->got_subcommand(command.name)) return command.run();
        }
        return 0;  // one is required
    };
}

}  // namespace bareland::routes
