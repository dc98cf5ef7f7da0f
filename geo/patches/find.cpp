#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "geo/messages.hpp"
#include "geo/patches/strip.hpp"
#include "geo/workers.hpp"

namespace bareland::patches {
namespace {

// Joins strips in their order and delivers what is finished.
class Joiner {
  public:
    Joiner(const Plan& plan, const std::function<void(Piece&&)>& take)
        : plan_(plan), take_(take), pool_(plan.connect) {}

    void add(Strip&& strip) {
        const std::array rows = {&strip.top, &strip.bottom};
        pool_.append(std::move(strip.rest), rows);
        for (std::size_t c = 0; c < classes; ++c)
            pool_.line(strip.first_row, bottom_[c], strip.top[c]);
        bottom_ = std::move(strip.bottom);
        const std::array open = {&bottom_};
        deliver(pool_.finished(open, plan_.shapes_from_m2), std::move(strip.done));
    }

    void end(std::int64_t rows) {
        for (std::size_t c = 0; c < classes; ++c)
            pool_.line(rows, bottom_[c], {});
        deliver(pool_.finished({}, plan_.shapes_from_m2), {});
    }

  private:
    void deliver(std::vector<Piece>&& joined, std::vector<Piece>&& inner) {
        std::vector<Piece> all(joined.size() + inner.size());
        std::merge(std::make_move_iterator(joined.begin()), std::make_move_iterator(joined.end()),
                   std::make_move_iterator(inner.begin()), std::make_move_iterator(inner.end()), all.begin(),
                   before);
        for (Piece& piece : all)
            take_(std::move(piece));
    }

    const Plan& plan_;
    const std::function<void(Piece&&)>& take_;
    Pool pool_;
    RowRuns bottom_;
};

// Hands strips to the joiner in their order, whoever brings them when, and keeps the workers from running
// far ahead of it.
class Queue {
  public:
    Queue(Joiner& joiner, int threads) : joiner_(joiner), ahead_(static_cast<std::size_t>(2 * threads)) {}

    void wait_for_turn(std::size_t index) {
        std::unique_lock lock(mutex_);
        turn_.wait(lock, [&] { return stopped_ || index < next_ + ahead_; });
    }
    void bring(std::size_t index, Strip&& strip) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(index, std::move(strip));
        for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
             first = waiting_.erase(first)) {
            joiner_.add(std::move(first->second));
            ++next_;
        }
        turn_.notify_all();
    }
    // Nobody waits any more.
    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        turn_.notify_all();
    }
    bool stopped() {
        const std::lock_guard lock(mutex_);
        return stopped_;
    }

  private:
    Joiner& joiner_;
    std::size_t ahead_;
    std::size_t next_ = 0;
    bool stopped_ = false;
    std::map<std::size_t, Strip> waiting_;
    std::mutex mutex_;
    std::condition_variable turn_;
};

}  // namespace

bool find_pieces(const Borders& borders, const CellAreas& areas, const Plan& plan,
                 const std::function<std::unique_ptr<CellSource>()>& open,
                 const std::function<void(Piece&&)>& take) {
    if (borders.strip_rows() != border_rows) throw Error(messages::internal, "patches: strips of borders");
    const auto strips = static_cast<std::size_t>((borders.rows() + plan.window_rows - 1) / plan.window_rows);
    Joiner joiner(plan, take);
    Queue queue(joiner, plan.threads);
    run_workers(plan.threads, strips, false, [&](int, const std::function<std::size_t()>& next) {
        try {
            const auto source = open();
            StripReader reader(borders, areas, plan, *source);
            for (std::size_t s = next(); s < strips; s = next()) {
                queue.wait_for_turn(s);
                if (plan.stop && plan.stop()) queue.stop();
                if (queue.stopped()) return;
                queue.bring(s, reader.read(s));
                if (plan.strip_done) plan.strip_done();
            }
        } catch (...) {
            queue.stop();
            throw;
        }
    });
    if (queue.stopped()) return false;
    joiner.end(borders.rows());
    return true;
}

}  // namespace bareland::patches
