/// A bandit with k arms: a single choice and what it pays. Sutton & Barto 2018, section 2.3.
///
/// One state and k actions; pulling arm a pays a draw from N(μ_a, σ²) and ends the episode, which has terminated. The means
/// are drawn from N(0, 1), as for the book's testbed, by a seed of their own, so that every run of one `means-seed` meets the
/// same arms; or they are given, and then there are as many arms as means. Default: ten arms, σ = 1. The model has the
/// expected rewards. γ and a horizon are there as for every world and change nothing: an episode has one step.
///
/// J(π) = Σ π_a μ_a, and for the soft-max ∂J/∂θ_a = π_a (μ_a − J): the policy-gradient theorem where no state follows.
public struct Bandit: WalkedWorld {
  public struct Settings: ParameterSet {
    public var arms = 10
    /// The means, parted by `/`; nil to draw them.
    public var means: String?
    public var meansSeed = 1
    public var σ = 1.0
    public var γ = 1.0
    public var horizon: Int? = 1

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .integer("arms", \.arms, 1...100, "number of arms, where no means are given"),
      .text("means", \.means, "expected rewards, as 0.5/1/-0.2, as many as there are to be arms; none draws them"),
      .integer("means-seed", \.meansSeed, 0...1_000_000_000, "which means are drawn from N(0, 1)"),
      .real("sigma", \.σ, 0...1000, "standard deviation of an arm's reward"),
      .real("gamma", \.γ, 0...1, "discount of the return; changes nothing, as an episode has one step"),
      .optionalInteger(
        "horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes would be cut, had they more steps"
      ),
    ]
  }

  public static let info = WorldInfo(
    id: "bandit", title: "Bandit",
    summary: "one choice and its noisy reward: the policy gradient where no state follows",
    lesson: """
      With a single step the policy-gradient theorem can be seen at a glance: an arm's preference moves by how likely \
      it is, times how much better than the average it pays. Every reward is one draw from a wide distribution, so \
      that single samples mislead. Look for the lucky second-best arm that becomes likely first, and for how a \
      baseline prevents it.
      """,
    source: "Sutton & Barto 2018, 2.3")

  public let settings: Settings
  public var walk: TableWalk

  /// - Throws: a `ParameterError` where a mean is no number, or there are too many.
  public init(_ settings: Settings) throws(ParameterError) {
    self.settings = settings
    let means = try Self.means(settings)
    walk = TableWalk(
      TabularModel(
        γ: settings.γ, horizon: settings.horizon, actions: means.indices.map(Self.name), observations: [0], start: [1],
        transitions: [means.map { [.init(probability: 1, next: -1, reward: $0, terminates: true)] }]),
      rewardDeviation: settings.σ)
  }

  private static func means(_ settings: Settings) throws(ParameterError) -> [Double] {
    guard let text = settings.means else {
      var random = RandomStream(seed: UInt64(settings.meansSeed), name: "bandit means")
      return (0..<settings.arms).map { _ in random.normal() }
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    var means: [Double] = []
    for part in parts {
      guard let mean = Double(part), mean.isFinite, abs(mean) <= 1e6 else {
        throw ParameterError("`\(part)` in `means` is no number within ±1000000; write them as 0.5/1/-0.2")
      }
      means.append(mean)
    }
    guard means.count <= 100 else {
      throw ParameterError("`means` has \(means.count) numbers; there can be 1…100 arms")
    }
    return means
  }

  private static func name(_ arm: Int) -> String { "arm \(arm)" }

  /// A digit, then letters: one column wide.
  private static func glyph(_ arm: Int) -> Unicode.Scalar {
    let glyphs = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    return arm < glyphs.count ? glyphs[arm] : "+"
  }

  /// The expected reward of each arm.
  public var means: [Double] { model.transitions[0].map { $0[0].reward } }

  public var observationSpace: ObservationSpace { .indices(labels: ["the only state"]) }

  public var actionSpace: ActionSpace {
    .choices((0..<model.actionCount).map { .init(Self.name($0), Self.glyph($0), ascii: Self.glyph($0)) })
  }

  public var scene: Scene {
    .arms(ArmScene(arms: means.map { .init(mean: $0, deviation: settings.σ) }, pulls: walk.pulls))
  }
}
