import Learn
import PlainC
import Worlds

/// Tabular learners on a 10×10 gridworld against the same loops in plain C, and against each other.
enum TabularBenchmarks {
  typealias R = TabularRepresentation<Gridworld>
  static let steps = 20_000_000

  static func run() throws {
    let world = try Gridworld(.init())
    compareActorCritics(on: world)
    var θ = [Double](repeating: 0, count: 400)
    Comparison(
      "td-actor-critic",
      ours: {
        var settings = TDActorCritic<R>.Settings()
        (settings.α, settings.β) = (0.05, 0.2)
        return speed(TDActorCritic<R>(world, representation: R(), settings: settings, seed: 1))
      },
      theirs: { Double(steps) / seconds { _ = plain_td_actor_critic(10, Int64(steps), 1, 0.05, 0.2, 1, &θ) } }
    ).report("steps/s in C")
    try traces()
    Comparison(
      "reinforce",
      ours: {
        var settings = Reinforce<R>.Settings()
        settings.α = 0.0001
        return speed(Reinforce<R>(world, representation: R(), settings: settings, seed: 1))
      },
      theirs: { Double(steps) / seconds { _ = plain_reinforce(10, Int64(steps), 1, 0.0001, 1, &θ) } }
    ).report("steps/s in C")
  }

  /// Traces against the same in C with traces written out, which moves all of θ and w at every step.
  static func traces() throws {
    let world = try Gridworld(.init())
    var θ = [Double](repeating: 0, count: 400)
    let settings = TDLambdaActorCritic<R>.settings(on: "gridworld")
    Comparison(
      "td-lambda-actor-critic",
      ours: { speed(TDLambdaActorCritic<R>(world, representation: R(), settings: settings, seed: 1)) },
      theirs: {
        let time = seconds {
          _ = plain_td_lambda_actor_critic(10, Int64(steps), 1, settings.α, settings.β, settings.λw, 1, &θ)
        }
        return Double(steps) / time
      }
    ).report("steps/s in C with dense traces")
  }

  /// How much of the one-step actor–critic's speed the others have, each with step sizes that it learns with.
  private static func compareActorCritics(on world: Gridworld) {
    func compare<L: Learner>(_ type: L.Type) where L.R == R {
      Comparison(
        L.info.id,
        ours: { speed(L(world, representation: R(), settings: L.settings(on: "gridworld"), seed: 1)) },
        theirs: {
          let settings = TDActorCritic<R>.settings(on: "gridworld")
          return speed(TDActorCritic<R>(world, representation: R(), settings: settings, seed: 1))
        }
      ).report("steps/s of td-actor-critic")
    }
    compare(ReinforceBaseline<R>.self)
    compare(NStepActorCritic<R>.self)
    compare(TDLambdaActorCritic<R>.self)
    compare(QAC<R>.self)
    compare(A2CQV<R>.self)
    compare(CompatibleActorCritic<R>.self)
    compare(NaturalGradient<R>.self)
    compare(NaturalActorCritic<R>.self)
    compare(Sarsa<R>.self)
    compare(CEMTabular<R>.self)
  }

  /// Steps a second without a probe.
  static func speed<L: Learner>(_ start: L) -> Double {
    var learner = start
    var none = NoProbe()
    let time = seconds { while learner.environment.steps < steps { learner.iterate(&none) } }
    return Double(learner.environment.steps) / time
  }
}
