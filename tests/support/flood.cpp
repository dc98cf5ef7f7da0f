#include "tests/support/flood.hpp"

#include <algorithm>
#include <cmath>

namespace bareland::testing {
namespace {

double squared_distance(const Point& p, const Point& a, const Point& b) {
    const double ux = b.x - a.x, uy = b.y - a.y, length = ux * ux + uy * uy;
    const double share =
        length > 0 ? std::clamp(((p.x - a.x) * ux + (p.y - a.y) * uy) / length, 0.0, 1.0) : 0;
    const double dx = p.x - a.x - share * ux, dy = p.y - a.y - share * uy;
    return dx * dx + dy * dy;
}

// Cells whose centre lies between two coordinates, of `count`.
struct Range {
    std::size_t first, last;  // last is beyond
};
Range cells_between(double low, double high, double origin, double cell, std::size_t count) {
    const auto clamped = [&](double value) {
        return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(count)));
    };
    return {clamped(std::floor((low - origin) / cell)), clamped(std::ceil((high - origin) / cell))};
}

}  // namespace

Flood::Flood(const Box& box, double cell, double reach)
    : box_(box),
      cell_(cell),
      reach_(reach),
      columns_(static_cast<std::size_t>(std::ceil((box.max_x - box.min_x) / cell))),
      rows_(static_cast<std::size_t>(std::ceil((box.max_y - box.min_y) / cell))),
      fence_(columns_ * rows_, 0),
      inside_(columns_ * rows_, 0) {}

void Flood::fence(const std::vector<Point>& line) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point &a = line[i], &b = line[i + 1];
        const Range columns = cells_between(std::min(a.x, b.x) - reach_, std::max(a.x, b.x) + reach_,
                                            box_.min_x, cell_, columns_);
        const Range rows =
            cells_between(std::min(a.y, b.y) - reach_, std::max(a.y, b.y) + reach_, box_.min_y, cell_, rows_);
        for (std::size_t row = rows.first; row < rows.last; ++row) {
            for (std::size_t column = columns.first; column < columns.last; ++column) {
                const Point centre{box_.min_x + (static_cast<double>(column) + 0.5) * cell_,
                                   box_.min_y + (static_cast<double>(row) + 0.5) * cell_};
                if (squared_distance(centre, a, b) <= reach_ * reach_) fence_[index(column, row)] = 1;
            }
        }
    }
}

void Flood::enclose() {
    std::vector<char> outside(fence_.size(), 0);
    std::vector<std::size_t> open;
    const auto wet = [&](std::size_t column, std::size_t row) {
        const std::size_t i = index(column, row);
        if (fence_[i] != 0 || outside[i] != 0) return;
        outside[i] = 1;
        open.push_back(i);
    };
    for (std::size_t column = 0; column < columns_; ++column) {
        wet(column, 0);
        wet(column, rows_ - 1);
    }
    for (std::size_t row = 0; row < rows_; ++row) {
        wet(0, row);
        wet(columns_ - 1, row);
    }
    while (!open.empty()) {
        const std::size_t column = open.back() % columns_, row = open.back() / columns_;
        open.pop_back();
        if (column > 0) wet(column - 1, row);
        if (column + 1 < columns_) wet(column + 1, row);
        if (row > 0) wet(column, row - 1);
        if (row + 1 < rows_) wet(column, row + 1);
    }
    // The outermost wet centres lie half a cell beyond the fence, on average.
    const std::vector<char> back = spread(outside, reach_ + cell_ / 2);
    std::transform(back.begin(), back.end(), inside_.begin(),
                   [](char out) { return static_cast<char>(out == 0); });
}

void Flood::grow(double metres) {
    inside_ = spread(inside_, metres);
}

std::vector<char> Flood::spread(const std::vector<char>& marked, double metres) const {
    std::vector<char> result = marked;
    const auto reach = static_cast<std::ptrdiff_t>(metres / cell_);
    const auto columns = static_cast<std::ptrdiff_t>(columns_), rows = static_cast<std::ptrdiff_t>(rows_);
    const auto at = [&](std::ptrdiff_t column, std::ptrdiff_t row) {
        return static_cast<std::size_t>(row * columns + column);
    };
    for (std::ptrdiff_t row = 0; row < rows; ++row) {
        for (std::ptrdiff_t column = 0; column < columns; ++column) {
            if (marked[at(column, row)] == 0) continue;
            const bool inner = column > 0 && row > 0 && column + 1 < columns && row + 1 < rows &&
                               marked[at(column - 1, row)] != 0 && marked[at(column + 1, row)] != 0 &&
                               marked[at(column, row - 1)] != 0 && marked[at(column, row + 1)] != 0;
            if (inner) continue;
            for (std::ptrdiff_t dy = -reach; dy <= reach; ++dy) {
                for (std::ptrdiff_t dx = -reach; dx <= reach; ++dx) {
                    if (static_cast<double>(dx * dx + dy * dy) * cell_ * cell_ > metres * metres) continue;
                    if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows)
                        continue;
                    result[at(column + dx, row + dy)] = 1;
                }
            }
        }
    }
    return result;
}

bool Flood::holds(const Point& p) const {
    const double column = std::floor((p.x - box_.min_x) / cell_),
                 row = std::floor((p.y - box_.min_y) / cell_);
    if (column < 0 || row < 0 || column >= static_cast<double>(columns_) || row >= static_cast<double>(rows_))
        return false;
    return inside_[index(static_cast<std::size_t>(column), static_cast<std::size_t>(row))] != 0;
}

double Flood::area() const {
    return static_cast<double>(std::count(inside_.begin(), inside_.end(), 1)) * cell_ * cell_;
}

}  // namespace bareland::testing
