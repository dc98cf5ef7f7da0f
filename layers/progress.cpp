#include "layers/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <string>

#include "layers/utf8.hpp"

namespace bareland {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto pause = std::chrono::milliseconds(50);
constexpr std::size_t longest_bar = 40;
constexpr const char* erase_line = "\r\033[K";

std::size_t terminal_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void put(const std::string& text) {
    (void)!::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

struct Progress::Impl {
    std::uint64_t total = 0;
    std::string label;
    std::atomic<std::uint64_t> done{0};
    std::atomic<Clock::rep> next_draw{0};
    std::mutex drawing;

    void draw();
    bool due();
};

// True for one caller every pause.
bool Progress::Impl::due() {
    const Clock::rep now = Clock::now().time_since_epoch().count();
    Clock::rep next = next_draw.load(std::memory_order_relaxed);
    const Clock::rep later = now + std::chrono::duration_cast<Clock::duration>(pause).count();
    return now >= next && next_draw.compare_exchange_strong(next, later, std::memory_order_relaxed);
}

void Progress::Impl::draw() {
    const std::lock_guard lock(drawing);
    const double share =
        total == 0 ? 1 : std::min(1.0, static_cast<double>(done.load()) / static_cast<double>(total));
    const std::size_t columns = terminal_columns();
    const std::size_t taken = display_width(label) + 10;  // brackets, spaces, "100 %"
    const std::size_t length = std::min(longest_bar, columns > taken ? columns - taken : 0);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(length));
    const std::string bar = std::string(filled, '#') + std::string(length - filled, '.');
    put(fmt::format("{}{} [{}] {:3.0f} %", erase_line, label, bar, std::floor(share * 100)));
}

Progress::Progress(std::uint64_t total, const Text& label, bool enabled, Lang lang) {
    if (!enabled || ::isatty(STDERR_FILENO) == 0) return;
    impl_ = std::make_unique<Impl>();
    impl_->total = total;
    impl_->label = label.in(lang);
    if (impl_->due()) impl_->draw();
}

Progress::~Progress() {
    if (impl_) put(erase_line);
}

void Progress::advance(std::uint64_t steps) {
    if (!impl_) return;
    impl_->done.fetch_add(steps, std::memory_order_relaxed);
    if (impl_->due()) impl_->draw();
}

}  // namespace bareland
