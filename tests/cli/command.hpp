// Runs the built `bareland` as its users do: another process, words in, exit status and two streams out.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bareland::test {

struct Ran {
    int status = -1;  // exit status; 128 + n when signal n ended it, as shells say it
    std::string out;
    std::string err;
};

using Words = std::vector<std::string>;

// `before_exec` runs in the child: limits, another user.
Ran run_bareland(const Words& words, const std::filesystem::path& folder,
                 const std::function<void()>& before_exec = {});

// Started and left running, its streams thrown away.
pid_t start_bareland(const Words& words, const std::filesystem::path& folder);

// Exit status as in Ran.
int wait_for(pid_t child);

// For before_exec: no file grows beyond so many bytes; the user "nobody", who may do little.
void limit_file_size(rlim_t bytes);
void become_nobody();

Words operator+(Words words, const Words& more);

}  // namespace bareland::test
