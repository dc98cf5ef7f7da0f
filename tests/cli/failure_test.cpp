// Disks, limits and signals: the folder holds the four files of the run before or the four new ones.
#include <gdal.h>
#include <ogr_api.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

namespace fs = std::filesystem;

class Failure : public SmallCase {
  protected:
    Words of(const std::string& month) const {
        return without("--month") + Words{"--month", month, "--quiet"};
    }
    // The bytes of the four files and the names of everything that lies beside them.
    static std::vector<std::string> everything(const fs::path& directory) {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(directory))
            all.push_back(entry.path().filename().string() + "\n" + contents(entry.path()));
        std::sort(all.begin(), all.end());
        return all;
    }
    int hidden_beside() const {
        return static_cast<int>(std::count_if(
            fs::directory_iterator(folder.path()), {},
            [](const auto& entry) { return entry.path().filename().string().starts_with("."); }));
    }
};

TEST_F(Failure, FilesTooLarge) {
    ASSERT_EQ(run(of("2024-04")).status, 0);
    const auto before = everything(folder / "out");
    ASSERT_EQ(before.size(), 4U);
    for (const rlim_t bytes : std::vector<rlim_t>{0, 100, 1000, 3000, 6000, 20000, 60000, 90000}) {
        const Ran ran = run(of("2024-05"), [bytes] { limit_file_size(bytes); });
        EXPECT_EQ(ran.status, 3) << bytes;
        EXPECT_EQ(ran.err.find("bareland: BL-3064: 写入“"), 0U) << bytes << " " << ran.err;
        EXPECT_NE(ran.err.find("原有结果没有改动；排除原因后请重新运行。\n"), std::string::npos) << ran.err;
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
        EXPECT_EQ(everything(folder / "out"), before) << bytes;
        EXPECT_EQ(hidden_beside(), 0) << bytes;
    }
    EXPECT_EQ(run(of("2024-05"), [] { limit_file_size(10'000'000); }).status, 0);
    EXPECT_EQ(ranking()["month"], "2024-05");
}

// The child mounts a small disk of its own over "disk", where the outputs of an earlier run are put first.
TEST_F(Failure, DiskFull) {
    if (::geteuid() != 0) GTEST_SKIP() << "takes root, to mount a small disk";
    fs::create_directory(folder / "disk");
    const std::string disk = (folder / "disk").string();
    const pid_t probe = ::fork();
    if (probe == 0) {
        const bool mounts = ::unshare(CLONE_NEWNS) == 0 &&
                            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                            ::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=200k") == 0;
        if (!mounts) ::_exit(77);
        Words words = without("--out") + Words{"--out", "disk/out"};
        // 200 kB hold neither the map of one run nor, after this file, anything else.
        put(folder / "disk" / "filler", std::string(150'000, 'x'));
        fs::create_directory(folder / "disk" / "out");
        put(folder / "disk" / "out" / "ranking.json", "the old one");
        const Ran ran = run(words);
        const bool told = ran.status == 3 && ran.err.starts_with("bareland: BL-3064: 写入“") &&
                          ran.err.find("磁盘空间不足") != std::string::npos;
        const bool intact = everything(folder / "disk" / "out") == Words{"ranking.json\nthe old one"};
        if (!told) (void)!::write(STDERR_FILENO, ran.err.data(), ran.err.size());
        ::_exit(told && intact ? 0 : 1);
    }
    const int status = wait_for(probe);
    if (status == 77) GTEST_SKIP() << "mounting is not allowed here";
    EXPECT_EQ(status, 0);
}

// Which run a workbook is of, by the name of its first unit.
std::string workbook_name(const fs::path& file) {
    GDALAllRegister();
    GDALDatasetH workbook = GDALOpenEx(file.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    if (workbook == nullptr) return "broken workbook";
    std::string found = "no name";
    OGRLayerH sheet = GDALDatasetGetLayer(workbook, 0);
    while (OGRFeatureH row = OGR_L_GetNextFeature(sheet)) {
        for (int i = 0; i < OGR_F_GetFieldCount(row); ++i) {
            const std::string text = OGR_F_GetFieldAsString(row, i);
            if (text == "旧街道" || text == "新街道") found = text;
        }
        OGR_F_Destroy(row);
    }
    GDALClose(workbook);
    return found;
}

TEST_F(Failure, KilledAtAnyMoment) {
    write("old.geojson", collection({unit("1", "旧街道", box(0, 6, 0, 6))}));
    write("new.geojson", collection({unit("1", "新街道", box(0, 6, 0, 6))}));
    const auto words = [&](const std::string& units) {
        return without("--units") + Words{"--units", units, "--quiet"};
    };
    // The names that the four files hold: one when they are of one run.
    const auto names = [&] {
        std::string all;
        for (const char* const name : {"ranking.json", "ranking.csv", "ranking.gpkg"}) {
            const std::string bytes = contents(folder / "out" / name);
            const bool old_one = bytes.find("旧街道") != std::string::npos;
            const bool new_one = bytes.find("新街道") != std::string::npos;
            all += old_one == new_one ? "broken" : old_one ? "旧街道" : "新街道";
        }
        return all + workbook_name(folder / "out" / "ranking.xlsx");
    };
    const std::string old_set = "旧街道旧街道旧街道旧街道";
    const std::string new_set = "新街道新街道新街道新街道";
    ASSERT_EQ(run(words("new.geojson")).status, 0);
    const auto start = std::chrono::steady_clock::now();
    ASSERT_EQ(run(words("old.geojson")).status, 0);
    const std::chrono::duration<double, std::micro> whole = std::chrono::steady_clock::now() - start;
    ASSERT_EQ(names(), old_set);
    unsigned random = 20240501;
    std::set<std::string> seen;
    int killed = 0;
    for (int round = 0; round < 80; ++round) {
        const pid_t child =
            start_bareland(words(round % 2 == 0 ? "new.geojson" : "old.geojson"), folder.path());
        random = random * 1664525U + 1013904223U;
        // Anywhere in a run, more often towards its end, where the files are put in place.
        const double share = 1.3 * std::sqrt(static_cast<double>((random >> 8) % 1000) / 1000);
        ::usleep(static_cast<useconds_t>(share * whole.count()));
        ::kill(child, SIGKILL);
        killed += wait_for(child) == 128 + SIGKILL ? 1 : 0;
        const std::string now = names();
        ASSERT_TRUE(now == old_set || now == new_set) << round << ": " << now;
        seen.insert(now);
        ASSERT_EQ(everything(folder / "out").size(), 4U) << round;
    }
    EXPECT_GE(killed, 10);
    EXPECT_EQ(seen.size(), 2U);
    // What killed runs left behind goes with the next one.
    ASSERT_EQ(run(words("new.geojson")).status, 0);
    EXPECT_EQ(names(), new_set);
    EXPECT_EQ(hidden_beside(), 0);
}

TEST_F(Failure, InterruptedAndTerminated) {
    ASSERT_EQ(run(of("2024-04")).status, 0);
    for (const int signal : {SIGINT, SIGTERM}) {
        bool ended = false;
        unsigned random = 7;
        for (int round = 0; round < 100 && !ended; ++round) {
            const pid_t child = start_bareland(of("2024-05"), folder.path());
            random = random * 1664525U + 1013904223U;
            ::usleep(5'000 + random % 60'000);
            ::kill(child, signal);
            const int status = wait_for(child);
            // Before the program looks at signals the system ends it, which reads the same.
            ended = status == 128 + signal;
            ASSERT_TRUE(ended || status == 0) << status;
            ASSERT_EQ(hidden_beside(), 0) << round;
            const std::string month = ranking()["month"];
            ASSERT_TRUE(month == "2024-04" || (month == "2024-05"));
        }
        EXPECT_TRUE(ended) << signal;
    }
}

}  // namespace
}  // namespace bareland::test
