// A directory of outputs that appears whole or not at all.
//
// Guarantee: whenever the process ends (return, exception, signal, SIGKILL, power cut) and whatever fails
// (disk full, a file of an earlier run in the way), the target holds either exactly the files it held before
// or all the new ones. How: everything is written and synced to a hidden staging directory, then
//   - target absent: one rename of the staging directory;
//   - target there: its other files are hard-linked into the staging directory and the two directories are
//   swapped
//     by one renameat2(RENAME_EXCHANGE);
//   - a swap would take something away (sub-directories, the directory is somebody's working directory, a
//   mount point
//     or has ACLs; its parent is read-only; the file system cannot swap): the staging directory, inside the
//     target, is renamed to say "complete" and its files are then moved one by one, in the order they were
//     named. Only a kill between those few renames shows a mixture, and the next OutputDir on that directory
//     finishes the move first.
// Staging directories are locked (flock) while their process lives; those of dead processes go at the next
// start. Runs into one directory take turns (a lock on it) when they come in and when they put their outputs
// there: each publishes its own set whole, and the last one's stays.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace bareland {

class OutputDir {
  public:
    // Creates the staging directory, and missing parents, at once: what cannot work fails before any long
    // work. Errors (exit 3): output_not_directory, output_not_creatable, output_not_writable.
    explicit OutputDir(const std::filesystem::path& final_dir);
    // Without commit(): removes the staging directory and the parents that were created.
    ~OutputDir();
    OutputDir(const OutputDir&) = delete;
    OutputDir& operator=(const OutputDir&) = delete;

    // Where to write the output `name` (a plain file name). It is published by commit(); other files that
    // writers leave in the staging directory are not.
    std::filesystem::path file(const std::string& name);
    const std::filesystem::path& staging() const;  // for writers' temporary files
    const std::filesystem::path& target() const;   // absolute

    // Publishes every named file. Errors: output_failed (exit 3), nothing has changed; output_half_placed
    // (exit 1). Journals that SQLite left beside a replaced file (-wal, -shm, -journal) go with it: they
    // would spoil the new one.
    void commit();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// From now on SIGINT, SIGTERM and SIGHUP (those not ignored) remove the staging directories of this process
// and end it with exit status 128 + signal; a commit that has begun is finished first. A thread of its own
// waits for them, so that nothing in the job has to poll. Call once, in main, before any other thread starts.
void remove_staging_on_signals();

}  // namespace bareland
