import Worlds

/// A way to estimate ∇J₁ from an episode: what each action is held to have been worth.
///
/// All have the form Σ_t Ψ_t ∇ln π(A_t∣O_t), and differ in Ψ_t alone. With γ < 1 each Ψ_t but the whole return's has the
/// factor γᵗ, without which the sum would not be the gradient of J₁ (Sutton & Barto 2018, section 13.3); the algorithms of
/// the catalogue leave it out by default.
public struct GradientEstimator: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case vanilla = "vanilla-pg"
    case reinforce
    case baseline = "reinforce-baseline"
    case qac
    case td = "td-actor-critic"
    case nStep = "n-step"
    case gae
    case compatible
  }

  /// Its parameters.
  public struct Settings: ParameterSet {
    /// Rewards that `n-step` takes as they came.
    public var n = 5
    /// λ of `gae`.
    public var λ = 0.95

    public init() {}

    static let steps = Parameter<Settings>.integer(
      "n", \.n, 1...1_000_000, unit: "steps", live: false, "rewards taken as they came before the critic's value")
    static let mixture = Parameter<Settings>.real(
      "lambda", \.λ, 0...1, "λ: 0 leaves the TD error, 1 the return less V")

    public static var parameters: [Parameter<Settings>] { [steps, mixture] }
  }

  public let kind: Kind
  public private(set) var settings = Settings()
  /// What was asked for, as it was asked: `gae`, or `gae:lambda=0.9`.
  public let spec: Spec

  /// With its defaults.
  public init(_ kind: Kind) { (self.kind, spec) = (kind, Spec(id: kind.rawValue)) }

  /// From a spec such as `gae:lambda=0.9`.
  /// - Throws: a `ParameterError` that names the nearest estimators or parameters.
  public init(_ text: String) throws(ParameterError) {
    let spec = try Spec(text)
    guard let kind = Kind(rawValue: spec.id) else {
      let ids = Kind.allCases.map(\.rawValue)
      throw ParameterError("there is no estimator `\(spec.id)`; " + Spelling.advice(for: spec.id, among: ids))
    }
    (self.kind, self.spec) = (kind, spec)
    let names = parameters.map(\.info.name)
    for assignment in spec.assignments {
      guard names.contains(assignment.name) else {
        guard !names.isEmpty else {
          throw ParameterError("there is no parameter `\(assignment.name)`; `\(kind.rawValue)` has none")
        }
        throw ParameterError.unknown(assignment.name, among: names)
      }
      try settings.set(assignment.name, to: assignment.text)
    }
  }

  /// Every estimator with its defaults.
  public static var all: [GradientEstimator] { Kind.allCases.map { GradientEstimator($0) } }

  /// Those of its parameters that it has, with their values.
  public var parameters: [ParameterState] {
    let own: [String] =
      switch kind {
      case .nStep: ["n"]
      case .gae: ["lambda"]
      default: []
      }
    return settings.states.filter { own.contains($0.info.name) }
  }

  /// The spec with all the parameters that it has, also those that nobody set.
  public var description: String {
    Spec(
      id: kind.rawValue, assignments: parameters.map { .init($0.info.name, $0.value.description) }
    ).description
  }
}

extension GradientEstimator.Kind {
  public var title: String {
    switch self {
    case .vanilla: "The whole return"
    case .reinforce: "The return from t on"
    case .baseline: "The return less V"
    case .qac: "Q"
    case .td: "The TD error"
    case .nStep: "The n-step return less V"
    case .gae: "The generalised advantage"
    case .compatible: "The compatible critic"
    }
  }

  public var summary: String {
    switch self {
    case .vanilla: "Ψ_t = R(τ), for every action of the episode: unbiased and very noisy"
    case .reinforce: "Ψ_t = γᵗ G_t: what came before t is no merit of A_t; unbiased"
    case .baseline: "Ψ_t = γᵗ (G_t − V(S_t)): unbiased whatever V is, and less noisy the better it is"
    case .qac: "Ψ_t = γᵗ Q(S_t, A_t): unbiased where Q is exact, else as wrong as Q"
    case .td: "Ψ_t = γᵗ δ_t with δ_t = R + γ V(S′) − V(S): unbiased where V is exact"
    case .nStep: "Ψ_t = γᵗ (n rewards, then V, less V(S_t)): between the TD error and the return"
    case .gae: "Ψ_t = γᵗ Σ_k (γλ)^k δ_t₊ₖ: all n at once, weighted by λ"
    case .compatible: "Ψ_t = γᵗ wᵀ∇ln π: w by least squares, not on the gradient's own episodes; unbiased"
    }
  }

  /// The lecture's section.
  public var section: String {
    switch self {
    case .vanilla: "2 Policy gradient"
    case .compatible: "4 Better directions"
    default: "3 Temporal structure"
    }
  }

  /// What to look for.
  public var lesson: String {
    switch self {
    case .vanilla: "The yardstick: look for its variance, many times that of all others."
    case .reinforce: "Causality alone takes out much of the noise; look for the same mean as `vanilla-pg` has."
    case .baseline: "Look for the variance beside `reinforce`, and give it the zero critic: it is `reinforce` then."
    case .qac: "Look for the noise that no baseline takes out, and for the bias with `learned:N`."
    case .td: "One reward and the critic for the rest; look for its bias with the zero critic, which sees one step far."
    case .nStep: "Give it n = 1 and it is the TD error, n as long as the episode and it is the return."
    case .gae: "Turn λ from 0 to 1 with a learned critic: the bias goes, and the variance comes."
    case .compatible: "With `learned:N` look for a bias that shrinks as N grows, which that of `qac` does not do."
    }
  }

  public var source: String {
    switch self {
    case .vanilla: "Williams 1992"
    case .reinforce: "Sutton & Barto 2018, 13.3"
    case .baseline: "Sutton & Barto 2018, 13.4"
    case .qac: "Sutton et al. 2000"
    case .td: "Sutton & Barto 2018, 13.5"
    case .nStep: "Sutton & Barto 2018, 7.1 and 13.5"
    case .gae: "Schulman et al. 2016"
    case .compatible: "Sutton et al. 2000, theorem 2"
    }
  }
}
