#include "layers/sha256.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <vector>

#include "geo/messages.hpp"
#include "layers/os.hpp"

namespace bareland {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 20;

class Digest {
  public:
    Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(const void* bytes, std::size_t count) {
        check(EVP_DigestUpdate(context_.get(), bytes, count) == 1);
    }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int length = 0;
        check(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
        std::string text;
        for (unsigned int i = 0; i < length; ++i)
            text += fmt::format("{:02x}", digest[i]);
        return text;
    }

  private:
    static void check(bool good) {
        if (!good) throw Error(messages::internal, "SHA-256 (OpenSSL)");
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_of_file(const std::filesystem::path& file) {
    const auto fail = [&file](int error_number) {
        throw Error(messages::file_unreadable, file.string(), reason_of(error_number));
    };
    const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) fail(errno);
    Digest digest;
    std::vector<unsigned char> chunk(chunk_bytes);
    for (;;) {
        const ssize_t count = ::read(fd.get(), chunk.data(), chunk.size());
        if (count == 0) return digest.hex();
        if (count > 0) {
            digest.add(chunk.data(), static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            fail(errno);
        }
    }
}

std::string sha256_of(std::string_view bytes) {
    Digest digest;
    digest.add(bytes.data(), bytes.size());
    return digest.hex();
}

}  // namespace bareland
