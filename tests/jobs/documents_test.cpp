// The documents tell of every code, option and key there is, and of none that is not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace bareland {
namespace {

std::string source_text(const std::string& path) {
    std::ifstream file(BARELAND_SOURCE_DIR "/" + path);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Every first group of `pattern` in the file.
std::set<std::string> found(const std::string& path, const std::string& pattern) {
    const std::string text = source_text(path);
    const std::regex wanted(pattern);
    std::set<std::string> out;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), wanted); at != std::sregex_iterator();
         ++at) {
        out.insert((*at)[1]);
    }
    return out;
}

// Of every table of messages.
std::set<std::string> message_codes() {
    std::set<std::string> codes;
    for (const auto& entry : std::filesystem::directory_iterator(BARELAND_SOURCE_DIR "/geo")) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("messages")) codes.merge(found("geo/" + name, "\"(BL-[0-9]{4})\""));
    }
    return codes;
}

TEST(Documents, ListEveryCode) {
    const auto codes = message_codes();
    EXPECT_GT(codes.size(), 100U);
    EXPECT_EQ(found("docs/formats.md", "\\| (BL-[0-9]{4}) \\|"), codes);
}

TEST(Documents, NameNoCodeThatDoesNotExist) {
    const auto codes = message_codes();
    for (const char* guide : {"docs/guide.zh.md", "docs/guide.en.md"}) {
        for (const std::string& code : found(guide, "(BL-[0-9]{4})")) {
            EXPECT_TRUE(codes.contains(code)) << guide << " names " << code;
        }
    }
}

TEST(Documents, ExplainEveryOption) {
    std::set<std::string> options{"--lang"};
    for (const char* file :
         {"jobs/rank/command.cpp", "jobs/rank/input_words.cpp", "jobs/patches/command.cpp"})
        options.merge(found(file, "\"(--[a-z-]+)\""));
    EXPECT_GT(options.size(), 25U);
    for (const char* guide : {"docs/guide.zh.md", "docs/guide.en.md"}) {
        const auto explained = found(guide, "[|、,] ?`(--[a-z-]+)[^`]*`");
        for (const std::string& option : options) {
            EXPECT_TRUE(explained.contains(option)) << guide << " does not explain " << option;
        }
    }
}

TEST(Documents, ExplainEveryOptionOfTheProjectCheck) {
    const auto options = found("jobs/sites/command.cpp", "(?:option|flag)\\(\"(--[a-z-]+)\"");
    EXPECT_GT(options.size(), 15U);
    for (const char* guide : {"docs/guide.zh.md", "docs/guide.en.md"}) {
        const std::string text = source_text(guide);
        const std::string section = text.substr(text.find("\n## 10 "));
        for (const std::string& option : options)
            EXPECT_NE(section.find("`" + option + "`"), std::string::npos) << guide << " " << option;
    }
}

TEST(Documents, ExplainEveryOptionOfBriefings) {
    const auto options = found("jobs/brief/command.cpp", "(?:option|flag)\\(\"(--[a-z-]+)\"");
    EXPECT_GT(options.size(), 15U);
    for (const char* guide : {"docs/guide.zh.md", "docs/guide.en.md"}) {
        const std::string text = source_text(guide);
        for (const std::string& option : options)
            EXPECT_NE(text.find("`" + option + "`"), std::string::npos) << guide << " " << option;
    }
}

TEST(Documents, ExplainEveryKeyOfTheProjectCheck) {
    const auto keys = found("docs/sites.schema.json", "\"([a-z_0-9]+)\": *\\{");
    EXPECT_GT(keys.size(), 25U);
    const std::string text = source_text("docs/sites.md");
    for (const std::string& key : keys) {
        if (key == "properties" || key == "items" || key == "definitions" || key == "hit" || key == "zone" ||
            key == "project" || key == "name" || key == "version" || key == "gdal" || key == "geos" ||
            key == "proj" || key == "role" || key == "sha256") {
            continue;  // JSON Schema's own words, and what ranking.json has as well
        }
        EXPECT_NE(text.find("`" + key), std::string::npos) << "docs/sites.md does not explain " << key;
    }
}

TEST(Documents, ExplainEveryKeyOfTheJson) {
    const auto keys = found("docs/ranking.schema.json", "\"([a-z]+(?:_[a-z0-9]+)+)\": *\\{");
    EXPECT_GT(keys.size(), 15U);
    const auto explained = found("docs/formats.md", "`([a-z_0-9]+)`");
    for (const std::string& key : keys) {
        EXPECT_TRUE(explained.contains(key)) << "docs/formats.md does not explain " << key;
    }
}

}  // namespace
}  // namespace bareland
