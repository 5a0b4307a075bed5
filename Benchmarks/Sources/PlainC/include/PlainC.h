#pragma once
#include <stdint.h>

/* The yardstick: tabular learners on an open gridworld, as a C programmer would write them. Each runs until `steps` steps
   are taken, leaves θ for comparison in `theta` (side * side * 4) and returns the number of episodes. */
int64_t plain_td_actor_critic(
    int side, int64_t steps, double gamma, double alpha, double beta, uint64_t seed, double *theta);
int64_t plain_td_lambda_actor_critic(
    int side, int64_t steps, double gamma, double alpha, double beta, double lambda, uint64_t seed, double *theta);
int64_t plain_reinforce(int side, int64_t steps, double gamma, double alpha, uint64_t seed, double *theta);

/* Worlds by themselves, under uniform actions: the sum of the rewards. */
double plain_pendulum(int64_t steps, uint64_t seed);
double plain_cart_pole(int64_t steps, uint64_t seed);
