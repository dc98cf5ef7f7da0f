// A fixed team of threads that work on numbered items.
#pragma once

#include <cstddef>
#include <functional>

namespace bareland {

// Calls body(worker, next) on `threads` threads; next() hands out 0, 1 ... items-1, each once, then `items`.
// The first exception thrown by a body is rethrown after all have ended; the others then get no more items.
// `pin`: worker i runs on the i-th processor the process may use, so that two never share one.
void run_workers(int threads, std::size_t items, bool pin,
                 const std::function<void(int worker, const std::function<std::size_t()>& next)>& body);

// What --threads 0 means: processors this process may use.
int available_processors();

}  // namespace bareland
