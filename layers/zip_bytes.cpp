#include "layers/zip_bytes.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

#include "geo/messages.hpp"

namespace bareland {
namespace {

constexpr zip_uint16_t first_day = (1U << 5U) | 1U;  // 1980-01-01 as DOS writes it

[[noreturn]] void fail(const char* what) {
    throw Error(messages::internal, fmt::format("zip: {}", what));
}

struct ErrorCode {
    zip_error_t value{};
    ErrorCode() { zip_error_init(&value); }
    ~ErrorCode() { zip_error_fini(&value); }
    ErrorCode(const ErrorCode&) = delete;
    ErrorCode& operator=(const ErrorCode&) = delete;
};

using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

void add(zip_t* archive, const ZipEntry& entry) {
    zip_source_t* content = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    if (content == nullptr) fail(zip_strerror(archive));
    const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(content);
        fail(zip_strerror(archive));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_file_set_dostime(archive, at, 0, first_day, 0) != 0) fail(zip_strerror(archive));
    if (zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, 9) != 0) fail(zip_strerror(archive));
}

std::string read_back(zip_source_t* source) {
    if (zip_source_open(source) != 0) fail("cannot read back");
    std::string out;
    char chunk[8192];
    zip_int64_t count = 0;
    while ((count = zip_source_read(source, chunk, sizeof chunk)) > 0)
        out.append(chunk, static_cast<std::size_t>(count));
    zip_source_close(source);
    if (count < 0 || out.empty()) fail("cannot read back");
    return out;
}

}  // namespace

std::string zip_bytes(std::span<const ZipEntry> entries) {
    ErrorCode error;
    const Source target(zip_source_buffer_create(nullptr, 0, 0, &error.value), zip_source_free);
    if (!target) fail("out of memory");
    zip_source_keep(target.get());  // the archive takes one reference, read_back() needs another
    Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error.value), zip_discard);
    if (!archive) {
        zip_source_free(target.get());
        fail(zip_error_strerror(&error.value));
    }
    for (const ZipEntry& entry : entries)
        add(archive.get(), entry);
    if (zip_close(archive.get()) != 0) fail(zip_strerror(archive.get()));
    static_cast<void>(archive.release());
    return read_back(target.get());
}

}  // namespace bareland
