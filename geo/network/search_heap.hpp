// A heap with four children a node, least key first and of equal keys the least label: so that the order in
// which labels are taken up depends on nothing else.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "geo/network/network.hpp"

namespace bareland::network {

template <class Key>
class Heap {
  public:
    struct Entry {
        Key key = 0;
        Index label = 0;
        bool operator<(const Entry& other) const {
            return key < other.key || (key == other.key && label < other.label);
        }
    };

    bool empty() const { return entries_.empty(); }
    void clear() { entries_.clear(); }

    void push(Key key, Index label) {
        const Entry entry{key, label};
        std::size_t hole = entries_.size();
        entries_.push_back(entry);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!(entry < entries_[parent])) break;
            entries_[hole] = entries_[parent];
            hole = parent;
        }
        entries_[hole] = entry;
    }

    Entry pop() {
        const Entry top = entries_.front();
        const Entry last = entries_.back();
        entries_.pop_back();
        if (!entries_.empty()) sink(last);
        return top;
    }

  private:
    void sink(const Entry& entry) {
        const std::size_t size = entries_.size();
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            std::size_t least = child;
            const std::size_t end = std::min(child + 4, size);
            for (std::size_t i = child + 1; i < end; ++i) {
                if (entries_[i] < entries_[least]) least = i;
            }
            if (!(entries_[least] < entry)) break;
            entries_[hole] = entries_[least];
            hole = least;
        }
        entries_[hole] = entry;
    }

    std::vector<Entry> entries_;
};

}  // namespace bareland::network
