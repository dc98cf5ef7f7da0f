// The line of months.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jobs/brief/flow.hpp"

namespace bareland::brief {
namespace {

double round_above(double value) {
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        if (step * power >= value * (1 - 1e-12)) return step * power;
    }
    return 10 * power;
}

struct Axes {
    Box plot;
    double top;         // value at the upper edge
    std::size_t count;  // of months
    Point at(std::size_t i, double value) const {
        const double part = count < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1);
        return {plot.min_x + part * (plot.max_x - plot.min_x),
                plot.max_y - value / top * (plot.max_y - plot.min_y)};
    }
};

void draw_axes(const Drawing& drawing, const Axes& axes, const Box& box,
               const std::vector<MonthValue>& history) {
    const TextStyle& small = drawing.style("table_head");
    constexpr int parts = 2;
    for (int i = 0; i <= parts; ++i) {
        const double value = axes.top * i / parts;
        const double y = axes.at(0, value).y;
        drawing.canvas().line({{axes.plot.min_x - 1, y}, {axes.plot.max_x + 1, y}},
                              drawing.layout.pen(i == 0 ? "axis" : "hair"));
        const std::string text = area_text(value);
        const double high = drawing.canvas().measure(text, small).height;
        drawing.canvas().text({axes.plot.min_x - 2, y - high / 2}, text, small, Align::right);
    }
    for (std::size_t i = 0; i < history.size(); ++i) {
        const Month& month = history[i].month;
        const std::string text = std::to_string(month.month());
        const double x = axes.at(i, 0).x;
        const double high =
            drawing.canvas().text({x, axes.plot.max_y + 0.4}, text, small, Align::centre).height;
        if (i == 0 || month.month() == 1) {
            drawing.canvas().text({std::min(x, box.max_x - 3), axes.plot.max_y + 0.2 + high * 0.85},
                                  std::to_string(month.year()), small, Align::centre);
        }
    }
}

}  // namespace

void draw_trend(const Drawing& drawing, const std::vector<MonthValue>& history, const Box& box) {
    double most = 100;  // a line of zeros keeps an axis that makes sense
    for (const MonthValue& month : history)
        most = std::max(most, month.uncontrolled.value_or(0));
    const double top = round_above(most * 1.02);
    const double scale = drawing.canvas().measure(area_text(top), drawing.style("table_head")).width;
    // Beside the last point stands its value.
    const TextStyle& strong = drawing.style("strong");
    const double latest = history.empty() ? 0 : history.back().uncontrolled.value_or(0);
    const double value = drawing.canvas().measure(area_text(latest), strong).width + 2.5;
    const Axes axes{
        {box.min_x + scale + 3.5, box.min_y + 1.5, box.max_x - value, box.max_y - 5}, top, history.size()};
    draw_axes(drawing, axes, box, history);
    const Pen& pen = drawing.layout.pen("trend");
    // A month without a figure breaks the line.
    std::vector<Point> line;
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history[i].uncontrolled) {
            line.push_back(axes.at(i, *history[i].uncontrolled));
            continue;
        }
        drawing.canvas().line(line, pen);
        line.clear();
    }
    drawing.canvas().line(line, pen);
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (!history[i].uncontrolled) continue;
        const bool last = i + 1 == history.size();
        const Point at = axes.at(i, *history[i].uncontrolled);
        drawing.canvas().circle(at, last ? 0.9 : 0.6, {last ? pen.colour : drawing.layout.colour("paper")},
                                {pen.colour, 0.3});
        if (!last) continue;
        const std::string text = area_text(*history[i].uncontrolled);
        const double high = drawing.canvas().measure(text, strong).height;
        drawing.canvas().text({at.x + 1.8, at.y - high / 2}, text, strong);
    }
}

}  // namespace bareland::brief
