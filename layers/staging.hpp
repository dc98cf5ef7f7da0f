// The staging directories behind OutputDir: made, locked, found again after a crash, removed. Not for other
// use.
#pragma once

#include <cerrno>
#include <filesystem>
#include <string>

#include "layers/os.hpp"

namespace bareland::staging {

// Test seam: called with the name of every change of the disk before it is made. A non-zero answer is taken
// as the errno of that change, which is then not made. Null outside tests.
extern int (*before_change)(const char* what);

// Makes one change through the seam; `call` answers like a system call. Returns its errno, 0 when it went
// well.
template <class Call>
int change(const char* what, Call call) {
    if (before_change != nullptr) {
        if (const int injected = before_change(what); injected != 0) return injected;
    }
    return call() == 0 ? 0 : errno;
}

struct Directory {
    std::filesystem::path path;
    Fd lock;  // held as long as the process lives
};

// Names of staging directories begin so: beside a target, inside it, and inside it when complete.
std::string prefix_beside(const std::filesystem::path& target);
inline constexpr const char* prefix_inside = ".bareland-";
inline constexpr const char* prefix_complete = ".bareland-complete-";

// Makes and locks a fresh directory `parent/prefix...`. Returns errno.
int make(const std::filesystem::path& parent, const std::string& prefix, Directory& made);

// Waits until no other run is coming into `directory` or putting outputs there, and keeps others waiting as
// long as the answer lives. On a file system without locks nobody waits.
Fd take_turn(const std::filesystem::path& directory);

// Removes a directory of plain files; anything else in it stays, and the directory with it.
void discard(const std::filesystem::path& directory);

// Removes what dead processes left: incomplete directories of this target; complete ones are moved into it
// first.
void clean_up_after_the_dead(const std::filesystem::path& target);

// Moves one file over the target's file of that name, whose SQLite journals go first. Returns errno.
int place(const std::filesystem::path& from, const std::filesystem::path& to);

// The journals SQLite may keep beside a file of that name.
bool is_journal_of(const std::string& name, const std::string& database);

int sync_directory(const std::filesystem::path& directory);

}  // namespace bareland::staging
