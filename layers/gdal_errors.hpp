// GDAL's own complaints, kept off the terminal and at hand for our sentences.
#pragma once

#include <string>

#include "geo/error.hpp"

namespace bareland {

// Registers the drivers once a process; call before the first use of GDAL on any thread.
void use_gdal();

// While it lives, GDAL errors and warnings raised on this thread are collected instead of printed.
class GdalErrors {
  public:
    GdalErrors();
    ~GdalErrors();
    GdalErrors(const GdalErrors&) = delete;
    GdalErrors& operator=(const GdalErrors&) = delete;

    bool failed() const { return !first_failure_.empty(); }  // an error (not a warning) was raised
    const std::string& first_failure() const { return first_failure_; }
    void clear() { first_failure_.clear(); }

  private:
    static void handle(int severity, int number, const char* message);
    std::string first_failure_;
};

// Why writing failed: GDAL and SQLite have their own words for what the system said; the officer gets the
// usual ones in both languages, and GDAL's where there are none.
Text gdal_reason(const std::string& failure);

}  // namespace bareland
