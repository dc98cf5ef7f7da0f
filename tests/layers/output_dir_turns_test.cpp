// Several runs into one folder at once: the moments at which they could get into each other's way, forced by
// the seam, and a scramble.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "layers/os.hpp"
#include "layers/output_dir.hpp"
#include "layers/staging.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

namespace fs = std::filesystem;
using test::contents;
using test::TempDir;

void write_run(const fs::path& target, const std::string& tag) {
    OutputDir out(target);
    for (const char* name : {"a.csv", "b.json"})
        write_whole(out.file(name), tag);
    out.commit();
}

std::set<std::string> listing(const fs::path& directory) {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(directory))
        found.insert(entry.path().filename());
    return found;
}

// Lets another run act just before one change of the disk, once.
class Meanwhile {
  public:
    Meanwhile(std::string before, std::function<void()> act) {
        moment = std::move(before);
        other_run = std::move(act);
        staging::before_change = step;
    }
    ~Meanwhile() {
        staging::before_change = nullptr;
        EXPECT_FALSE(other_run) << moment << " never came";
        other_run = nullptr;
    }
    Meanwhile(const Meanwhile&) = delete;
    Meanwhile& operator=(const Meanwhile&) = delete;

  private:
    static int step(const char* what) {
        if (what == moment && other_run) std::exchange(other_run, nullptr)();
        return 0;
    }
    static inline std::string moment;
    static inline std::function<void()> other_run;
};

bool would_wait(const fs::path& directory) {
    const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

class OutputDirTurns : public ::testing::Test {
  protected:
    TempDir dir;
    fs::path target = dir / "out";
};

// Made and not yet locked, it looks like a dead run's.
TEST_F(OutputDirTurns, AStagingDirectoryThatIsTakenForDeadIsMadeAgain) {
    for (const char* tag : {"absent", "present"}) {
        const Meanwhile cleaner("open staging", [&] { staging::clean_up_after_the_dead(target); });
        write_run(target, tag);
        EXPECT_EQ(contents(target / "a.csv"), tag);
    }
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
    EXPECT_EQ(listing(target), (std::set<std::string>{"a.csv", "b.json"}));
}

TEST_F(OutputDirTurns, WhoComesInWhileAnotherSwapsWaits) {
    write_run(target, "old");
    for (const char* moment : {"exchange", "link other file", "mkdir staging"}) {
        write_whole(target / "notes.txt", "mine");
        bool waits = false;
        const Meanwhile other(moment, [&] { waits = would_wait(target); });
        write_run(target, moment);
        EXPECT_TRUE(waits) << moment;
    }
}

TEST_F(OutputDirTurns, WhatWasSwappedOutIsNotTakenForDead) {
    write_run(target, "old");
    bool there = false;
    const Meanwhile cleaner("unlink old", [&] {
        staging::clean_up_after_the_dead(target);
        for (const std::string& name : listing(dir.path()))
            there = there || (name != "out" && contents(dir / name / "a.csv") == "old");
    });
    write_run(target, "new");
    EXPECT_TRUE(there);
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
}

// Runs `job` in a child that does not hang; its exit status.
pid_t start(const std::function<void()>& job) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::alarm(20);
    try {
        job();
    } catch (...) {
        ::_exit(99);
    }
    ::_exit(0);
}
int ended(pid_t child) {
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

TEST_F(OutputDirTurns, WhoIsDoneKeepsNobodyWaiting) {
    for (const bool one_by_one : {false, true}) {
        OutputDir out(target);
        write_whole(out.file("a.csv"), "first");
        out.commit();
        if (one_by_one) fs::create_directories(target / "sub");
        EXPECT_EQ(ended(start([&] { write_run(target, "second"); })), 0);
        EXPECT_EQ(contents(target / "a.csv"), "second");
    }
}

TEST_F(OutputDirTurns, ManyAtOnce) {
    for (const bool one_by_one : {false, true}) {
        if (one_by_one) fs::create_directories(target / "sub");
        std::set<pid_t> children;
        for (int child = 0; child < 3; ++child) {
            children.insert(start([&] {
                for (int run = 0; run < 12; ++run)
                    write_run(target, std::to_string(child) + "." + std::to_string(run));
            }));
        }
        for (const pid_t child : children)
            EXPECT_EQ(ended(child), 0) << one_by_one;
        EXPECT_EQ(contents(target / "a.csv"), contents(target / "b.json"));
        EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
        EXPECT_EQ(listing(target).size(), one_by_one ? 3U : 2U);
    }
}

}  // namespace
}  // namespace bareland
