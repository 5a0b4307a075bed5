#include "processor.h"

#include <stdio.h>
#include <stdlib.h>

#if defined(__x86_64__)

void ascent_require_processor(uint32_t features) {
  __builtin_cpu_init();
  int missing = 0;
#define CHECK(bit, name) \
  if ((features >> bit & 1) && !__builtin_cpu_supports(name)) \
    fprintf(stderr, "%s %s", missing++ ? "," : "ascent: this processor lacks", name);
  ASCENT_FEATURES(CHECK)
#undef CHECK
  if (missing == 0) return;
  fprintf(
    stderr, ", which this program was built for; build it on this machine, or with "
    "ASCENT_CPU=x86-64-v3 (or x86-64) in the environment\n");
  exit(EXIT_FAILURE);
}

#else

void ascent_require_processor(uint32_t features) { (void)features; }

#endif
