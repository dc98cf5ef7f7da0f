// A heap with four children a node, least key first and of equal keys the least label: so that the order in
// which labels are taken up depends on nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/network/network.hpp"

namespace bareland::network {

// A key and a label that compare as one number where they fit into one.
template <class Key>
class HeapEntry {
  public:
    HeapEntry(Key key, Index label) : key_(key), label_(label) {}
    Key key() const { return key_; }
    Index label() const { return label_; }
    bool operator<(const HeapEntry& other) const {
        return key_ < other.key_ || (key_ == other.key_ && label_ < other.label_);
    }

  private:
    Key key_;
    Index label_;
};

template <>
class HeapEntry<std::uint32_t> {
  public:
    HeapEntry(std::uint32_t key, Index label) : both_((std::uint64_t{key} << 32U) | label) {}
    std::uint32_t key() const { return static_cast<std::uint32_t>(both_ >> 32U); }
    Index label() const { return static_cast<Index>(both_); }
    bool operator<(const HeapEntry& other) const { return both_ < other.both_; }

  private:
    std::uint64_t both_;
};

template <class Key>
class Heap {
  public:
    using Entry = HeapEntry<Key>;

    bool empty() const { return entries_.empty(); }
    void clear() { entries_.clear(); }

    void push(Key key, Index label) {
        entries_.emplace_back(key, label);
        rise(entries_.size() - 1, entries_.back());
    }

    // The last entry comes to the top's place: the hole goes down to a leaf on the way of the least children,
    // and the entry rises from there, mostly not at all.
    Entry pop() {
        const Entry top = entries_.front();
        const Entry last = entries_.back();
        entries_.pop_back();
        if (entries_.empty()) return top;
        std::size_t hole = 0;
        for (std::size_t child = 1; child < entries_.size(); child = 4 * hole + 1) {
            const std::size_t least = least_of(child);
            entries_[hole] = entries_[least];
            hole = least;
        }
        rise(hole, last);
        return top;
    }

  private:
    // Of the brothers from `child` on. Without branches where there are four: which is least is no pattern.
    std::size_t least_of(std::size_t child) const {
        const Entry* const at = entries_.data() + child;
        if (child + 4 <= entries_.size()) {
            const std::size_t a = at[1] < at[0] ? 1 : 0;
            const std::size_t b = at[3] < at[2] ? 3 : 2;
            return child + (at[b] < at[a] ? b : a);
        }
        std::size_t least = 0;
        for (std::size_t i = 1; child + i < entries_.size(); ++i)
            least = at[i] < at[least] ? i : least;
        return child + least;
    }

    void rise(std::size_t hole, const Entry entry) {
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!(entry < entries_[parent])) break;
            entries_[hole] = entries_[parent];
            hole = parent;
        }
        entries_[hole] = entry;
    }

    std::vector<Entry> entries_;
};

}  // namespace bareland::network
