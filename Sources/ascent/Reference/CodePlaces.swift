/// Where an algorithm's code and its tests are, for those who read on from its page.
enum CodePlaces {
  /// The file of an algorithm, in `Sources/Learn/Algorithms`, and the suite that checks it, in `Tests/LearnTests`, both without
  /// `.swift`. Families whose members are checked against each other share a suite.
  private static let places: [String: (file: String, suite: String)] = [
    "a2c": ("A2C", "OnPolicyTests"),
    "a2c-qv": ("A2CQV", "ActorCriticTests"),
    "a3c": ("A3C", "A3CTests"),
    "cem-parameters": ("CEMParameters", "EvolutionTests"),
    "cem-policy": ("CEMPolicy", "SimplexTests"),
    "cem-tabular": ("CEMTabular", "CrossEntropyTests"),
    "cma-es": ("CMAESSearch", "CMAESTests"),
    "compatible-actor-critic": ("CompatibleActorCritic", "CompatibleTests"),
    "conjugate-gradient": ("ConjugateGradient", "ExactAscentTests"),
    "ddpg": ("DDPG", "OffPolicyTests"),
    "exact-gradient": ("ExactGradientAscent", "ExactAscentTests"),
    "finite-difference": ("FiniteDifference", "PolicyGradientTests"),
    "genetic": ("Genetic", "EvolutionTests"),
    "hill-climbing": ("HillClimbing", "HillClimbingTests"),
    "n-step-actor-critic": ("NStepActorCritic", "NStepTests"),
    "natural-actor-critic": ("NaturalActorCritic", "NaturalTests"),
    "natural-gradient": ("NaturalGradient", "NaturalTests"),
    "nelder-mead": ("NelderMead", "SimplexTests"),
    "ppo": ("PPO", "PPOTests"),
    "q-learning": ("QLearning", "ValueBasedTests"),
    "qac": ("QAC", "ActorCriticTests"),
    "quasi-newton": ("QuasiNewton", "ExactAscentTests"),
    "reinforce": ("Reinforce", "ReinforceTests"),
    "reinforce-baseline": ("ReinforceBaseline", "ReinforceTests"),
    "sac": ("SAC", "OffPolicyTests"),
    "sac-v": ("SACV", "OffPolicyTests"),
    "sarsa": ("Sarsa", "ValueBasedTests"),
    "td-actor-critic": ("TDActorCritic", "ActorCriticTests"),
    "td-lambda-actor-critic": ("TDLambdaActorCritic", "TDLambdaTests"),
    "td3": ("TD3", "OffPolicyTests"),
    "trpo": ("TRPO", "TRPOTests"),
    "vanilla-pg": ("VanillaPG", "PolicyGradientTests"),
  ]

  /// A paragraph for an algorithm's page; nil where nothing is known.
  static func paragraph(for id: String) -> String? {
    places[id].map {
      "## Code\n\n`Sources/Learn/Algorithms/\($0.file).swift`, checked by `Tests/LearnTests/\($0.suite).swift`."
    }
  }
}
