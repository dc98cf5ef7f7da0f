#include "tests/cli/small_case.hpp"

#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace bareland::test {
namespace {

std::string degrees(double base, double cells) {
    std::ostringstream text;
    text.precision(12);
    text << base + cells * 0.001;
    return text.str();
}

}  // namespace

const char* const small_grid =
    "ncols 6\nnrows 6\nxllcorner 116.6\nyllcorner 39.8\ncellsize 0.001\nNODATA_value 255\n"
    "1 1 1 0 0 0\n1 2 0 0 0 0\n0 0 0 1 0 0\n0 0 0 2 8 0\n0 0 0 0 0 0\n3 0 0 0 0 255\n";
const char* const cgcs2000_prj =
    "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\",6378137,"
    "298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4490\"]"
    "]";

std::string box(double west, double east, double north, double south) {
    const std::string w = degrees(116.6, west), e = degrees(116.6, east);
    const std::string n = degrees(39.806, -north), s = degrees(39.806, -south);
    return R"({"type":"Polygon","coordinates":[[[)" + w + "," + s + "],[" + e + "," + s + "],[" + e + "," +
           n + "],[" + w + "," + n + "],[" + w + "," + s + "]]]}";
}

std::string feature(const std::string& properties, const std::string& geometry) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(const std::vector<std::string>& features) {
    std::string text =
        R"({"type":"FeatureCollection",)"
        R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[)";
    for (std::size_t i = 0; i < features.size(); ++i)
        text += (i == 0 ? "\n" : ",\n") + features[i];
    return text + "\n]}\n";
}

std::string unit(const std::string& id, const std::string& name, const std::string& geometry) {
    return feature(R"({"id":")" + id + R"(","name":")" + name + "\"}", geometry);
}

SmallCase::SmallCase()
    : plain{"rank",   "--units", "units.geojson", "--raster", "grid.asc",
            "--bare", "1",       "--netted",      "2",        "--unobserved",
            "8",      "--month", "2024-05",       "--out",    "out"} {
    ::chmod(folder.path().c_str(), 0755);  // other users look in too
    write("grid.asc", small_grid);
    write("grid.prj", cgcs2000_prj);
    write("units.geojson", collection({unit("110112001", "甲街道", box(0, 2.5, 0, 6)),
                                       unit("110112002", "乙镇", box(2.5, 6, 0, 6)),
                                       unit("110112003", "丙乡", box(10, 12, 0, 6))}));
    write("controlled.geojson", collection({feature(R"({"measure":"绿化"})", box(0, 0.5, 0, 1))}));
    write("excluded.geojson", collection({feature("{}", box(1, 2, 0, 1))}));
    write("zones.geojson", collection({feature(R"({"id":"Z1"})", box(0, 6, 0, 2))}));
    write("patches.geojson", collection({feature(R"({"状态":"未苫盖"})", box(0, 2, 0, 2)),
                                         feature(R"({"状态":"已苫盖"})", box(3, 4, 3, 4))}));
}

Words SmallCase::without(const std::string& option) const {
    Words words;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (plain[i] == option) {
            ++i;  // and its value
        } else {
            words.push_back(plain[i]);
        }
    }
    return words;
}

void SmallCase::expect_refused(const Words& words, int status, const std::string& zh,
                               const std::string& en) const {
    const Ran chinese = run(words);
    EXPECT_EQ(chinese.status, status);
    EXPECT_EQ(chinese.err, "bareland: " + zh + "\n");
    EXPECT_EQ(chinese.out, "");
    const Ran english = run(words + Words{"--lang", "en"});
    EXPECT_EQ(english.status, status);
    EXPECT_EQ(english.err, "bareland: " + en + "\n");
    EXPECT_EQ(english.out, "");
}

nlohmann::json SmallCase::ranking(const std::string& out) const {
    return nlohmann::json::parse(contents(folder / out / "ranking.json"), nullptr, false);
}

nlohmann::json SmallCase::ranked(const Words& words, const std::string& out) const {
    const Ran ran = run(words);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");
    return ranking(out);
}

std::vector<std::string> SmallCase::findings(const nlohmann::json& ranking, const std::string& code) {
    std::vector<std::string> texts;
    if (!ranking.contains("findings")) return {"no findings at all"};
    for (const nlohmann::json& finding : ranking["findings"]) {
        if (finding["code"] == code) texts.push_back(finding["text"]);
    }
    return texts;
}

}  // namespace bareland::test
