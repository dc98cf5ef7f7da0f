// Blocks set one below the other into the columns of a page. For jobs/brief/*.cpp only.
#pragma once

#include <string>
#include <vector>

#include "jobs/brief/drawing.hpp"

namespace bareland::brief {

// A cursor that goes down a frame. What does not fit is not drawn; the page says so below the block, for
// which room is kept, and a finding names the block.
class Flow {
  public:
    Flow(const Drawing& drawing, const Box& frame) : drawing_(drawing), frame_(frame), y_(frame.min_y) {}

    void begin(const std::string& block) { block_ = block, full_ = false; }
    void end() { y_ += drawing_.layout.number("padding_mm"); }

    double y() const { return y_; }
    double left() const { return frame_.min_x; }
    double right() const { return frame_.max_x; }
    double width() const { return frame_.max_x - frame_.min_x; }
    void skip(double height) { y_ += height; }
    // Is there room for so much? The first no of a block becomes a finding.
    bool room(double height);

    // All return false, drawing nothing, when there is no room.
    bool heading(const std::string& text);
    bool paragraph(const std::string& text, const TextStyle& style, double indent = 0);

  private:
    const Drawing& drawing_;
    Box frame_;
    double y_;
    std::string block_;
    bool full_ = false;
};

// A line of the month's uncontrolled area, up to twelve months, in the box.
void draw_trend(const Drawing& drawing, const std::vector<MonthValue>& history, const Box& box);

}  // namespace bareland::brief
