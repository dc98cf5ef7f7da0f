// The townships a project lies in.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "geo/registry.hpp"
#include "jobs/sites/result.hpp"

namespace bareland::sites {

class Units {
  public:
    // Those in force on `day`, by id. Throws Error(messages::sites_versions_overlap).
    Units(std::span<const UnitRecord> records, const Date& day);
    ~Units();
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;

    std::vector<UnitUsed> used() const;
    // Indices into used(), ascending: those a place lies in or on the border of, those an area shares ground
    // with. From any thread.
    std::vector<std::size_t> of(const Project& project) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::sites
