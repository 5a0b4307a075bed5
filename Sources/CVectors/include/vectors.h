// What the Swift code that includes this is compiled for, and the operations on vectors that Swift has only number by
// number: whether the compiler found the vectors in them again was luck.
//
// Swift has no condition on a processor's features, but its importer reads this header with the flags of the Swift code
// (`-march=…`), whose predefined macros say it.
#pragma once

#include <stdint.h>

enum : int32_t {
  /// Floats in one vector register.
#if defined(__AVX512F__)
  vectors_floats = 16,
#elif defined(__AVX__)
  vectors_floats = 8,
#else
  vectors_floats = 4,
#endif
  /// Whether a product and a sum are one instruction, rounded once.
#if defined(__FMA__) || defined(__aarch64__)
  vectors_fused = 1,
#else
  vectors_fused = 0,
#endif
};

#ifdef __swift__
typedef float vectors_lanes __attribute__((ext_vector_type(16)));
typedef double vectors_doubles __attribute__((ext_vector_type(16)));

// Swift's own loads and stores of what is not aligned are sometimes calls: whether they are inlined hangs on the size of what
// is around them.
static inline __attribute__((always_inline)) vectors_lanes vectors_load(const float *from) {
  vectors_lanes lanes;
  __builtin_memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

static inline __attribute__((always_inline)) void vectors_store(float *to, vectors_lanes lanes) {
  __builtin_memcpy(to, &lanes, sizeof lanes);
}

/// a + b c, rounded once.
static inline __attribute__((always_inline)) vectors_lanes vectors_plus(
    vectors_lanes a, vectors_lanes b, vectors_lanes c) {
  return __builtin_elementwise_fma(b, c, a);
}

/// The same numbers in double precision.
static inline __attribute__((always_inline)) vectors_doubles vectors_widen(vectors_lanes x) {
  return __builtin_convertvector(x, vectors_doubles);
}

/// √x, rounded correctly.
static inline __attribute__((always_inline)) vectors_lanes vectors_root(vectors_lanes x) {
  return __builtin_elementwise_sqrt(x);
}

/// a₀ b₀ a₁ b₁ … of the lower halves.
static inline __attribute__((always_inline)) vectors_lanes vectors_low_pairs(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/// The same of the upper halves.
static inline __attribute__((always_inline)) vectors_lanes vectors_high_pairs(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/// Tells the processor that a loop only waits.
static inline __attribute__((always_inline)) void vectors_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Fetches a cache line that will be read and written.
static inline __attribute__((always_inline)) void vectors_expect(const float *line) { __builtin_prefetch(line, 1, 3); }

// Sums of neighbours' halves: the four rounds that add up sixteen vectors to sixteen totals. Halves, quarters, eighths and
// sixteenths of a, each added to the one behind it, and likewise those of b.
static inline __attribute__((always_inline)) vectors_lanes vectors_fold_halves(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
         __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

static inline __attribute__((always_inline)) vectors_lanes vectors_fold_quarters(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
         __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/// The eighths of a and b in turns.
static inline __attribute__((always_inline)) vectors_lanes vectors_fold_eighths(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
         __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
}

/// Two of a and two of b in turns.
static inline __attribute__((always_inline)) vectors_lanes vectors_fold_sixteenths(vectors_lanes a, vectors_lanes b) {
  return __builtin_shufflevector(a, b, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30) +
         __builtin_shufflevector(a, b, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
}
#endif
