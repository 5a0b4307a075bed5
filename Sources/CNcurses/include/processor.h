// Which instructions the Swift code was built with, and whether this processor has them.
//
// This header is read twice, with different results. Swift's importer reads it with the flags of
// the Swift code (`-march=…`), whose predefined macros make up `ascent_built_for`. The C file
// behind it is compiled without those flags and runs on any processor.
#pragma once

#include <stdint.h>

/// X(bit, name as compilers spell it): what x86-64 compilers use of their own accord.
#define ASCENT_FEATURES(X) \
  X(0, "sse4.2") \
  X(1, "popcnt") \
  X(2, "avx") \
  X(3, "avx2") \
  X(4, "fma") \
  X(5, "f16c") \
  X(6, "bmi") \
  X(7, "bmi2") \
  X(8, "lzcnt") \
  X(9, "movbe") \
  X(10, "avx512f") \
  X(11, "avx512bw") \
  X(12, "avx512cd") \
  X(13, "avx512dq") \
  X(14, "avx512vl") \
  X(15, "avx512ifma") \
  X(16, "avx512vbmi") \
  X(17, "avx512vbmi2") \
  X(18, "avx512vnni") \
  X(19, "avx512bitalg") \
  X(20, "avx512vpopcntdq") \
  X(21, "avx512bf16") \
  X(22, "avx512fp16") \
  X(23, "avxvnni") \
  X(24, "gfni") \
  X(25, "vaes")

/// The features the including code is compiled for, a bit each. Empty on other architectures,
/// whose compilers assume nothing that their processors may lack.
enum : uint32_t {
  ascent_built_for = 0
#ifdef __SSE4_2__
    | 1u << 0
#endif
#ifdef __POPCNT__
    | 1u << 1
#endif
#ifdef __AVX__
    | 1u << 2
#endif
#ifdef __AVX2__
    | 1u << 3
#endif
#ifdef __FMA__
    | 1u << 4
#endif
#ifdef __F16C__
    | 1u << 5
#endif
#ifdef __BMI__
    | 1u << 6
#endif
#ifdef __BMI2__
    | 1u << 7
#endif
#ifdef __LZCNT__
    | 1u << 8
#endif
#ifdef __MOVBE__
    | 1u << 9
#endif
#ifdef __AVX512F__
    | 1u << 10
#endif
#ifdef __AVX512BW__
    | 1u << 11
#endif
#ifdef __AVX512CD__
    | 1u << 12
#endif
#ifdef __AVX512DQ__
    | 1u << 13
#endif
#ifdef __AVX512VL__
    | 1u << 14
#endif
#ifdef __AVX512IFMA__
    | 1u << 15
#endif
#ifdef __AVX512VBMI__
    | 1u << 16
#endif
#ifdef __AVX512VBMI2__
    | 1u << 17
#endif
#ifdef __AVX512VNNI__
    | 1u << 18
#endif
#ifdef __AVX512BITALG__
    | 1u << 19
#endif
#ifdef __AVX512VPOPCNTDQ__
    | 1u << 20
#endif
#ifdef __AVX512BF16__
    | 1u << 21
#endif
#ifdef __AVX512FP16__
    | 1u << 22
#endif
#ifdef __AVXVNNI__
    | 1u << 23
#endif
#ifdef __GFNI__
    | 1u << 24
#endif
#ifdef __VAES__
    | 1u << 25
#endif
};

/// Ends the process with one line on standard error and status 1 if this processor lacks one of
/// `features`. In C from end to end: the caller's own code may already use what is missing.
void ascent_require_processor(uint32_t features);
