/* xoshiro256++ seeded by SplitMix64, as Swift's RandomStream. */
#pragma once
#include <stdint.h>

typedef struct { uint64_t s[4]; } rng;

static uint64_t splitmix(uint64_t *x) {
  uint64_t z = (*x += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static double uniform(rng *r) {
  uint64_t *s = r->s;
  uint64_t sum = s[0] + s[3];
  uint64_t result = (sum << 23 | sum >> 41) + s[0];
  uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = s[3] << 45 | s[3] >> 19;
  return (double)(result >> 11) * 0x1p-53;
}

static rng seeded(uint64_t seed) {
  rng r;
  for (int i = 0; i < 4; i++) r.s[i] = splitmix(&seed);
  return r;
}
