/// One real action and what it pays: −(a − a*)² and Gaussian noise.
///
/// There is no state to observe: an observation is a vector of no components, so that a linear policy has its bias alone, μ
/// itself, and a critic one number. The episode ends with the action; it has terminated. Any real action may be taken and
/// none is clipped, so that the gradient's closed form holds: for a ∼ N(μ, σ²), J = −(μ − a*)² − σ², ∂J/∂μ = −2(μ − a*) and
/// ∂J/∂σ = −2σ. The bounds, a* ± 4, say where to look and where actions are drawn uniformly. γ and a horizon are there as
/// for every world and change nothing: an episode has one step.
public struct ContinuousBandit: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var target = 2.0
    public var noise = 0.5
    public var γ = 1.0
    public var horizon: Int? = 1

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("target", \.target, -1000...1000, "a*, the best action"),
      .real("sigma", \.noise, 0...1000, "standard deviation of the reward"),
      .real("gamma", \.γ, 0...1, "discount of the return; changes nothing, as an episode has one step"),
      .optionalInteger(
        "horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes would be cut, had they more steps"
      ),
    ]
  }

  public static let info = WorldInfo(
    id: "continuous-bandit", title: "Continuous bandit",
    summary: "one real action: two ways to estimate the same gradient, one far noisier than the other",
    lesson: """
      The reward is a parabola over the action and the policy a bell above it. The log-trick knows only what an action \
      paid and pushes by score times reward; reparametrisation also knows the slope, and is far less noisy for the same \
      mean. Look for how the log-trick's spread shrinks with a baseline, and grows again as σ becomes small.
      """,
    source: "our own")

  /// Half the width of the range that is looked at.
  static let reach = 4.0

  public let settings: Settings
  private var pulls = Trail<CurveScene.Pull, 24>(blank: .init(action: 0, reward: 0))
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) { clock.restart() }

  /// - Parameter state: nothing: there is one state, and no number says anything of it.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.isEmpty else { throw Self.noState(state, form: "[], the only one") }
    clock.restart()
  }

  public mutating func step(_ action: Vector<1>, using random: inout RandomStream) -> Outcome {
    let miss = action[0] - settings.target
    var reward = -miss * miss
    if settings.noise > 0 { reward += settings.noise * random.normal() }
    pulls.append(.init(action: action[0], reward: reward))
    return Outcome(reward: reward, ending: clock.tick(terminated: true))
  }

  public var observation: Vector<0> { Vector(repeating: 0) }
  public static var beyondBounds: BeyondBounds { .taken }
  public var stateVector: [Double] { [] }
  public var observationSpace: ObservationSpace { .vector([]) }
  public var actionSpace: ActionSpace { .box([.init("action", range)]) }

  private var range: ClosedRange<Double> { settings.target - Self.reach...settings.target + Self.reach }

  public var scene: Scene {
    .curve(CurveScene(range: range, target: settings.target, noise: settings.noise, pulls: pulls.elements))
  }
}
