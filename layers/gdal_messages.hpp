// Catches what GDAL would print on stderr.
#pragma once

#include <string>

namespace bareland {

// While it lives, GDAL's warnings and errors of this thread go here instead of stderr.
class GdalMessages {
  public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    bool failed() const { return !first_error_.empty(); }  // an error of class CE_Failure or worse came
    const std::string& first_error() const { return first_error_; }  // in GDAL's words

    void note(int error_class, const char* text);

  private:
    std::string first_error_;
};

}  // namespace bareland
