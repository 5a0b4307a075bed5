#include "PlainC.h"
#include "random.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HORIZON = 1000 };

typedef struct { double reward; int next; int terminates; } move;

/* θ and π side by side, as in Swift: the row of π is renewed when its θ changes. */
typedef struct {
  int side;
  move *moves;
  double *theta, *pi;
  rng random;
} agent;

static agent make(int side, uint64_t seed, double *theta) {
  int states = side * side;
  agent g = { side, malloc(sizeof(move) * states * 4), theta, malloc(sizeof(double) * states * 4), { { 0 } } };
  static const int dx[4] = { 0, 1, 0, -1 }, dy[4] = { -1, 0, 1, 0 };
  for (int s = 0; s < states; s++)
    for (int a = 0; a < 4; a++) {
      int x = s % side + dx[a], y = s / side + dy[a];
      int next = x < 0 || x >= side || y < 0 || y >= side ? s : y * side + x;
      g.moves[s * 4 + a] = (move){ -1, next, next == states - 1 };
      g.theta[s * 4 + a] = 0;
      g.pi[s * 4 + a] = 0.25;
    }
  g.random = seeded(seed);
  return g;
}

/* What a user wants to know of a run: the number of episodes, and mean and spread of their returns (Welford). */
typedef struct { int64_t episodes; double mean, m2; } statistics;

static void record(statistics *s, double value) {
  double difference = value - s->mean;
  s->mean += difference / (double)++s->episodes;
  s->m2 += difference * (value - s->mean);
}

static int sample(agent *g, int state) {
  const double *pi = g->pi + state * 4;
  double rest = uniform(&g->random);
  for (int a = 0; a < 3; a++) {
    rest -= pi[a];
    if (rest < 0) return a;
  }
  return 3;
}

/* π of one state anew from its θ. */
static void renew(agent *g, int state) {
  double *theta = g->theta + state * 4, *pi = g->pi + state * 4;
  double largest = theta[0];
  for (int b = 1; b < 4; b++) largest = theta[b] > largest ? theta[b] : largest;
  double sum = 0;
  for (int b = 0; b < 4; b++) sum += pi[b] = exp(theta[b] - largest);
  for (int b = 0; b < 4; b++) pi[b] /= sum;
}

static void ascend(agent *g, double step, int action, int state) {
  double *theta = g->theta + state * 4, *pi = g->pi + state * 4;
  for (int b = 0; b < 4; b++) theta[b] -= step * pi[b];
  theta[action] += step;
  renew(g, state);
}

int64_t plain_td_actor_critic(
    int side, int64_t steps, double gamma, double alpha, double beta, uint64_t seed, double *theta) {
  agent g = make(side, seed, theta);
  double *w = calloc(side * side, sizeof(double));
  statistics seen = { 0 };
  for (int64_t taken = 0; taken < steps;) {
    int state = 0;
    double discount = 1, total = 0;
    for (int t = 0; t < HORIZON; t++) {
      int action = sample(&g, state);
      move m = g.moves[state * 4 + action];
      taken++;
      total += discount * m.reward;
      discount *= gamma;
      double delta = m.reward + gamma * (m.terminates ? 0 : w[m.next]) - w[state];
      w[state] += beta * delta;
      ascend(&g, alpha * delta, action, state);
      state = m.next;
      if (m.terminates) break;
    }
    record(&seen, total);
  }
  free(w);
  free(g.moves);
  free(g.pi);
  return seen.episodes;
}

/* The book's box, traces as vectors: four passes over them a step, which the compiler makes vector instructions of. */
int64_t plain_td_lambda_actor_critic(
    int side, int64_t steps, double gamma, double alpha, double beta, double lambda, uint64_t seed, double *theta) {
  agent g = make(side, seed, theta);
  int states = side * side;
  double *restrict w = calloc(states, sizeof(double));
  double *restrict zw = malloc(states * sizeof(double)), *restrict zt = malloc(states * 4 * sizeof(double));
  double *restrict th = theta;
  statistics seen = { 0 };
  for (int64_t taken = 0; taken < steps;) {
    int state = 0;
    double discount = 1, total = 0;
    for (int i = 0; i < states; i++) zw[i] = 0;
    for (int i = 0; i < states * 4; i++) zt[i] = 0;
    for (int t = 0; t < HORIZON; t++) {
      renew(&g, state);
      int action = sample(&g, state);
      move m = g.moves[state * 4 + action];
      taken++;
      total += discount * m.reward;
      discount *= gamma;
      double delta = m.reward + gamma * (m.terminates ? 0 : w[m.next]) - w[state];
      double decay = gamma * lambda, critic_step = beta * delta, step = alpha * delta;
      for (int i = 0; i < states; i++) zw[i] *= decay;
      zw[state] += 1;
      for (int i = 0; i < states * 4; i++) zt[i] *= decay;
      for (int b = 0; b < 4; b++) zt[state * 4 + b] -= g.pi[state * 4 + b];
      zt[state * 4 + action] += 1;
      for (int i = 0; i < states; i++) w[i] += critic_step * zw[i];
      for (int i = 0; i < states * 4; i++) th[i] += step * zt[i];
      state = m.next;
      if (m.terminates) break;
    }
    record(&seen, total);
  }
  free(w);
  free(zw);
  free(zt);
  free(g.moves);
  free(g.pi);
  return seen.episodes;
}

int64_t plain_reinforce(int side, int64_t steps, double gamma, double alpha, uint64_t seed, double *theta) {
  agent g = make(side, seed, theta);
  static int states[HORIZON], actions[HORIZON];
  static double rewards[HORIZON], returns[HORIZON];
  statistics seen = { 0 };
  for (int64_t taken = 0; taken < steps;) {
    int state = 0, length = 0;
    double discount = 1, total = 0;
    while (length < HORIZON) {
      int action = sample(&g, state);
      move m = g.moves[state * 4 + action];
      taken++;
      total += discount * m.reward;
      discount *= gamma;
      states[length] = state;
      actions[length] = action;
      rewards[length++] = m.reward;
      state = m.next;
      if (m.terminates) break;
    }
    record(&seen, total);
    double later = 0;
    for (int t = length - 1; t >= 0; t--) returns[t] = later = rewards[t] + gamma * later;
    for (int t = 0; t < length; t++) ascend(&g, alpha * returns[t], actions[t], states[t]);
  }
  free(g.moves);
  free(g.pi);
  return seen.episodes;
}
