extension LearningBar {
  /// World by world what the algorithms reach with their defaults, besides what the lecture's order has: small worlds, on
  /// which a run takes some tenths of a second. Pairs without a bar have a caveat.
  static let byWorld: [LearningBar] =
    on("gridworld", ("finite-difference", 20_000, -40), ("vanilla-pg", 10_000, -26), ("reinforce", 10_000, -31))
    + greedy("gridworld", ("sarsa", 3000, -18), ("q-learning", 3000, -18))
    // Of the searches over θ, what four hundred parameters allow.
    + on("gridworld", ("genetic", 20_000, -32))
    // A walk along the third row is worth −17, along the edge −13.
    + on(
      "cliff-walking", ("cem-tabular", 3000, -16.5), ("finite-difference", 20_000, -45), ("vanilla-pg", 20_000, -76),
      ("reinforce-baseline", 3000, -20), ("qac", 3000, -18.5), ("a2c-qv", 3000, -18), ("td-actor-critic", 3000, -18),
      ("n-step-actor-critic", 3000, -18.5), ("td-lambda-actor-critic", 3000, -20), ("natural-gradient", 3000, -18),
      ("natural-actor-critic", 3000, -17))
    + greedy("cliff-walking", ("sarsa", 1000, -17), ("q-learning", 1000, -13))
    + on("cliff-walking", ("cem-policy", 20_000, -18.5), ("genetic", 20_000, -30))
    // The shortest way is worth −15.
    + on(
      "windy-gridworld", ("cem-tabular", 3000, -17), ("finite-difference", 20_000, -38), ("vanilla-pg", 10_000, -29),
      ("reinforce", 20_000, -47), ("reinforce-baseline", 3000, -20), ("qac", 3000, -20), ("a2c-qv", 3000, -18.5),
      ("td-actor-critic", 3000, -19.5), ("n-step-actor-critic", 3000, -19.5), ("td-lambda-actor-critic", 3000, -20.5),
      ("compatible-actor-critic", 20_000, -38), ("natural-gradient", 3000, -17), ("natural-actor-critic", 3000, -18.5),
      ("exact-gradient", 100, -15.2), ("conjugate-gradient", 30, -15.001), ("quasi-newton", 30, -15.001))
    + greedy("windy-gridworld", ("sarsa", 1000, -16), ("q-learning", 1000, -15))
    + on("windy-gridworld", ("cem-policy", 20_000, -15.5), ("genetic", 20_000, -24))
    // The best is worth 0.74.
    + on(
      "frozen-lake", ("finite-difference", 400_000, 0.45), ("vanilla-pg", 20_000, 0.7), ("reinforce", 20_000, 0.62),
      ("reinforce-baseline", 20_000, 0.7), ("qac", 20_000, 0.7), ("a2c-qv", 20_000, 0.7),
      ("td-actor-critic", 20_000, 0.7), ("n-step-actor-critic", 20_000, 0.7), ("td-lambda-actor-critic", 20_000, 0.7),
      ("compatible-actor-critic", 50_000, 0.45), ("natural-gradient", 30_000, 0.7),
      ("natural-actor-critic", 30_000, 0.69), ("exact-gradient", 100, 0.71), ("conjugate-gradient", 30, 0.74),
      ("quasi-newton", 100, 0.739))
    + greedy("frozen-lake", ("sarsa", 20_000, 0.52))
    // And 0.89 there.
    + on(
      "frozen-lake-8x8", ("vanilla-pg", 30_000, 0.66), ("reinforce", 50_000, 0.66),
      ("reinforce-baseline", 20_000, 0.73), ("qac", 60_000, 0.74), ("a2c-qv", 30_000, 0.82),
      ("td-actor-critic", 20_000, 0.76), ("n-step-actor-critic", 20_000, 0.76),
      ("td-lambda-actor-critic", 20_000, 0.74), ("natural-gradient", 50_000, 0.78),
      ("natural-actor-critic", 50_000, 0.78), ("exact-gradient", 300, 0.88), ("conjugate-gradient", 30, 0.89),
      ("quasi-newton", 100, 0.89))
    + greedy("frozen-lake-8x8", ("sarsa", 20_000, 0.72))
    // The best is worth −36.6.
    + on(
      "four-rooms", ("cem-tabular", 50_000, -46), ("finite-difference", 40_000, -75), ("vanilla-pg", 20_000, -50),
      ("reinforce", 20_000, -61), ("reinforce-baseline", 5000, -40), ("qac", 10_000, -54), ("a2c-qv", 5000, -38.5),
      ("td-actor-critic", 5000, -39), ("n-step-actor-critic", 5000, -40), ("compatible-actor-critic", 20_000, -68),
      ("natural-gradient", 5000, -46), ("natural-actor-critic", 5000, -44), ("exact-gradient", 100, -37),
      ("conjugate-gradient", 30, -36.7), ("quasi-newton", 30, -36.8))
    + greedy("four-rooms", ("sarsa", 10_000, -38.5), ("q-learning", 10_000, -39))
    // 8.90 is the best.
    + on(
      "two-state-loop", ("cem-tabular", 20_000, 8.85), ("finite-difference", 2000, 8.8), ("vanilla-pg", 3000, 8.8),
      ("reinforce", 2000, 8.4), ("reinforce-baseline", 2000, 8.65), ("qac", 2000, 8.8), ("a2c-qv", 2000, 8.85),
      ("td-actor-critic", 2000, 8.85), ("n-step-actor-critic", 2000, 8.85), ("td-lambda-actor-critic", 2000, 8.85),
      ("compatible-actor-critic", 2000, 8.8), ("natural-gradient", 2000, 8.8), ("natural-actor-critic", 2000, 8.85),
      ("exact-gradient", 100, 8.88), ("conjugate-gradient", 30, 8.9), ("quasi-newton", 30, 8.9))
    + on(
      "two-state-loop", ("hill-climbing", 5000, 8.8), ("cem-parameters", 5000, 8.7), ("cma-es", 5000, 8.8),
      ("genetic", 5000, 8.6),
      ("nelder-mead", 5000, 8.7), ("cem-policy", 5000, 8.65))
    + greedy("two-state-loop", ("sarsa", 1000, 8.9), ("q-learning", 1000, 8.9))
    + [
      .averageReward("exact-gradient", "two-state-loop:horizon=none", steps: 2000, 0.98),
      .averageReward("conjugate-gradient", "two-state-loop:horizon=none", steps: 100, 0.9999),
      .averageReward("quasi-newton", "two-state-loop:horizon=none", steps: 100, 0.9999),
      .averageReward("td-lambda-actor-critic", "two-state-loop:horizon=none", steps: 20_000, 0.98),
    ]
    // Always right is worth 8027, what is found first 93.
    + on(
      "river-swim", ("cem-tabular", 20_000, 6500), ("finite-difference", 20_000, 7800), ("vanilla-pg", 5000, 6500),
      ("reinforce", 5000, 7800), ("reinforce-baseline", 5000, 7800), ("qac", 2000, 7400), ("a2c-qv", 2000, 7500),
      ("td-actor-critic", 2000, 7800), ("n-step-actor-critic", 2000, 7800), ("td-lambda-actor-critic", 2000, 7800),
      ("compatible-actor-critic", 2000, 7950), ("natural-gradient", 5000, 7700), ("natural-actor-critic", 5000, 7600),
      ("exact-gradient", 300, 8000), ("conjugate-gradient", 30, 8026), ("quasi-newton", 30, 8026))
    + on("river-swim", ("genetic", 10_000, 6000))
    + on(
      "rock-paper-scissors", ("hill-climbing", 10_000, 2.2), ("cem-parameters", 10_000, 2.1), ("genetic", 10_000, 2.2),
      ("cem-policy", 10_000, 1.7))
    + on(
      "bandit", ("finite-difference", 10_000, 1.83), ("vanilla-pg", 3000, 1.82), ("a2c-qv", 3000, 1.82),
      ("td-lambda-actor-critic", 3000, 1.81), ("natural-gradient", 3000, 1.84), ("natural-actor-critic", 3000, 1.84),
      ("exact-gradient", 100, 1.84), ("conjugate-gradient", 30, 1.858), ("quasi-newton", 30, 1.858))
    + greedy("bandit", ("sarsa", 3000, 1.85), ("q-learning", 3000, 1.85))
    + on(
      "rock-paper-scissors", ("cem-tabular", 20_000, 1.8), ("finite-difference", 5000, 2.35),
      ("vanilla-pg", 5000, 2.4), ("reinforce", 5000, 2.35), ("qac", 5000, 2.45), ("a2c-qv", 5000, 2.45),
      ("td-actor-critic", 5000, 2.45), ("n-step-actor-critic", 5000, 2.45), ("td-lambda-actor-critic", 5000, 2.45),
      ("compatible-actor-critic", 5000, 2.33), ("natural-gradient", 5000, 2.45), ("natural-actor-critic", 5000, 2.4),
      ("exact-gradient", 3000, 2.4), ("conjugate-gradient", 30, 2.499), ("quasi-newton", 30, 2.499))
    + greedy("rock-paper-scissors", ("sarsa", 20_000, 2.4), ("q-learning", 20_000, 2.4))
    + played(
      "continuous-bandit", ("qac", 3000, -0.3), ("a2c-qv", 3000, -0.25), ("td-lambda-actor-critic", 3000, -0.25),
      ("compatible-actor-critic", 3000, -0.15), ("natural-gradient", 3000, -0.15),
      ("natural-actor-critic", 3000, -0.15),
      ("conjugate-gradient", 3000, -0.1), ("quasi-newton", 3000, -0.1))
    + played(
      "continuous-bandit", ("hill-climbing", 5000, -1.2), ("cem-parameters", 5000, -1.2), ("genetic", 5000, -1.4),
      ("nelder-mead", 5000, -1.6),
      ("cem-policy", 5000, -1))
    + played("point-mass", ("cem-parameters", 3000, -50), ("genetic", 3000, -50))
    + played(
      "point-mass", ("finite-difference", 3000, -24), ("qac", 10_000, -26), ("a2c-qv", 3000, -29),
      ("td-lambda-actor-critic", 3000, -22), ("compatible-actor-critic", 5000, -35), ("natural-gradient", 3000, -28),
      ("natural-actor-critic", 3000, -21.5), ("conjugate-gradient", 20_000, -26), ("quasi-newton", 20_000, -30))
    + tetris

  /// Lines a game, of thirty. The searches' games are as long as they can be, 10⁵ lines, within five minutes on two cores; those who
  /// climb a gradient fill their first rows by chance and have a thousand games.
  private static let tetris: [LearningBar] = [
    ("cem-parameters", 300, 50_000), ("cma-es", 150, 15_000), ("genetic", 300, 10_000), ("hill-climbing", 200, 10_000),
    ("nelder-mead", 3000, 5),
    ("reinforce", 1000, 20), ("reinforce-baseline", 1000, 5), ("natural-gradient", 1000, 50),
    ("natural-actor-critic", 1000, 50),
  ].map { algorithm, episodes, bar in
    var row = LearningBar.evaluation(algorithm, "tetris", episodes: episodes, bar, over: 30, isQuick: false)
    row.seeds = 5
    return row
  }

  private typealias Row = (algorithm: String, episodes: Int, bar: Double)

  /// Bars on J of π.
  private static func on(_ world: String, _ rows: Row...) -> [LearningBar] {
    rows.map { .objective($0.algorithm, world, episodes: $0.episodes, $0.bar, isQuick: isQuick(world, $0.episodes)) }
  }

  /// Bars on J of the greedy policy, which is what learners of values are after.
  private static func greedy(_ world: String, _ rows: Row...) -> [LearningBar] {
    rows.map {
      .objective(
        $0.algorithm, world, episodes: $0.episodes, $0.bar, of: "greedy", isQuick: isQuick(world, $0.episodes))
    }
  }

  /// Bars on what a hundred greedy episodes return, on worlds without a model.
  private static func played(_ world: String, _ rows: Row...) -> [LearningBar] {
    rows.map {
      .evaluation(
        $0.algorithm, world, episodes: $0.episodes, $0.bar, over: 100, isQuick: isQuick(world, $0.episodes))
    }
  }

  /// Whether ten runs take a second or two: a large lake's episodes are long, and a mass's.
  private static func isQuick(_ world: String, _ episodes: Int) -> Bool {
    world != "frozen-lake-8x8" && episodes <= (world == "point-mass" ? 3000 : 20_000)
  }
}
