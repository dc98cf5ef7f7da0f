#include <algorithm>
#include <numeric>
#include <utility>

#include "geo/network/parts.hpp"
#include "geo/network/search.hpp"
#include "geo/network/search_graph.hpp"
#include "geo/network/search_heap.hpp"
#include "geo/workers.hpp"

namespace bareland::network {
namespace {

using Distances = std::vector<std::uint32_t>;

// Junctions by row, with the links that leave them, or that arrive.
class Streets {
  public:
    Streets(const Network& network, const std::vector<Index>& rows, bool backwards)
        : first_(rows.size() + 1), ends_(network.links.size()) {
        const auto tail = backwards ? &Link::head : &Link::tail;
        const auto head = backwards ? &Link::tail : &Link::head;
        for (const Link& link : network.links)
            ++first_[rows[link.*tail] + 1];
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        std::vector<Index> next(first_.begin(), first_.end() - 1);
        for (const Link& link : network.links)
            ends_[next[rows[link.*tail]]++] = {rows[link.*head], link.length_mm};
    }

    Distances from(Index row) const {
        Distances distances(first_.size() - 1, Landmarks::no_way);
        Heap<std::uint32_t> heap;
        distances[row] = 0;
        heap.push(0, row);
        while (!heap.empty()) {
            const auto top = heap.pop();
            const std::uint32_t key = top.key();
            const Index at = top.label();
            if (key != distances[at]) continue;
            for (Index i = first_[at]; i < first_[at + 1]; ++i) {
                const std::uint32_t length = key + ends_[i].length_mm;
                if (length >= distances[ends_[i].row]) continue;
                distances[ends_[i].row] = length;
                heap.push(length, ends_[i].row);
            }
        }
        return distances;
    }

  private:
    struct End {
        Index row = 0;
        std::uint32_t length_mm = 0;
    };
    std::vector<Index> first_;
    std::vector<End> ends_;
};

// Rows of the strongly connected part with the most junctions: what lies elsewhere tells little of the rest.
std::vector<bool> largest_part(const Network& network, const std::vector<Index>& rows) {
    LinkSet all(network.links.size());
    for (std::size_t i = 0; i < network.links.size(); ++i)
        all.add(static_cast<Index>(i));
    const std::vector<Index> parts = strong_parts(network, all);
    std::vector<std::size_t> sizes(parts.size(), 0);
    for (const Index part : parts)
        ++sizes[part];
    const auto largest = static_cast<Index>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
    std::vector<bool> in(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        in[rows[i]] = parts[i] == largest;
    return in;
}

// Each landmark as far as possible, there and back, from those before it; the first from any place.
class Choice {
  public:
    Choice(const Network& network, const std::vector<Index>& rows, int threads)
        : leaving_(network, rows, false),
          arriving_(network, rows, true),
          part_(largest_part(network, rows)),
          nearest_(rows.size(), Landmarks::no_way),
          threads_(threads) {}

    void choose(std::size_t count) {
        const auto any = std::find(part_.begin(), part_.end(), true) - part_.begin();
        Index next = farthest(leaving_.from(static_cast<Index>(any)));
        while (chosen.size() < count && nearest_[next] > 0) {
            add(next);
            next = farthest(nearest_);
        }
    }

    std::vector<Index> chosen;  // rows
    std::vector<Distances> to, from;

  private:
    Index farthest(const Distances& distances) const {
        Index best = none;
        for (std::size_t row = 0; row < distances.size(); ++row) {
            if (part_[row] && (best == none || distances[row] > distances[best]))
                best = static_cast<Index>(row);
        }
        return best;
    }

    void add(Index row) {
        Distances both[2];
        run_workers(std::min(threads_, 2), 2, false, [&](int, const auto& next) {
            for (std::size_t i = next(); i < 2; i = next())
                both[i] = (i == 0 ? leaving_ : arriving_).from(row);
        });
        chosen.push_back(row);
        from.push_back(std::move(both[0]));
        to.push_back(std::move(both[1]));
        for (std::size_t i = 0; i < nearest_.size(); ++i)
            nearest_[i] = std::min(nearest_[i], (from.back()[i] >> 1U) + (to.back()[i] >> 1U));
    }

    Streets leaving_, arriving_;
    std::vector<bool> part_;
    Distances nearest_;
    int threads_;
};

std::vector<std::uint32_t> one_after_another(const std::vector<Distances>& columns) {
    std::vector<std::uint32_t> table;
    for (const Distances& column : columns)
        table.insert(table.end(), column.begin(), column.end());
    return table;
}

}  // namespace

Landmarks make_landmarks(const Network& network, std::size_t count, int threads) {
    Landmarks landmarks;
    landmarks.row = rows_along_a_curve(network);
    if (network.junctions.empty()) return landmarks;
    Choice choice(network, landmarks.row, threads > 0 ? threads : available_processors());
    choice.choose(count);
    std::vector<Index> junction(landmarks.row.size());
    for (std::size_t i = 0; i < junction.size(); ++i)
        junction[landmarks.row[i]] = static_cast<Index>(i);
    for (const Index row : choice.chosen)
        landmarks.junctions.push_back(junction[row]);
    landmarks.to = one_after_another(choice.to);
    landmarks.from = one_after_another(choice.from);
    return landmarks;
}

}  // namespace bareland::network
