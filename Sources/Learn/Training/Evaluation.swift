import Worlds

/// How well a policy does while nothing is learnt.
///
/// Episode number k draws from streams of its own that depend on k alone: they are the same for every learner, whatever
/// its seed, and never the training's.
public struct Evaluation: Sendable, Equatable {
  /// Which policy is judged.
  public enum Manner: String, Sendable, CaseIterable {
    /// The most probable action, or a Gaussian's mean; ties share alike.
    case greedy
    /// The policy that gathers experience, as it is.
    case sampled
  }

  /// The return of each episode, discounted as the world reports it.
  public var returns: [Double] = []
  /// Episodes that were cut: by the horizon or, where there is none, by `longestEpisode`.
  public var truncated = 0

  /// Steps after which an episode is cut where the world itself never does.
  public static let longestEpisode = 100_000

  public var mean: Double { returns.reduce(0, +) / Double(returns.count) }

  /// The returns' standard deviation; nil for fewer than two.
  public var deviation: Double? {
    guard returns.count > 1 else { return nil }
    let mean = mean
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(returns.count - 1)).squareRoot()
  }
}

extension Learner {
  /// Plays so many episodes by the policy as it is now, on a copy of the world.
  func evaluation(episodes: Int, _ manner: Evaluation.Manner) -> Evaluation {
    var world = environment.world
    var evaluation = Evaluation()
    for episode in 0..<episodes {
      var chance = RandomStream(seed: UInt64(episode), name: "evaluation world")
      var choice = RandomStream(seed: UInt64(episode), name: "evaluation policy")
      world.reset(using: &chance)
      var (sum, discount, steps) = (0.0, 1.0, 0)
      var ending = Ending.none
      let most = world.horizon ?? Evaluation.longestEpisode
      while ending == .none, steps < most {
        let action = distribution(at: world.observation).judged(manner).sample(using: &choice)
        let outcome = world.step(R.W.Action(components: action), using: &chance)
        sum += discount * outcome.reward
        discount *= world.reportedDiscount
        steps += 1
        ending = outcome.ending
      }
      evaluation.returns.append(sum)
      if ending != .terminated { evaluation.truncated += 1 }
    }
    return evaluation
  }

  /// The policy that an evaluation judges, written out; nil where observations or actions are not indices.
  func judgedTable(_ manner: Evaluation.Manner) -> PolicyTable? {
    let world = environment.world
    guard case .indices(let labels) = world.observationSpace, let count = world.actionSpace.count else { return nil }
    let probabilities = labels.indices.flatMap { index in
      distribution(at: R.W.Observation(components: [Double(index)])).judged(manner).probabilities
    }
    return PolicyTable(name: manner.rawValue, actionCount: count, probabilities: probabilities)
  }
}

extension ActionDistribution {
  func judged(_ manner: Evaluation.Manner) -> ActionDistribution {
    manner == .greedy ? greedy : self
  }

  fileprivate var probabilities: [Double] {
    if case .discrete(let probabilities) = self { probabilities } else { [] }
  }
}
