#pragma once
#include <sodium.h>
#include <stddef.h>
#include <stdint.h>

// Whole blocks of SHA-256 by the processor's own instructions, into the state that libsodium keeps: libsodium 1.0.18 has
// none of its own, and media of hundreds of megabytes are digested twice on their way to a store. What is left over, and
// everything on other processors, is libsodium's. Source: FIPS 180-4; Intel, "Intel SHA Extensions" (2013).

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static inline int calends_has_sha_instructions(void)
{
    static int known = -1;
    if (known < 0) {
        unsigned a = 0, b = 0, c = 0, d = 0, sse = 0;
        // SSSE3 and SSE4.1, then SHA.
        if (__get_cpuid(1, &a, &b, &c, &d)) sse = c;
        int has = (sse & (1u << 9)) && (sse & (1u << 19)) && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29));
        known = has;
    }
    return known;
}

__attribute__((target("sha,sse4.1,ssse3"))) static inline void calends_sha256_instructions(
    uint32_t state[8], const uint8_t *data, size_t blocks)
{
    static const uint32_t constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };
    const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    // The instructions want the words as ABEF and CDGH.
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)&state[0]), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)&state[4]), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
    for (; blocks > 0; blocks--, data += 64) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i words[4];
        for (int index = 0; index < 4; index++)
            words[index] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(data + 16 * index)), bigEndian);
        for (int step = 0; step < 16; step++) {
            const __m128i now = words[step & 3];
            __m128i sum = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)&constants[4 * step]));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
            const __m128i second = words[(step + 1) & 3], third = words[(step + 2) & 3], last = words[(step + 3) & 3];
            // The four words that are due in four steps.
            words[step & 3] = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(now, second), _mm_alignr_epi8(last, third, 4)), last);
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)&state[0], _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)&state[4], _mm_alignr_epi8(high, low, 8));
}
#endif

/// Takes in as many whole blocks as it can and answers how many bytes that were; libsodium takes the rest.
static inline size_t calends_sha256_blocks(crypto_hash_sha256_state *state, const uint8_t *data, size_t length)
{
#if defined(__x86_64__)
    // libsodium counts bits, and keeps what does not fill a block yet.
    if (length < 64 || (state->count >> 3) % 64 != 0 || !calends_has_sha_instructions()) return 0;
    calends_sha256_instructions(state->state, data, length / 64);
    state->count += (uint64_t)(length / 64) * 512;
    return length / 64 * 64;
#else
    (void)state, (void)data, (void)length;
    return 0;
#endif
}
