extension LearningBar {
  /// Every bar: `ascent learn` runs them all.
  public static let all = lecture + byWorld

  /// Every algorithm on the worlds that the lecture judges it on, in its order.
  private static let lecture: [LearningBar] = [
    // 1 Gradient-free: thirty generations.
    .objective("cem-tabular", "gridworld", episodes: 6000, -18, of: "greedy"),
    .objective("cem-tabular", "gridworld", episodes: 6000, -18.9),
    // The best arm pays 1.858, the second 1.270.
    .objective("cem-tabular", "bandit", episodes: 6000, 1.84),

    // Averaging against lucky roll-outs, for as many episodes: the slide's version, and candidates scored by ten.
    .median("cem-tabular", "frozen-lake", episodes: 100_000, 0.6),
    .objective("cem-tabular:average=10", "frozen-lake", episodes: 100_000, 0.71),

    // Searches over θ. Beside 6.2 there is a hill of 0.2 on which those without a population end; the best pole stands 500.
    // Restarts bring the median climber off that hill, not nine of ten in so many episodes.
    .median("hill-climbing", "aliased-corridor", episodes: 50_000, 4.5),
    .objective("hill-climbing", "short-corridor", episodes: 20_000, -12.2),
    .evaluation("hill-climbing", "cart-pole", episodes: 5000, 475, over: 100, isQuick: false),
    .objective("genetic", "aliased-corridor", episodes: 50_000, 5.5, isQuick: false),
    .objective("cem-parameters", "short-corridor", episodes: 20_000, -12.2),
    .objective("cma-es", "short-corridor", episodes: 20_000, -12.2),
    .objective("genetic", "short-corridor", episodes: 20_000, -12.2),
    .objective("nelder-mead", "short-corridor", episodes: 20_000, -12.5),
    .objective("cem-policy", "gridworld", episodes: 20_000, -19.2),
    .objective("cem-policy", "bandit", episodes: 5000, 1.84),
    .evaluation("cem-parameters", "cart-pole", episodes: 5000, 475, over: 100, isQuick: false),
    .evaluation("cma-es", "cart-pole", episodes: 5000, 475, over: 100, isQuick: false),
    .evaluation("genetic", "cart-pole", episodes: 5000, 470, over: 100, isQuick: false),
    .evaluation("cem-policy", "cart-pole", episodes: 10_000, 475, over: 100, isQuick: false),

    // 2 Policy gradient. At α = 0.003 the exact gradient itself is at J = 5.95 after 10,000 episodes.
    .objective("vanilla-pg", "aliased-corridor", episodes: 10_000, 5.5),
    .objective("vanilla-pg:alpha=0.001", "aliased-corridor", episodes: 60_000, 6),
    .objective("finite-difference", "aliased-corridor", episodes: 320_000, 5.9, isQuick: false),
    .objective("finite-difference", "short-corridor", episodes: 10_000, -12.5),
    .objective("vanilla-pg", "short-corridor", episodes: 3000, -12.5),
    // One update an episode, and no luck: all seeds give the same. The best are 6.2, −11.65685 and −18.
    .objective("exact-gradient", "aliased-corridor", episodes: 500, 6),
    .objective("exact-gradient", "short-corridor", episodes: 100, -11.657),
    .objective("exact-gradient", "gridworld", episodes: 300, -18.1),
    .objective("conjugate-gradient", "aliased-corridor", episodes: 30, 6.199),
    .objective("conjugate-gradient", "short-corridor", episodes: 5, -11.657),
    .objective("conjugate-gradient", "gridworld", episodes: 30, -18.001),
    .objective("quasi-newton", "aliased-corridor", episodes: 30, 6.1999),
    .objective("quasi-newton", "short-corridor", episodes: 3, -11.657),
    .objective("quasi-newton", "gridworld", episodes: 30, -18.001),
    // On sampled J an update takes some thousand episodes; a long step would end where nothing more is tried.
    .objective("conjugate-gradient:objective=sampled,reach=0.5", "aliased-corridor", episodes: 80_000, 5.5),
    .objective("conjugate-gradient:objective=sampled", "short-corridor", episodes: 6000, -12.2),
    .objective("quasi-newton:objective=sampled,reach=0.5", "aliased-corridor", episodes: 80_000, 5.8),
    .objective("quasi-newton:objective=sampled", "short-corridor", episodes: 6000, -12.2),

    // 3 Temporal structure and a baseline.
    .bookRuns("reinforce:alpha=0.0001220703125", .last(100), -13.2),
    .bookRuns("reinforce-baseline:alpha=0.001953125,beta=0.015625", .first(200), -19),
    .bookRuns("reinforce-baseline:alpha=0.001953125,beta=0.015625", .last(100), -12.4),
    .objective("reinforce", "aliased-corridor", episodes: 20_000, 5.5),
    .objective("reinforce", "short-corridor", episodes: 2000, -12.5),
    .objective("reinforce-baseline", "aliased-corridor", episodes: 20_000, 5.5),
    .objective("reinforce-baseline", "short-corridor", episodes: 2000, -12.5),
    .objective("reinforce-baseline", "gridworld", episodes: 10_000, -20),
    .objective("td-actor-critic", "aliased-corridor", episodes: 20_000, 6),
    .objective("td-actor-critic", "gridworld", episodes: 10_000, -18.9),
    .objective("n-step-actor-critic", "aliased-corridor", episodes: 20_000, 5.5),
    .objective("n-step-actor-critic", "short-corridor", episodes: 3000, -12.5),
    .objective("n-step-actor-critic", "gridworld", episodes: 10_000, -18.9),
    .objective("qac", "aliased-corridor", episodes: 20_000, 5.5),
    .objective("qac", "gridworld", episodes: 10_000, -18.9),
    .objective("a2c-qv", "aliased-corridor", episodes: 20_000, 5.5),
    .objective("a2c-qv", "gridworld", episodes: 10_000, -18.9),
    .objective("reinforce-baseline:lambda=0.9,alpha=0.02,beta=0.2", "gridworld", episodes: 10_000, -18.9),
    .objective("td-lambda-actor-critic", "aliased-corridor", episodes: 10_000, 5.5),
    .objective("td-lambda-actor-critic", "short-corridor", episodes: 3000, -12.5),
    .objective("td-lambda-actor-critic", "gridworld", episodes: 10_000, -18.9),
    .objective("td-lambda-actor-critic", "four-rooms", episodes: 10_000, -38.5),
    // 5 % from 668.807 of rewards ten thousand times as large.
    .averageReward(
      "td-lambda-actor-critic:alpha=0.1", "river-swim:scale=0.0001,horizon=none", steps: 100_000, 0.0635367),
    .objective("reinforce", "bandit", episodes: 3000, 1.82),
    .objective("reinforce-baseline", "bandit", episodes: 3000, 1.84),
    .objective("td-actor-critic", "bandit", episodes: 3000, 1.84),
    .objective("n-step-actor-critic", "bandit", episodes: 3000, 1.84),
    .objective("qac", "bandit", episodes: 3000, 1.82),
    // Without a model what was learnt plays. The mean goes to a*, which is worth 0: it begins at −4.
    .evaluation("finite-difference", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("vanilla-pg", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("reinforce", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("reinforce-baseline", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("td-actor-critic", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("n-step-actor-critic", "continuous-bandit", episodes: 3000, -0.1, over: 100),
    .evaluation("reinforce", "point-mass", episodes: 3000, -26, over: 100),
    .evaluation("reinforce-baseline", "point-mass", episodes: 3000, -23, over: 100),
    .evaluation("td-actor-critic", "point-mass", episodes: 3000, -21, over: 100),
    .evaluation("n-step-actor-critic", "point-mass", episodes: 3000, -21, over: 100),
    // The best reply to the mixture earns ¼ a round, 2.5 in all; against the counter
    // nothing without memory, and 5.2 by what is learnt with it.
    .objective("reinforce-baseline", "rock-paper-scissors", episodes: 5000, 2.4),
    .objective("reinforce", "rock-paper-scissors:opponent=counter", episodes: 5000, -0.05),
    .objective("td-actor-critic", "rock-paper-scissors:opponent=counter,memory=last", episodes: 10_000, 5),
    // Networks, by one step after the other.
    .evaluation(
      "reinforce-baseline:hidden=64,alpha=0.0003,beta=0.001", "cart-pole", episodes: 3000, 475, over: 100,
      isQuick: false),
    .evaluation(
      "td-lambda-actor-critic:hidden=64,alpha=0.0001,beta=0.0005", "cart-pole", episodes: 2000, 475, over: 100,
      isQuick: false),
    .evaluation("a2c", "cart-pole", steps: 500_000, 475, isQuick: false),
    .evaluation("a2c", "pendulum", steps: 1_000_000, -250, over: 100, isQuick: false),
    .evaluation("a3c", "cart-pole", steps: 500_000, 475, isQuick: false),
    .evaluation("a3c", "acrobot", steps: 300_000, -100, isQuick: false),

    // 4 Better directions.
    .objective("compatible-actor-critic", "aliased-corridor", episodes: 30_000, 5.3),
    .objective("compatible-actor-critic", "short-corridor", episodes: 3000, -12.2),
    // No further: it learns slowly where states are many, and at larger steps it collapses.
    .objective("compatible-actor-critic", "gridworld", episodes: 10_000, -30),
    .objective("compatible-actor-critic", "bandit", episodes: 5000, 1.8),
    .objective("natural-gradient", "aliased-corridor", episodes: 20_000, 6),
    .objective("natural-gradient:fisher=exact", "aliased-corridor", episodes: 20_000, 6),
    .objective("natural-gradient", "short-corridor", episodes: 3000, -11.9),
    .objective("natural-gradient", "gridworld", episodes: 5000, -18.9),
    .objective("natural-actor-critic", "aliased-corridor", episodes: 20_000, 6),
    .objective("natural-actor-critic", "short-corridor", episodes: 3000, -12.2),
    // Sooner than the median of REINFORCE with a baseline from the same start; seed by seed luck differs.
    .bookStart("natural-actor-critic", episodes: 90, .mostRuns),
    .bookStart("reinforce-baseline", episodes: 120, .median),
    .objective("natural-actor-critic", "rock-paper-scissors:opponent=counter", episodes: 5000, -0.05),
    .objective("natural-actor-critic", "gridworld", episodes: 5000, -18.9),
    .evaluation("trpo", "cart-pole", steps: 100_000, 475, isQuick: false),
    .evaluation("trpo", "pendulum", steps: 100_000, -250, over: 100, isQuick: false),
    // The bound is δ = 0.01, and no update may go beyond it by half.
    .largest("losses/largest_kl", "trpo", "cart-pole", steps: 100_000, 0.015, isQuick: false),
    .largest("losses/largest_kl", "trpo", "pendulum", steps: 100_000, 0.015, isQuick: false),
    .evaluation("ppo", "cart-pole", steps: 100_000, 475, isQuick: false),
    .evaluation("ppo", "pendulum", steps: 200_000, -250, over: 100, isQuick: false),
    // How long the pole stands of 500 steps, and how far the swimmer gets: there is no best to hold them against.
    .evaluation("a2c", "cart-pole-swing-up", steps: 400_000, 200, isQuick: false),
    .evaluation("ppo", "cart-pole-swing-up", steps: 400_000, 300, isQuick: false),
    .evaluation("a2c", "swimmer", steps: 200_000, 120, isQuick: false),
    .evaluation("ppo", "swimmer", steps: 200_000, 200, isQuick: false),
    .evaluation("ppo", "mountain-car-continuous", steps: 200_000, 90, isQuick: false),

    // 5 Off-policy, by the means of a hundred greedy episodes.
    .evaluation("ddpg", "pendulum", steps: 20_000, -200, over: 100, isQuick: false),
    .evaluation("td3", "pendulum", steps: 15_000, -180, over: 100, isQuick: false),
    .evaluation("sac-v", "pendulum", steps: 15_000, -180, over: 100, isQuick: false),
    .evaluation("sac", "pendulum", steps: 10_000, -180, over: 100),
    // By noise that lasts; without it no run gets to the goal, as the scene `trembling` shows.
    .evaluation("ddpg", "mountain-car-continuous", steps: 50_000, 90, isQuick: false),
    .evaluation("sac", "mountain-car-continuous", steps: 50_000, 90, over: 100, isQuick: false),
    .evaluation("sac", "cart-pole-swing-up", steps: 30_000, 200, isQuick: false),
  ]
}
