// A progress bar on stderr.
#pragma once

#include <cstdint>
#include <memory>

#include "geo/error.hpp"

namespace bareland {

// Drawn only where stderr is a terminal and it is enabled, at most 20 times a second; gone when it is
// destroyed. advance() may be called from any thread; a call that draws nothing is one atomic addition and a
// clock reading.
class Progress {
  public:
    Progress(std::uint64_t total, const Text& label, bool enabled, Lang lang = Lang::zh);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::uint64_t steps = 1);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;  // nothing when nothing is drawn
};

}  // namespace bareland
