/// The arms of a bandit: what each pays, and what the last pulls paid.
public struct ArmScene: Sendable, Equatable {
  /// A Gaussian reward.
  public struct Arm: Sendable, Equatable {
    public var mean: Double
    public var deviation: Double

    public init(mean: Double, deviation: Double) {
      self.mean = mean
      self.deviation = deviation
    }
  }

  public struct Pull: Sendable, Equatable {
    public var arm: Int
    public var reward: Double

    public init(arm: Int, reward: Double) {
      self.arm = arm
      self.reward = reward
    }
  }

  public var arms: [Arm]
  /// The last ones, oldest first; several episodes'.
  public var pulls: [Pull]

  public init(arms: [Arm], pulls: [Pull]) {
    self.arms = arms
    self.pulls = pulls
  }
}
