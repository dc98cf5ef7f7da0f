// Bytes of cells -> bit masks of their classes, 64 cells a word.
//
// Guarantee: the same masks on every processor; wider instructions (AVX-512, AVX2), where there are any, only
// make them faster.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bareland {

// A class is a set of inclusive ranges of bytes.
struct ByteRange {
    std::uint8_t first;
    std::uint8_t last;
};
// A cell that is unobserved is nothing else, whatever the other two say of its byte.
struct CellClasses {
    std::vector<ByteRange> bare;
    std::vector<ByteRange> netted;
    std::vector<ByteRange> unobserved;
};

// The classes of the cells of a window. Of each class `words()` words a row, row by row: bit i % 64 of word i
// / 64 of a row tells of its cell i; bits beyond the row are zero. Only rows that have a cell of the class
// (`seen`) have a mask: the others' words are left as they were.
class ClassMasks {
  public:
    // Bits of what `seen` returns.
    enum Class : std::size_t { bare, netted, unobserved, class_count };

    std::size_t words() const { return words_; }
    std::span<const std::uint64_t> row(Class c, std::size_t r) const {
        return {masks_[c].data() + r * words_, words_};
    }
    // Which classes there are in the row: bit c for class c.
    unsigned seen(std::size_t r) const { return seen_[r]; }

  private:
    friend class Classifier;
    std::size_t words_ = 0;
    std::array<std::vector<std::uint64_t>, class_count> masks_;
    std::vector<std::uint8_t> seen_;
};

class Classifier {
  public:
    explicit Classifier(const CellClasses& classes);

    // Of `rows` rows of `cols` cells, `stride` bytes apart.
    void masks(const std::uint8_t* cells, std::ptrdiff_t stride, int rows, int cols, ClassMasks& out) const;
    // The same by the ways there are; only the plain one is there on every processor. What `masks` chooses is
    // tested against the plain one.
    enum class Way { plain, avx2, avx512 };
    static bool available(Way way);
    void masks_by(Way way, const std::uint8_t* cells, std::ptrdiff_t stride, int rows, int cols,
                  ClassMasks& out) const;

  private:
    using enum ClassMasks::Class;
    static constexpr std::size_t any = class_count;  // in tables: of some class

    // Membership by half bytes: bit h of low[v & 15] is set when the byte with high half h and that low half,
    // h < 8, is in the class; high[] the same for high halves 8 to 15.
    struct HalfByteSet {
        std::array<std::uint8_t, 16> low{};
        std::array<std::uint8_t, 16> high{};
    };

    // Rows of whole words of cells.
    struct Cells {
        const std::uint8_t* first;
        std::ptrdiff_t stride;
        std::size_t rows, words;
    };
    // Each writes the masks of the cells, `pitch` words a row, and adds the classes of each row to `seen`;
    // masks of classes that are not there then need not be written.
    struct Out {
        std::array<std::uint64_t*, class_count> masks;
        std::uint8_t* seen;
        std::size_t pitch;
    };
    void rows_plain(const Cells& cells, const Out& out) const;
    void rows_avx2(const Cells& cells, const Out& out) const;
    void rows_avx512(const Cells& cells, const Out& out) const;
    void rows_avx512_near(const Cells& cells, const Out& out) const;
    void rows_avx512_near_8(const Cells& cells, const Out& out) const;
    // One word, of fewer than 64 cells at a row's end; returns the classes seen, bit Class of each.
    std::uint8_t word_plain(const std::uint8_t* cells, std::size_t count, std::size_t word,
                            const Out& out) const;

    alignas(64) std::array<std::uint8_t, 256> table_{};  // bit Class of each byte
    std::array<HalfByteSet, class_count + 1> sets_;
    // Where all bytes of classes lie within 63 successive ones (counted round, 0 after 255), `byte +
    // near_shift_` is less than 63 for those and may be cut off at 63 for the others: one short look-up tells
    // all.
    void find_near();
    alignas(64) std::array<std::uint8_t, 64> near_{};
    std::uint8_t near_shift_ = 0;
    bool is_near_ = false;
    Way way_;
};

}  // namespace bareland
