#include "tests/cli/command.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace bareland::test {
namespace {

constexpr uid_t nobody = 65534;

[[noreturn]] void become_bareland(const Words& words, const std::filesystem::path& folder) {
    std::vector<char*> arguments;
    Words copy = Words{BARELAND_BINARY} + words;
    for (std::string& word : copy)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0) ::execv(BARELAND_BINARY, arguments.data());
    ::_exit(127);
}

struct Pipe {
    Pipe() {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    }
    std::array<int, 2> ends{};
};

}  // namespace

Ran run_bareland(const Words& words, const std::filesystem::path& folder,
                 const std::function<void()>& before_exec) {
    const Pipe out, err;
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no fork");
    if (child == 0) {
        ::dup2(out.ends[1], STDOUT_FILENO);
        ::dup2(err.ends[1], STDERR_FILENO);
        if (before_exec) before_exec();
        become_bareland(words, folder);
    }
    ::close(out.ends[1]);
    ::close(err.ends[1]);
    Ran ran;
    std::array<pollfd, 2> streams{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};
    while (streams[0].fd >= 0 || streams[1].fd >= 0) {
        ::poll(streams.data(), streams.size(), -1);
        for (std::size_t i = 0; i < streams.size(); ++i) {
            if (streams[i].fd < 0 || streams[i].revents == 0) continue;
            std::array<char, 4096> chunk;
            const ssize_t count = ::read(streams[i].fd, chunk.data(), chunk.size());
            if (count > 0) {
                (i == 0 ? ran.out : ran.err).append(chunk.data(), static_cast<std::size_t>(count));
            } else {
                streams[i].fd = -1;
            }
        }
    }
    ::close(out.ends[0]);
    ::close(err.ends[0]);
    ran.status = wait_for(child);
    return ran;
}

pid_t start_bareland(const Words& words, const std::filesystem::path& folder) {
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no fork");
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::signal(SIGINT, SIG_DFL);  // shells let what they start in the background ignore it
        become_bareland(words, folder);
    }
    return child;
}

int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void limit_file_size(rlim_t bytes) {
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

void become_nobody() {
    const bool done = ::setgroups(0, nullptr) == 0 && ::setgid(nobody) == 0 && ::setuid(nobody) == 0;
    if (!done) ::_exit(126);
}

Words operator+(Words words, const Words& more) {
    for (const std::string& word : more)
        words.push_back(word);
    return words;
}

}  // namespace bareland::test
