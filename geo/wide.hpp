// Instructions on 512 bits, for the loops that a ranking spends its time in: eight touches or edges at once.
//
// Guarantee: whoever uses them gets the same bits as without; processors that lack them, take the plain way.
#pragma once

#if defined(__x86_64__)
// GCC 12 takes the undefined values in its own header for mistakes (its bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#define BARELAND_WIDE \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vpopcntdq")))
#define BARELAND_WIDE_INLINE inline BARELAND_WIDE __attribute__((always_inline))
#endif

namespace bareland {

// Does this processor have all that BARELAND_WIDE names?
bool wide_instructions();

}  // namespace bareland
