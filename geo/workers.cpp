#include "geo/workers.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

namespace bareland {
namespace {

#ifdef __linux__
std::vector<int> usable_processors() {
    std::vector<int> out;
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return out;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (CPU_ISSET(static_cast<std::size_t>(cpu), &set)) out.push_back(cpu);
    }
    return out;
}

void pin_this_thread(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<std::size_t>(processor), &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}
#else
std::vector<int> usable_processors() {
    return {};
}
void pin_this_thread(int) {}
#endif

}  // namespace

int available_processors() {
    const auto usable = usable_processors();
    if (!usable.empty()) return static_cast<int>(usable.size());
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

void run_workers(int threads, std::size_t items, bool pin,
                 const std::function<void(int, const std::function<std::size_t()>&)>& body) {
    std::atomic<std::size_t> counter{0};
    std::atomic<bool> failed{false};
    std::exception_ptr error;
    std::mutex error_mutex;
    const std::vector<int> processors = pin ? usable_processors() : std::vector<int>{};
    const std::function<std::size_t()> next = [&]() -> std::size_t {
        if (failed.load(std::memory_order_relaxed)) return items;
        const std::size_t item = counter.fetch_add(1, std::memory_order_relaxed);
        return item < items ? item : items;
    };
    const auto work = [&](int worker) {
        if (!processors.empty())
            pin_this_thread(processors[static_cast<std::size_t>(worker) % processors.size()]);
        try {
            body(worker, next);
        } catch (...) {
            const std::lock_guard lock(error_mutex);
            if (!error) error = std::current_exception();
            failed = true;
        }
    };
    if (threads <= 1 && !pin) {
        work(0);
    } else {
        // The caller's own thread only waits: pinning must not outlive the call.
        std::vector<std::jthread> team;
        for (int i = 0; i < threads; ++i)
            team.emplace_back(work, i);
    }
    if (error) std::rethrow_exception(error);
}

}  // namespace bareland
