// What the Swift code that includes this is compiled for: Swift itself has no condition on a processor's features, but its
// importer reads this header with the flags of the Swift code (`-march=…`), whose predefined macros say it.
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
