#include "layers/staging.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <random>
#include <vector>

namespace fs = std::filesystem;

namespace bareland::staging {

int (*before_change)(const char* what) = nullptr;

namespace {

constexpr std::array journal_endings{"-wal", "-shm", "-journal"};

Fd open_directory(const fs::path& path) {
    return Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool still_there(const fs::path& path, const Fd& fd) {
    struct stat by_path {};
    struct stat by_fd {};
    return ::lstat(path.c_str(), &by_path) == 0 && ::fstat(fd.get(), &by_fd) == 0 &&
           by_path.st_dev == by_fd.st_dev && by_path.st_ino == by_fd.st_ino;
}

bool is_plain_file(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool is_own_directory(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

std::vector<fs::path> entries(const fs::path& directory) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        found.push_back(it->path());
    }
    return found;
}

bool starts_with(const fs::path& path, const std::string& prefix) {
    return path.filename().native().starts_with(prefix);
}

// A kill while a complete set was being moved: the rest follows, so that the set is whole again.
void finish_move(const fs::path& complete, const fs::path& target) {
    for (const fs::path& file : entries(complete)) {
        if (is_plain_file(file) && place(file, target / file.filename()) != 0) return;
    }
    change("rmdir staging", [&] { return ::rmdir(complete.c_str()); });
    sync_directory(target);
}

template <class Act>
void for_each_dead(const fs::path& parent, const std::string& prefix, Act act) {
    for (const fs::path& path : entries(parent)) {
        if (!starts_with(path, prefix) || !is_own_directory(path)) continue;
        const Fd fd = open_directory(path);
        if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || !still_there(path, fd)) continue;
        act(path);
    }
}

}  // namespace

std::string prefix_beside(const fs::path& target) {
    constexpr std::size_t room = 180;  // of the 255 bytes a name may have
    std::string prefix(1, '.');
    return prefix.append(target.filename().native(), 0, room).append(".bareland-");
}

int make(const fs::path& parent, const std::string& prefix, Directory& made) {
    std::random_device random;
    for (;;) {
        const fs::path path = parent / fmt::format("{}{}-{:08x}", prefix, ::getpid(), random());
        const int error = change("mkdir staging", [&] { return ::mkdir(path.c_str(), 0777); });
        if (error == EEXIST) continue;
        if (error != 0) return error;
        // Somebody cleaning up may find it before it is locked: then it is theirs, perhaps gone already, and
        // another is made. A file system without locks is fine: nobody else gets one either, so nothing is
        // ever taken for dead.
        Fd lock;
        const int open_error = change("open staging", [&] {
            lock = open_directory(path);
            return lock ? 0 : -1;
        });
        if (open_error == ENOENT) continue;
        if (open_error != 0) {
            ::rmdir(path.c_str());
            return open_error;
        }
        const bool taken = ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (taken || !still_there(path, lock)) continue;
        made.path = path;
        made.lock = std::move(lock);
        return 0;
    }
}

Fd take_turn(const fs::path& directory) {
    for (;;) {
        Fd fd = open_directory(directory);
        if (!fd) return fd;
        int answer = 0;
        do {
            answer = ::flock(fd.get(), LOCK_EX);
        } while (answer != 0 && errno == EINTR);
        // Who had it may have put another directory in its place.
        if (answer != 0 || still_there(directory, fd)) return fd;
    }
}

void discard(const fs::path& directory) {
    for (const fs::path& path : entries(directory)) {
        change("unlink", [&] { return ::unlink(path.c_str()); });
    }
    change("rmdir staging", [&] { return ::rmdir(directory.c_str()); });
}

void clean_up_after_the_dead(const fs::path& target) {
    for_each_dead(target.parent_path(), prefix_beside(target), [](const fs::path& path) { discard(path); });
    for_each_dead(target, prefix_complete, [&](const fs::path& path) { finish_move(path, target); });
    for_each_dead(target, prefix_inside, [](const fs::path& path) {
        if (!starts_with(path, prefix_complete)) discard(path);
    });
}

bool is_journal_of(const std::string& name, const std::string& database) {
    for (const char* ending : journal_endings) {
        if (name == database + ending) return true;
    }
    return false;
}

int place(const fs::path& from, const fs::path& to) {
    for (const char* ending : journal_endings) {
        const std::string journal = to.native() + ending;
        const int error = change("unlink journal", [&] { return ::unlink(journal.c_str()); });
        if (error != 0 && error != ENOENT) return error;
    }
    return change("rename file", [&] { return ::rename(from.c_str(), to.c_str()); });
}

int sync_directory(const fs::path& directory) {
    const Fd fd = open_directory(directory);
    if (!fd) return errno;
    const int error = change("fsync directory", [&] { return ::fsync(fd.get()); });
    return error == EINVAL ? 0 : error;  // a file system that cannot sync directories
}

}  // namespace bareland::staging
