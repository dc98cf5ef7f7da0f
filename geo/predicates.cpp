#include "geo/predicates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace bareland {
namespace {

// A sum of doubles that holds exactly what was added: components in order of size that do not overlap
// (Shewchuk's grow-expansion; Knuth's two-sum).
class ExactSum {
  public:
    void add(double value) {
        double carry = value;
        for (std::size_t i = 0; i < count_; ++i) {
            const double sum = carry + parts_[i];
            const double shift = sum - carry;
            parts_[i] = (carry - (sum - shift)) + (parts_[i] - shift);
            carry = sum;
        }
        parts_[count_++] = carry;
    }
    void add_product(double a, double b) {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }
    int sign() const {
        for (std::size_t i = count_; i > 0; --i) {
            if (parts_[i - 1] != 0) return parts_[i - 1] > 0 ? 1 : -1;
        }
        return 0;
    }

  private:
    std::array<double, 12> parts_{};  // six products of two parts each
    std::size_t count_ = 0;
};

int exact_orientation(const Point& a, const Point& b, const Point& c) {
    ExactSum sum;
    sum.add_product(a.x, b.y);
    sum.add_product(-a.x, c.y);
    sum.add_product(-c.x, b.y);
    sum.add_product(-a.y, b.x);
    sum.add_product(a.y, c.x);
    sum.add_product(c.y, b.x);
    return sum.sign();
}

bool between(double value, double a, double b) {
    return std::min(a, b) <= value && value <= std::max(a, b);
}

bool in_box(const Point& p, const Point& a, const Point& b) {
    return between(p.x, a.x, b.x) && between(p.y, a.y, b.y);
}

}  // namespace

int orientation(const Point& a, const Point& b, const Point& c) {
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double turn = left - right;
    constexpr double epsilon = 0x1.0p-53;
    const double error = (3 + 16 * epsilon) * epsilon * (std::abs(left) + std::abs(right));
    if (turn > error) return 1;
    if (-turn > error) return -1;
    return exact_orientation(a, b, c);
}

bool on_edge(const Point& p, const Point& a, const Point& b) {
    return in_box(p, a, b) && orientation(a, b, p) == 0;
}

bool edges_meet(const Point& a, const Point& b, const Point& c, const Point& d) {
    const int c_side = orientation(a, b, c);
    const int d_side = orientation(a, b, d);
    if (c_side == d_side && c_side != 0) return false;
    const int a_side = orientation(c, d, a);
    const int b_side = orientation(c, d, b);
    if (a_side == b_side && a_side != 0) return false;
    if (c_side != d_side && a_side != b_side) return true;
    return (c_side == 0 && in_box(c, a, b)) || (d_side == 0 && in_box(d, a, b)) ||
           (a_side == 0 && in_box(a, c, d)) || (b_side == 0 && in_box(b, c, d));
}

}  // namespace bareland
