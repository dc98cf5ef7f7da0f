// Networks, and what is made of them, as bytes to keep.
//
// Guarantees: reading gives back what was written, bit by bit; equal things give equal bytes on every machine
// of one byte order. An image carries its kind, version, length and a checksum of 64 bits: one that is
// damaged, cut short, of another kind, version or byte order is Error(prepared_damaged), and never more than
// its own bytes are read. What refers to something (a link to its junctions) is checked to be there.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "geo/error.hpp"
#include "geo/network/network.hpp"
#include "geo/network/search.hpp"

namespace bareland::network {

std::string to_bytes(const Network& network);
Network network_from_bytes(std::string_view bytes);

std::string to_bytes(const Landmarks& landmarks);
// Of a network with that many junctions.
Landmarks landmarks_from_bytes(std::string_view bytes, std::size_t junctions);

// ---- for further kinds ------------------------------------------------------------------------------

// Values without padding only: their bytes are what is written.
template <class T>
concept Plain = (std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>) ||
                std::is_floating_point_v<T>;

class ByteWriter {
  public:
    // `kind`: four letters. `version`: of what is written after it.
    ByteWriter(std::string_view kind, std::uint32_t version);

    template <Plain T>
    void value(const T& value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void array(std::span<const Point> points);
    template <Plain T>
    void array(std::span<const T> values) {
        value(static_cast<std::uint64_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }
    template <Plain T>
    void array(const std::vector<T>& values) {
        array(std::span<const T>(values));
    }
    void text(std::string_view text);
    // The whole image. Nothing is to be written afterwards.
    std::string finish();

  private:
    std::string bytes_;
};

class ByteReader {
  public:
    // Checks kind, version, length and sum.
    ByteReader(std::string_view bytes, std::string_view kind, std::uint32_t version);

    template <Plain T>
    T value() {
        T out;
        std::memcpy(&out, take(sizeof out), sizeof out);
        return out;
    }
    template <Plain T>
    std::vector<T> array() {
        const auto count = value<std::uint64_t>();
        check(count <= left() / sizeof(T));
        std::vector<T> out(static_cast<std::size_t>(count));
        if (count > 0) std::memcpy(out.data(), take(out.size() * sizeof(T)), out.size() * sizeof(T));
        return out;
    }
    // An array, one value after the other.
    template <Plain T, class Act>
    void each(Act act) {
        const auto count = value<std::uint64_t>();
        check(count <= left() / sizeof(T));
        const char* at = take(static_cast<std::size_t>(count) * sizeof(T));
        for (std::uint64_t i = 0; i < count; ++i, at += sizeof(T)) {
            T one;
            std::memcpy(&one, at, sizeof one);
            act(one);
        }
    }
    // How long the next array is.
    std::size_t count_ahead() const {
        ByteReader copy = *this;
        const auto count = copy.value<std::uint64_t>();
        check(count <= copy.left());
        return static_cast<std::size_t>(count);
    }
    std::vector<Point> points();
    std::string text();
    // What must be true of what was read.
    static void check(bool fine);
    // Nothing is left.
    void finish() const { check(left() == 0); }

  private:
    const char* take(std::size_t count) {
        check(count <= left());
        const char* const at = rest_.data();
        rest_.remove_prefix(count);
        return at;
    }
    std::size_t left() const { return rest_.size(); }

    std::string_view rest_;
};

}  // namespace bareland::network
