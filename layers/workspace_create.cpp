// A new workspace: made beside its place and renamed.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "geo/messages.hpp"
#include "geo/messages_workspace.hpp"
#include "layers/clock.hpp"
#include "layers/sha256.hpp"
#include "layers/staging.hpp"
#include "layers/text_file.hpp"
#include "layers/workspace.hpp"
#include "layers/workspace_schema.hpp"

namespace bareland {
namespace {

namespace fs = std::filesystem;
using store::Database;
using store::quoted;

struct KeptProfile {
    std::string name;
    std::string text;
};

// Read and checked: a workspace keeps no profile that is wrong.
std::optional<KeptProfile> kept_profile(const std::string& profile) {
    if (profile.empty()) return std::nullopt;
    const std::string file = find_profile(profile);
    KeptProfile kept{fs::path(file).filename().string(), read_text_file(file, messages::profile_unreadable)};
    parse_profile(kept.text, file);
    return kept;
}

void set(Database& database, const char* key, const std::string& value) {
    database.run(fmt::format("INSERT INTO meta (key, value) VALUES ({}, {})", quoted(key), quoted(value)));
}

void fill(const fs::path& file, const std::string& shown, const std::optional<KeptProfile>& profile) {
    Database database = Database::create(file.string(), shown);
    store::migrate(database);
    store::Transaction transaction(database, store::Transaction::Kind::write);
    set(database, "created_at", utc_now());
    if (profile) {
        set(database, "profile_name", profile->name);
        set(database, "profile_sha256", sha256_of(profile->text));
        set(database, "profile_toml", profile->text);
    }
    transaction.commit();
    // Kept in the file for good. Where it cannot be had (some network drives) SQLite's older journal does as
    // well, but that readers wait for a writer.
    database.value("PRAGMA journal_mode = WAL");
}

// Asked before SpatiaLite sets to work, which complains on stderr when it runs out of room. 0 or an errno.
int check_room(const fs::path& directory) {
    constexpr off_t enough = 1 << 20;  // an empty workspace takes two thirds of it, with its journal
    const fs::path file = directory / "room";
    const Fd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd) return errno;
    const int error = ::posix_fallocate(fd.get(), 0, enough);
    ::unlink(file.c_str());
    return error == EINVAL || error == EOPNOTSUPP ? 0 : error;  // a file system that cannot tell
}

int sync_file(const fs::path& file) {
    const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    return fd && ::fsync(fd.get()) == 0 ? 0 : errno;
}

// Renames without ever replacing; 0 or an errno.
int publish(const fs::path& from, const fs::path& to) {
    // Journals of a workspace that was deleted by hand would be applied to the new one.
    for (const char* ending : {"-wal", "-shm", "-journal"}) {
        if (::unlink((to.native() + ending).c_str()) != 0 && errno != ENOENT) return errno;
    }
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    return ::link(from.c_str(), to.c_str()) == 0 ? 0
                                                 : errno;  // the other name goes with the staging directory
}

bool is_there(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

void Workspace::create(const std::string& path, const std::string& profile) {
    const fs::path target = fs::absolute(path);
    const auto fail = [&](int error) {
        if (error == EEXIST) throw Error(messages::workspace_exists, path);
        throw Error(messages::workspace_not_creatable, path, reason_of(error));
    };
    if (is_there(target)) fail(EEXIST);
    if (!target.has_filename()) fail(EISDIR);
    const auto kept = kept_profile(profile);
    staging::clean_up_after_the_dead(target);
    staging::Directory staging;
    if (const int error = staging::make(target.parent_path(), staging::prefix_beside(target), staging))
        fail(error);
    try {
        if (const int error = check_room(staging.path)) fail(error);
        const fs::path file = staging.path / "workspace.sqlite";
        fill(file, path, kept);
        if (const int error = sync_file(file)) fail(error);
        if (const int error = publish(file, target)) fail(error);
        staging::sync_directory(target.parent_path());
    } catch (...) {
        staging::discard(staging.path);
        throw;
    }
    staging::discard(staging.path);
}

}  // namespace bareland
