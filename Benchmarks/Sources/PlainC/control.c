/* Gymnasium's Pendulum-v1 and CartPole-v1 by themselves, under uniform actions drawn in advance, as the catalogue's
   `simulate` does: the sum of the rewards over so many steps, episode after episode. */
#include "PlainC.h"
#include "random.h"
#include <math.h>

enum { DRAWN = 1024 };

static double between(rng *r, double low, double high) { return low + (high - low) * uniform(r); }

static double clip(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

double plain_pendulum(int64_t steps, uint64_t seed) {
  rng random = seeded(seed), choice = seeded(seed + 1);
  double actions[DRAWN], sum = 0, angle = 0, speed = 0;
  for (int i = 0; i < DRAWN; i++) actions[i] = between(&choice, -2, 2);
  int elapsed = 200;
  for (int64_t step = 0; step < steps; step++) {
    if (elapsed == 200) {
      angle = between(&random, -M_PI, M_PI);
      speed = between(&random, -1, 1);
      elapsed = 0;
    }
    double torque = clip(actions[step & (DRAWN - 1)], -2, 2);
    double turn = 2 * M_PI, wrapped = angle + M_PI - turn * floor((angle + M_PI) / turn) - M_PI;
    sum -= wrapped * wrapped + 0.1 * speed * speed + 0.001 * torque * torque;
    speed = clip(speed + (3 * 10.0 / 2 * sin(angle) + 3 * torque) * 0.05, -8, 8);
    angle += speed * 0.05;
    elapsed++;
  }
  return sum;
}

double plain_cart_pole(int64_t steps, uint64_t seed) {
  rng random = seeded(seed), choice = seeded(seed + 1);
  int actions[DRAWN], elapsed = 0;
  double sum = 0, x = 0, v = 0, angle = 0, turning = 0;
  for (int i = 0; i < DRAWN; i++) actions[i] = uniform(&choice) < 0.5;
  int ended = 1;
  for (int64_t step = 0; step < steps; step++) {
    if (ended) {
      x = between(&random, -0.05, 0.05);
      v = between(&random, -0.05, 0.05);
      angle = between(&random, -0.05, 0.05);
      turning = between(&random, -0.05, 0.05);
      elapsed = 0;
    }
    double force = actions[step & (DRAWN - 1)] ? 10 : -10, c = cos(angle), s = sin(angle);
    double f = (force + 0.05 * turning * turning * s) / 1.1;
    double turn = (9.8 * s - c * f) / (0.5 * (4.0 / 3 - 0.1 * c * c / 1.1));
    double acceleration = f - 0.05 * turn * c / 1.1;
    x += 0.02 * v;
    v += 0.02 * acceleration;
    angle += 0.02 * turning;
    turning += 0.02 * turn;
    sum += 1;
    elapsed++;
    ended = fabs(x) > 2.4 || fabs(angle) > 12 * 2 * M_PI / 360 || elapsed >= 500;
  }
  return sum;
}
