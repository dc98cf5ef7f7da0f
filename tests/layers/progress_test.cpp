#include "layers/progress.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace bareland {
namespace {

// What a job writes to stderr on a terminal of that many columns.
std::string on_terminal(unsigned short columns, const std::function<void()>& job) {
    const winsize size{24, columns, 0, 0};
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (child == 0) {
        job();
        ::_exit(0);
    }
    std::string text;
    char chunk[4096];
    for (ssize_t count = 0; (count = ::read(terminal, chunk, sizeof chunk)) > 0;) {
        text.append(chunk, static_cast<std::size_t>(count));
    }
    ::close(terminal);
    ::waitpid(child, nullptr, 0);
    return text;
}

const Text label{"统计像元", "Counting cells"};

TEST(Progress, IsDrawnOnATerminalAndGoneAtTheEnd) {
    const std::string text = on_terminal(80, [] {
        Progress progress(200, label, true, Lang::zh);
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        progress.advance(100);
    });
    EXPECT_NE(text.find("统计像元 [........................................]   0 %"), std::string::npos)
        << text;
    EXPECT_NE(text.find("统计像元 [####################....................]  50 %"), std::string::npos)
        << text;
    EXPECT_TRUE(text.ends_with("\r\033[K"));
    EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(Progress, FitsANarrowTerminalAndNeverPassesTheEnd) {
    const std::string text = on_terminal(30, [] {
        Progress progress(10, label, true, Lang::en);
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        progress.advance(25);
    });
    EXPECT_NE(text.find("Counting cells [######] 100 %"), std::string::npos) << text;
}

TEST(Progress, ThreadsShareItAndItIsDrawnTwentyTimesASecondAtMost) {
    double seconds = 0;
    const auto start = std::chrono::steady_clock::now();
    const std::string text = on_terminal(80, [] {
        Progress progress(4'000'000, label, true);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 1'000'000; ++i)
                    progress.advance();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        progress.advance(0);
    });
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto drawn = std::count(text.begin(), text.end(), '[') / 2;  // the bar's and the escape sequence's
    EXPECT_LE(static_cast<double>(drawn), seconds * 20 + 2);
    EXPECT_NE(text.find("100 %"), std::string::npos) << "no step was lost";
}

TEST(Progress, IsSilentWhereNobodyLooks) {
    EXPECT_EQ(on_terminal(80, [] { Progress(10, label, false).advance(5); }), "");
    ::testing::internal::CaptureStderr();
    Progress(10, label, true).advance(5);
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace bareland
