// The four files belong together whatever happens: kills, files too large, a full disk.
#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

#include "jobs/rank/outputs.hpp"
#include "tests/jobs/sample_result.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::rank {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using test::contents;
using test::put;
using test::sample_result;
using test::TempDir;

void write(const fs::path& target, const Result& result, Lang lang) {
    OutputDir directory(target);
    write_outputs(directory, result, lang);
    directory.commit();
}

// The run a set of files belongs to, from each of the four; "mixed" when they differ or one is broken.
std::string run_of(const fs::path& out) {
    std::set<std::string> runs;
    const Json json = Json::parse(contents(out / "ranking.json"), nullptr, false);
    runs.insert(json.is_discarded() ? "broken json" : json["units"][0]["name"].get<std::string>());
    const std::string csv = contents(out / "ranking.csv");
    const std::size_t at = csv.find("run ");
    runs.insert(at == std::string::npos ? "broken csv" : csv.substr(at, csv.find('"', at) - at));
    for (const char* name : {"ranking.gpkg", "ranking.xlsx"}) {
        GDALDatasetH dataset = GDALOpenEx((out / name).c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
        std::string run = "broken " + std::string(name);
        if (dataset != nullptr) {
            OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
            while (OGRFeatureH feature = OGR_L_GetNextFeature(layer)) {
                for (int i = 0; i < std::min(4, OGR_F_GetFieldCount(feature)); ++i) {
                    const std::string value = OGR_F_GetFieldAsString(feature, i);
                    if (value.starts_with("run ")) run = value;
                }
                OGR_F_Destroy(feature);
            }
            GDALClose(dataset);
        }
        runs.insert(run);
    }
    return runs.size() == 1 ? *runs.begin() : "mixed";
}

Result numbered(int run) {
    Result result = sample_result();
    result.units.resize(1);
    result.units[0].name = "run " + std::to_string(run);
    return result;
}

TEST(Outputs, FourFilesOfOneRunWheneverItIsKilled) {
    const TempDir dir;
    const fs::path out = dir / "out";
    GDALAllRegister();
    write(out, numbered(0), Lang::zh);
    unsigned random = 7;
    for (int round = 0; round < 100; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int run = 1;; ++run)
                write(out, numbered(round * 1000 + run), Lang::zh);
        }
        random = random * 1664525U + 1013904223U;
        ::usleep(5000 + random % 60000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const std::string run = run_of(out);
        ASSERT_TRUE(run.starts_with("run ")) << round << ": " << run;
    }
    write(out, numbered(1), Lang::zh);
    EXPECT_EQ(run_of(out), "run 1");
    EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);
}

// Runs the whole writing in a child after `prepare`; 0 written, 1 a proper Error, 2 anything else.
template <class Prepare>
int attempt(const fs::path& out, Prepare prepare) {
    const pid_t child = ::fork();
    if (child == 0) {
        prepare();
        try {
            write(out, numbered(2), Lang::zh);
        } catch (const Error& error) {
            const bool proper = error.code() == "BL-3064" && error.exit() == Exit::input &&
                                error.text().zh.find("ranking.") != std::string::npos;
            if (!proper) std::fprintf(stderr, "%s\n", error.what());
            ::_exit(proper ? 1 : 2);
        } catch (...) {
            ::_exit(2);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

TEST(Outputs, TooLargeAFileIsAnErrorAndTheOldOnesStay) {
    const TempDir dir;
    const fs::path out = dir / "out";
    GDALAllRegister();
    write(out, numbered(1), Lang::zh);
    for (const rlim_t limit : std::vector<rlim_t>{0, 300, 1200, 2500, 5000, 9000, 20000, 50000, 95000}) {
        EXPECT_EQ(attempt(out,
                          [limit] {
                              ::signal(SIGXFSZ, SIG_IGN);
                              const rlimit bytes{limit, limit};
                              ::setrlimit(RLIMIT_FSIZE, &bytes);
                          }),
                  1)
            << limit;
        ASSERT_EQ(run_of(out), "run 1") << limit;
        ASSERT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1) << limit;
    }
}

// A mount namespace with a small file system at `disk`; as an ordinary user in a user namespace, where the
// user is root. False where the machine does not allow that.
bool mount_small_disk(const fs::path& disk) {
    const auto user = ::geteuid();
    const auto group = ::getegid();
    if (::unshare(CLONE_NEWNS | (user == 0 ? 0 : CLONE_NEWUSER)) != 0) return false;
    if (user != 0) {
        put("/proc/self/setgroups", "deny");
        put("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
        put("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
        if (::geteuid() != 0) return false;
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") == 0;
}

// Fills the disk but for so much, in KiB.
void leave_room(const fs::path& disk, std::size_t room) {
    put(disk / "ballast", "");
    const std::size_t free_bytes = fs::space(disk).free;
    if (free_bytes > room * 1024) put(disk / "ballast", std::string(free_bytes - room * 1024, 'x'));
}

// Writes with 4 KiB more room each time until everything fits; 0 when all went as it must, else where it did
// not.
int fill_again_and_again(const fs::path& disk) {
    const fs::path out = disk / "out";
    write(out, numbered(1), Lang::zh);
    int failures = 0;
    for (std::size_t room = 4; room <= 600; room += 4) {
        leave_room(disk, room);
        const int outcome = attempt(out, [] {});
        if (outcome == 0) return failures > 10 && run_of(out) == "run 2" ? 0 : 1;
        if (outcome != 1) return 10 + outcome;
        if (run_of(out) != "run 1" || std::distance(fs::directory_iterator(disk), {}) != 2) return 20;
        ++failures;
    }
    return 30;
}

TEST(Outputs, AFullDiskIsAnErrorAndTheOldOnesStay) {
    const TempDir dir;
    const fs::path disk = dir / "disk";
    fs::create_directory(disk);
    GDALAllRegister();
    constexpr int not_allowed = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(mount_small_disk(disk) ? fill_again_and_again(disk) : not_allowed);
        } catch (...) {
            ::_exit(40);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == not_allowed)
        GTEST_SKIP() << "this machine does not let a test mount a file system";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace bareland::rank
