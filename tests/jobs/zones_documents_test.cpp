// docs/zones.md tells of every option of the registry commands, every finding and every key of the dossier.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

std::set<std::string> found(const std::string& path, const std::string& pattern) {
    const std::string text = test::contents(std::string(BARELAND_SOURCE_DIR) + "/" + path);
    EXPECT_FALSE(text.empty()) << path;
    const std::regex wanted(pattern);
    std::set<std::string> out;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), wanted); at != std::sregex_iterator(); ++at)
        out.insert((*at)[1]);
    return out;
}

void expect_all(const std::set<std::string>& words, const std::set<std::string>& explained) {
    for (const std::string& word : words)
        EXPECT_TRUE(explained.contains(word)) << "docs/zones.md does not explain " << word;
}

TEST(ZonesDocuments, ExplainEveryOption) {
    const auto options = found("jobs/zones/registry_command.cpp", "\"(--[a-z-]+)\"");
    EXPECT_GT(options.size(), 14U);
    expect_all(options, found("docs/zones.md", "[|,] ?`(--[a-z-]+)[^`]*`"));
}

TEST(ZonesDocuments, ExplainEveryKeyOfTheDossier) {
    const auto keys = found("docs/dossier.schema.json", "\"([a-z0-9]+(?:_[a-z0-9]+)+)\": *\\{");
    EXPECT_GT(keys.size(), 25U);
    expect_all(keys, found("docs/zones.md", "`([a-z_0-9]+)`"));
}

TEST(ZonesDocuments, ExplainEveryFindingOfTheCheck) {
    auto codes = found("geo/messages_zones.hpp", "\"(BL-48[0-9]{2})\"");
    EXPECT_GT(codes.size(), 18U);
    for (const char* of_dossier : {"BL-4818", "BL-4819", "BL-4820"})
        EXPECT_EQ(codes.erase(of_dossier), 1U);
    expect_all(codes, found("docs/zones.md", "(BL-48[0-9]{2})"));
}

}  // namespace
}  // namespace bareland
