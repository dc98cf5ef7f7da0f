#include "layers/sha256.hpp"

#include <gtest/gtest.h>

#include "geo/error.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

// Vectors of FIPS 180-2, appendix B, and the SHA-256 of no bytes.
TEST(Sha256, MatchesThePublishedVectors) {
    const test::TempDir dir;
    const auto hash = [&](const std::string& text) {
        test::put(dir / "f", text);
        return sha256_of_file(dir / "f");
    };
    EXPECT_EQ(hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfBytesIsThatOfTheFileThatHoldsThem) {
    EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// A million times 'a', and three million: several chunks, with an end in the middle of one.
TEST(Sha256, StreamsFilesLongerThanAChunk) {
    const test::TempDir dir;
    test::put(dir / "f", std::string(1'000'000, 'a'));
    EXPECT_EQ(sha256_of_file(dir / "f"), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    test::put(dir / "g", std::string(std::size_t{1} << 21, 'a'));  // sha256sum(1)
    EXPECT_EQ(sha256_of_file(dir / "g"), "5256ec18f11624025905d057d6befb03d77b243511ac5f77ed5e0221ce6d84b5");
}

TEST(Sha256, SaysWhichFileCannotBeRead) {
    const test::TempDir dir;
    for (const auto& file : {dir / "absent", dir.path()}) {
        try {
            sha256_of_file(file);
            FAIL() << file;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "BL-3063");
            EXPECT_EQ(error.exit(), Exit::input);
            EXPECT_NE(error.text().en.find(file.string()), std::string::npos);
            EXPECT_NE(error.text().zh.find(file.string()), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace bareland
