#include "layers/output_dir.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "geo/messages.hpp"
#include "layers/staging.hpp"

namespace fs = std::filesystem;

namespace bareland {
namespace {

using staging::change;

// Guards the list of live staging directories. A commit holds it from beginning to end; the signal thread
// takes it and never gives it back, so no commit begins after a removal has.
struct Live {
    std::mutex mutex;
    std::map<const OutputDir*, std::function<void()>> removals;
};
Live& live() {
    static Live* const the_one = new Live;  // never destroyed: the signal thread may outlive main's statics
    return *the_one;
}

std::optional<struct stat> status_of(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return status;
}

bool same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

fs::path resolved(const fs::path& final_dir) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(fs::absolute(final_dir, error), error);
    if (!error && final_dir.empty()) error = std::make_error_code(std::errc::no_such_file_or_directory);
    if (error) throw Error(messages::output_not_creatable, final_dir.string(), reason_of(error.value()));
    if (!path.has_filename()) path = path.parent_path();  // "out/"
    return path;
}

// Fills `created` with the directories made, outermost first, also when one of them fails.
void create_parents(const fs::path& directory, const fs::path& target, std::vector<fs::path>& created) {
    std::vector<fs::path> missing;
    for (fs::path path = directory; !status_of(path) && path != path.parent_path();
         path = path.parent_path()) {
        missing.push_back(path);
    }
    std::reverse(missing.begin(), missing.end());
    for (const fs::path& path : missing) {
        const int error = change("mkdir parent", [&] { return ::mkdir(path.c_str(), 0777); });
        if (error == 0) {
            created.push_back(path);
        } else if (error != EEXIST) {
            throw Error(messages::output_not_creatable, target.string(), reason_of(error));
        }
    }
}

std::optional<std::uint64_t> mount_of(const fs::path& path) {
    struct statx status {};
    if (::statx(AT_FDCWD, path.c_str(), 0, STATX_MNT_ID, &status) != 0) return std::nullopt;
    if ((status.stx_mask & STATX_MNT_ID) == 0) return std::nullopt;
    return status.stx_mnt_id;
}

bool has_acl(const fs::path& path) {
    for (const char* name : {"system.posix_acl_access", "system.posix_acl_default", "system.nfs4_acl"}) {
        if (::getxattr(path.c_str(), name, nullptr, 0) >= 0) return true;
    }
    return false;
}

bool only_plain_files(const fs::path& directory) {
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_regular_file(error) || it->is_symlink(error)) return false;
    }
    return !error;
}

// Tried with a file that has no name, so that a run that is killed here leaves nothing. Not every file system
// has such files: then the answer is no.
bool can_hold_files(const fs::path& directory) {
    return static_cast<bool>(Fd(::open(directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600)));
}

// Swapping directories takes nothing from anybody but the files that the new ones replace.
bool may_swap(const fs::path& target) {
    const auto own = status_of(target);
    const auto parent = status_of(target.parent_path());
    const auto here = status_of(".");
    if (!own || !parent || (here && same_file(*own, *here))) return false;
    if (own->st_dev != parent->st_dev || mount_of(target) != mount_of(target.parent_path())) return false;
    return own->st_uid == ::geteuid() && !has_acl(target) && only_plain_files(target);
}

}  // namespace

struct OutputDir::Impl {
    fs::path target;
    staging::Directory staging;
    bool beside = true;  // staging beside the target, else inside it
    bool published = false;
    std::vector<std::string> names;
    std::vector<fs::path> created_parents;

    void prepare();
    void prepare_existing();
    void abandon();
    void remove_created_parents();
    void sync_files();
    void drop_unnamed();
    void publish();
    bool publish_absent();
    bool publish_swapped();
    bool adopt_others();
    void retire_old();
    void publish_inside();
    bool named(const std::string& name) const {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    bool goes_with_named(const std::string& name) const {
        return named(name) || std::any_of(names.begin(), names.end(), [&](const std::string& database) {
                   return staging::is_journal_of(name, database);
               });
    }
    [[noreturn]] void fail(const std::string& name, int error) const {
        throw Error(messages::output_failed, (name.empty() ? target : target / name).string(),
                    reason_of(error));
    }
};

void OutputDir::Impl::prepare() {
    const auto status = status_of(target);
    if (status ? !S_ISDIR(status->st_mode) : fs::is_symlink(fs::symlink_status(target))) {
        throw Error(messages::output_not_directory, target.string());
    }
    if (status) return prepare_existing();
    create_parents(target.parent_path(), target, created_parents);
    staging::clean_up_after_the_dead(target);
    if (const int error = staging::make(target.parent_path(), staging::prefix_beside(target), staging);
        error != 0) {
        throw Error(messages::output_not_creatable, target.string(), reason_of(error));
    }
}

// Permissions are not asked for but tried: root may write anywhere except where the file system itself
// refuses.
void OutputDir::Impl::prepare_existing() {
    // While another run swaps the directory, a path into it may lead to the old one.
    const Fd turn = staging::take_turn(target);
    staging::clean_up_after_the_dead(target);
    const bool swap = may_swap(target);
    const bool writable = can_hold_files(target);
    if (swap && writable && staging::make(target.parent_path(), staging::prefix_beside(target), staging) == 0)
        return;
    staging::Directory inside;
    if (const int error = staging::make(target, staging::prefix_inside, inside); error != 0) {
        throw Error(messages::output_not_writable, target.string(), reason_of(error));
    }
    if (swap && !writable &&
        staging::make(target.parent_path(), staging::prefix_beside(target), staging) == 0) {
        staging::discard(inside.path);
        return;
    }
    staging = std::move(inside);
    beside = false;
}

void OutputDir::Impl::abandon() {
    if (published) return;
    // Another thread may still be writing when a signal ends the process: a few rounds catch what it adds.
    for (int round = 0; round < 5 && status_of(staging.path); ++round)
        staging::discard(staging.path);
    remove_created_parents();
}

void OutputDir::Impl::remove_created_parents() {
    for (auto path = created_parents.rbegin(); path != created_parents.rend(); ++path)
        ::rmdir(path->c_str());
}

void OutputDir::Impl::sync_files() {
    for (const std::string& name : names) {
        const Fd fd(::open((staging.path / name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!fd) fail(name, errno);
        if (const int error = change("fsync file", [&] { return ::fsync(fd.get()); }); error != 0)
            fail(name, error);
    }
}

void OutputDir::Impl::drop_unnamed() {
    for (const auto& entry : fs::directory_iterator(staging.path)) {
        if (named(entry.path().filename())) continue;
        const int error = change("unlink unnamed", [&] { return ::unlink(entry.path().c_str()); });
        if (error != 0) fail(entry.path().filename(), error);
    }
}

void OutputDir::Impl::publish() {
    sync_files();
    drop_unnamed();
    if (const int error = staging::sync_directory(staging.path); error != 0) fail("", error);
    if (!(beside && publish_absent())) {
        // Held over a swap, the lock stays with the old directory, which nobody then takes for a dead run's.
        const Fd turn = staging::take_turn(target);
        if (!(beside && publish_swapped())) publish_inside();
    }
    published = true;
    staging.lock.close();  // what it names may be the target by now: others are not to wait for this process
    // The outputs are in place; a sync that fails now only says that a power cut may still undo it.
    staging::sync_directory(beside ? target.parent_path() : target);
}

bool OutputDir::Impl::publish_absent() {
    if (status_of(target)) return false;
    const int error = change("rename staging", [&] {
        return ::renameat2(AT_FDCWD, staging.path.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE);
    });
    if (error == 0) return true;
    if (error == EEXIST) return false;  // somebody made it meanwhile
    if (error != EINVAL && error != ENOSYS) fail("", error);
    // A file system that cannot promise "no replace": a plain rename replaces at most an empty directory.
    const int plain =
        change("rename staging", [&] { return ::rename(staging.path.c_str(), target.c_str()); });
    if (plain == 0) return true;
    if (plain == EEXIST || plain == ENOTEMPTY) return false;
    fail("", plain);
}

bool OutputDir::Impl::publish_swapped() {
    if (!may_swap(target) || !adopt_others()) {
        drop_unnamed();
        return false;
    }
    const int error = change("exchange", [&] {
        return ::renameat2(AT_FDCWD, staging.path.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE);
    });
    if (error != 0) {
        drop_unnamed();
        return false;
    }
    retire_old();
    return true;
}

// Hard-links the target's other files into the staging directory and gives it the target's group and mode.
bool OutputDir::Impl::adopt_others() {
    const auto status = status_of(target);
    if (!status) return false;
    for (const auto& entry : fs::directory_iterator(target)) {
        if (goes_with_named(entry.path().filename())) continue;
        const fs::path twin = staging.path / entry.path().filename();
        const int error =
            change("link other file", [&] { return ::link(entry.path().c_str(), twin.c_str()); });
        if (error != 0) return false;
    }
    const auto own = status_of(staging.path);
    if (!own) return false;
    const auto chown_group = [&] {
        return ::chown(staging.path.c_str(), static_cast<uid_t>(-1), status->st_gid);
    };
    if (own->st_gid != status->st_gid && change("chown staging", chown_group) != 0) return false;
    const auto chmod_as_target = [&] { return ::chmod(staging.path.c_str(), status->st_mode & 07777U); };
    return change("chmod staging", chmod_as_target) == 0 && staging::sync_directory(staging.path) == 0;
}

// After the swap the staging path names the old directory. What it holds beside replaced files is linked in
// the new one; a file that somebody put there since is handed over.
void OutputDir::Impl::retire_old() {
    // The outputs are in place: whatever cannot be read or removed here is litter and no failure.
    std::vector<fs::path> old;
    std::error_code error;
    for (fs::directory_iterator it(staging.path, error), end; !error && it != end; it.increment(error))
        old.push_back(it->path());
    for (const fs::path& path : old) {
        const fs::path twin = target / path.filename();
        const auto mine = status_of(path);
        const auto theirs = status_of(twin);
        const bool spare = goes_with_named(path.filename()) || (mine && theirs && same_file(*mine, *theirs));
        if (spare) {
            change("unlink old", [&] { return ::unlink(path.c_str()); });
        } else {
            ::renameat2(AT_FDCWD, path.c_str(), AT_FDCWD, twin.c_str(), RENAME_NOREPLACE);
        }
    }
    change("rmdir old", [&] { return ::rmdir(staging.path.c_str()); });
}

void OutputDir::Impl::publish_inside() {
    for (const std::string& name : names) {
        if (const auto status = status_of(target / name); status && S_ISDIR(status->st_mode))
            fail(name, EISDIR);
    }
    const std::string own_name = staging.path.filename().native();
    const std::string tail = own_name.substr(own_name.rfind(".bareland-") + std::string(".bareland-").size());
    const fs::path complete = target / (staging::prefix_complete + tail);
    const auto declare = [&] { return ::rename(staging.path.c_str(), complete.c_str()); };
    if (const int error = change("declare complete", declare); error != 0) fail("", error);
    staging.path = complete;
    published = true;  // from here on nothing is taken back
    staging::sync_directory(target);
    for (const std::string& name : names) {
        if (const int error = staging::place(complete / name, target / name); error != 0) {
            throw Error(messages::output_half_placed, target.string(), reason_of(error));
        }
    }
    change("rmdir staging", [&] { return ::rmdir(complete.c_str()); });
}

OutputDir::OutputDir(const fs::path& final_dir) : impl_(std::make_unique<Impl>()) {
    impl_->target = resolved(final_dir);
    const std::lock_guard lock(live().mutex);
    try {
        impl_->prepare();
    } catch (...) {
        impl_->remove_created_parents();
        throw;
    }
    live().removals.emplace(this, [this] { impl_->abandon(); });
}

OutputDir::~OutputDir() {
    const std::lock_guard lock(live().mutex);
    live().removals.erase(this);
    impl_->abandon();
}

fs::path OutputDir::file(const std::string& name) {
    if (!impl_->named(name)) impl_->names.push_back(name);
    return impl_->staging.path / name;
}

const fs::path& OutputDir::staging() const {
    return impl_->staging.path;
}
const fs::path& OutputDir::target() const {
    return impl_->target;
}

void OutputDir::commit() {
    const std::lock_guard lock(live().mutex);
    try {
        impl_->publish();
    } catch (const fs::filesystem_error& error) {
        impl_->fail("", error.code().value());
    }
}

namespace {

[[noreturn]] void wait_for_signal(sigset_t signals) {
    int signal = 0;
    while (::sigwait(&signals, &signal) != 0) {
    }
    live().mutex.lock();  // for good: see Live
    for (const auto& [directory, remove] : live().removals)
        remove();
    if (::isatty(STDERR_FILENO) != 0) (void)!::write(STDERR_FILENO, "\n", 1);
    ::_exit(128 + signal);
}

bool ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void remove_staging_on_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (!ignored(signal)) sigaddset(&signals, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads started from here on inherit it
    std::thread(wait_for_signal, signals).detach();
}

}  // namespace bareland
