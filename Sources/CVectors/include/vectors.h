// What the Swift code that includes this is compiled for, and the two operations on vectors that Swift has only number by
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

/// a + b c, rounded once.
static inline __attribute__((always_inline)) vectors_lanes vectors_plus(
    vectors_lanes a, vectors_lanes b, vectors_lanes c) {
  return __builtin_elementwise_fma(b, c, a);
}

/// √x, rounded correctly.
static inline __attribute__((always_inline)) vectors_lanes vectors_root(vectors_lanes x) {
  return __builtin_elementwise_sqrt(x);
}
#endif
