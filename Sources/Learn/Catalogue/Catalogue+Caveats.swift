extension Catalogue {
  /// An algorithm that does not learn a world with its defaults.
  struct Caveat: Sendable {
    var algorithm: String
    var world: String
    /// That it does not, and why, in one sentence.
    var text: String
  }

  /// Why an algorithm does not learn a world with its defaults, in one sentence; nil where it does, or where nobody has
  /// looked.
  public static func caveat(of algorithm: String, on world: String) -> String? {
    caveats.first { $0.algorithm == algorithm && $0.world == world }?.text
  }

  /// The pairs of small worlds and algorithms that do not learn; the test of caveats measures each.
  static let caveats: [Caveat] =
    values.flatMap { algorithm in
      [
        Caveat(
          algorithm: algorithm, world: "aliased-corridor",
          text:
            "Both grey cells share their values, so that the greedy action is the same in both and one of them never "
            + "gets to the money."),
        Caveat(
          algorithm: algorithm, world: "short-corridor",
          text: "All states share their values, and always the same action never reaches the goal."),
        Caveat(
          algorithm: algorithm, world: "river-swim",
          text:
            "Exploring step by step it hardly ever gets to the source, and settles for the small reward at the mouth."),
      ]
    } + [
      Caveat(
        algorithm: "cem-tabular", world: "aliased-corridor",
        text:
          "Where roll-outs are averaged each candidate always does the same in a cell, and the best that does is worth "
          + "0.2 of 6.2."),
      Caveat(
        algorithm: "cem-tabular", world: "short-corridor",
        text: "The shortest episodes go right, left and right, and teach p(right) = ⅔, which is worth −12."),
      Caveat(
        algorithm: "cem-tabular", world: "frozen-lake-8x8",
        text: "On the ice the elite is chosen by luck, and luck is what it copies; `average` of 10 helps most runs."),
      Caveat(
        algorithm: "td-actor-critic", world: "short-corridor",
        text: "All states share one value, so that δ is about −1 whatever was done, and says nothing of the action."),
      Caveat(
        algorithm: "a2c-qv", world: "short-corridor",
        text: "All states share their values, so that the critics know an action's worth in none of them."),
      Caveat(
        algorithm: "qac", world: "short-corridor",
        text: "All states share their values, so that the critic knows an action's worth in none of them."),
      Caveat(
        algorithm: "reinforce", world: "cliff-walking",
        text:
          "Returns of many thousands below zero at the beginning bear only tiny steps, and so it is still near −125 after "
          + "20,000 episodes."),
      Caveat(
        algorithm: "compatible-actor-critic", world: "cliff-walking",
        text:
          "Its critic has as many parameters as the policy and is fitted to returns that differ by thousands: what steps "
          + "it bears lead to about −200 in 10,000 episodes."),
      Caveat(
        algorithm: "compatible-actor-critic", world: "frozen-lake-8x8",
        text: "Too few episodes pay at first for a critic with as many parameters as the policy has."),
      Caveat(
        algorithm: "finite-difference", world: "frozen-lake-8x8",
        text: "One episode in five hundred pays at first, so that J₊ and J₋ differ by luck alone."),
      Caveat(
        algorithm: "a3c", world: "pendulum",
        text:
          "Twenty steps of one pendulum tell little of where a torque leads, and many workers do not average: after 200,000 "
          + "steps it still swings too low to stand."),
      Caveat(
        algorithm: "td3", world: "mountain-car-continuous",
        text:
          "Its noise is forgotten from step to step, the car never leaves the valley, and what the engine costs is all there "
          + "is to learn."),
      Caveat(
        algorithm: "a2c", world: "mountain-car-continuous",
        text: "Fresh steps that never came to the goal teach only to spare the engine."),
    ]
    + ["a2c", "ppo"].map { algorithm in
      Caveat(
        algorithm: algorithm, world: "mountain-car",
        text: "Every step pays −1 until the goal, which chance does not find in 200, so that all actions look alike.")
    } + [
      Caveat(
        algorithm: "vanilla-pg", world: "tetris",
        text:
          "Nearly no game fills a row at first, the return of one that does praises all its placements alike, and what some "
          + "runs find is lost again by steps that grow with the returns."),
      Caveat(
        algorithm: "vanilla-pg", world: "point-mass",
        text: "One return for two hundred steps is so noisy that some runs are still lost after 10,000 episodes."),
    ]
    + ["frozen-lake", "frozen-lake-8x8"].map { world in
      Caveat(
        algorithm: "q-learning", world: world,
        text:
          "Without a discount it costs nothing to wait, so that the greedy policy of its values may keep to a safe wall "
          + "until the horizon cuts it.")
    }
    + ["exact-gradient", "conjugate-gradient", "quasi-newton"].map { algorithm in
      Caveat(
        algorithm: algorithm, world: "cliff-walking",
        text: "It is caught at −17: on that way no other single action is worth more, though the way along the edge is."
      )
    }

  private static let values = ["sarsa", "q-learning"]
}
