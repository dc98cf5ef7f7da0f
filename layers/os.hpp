// What the operating system says, in words; and writing a small file whole with every answer checked.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include "geo/error.hpp"

namespace bareland {

// The meaning of an errno in both languages: "磁盘空间不足" / "no space left on the device".
Text reason_of(int error_number);

// A file descriptor that closes itself.
class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd() { close(); }

    explicit operator bool() const { return fd_ >= 0; }
    int get() const { return fd_; }
    int close();  // errno of close(2), 0 when it went well or there was nothing to close

  private:
    int fd_ = -1;
};

// Creates or replaces the file. Throws Error(messages::output_failed) naming it: the bytes are either all
// handed to the operating system or the caller knows.
void write_whole(const std::filesystem::path& file, std::string_view bytes);

}  // namespace bareland
