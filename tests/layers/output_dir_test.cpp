#include "layers/output_dir.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "geo/error.hpp"
#include "layers/os.hpp"
#include "layers/staging.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

namespace fs = std::filesystem;
using test::contents;
using test::put;
using test::TempDir;

const std::vector<std::string>& names() {
    static const std::vector<std::string> all{"ranking.csv", "ranking.xlsx", "ranking.gpkg", "ranking.json"};
    return all;
}

void write_run(const fs::path& target, const std::string& tag) {
    OutputDir out(target);
    for (const std::string& name : names())
        write_whole(out.file(name), fmt::format("{} {}", tag, name));
    out.commit();
}

// The tag all four files carry; "mixed" when they differ, "" when there is none.
std::string tag_of(const fs::path& target) {
    std::set<std::string> tags;
    for (const std::string& name : names()) {
        const std::string text = contents(target / name);
        tags.insert(text.substr(0, text.find(' ')));
    }
    return tags.size() == 1 ? *tags.begin() : "mixed";
}

std::set<std::string> listing(const fs::path& directory) {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(directory))
        found.insert(entry.path().filename());
    return found;
}

const std::set<std::string> just_outputs{"ranking.csv", "ranking.gpkg", "ranking.json", "ranking.xlsx"};

// Runs `job` in a child; the status as wait(2) gives it.
int in_child(const std::function<void()>& job) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            job();
        } catch (...) {
            ::_exit(99);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

std::string code_of(const std::function<void()>& job) {
    try {
        job();
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

// The seam: counts changes of the disk, kills at one of them or makes one kind fail.
int changes_left = 0;
int kill_at_zero(const char*) {
    if (changes_left-- == 0) ::kill(::getpid(), SIGKILL);
    return 0;
}
std::string failing;
int failing_errno = 0;
int fail_one_kind(const char* what) {
    return what == failing ? failing_errno : 0;
}

struct Failing {
    Failing(const std::string& what, int error) {
        failing = what;
        failing_errno = error;
        staging::before_change = fail_one_kind;
    }
    ~Failing() { staging::before_change = nullptr; }
};

TEST(OutputDir, AppearsWhole) {
    const TempDir dir;
    const fs::path target = dir / "a/b/out";
    {
        OutputDir out(target);
        EXPECT_EQ(out.target(), fs::canonical(dir.path()) / "a/b/out");
        for (const std::string& name : names())
            put(out.file(name), "1 " + name);
        put(out.staging() / "scratch.tmp", "not an output");
        EXPECT_FALSE(fs::exists(target));
        out.commit();
    }
    EXPECT_EQ(tag_of(target), "1");
    EXPECT_EQ(listing(target), just_outputs);
    EXPECT_EQ(listing(dir / "a/b"), std::set<std::string>{"out"});
}

TEST(OutputDir, WithoutCommitLeavesNothing) {
    const TempDir dir;
    {
        OutputDir out(dir / "a/b/out/");
        put(out.file("ranking.csv"), "half");
    }
    EXPECT_TRUE(fs::is_empty(dir.path()));
    write_run(dir / "out", "1");
    {
        OutputDir out(dir / "out");
        put(out.file("ranking.csv"), "half");
    }
    EXPECT_EQ(tag_of(dir / "out"), "1");
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
    EXPECT_EQ(listing(dir / "out"), just_outputs);
}

TEST(OutputDir, ReplacesOutputsAndKeepsEverythingElse) {
    const TempDir dir;
    const fs::path target = dir / "out";
    write_run(target, "1");
    put(target / "notes.txt", "mine");
    ::chmod(target.c_str(), 0750);
    write_run(target, "2");
    EXPECT_EQ(tag_of(target), "2");
    EXPECT_EQ(contents(target / "notes.txt"), "mine");
    struct stat status {};
    ASSERT_EQ(::stat(target.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0750U);
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
    EXPECT_EQ(listing(target).size(), 5U);
}

// A GIS that holds the old GeoPackage open keeps journals beside it, which SQLite would apply to the new one.
TEST(OutputDir, DropsJournalsOfAReplacedDatabase) {
    const TempDir dir;
    for (const bool inside : {false, true}) {
        const fs::path target = dir / (inside ? "in" : "out");
        write_run(target, "1");
        if (inside) fs::create_directory(target / "sub");
        for (const char* ending : {"-wal", "-shm", "-journal"})
            put(target / ("ranking.gpkg" + std::string(ending)), "x");
        put(target / "other.gpkg-wal", "keep");
        write_run(target, "2");
        EXPECT_EQ(tag_of(target), "2");
        EXPECT_FALSE(fs::exists(target / "ranking.gpkg-wal"));
        EXPECT_FALSE(fs::exists(target / "ranking.gpkg-shm"));
        EXPECT_FALSE(fs::exists(target / "ranking.gpkg-journal"));
        EXPECT_EQ(contents(target / "other.gpkg-wal"), "keep");
    }
}

TEST(OutputDir, WritesInPlaceWhatCannotBeSwapped) {
    const TempDir dir;
    const fs::path target = dir / "out";
    write_run(target, "1");
    fs::create_directory(target / "2024-04");
    put(target / "2024-04/ranking.json", "older");
    const auto inode = [&] {
        struct stat status {};
        ::stat(target.c_str(), &status);
        return status.st_ino;
    };
    const auto before = inode();
    write_run(target, "2");
    EXPECT_EQ(inode(), before);
    EXPECT_EQ(tag_of(target), "2");
    EXPECT_EQ(contents(target / "2024-04/ranking.json"), "older");
    EXPECT_EQ(listing(target).size(), 5U);
}

TEST(OutputDir, KeepsTheWorkingDirectory) {
    const TempDir dir;
    write_run(dir / "out", "1");
    EXPECT_EQ(in_child([&] {
                  if (::chdir((dir / "out").c_str()) != 0) ::_exit(1);
                  write_run(".", "2");
                  if (contents("ranking.json") != "2 ranking.json") ::_exit(2);
                  write_run("../out", "3");
                  if (contents("ranking.json") != "3 ranking.json") ::_exit(3);
              }),
              0);
    EXPECT_EQ(tag_of(dir / "out"), "3");
}

TEST(OutputDir, FollowsALinkToADirectory) {
    const TempDir dir;
    write_run(dir / "real", "1");
    fs::create_directory_symlink("real", dir / "link");
    write_run(dir / "link", "2");
    EXPECT_TRUE(fs::is_symlink(dir / "link"));
    EXPECT_EQ(tag_of(dir / "real"), "2");
}

TEST(OutputDir, RefusesAFileUpFront) {
    const TempDir dir;
    put(dir / "file", "x");
    fs::create_symlink("nowhere", dir / "dangling");
    EXPECT_EQ(code_of([&] { OutputDir out(dir / "file"); }), "BL-3060");
    EXPECT_EQ(code_of([&] { OutputDir out(dir / "dangling"); }), "BL-3060");
    EXPECT_EQ(code_of([&] { OutputDir out(dir / "file/out"); }), "BL-3061");
    EXPECT_EQ(code_of([&] { OutputDir out(""); }), "BL-3061");
    EXPECT_EQ(listing(dir.path()), (std::set<std::string>{"dangling", "file"}));
}

TEST(OutputDir, RefusesWhatCannotBeWrittenUpFront) {
    const TempDir dir;
    fs::create_directory(dir / "there");
    {
        const Failing seam("mkdir staging", EROFS);
        try {
            OutputDir out(dir / "there");
            FAIL();
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "BL-3062");
            EXPECT_EQ(error.exit(), Exit::input);
            EXPECT_NE(error.text().zh.find("文件系统只读"), std::string::npos) << error.text().zh;
            EXPECT_NE(error.text().en.find("read-only"), std::string::npos) << error.text().en;
        }
        EXPECT_EQ(code_of([&] { OutputDir out(dir / "x/y/absent"); }), "BL-3061");
        EXPECT_FALSE(fs::exists(dir / "x"));
    }
    if (::geteuid() == 0) {  // the same with a system that really refuses
        EXPECT_EQ(in_child([&] {
                      fs::create_directories(dir / "theirs/out");
                      if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(0);
                      ::_exit(code_of([&] { OutputDir out(dir / "theirs/out"); }).empty() ? 1 : 0);
                  }),
                  0);
    }
}

// Somebody who may write into the directory but not beside it.
TEST(OutputDir, NeedsNoWritableParent) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root to give a directory away";
    const TempDir dir;
    ::chmod(dir.path().c_str(), 0755);
    fs::create_directory(dir / "out");
    ASSERT_EQ(::chown((dir / "out").c_str(), 65534, 65534), 0);
    EXPECT_EQ(in_child([&] {
                  if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(1);
                  write_run(dir / "out", "1");
                  write_run(dir / "out", "2");
              }),
              0);
    EXPECT_EQ(tag_of(dir / "out"), "2");
    EXPECT_EQ(listing(dir / "out"), just_outputs);
}

struct Situation {
    const char* name;
    bool earlier_run;
    bool sub_directory;
    std::string failing;  // this kind of change is not available
};

class Kill : public ::testing::TestWithParam<Situation> {};

Situation situation_now;
int kill_with_situation(const char* what) {
    kill_at_zero(what);
    return what == situation_now.failing ? EINVAL : 0;
}

// Killed before every single change of the disk in turn: the target holds the old set or the new one. Where
// files are moved one by one, the next start must have made it so.
TEST_P(Kill, BeforeEveryChangeLeavesOneWholeSet) {
    const Situation& situation = GetParam();
    bool finished = false;
    int kills = 0;
    std::set<std::string> seen;
    for (int step = 0; !finished; ++step) {
        ASSERT_LT(step, 200);
        const TempDir dir;
        const fs::path target = dir / "out";
        if (situation.earlier_run) {
            write_run(target, "old");
            put(target / "notes.txt", "mine");
        }
        if (situation.sub_directory) fs::create_directory(target / "sub");
        const int status = in_child([&] {
            changes_left = step;
            situation_now = situation;
            staging::before_change = kill_with_situation;
            write_run(target, "new");
        });
        finished = !WIFSIGNALED(status);
        if (!finished) ++kills;
        const bool one_by_one = situation.sub_directory || !situation.failing.empty();
        if (!one_by_one) {
            EXPECT_NE(tag_of(target), "mixed") << step;
            if (situation.earlier_run) {
                EXPECT_EQ(contents(target / "notes.txt"), "mine") << step;
            }
        }
        {
            const OutputDir next(target);  // cleans up
        }
        const std::string tag = tag_of(target);
        EXPECT_TRUE(tag == "new" || tag == (situation.earlier_run ? "old" : ""))
            << tag << " at step " << step;
        seen.insert(tag);
        EXPECT_LE(listing(dir.path()).size(), 1U) << step;
        if (fs::exists(target)) {
            const std::size_t others =
                (situation.earlier_run ? 1U : 0U) + (situation.sub_directory ? 1U : 0U);
            EXPECT_EQ(listing(target).size(), 4 + others) << step;
        }
    }
    EXPECT_GE(kills, 8);
    EXPECT_EQ(seen.size(), 2U) << "kills before and after the decisive change must both have happened";
}

INSTANTIATE_TEST_SUITE_P(OutputDir, Kill,
                         ::testing::Values(Situation{"absent", false, false, ""},
                                           Situation{"swap", true, false, ""},
                                           Situation{"sub_directory", true, true, ""},
                                           Situation{"no_exchange", true, false, "exchange"},
                                           Situation{"no_hard_links", true, false, "link other file"}),
                         [](const auto& chosen) { return chosen.param.name; });

// Killed at random moments while it writes again and again: by the clock, and after a random number of
// changes (which gets through as many runs on a slow machine as on a fast one).
TEST(OutputDir, SurvivesKillsAtRandomMoments) {
    const TempDir dir;
    const fs::path target = dir / "out";
    write_run(target, "0");
    put(target / "notes.txt", "mine");
    std::mt19937 random(20240501);
    std::uniform_int_distribution<int> microseconds(0, 20000);
    std::uniform_int_distribution<int> changes(0, 60);
    std::string last = "0";
    int changed = 0;
    for (int round = 0; round < 300; ++round) {
        const bool by_clock = round % 2 == 0;
        changes_left = changes(random);
        const pid_t child = ::fork();
        if (child == 0) {
            if (!by_clock) staging::before_change = kill_at_zero;
            for (int run = 1;; ++run)
                write_run(target, std::to_string(round) + "." + std::to_string(run));
        }
        if (by_clock) {
            std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
            ::kill(child, SIGKILL);
        }
        ::waitpid(child, nullptr, 0);
        const std::string tag = tag_of(target);
        ASSERT_NE(tag, "mixed") << round;
        ASSERT_FALSE(tag.empty()) << round;
        ASSERT_EQ(contents(target / "notes.txt"), "mine") << round;
        changed += tag != last ? 1 : 0;
        last = tag;
    }
    EXPECT_GT(changed, 50);
    write_run(target, "end");
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
}

TEST(OutputDir, LeavesTheStagingOfLivingProcessesAlone) {
    const TempDir dir;
    const fs::path target = dir / "out";
    OutputDir first(target);
    for (const std::string& name : names())
        put(first.file(name), "first " + name);
    EXPECT_EQ(in_child([&] { write_run(target, "second"); }), 0);
    EXPECT_EQ(tag_of(target), "second");
    first.commit();
    EXPECT_EQ(tag_of(target), "first");
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
}

TEST(OutputDir, FailedCommitChangesNothing) {
    const TempDir dir;
    const fs::path target = dir / "out";
    write_run(target, "old");
    for (const auto& [what, error] : {std::pair{"fsync file", EIO}, {"fsync directory", ENOSPC}}) {
        const Failing seam(what, error);
        EXPECT_EQ(code_of([&] { write_run(target, "new"); }), "BL-3064") << what;
        EXPECT_EQ(tag_of(target), "old");
    }
    EXPECT_EQ(code_of([&] {
                  OutputDir out(target);
                  out.file("never_written.csv");
                  out.commit();
              }),
              "BL-3064");
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
    EXPECT_EQ(listing(target), just_outputs);
}

TEST(OutputDir, RefusesToReplaceADirectoryByAFile) {
    const TempDir dir;
    const fs::path target = dir / "out";
    fs::create_directories(target / "ranking.csv");
    EXPECT_EQ(code_of([&] { write_run(target, "new"); }), "BL-3064");
    EXPECT_EQ(listing(target), std::set<std::string>{"ranking.csv"});
}

class Signal : public ::testing::TestWithParam<int> {};

// The job knows nothing of signals: it is in the middle of writing when one comes.
TEST_P(Signal, RemovesStagingAndEndsWithItsStatus) {
    const TempDir dir;
    const fs::path target = dir / "out";
    write_run(target, "old");
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        remove_staging_on_signals();
        OutputDir out(target);
        put(out.file("ranking.csv"), "half");
        (void)!::write(ready[1], "x", 1);
        for (int i = 0;; ++i)
            put(out.staging() / ("more" + std::to_string(i % 50)), "x");
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ::kill(child, GetParam());
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 128 + GetParam());
    EXPECT_EQ(tag_of(target), "old");
    EXPECT_EQ(listing(target), just_outputs);
    {
        const OutputDir next(target);  // what the job managed to add while the signal was served
    }
    EXPECT_EQ(listing(dir.path()), std::set<std::string>{"out"});
}

INSTANTIATE_TEST_SUITE_P(OutputDir, Signal, ::testing::Values(SIGINT, SIGTERM, SIGHUP));

TEST(Os, WriteWholeNamesFileAndReason) {
    const TempDir dir;
    try {
        write_whole(dir / "absent/f.csv", "x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3064");
        EXPECT_EQ(error.exit(), Exit::input);
        EXPECT_NE(error.text().en.find("f.csv: no such file or directory"), std::string::npos)
            << error.text().en;
        EXPECT_NE(error.text().zh.find("“f.csv”失败：文件或目录不存在"), std::string::npos)
            << error.text().zh;
    }
    const int full = ::open("/dev/full", O_WRONLY);
    if (full >= 0) {
        ::close(full);
        try {
            write_whole("/dev/full", "x");
            FAIL();
        } catch (const Error& error) {
            EXPECT_NE(error.text().zh.find("磁盘空间不足"), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace bareland
