import Worlds

// Each ingredient of TRPO can be switched off: the natural direction, the search along it, and the bound itself.

extension TRPO {
  public struct Settings: ParameterSet {
    /// δ, the largest mean KL(π_old ∥ π).
    public var δ = 0.01
    public var direction = TrustRegion.Direction.natural
    /// Iterations of conjugate gradients, k.
    public var iterations = 10
    /// c, what is added to the diagonal of F.
    public var damping = 0.1
    /// F is a mean over each so many-th step.
    public var thinning = 1
    /// Whether steps are shortened until they keep to the region; else the whole one is taken, whatever it does.
    public var searches = true
    /// κ, what a step that does not is multiplied by.
    public var shortening = 0.8
    /// The most steps that are tried.
    public var tries = 10
    /// Step size of the critic's Adam.
    public var β = 0.001
    /// The critic's passes over the steps, K.
    public var epochs = 10
    /// Steps of its minibatches.
    public var batch = 64
    /// Copies of the world, N.
    public var copies = 8
    /// Steps of each, T.
    public var steps = 128
    /// λ of the generalised advantage.
    public var λ = 0.95
    /// The largest discount that is learnt with.
    public var γ = 1.0
    public var standardises = true
    public var form = NetworkForm()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .largestDivergence(\.δ),
        .choice("direction", \.direction, "x: the natural step F⁻¹ g, or vanilla, the gradient g as it is"),
        .integer("cg", \.iterations, 1...1000, live: true, "k, iterations of conjugate gradients for (F + c) x = g"),
        .real("damping", \.damping, 0...(.greatestFiniteMagnitude), live: true, "c, added to the diagonal of F there"),
        .integer("thinning", \.thinning, 1...1000, live: true, "F is a mean over each so many-th step alone"),
        .flag("search", \.searches, "whether a step is shortened until L rises and KL ≤ δ; else s x is taken"),
        .real("backtrack", \.shortening, 0.01...0.99, live: true, "κ, what a step is shortened by"),
        .integer("tries", \.tries, 1...100, live: true, "the most steps that are tried before θ stays as it is"),
        .real("beta", \.β, 0...(.greatestFiniteMagnitude), live: true, "step size β of the critic's Adam"),
        .integer("epochs", \.epochs, 0...1000, live: true, "K, how often the critic goes over the steps"),
        .integer("batch", \.batch, 1...1_000_000, unit: "steps", "of a minibatch of the critic's"),
        .copies(\.copies), .length(\.steps), .advantageMixture(\.λ), .largestDiscount(\.γ),
        .flag("standardize", \.standardises, live: true, "whether Â of the steps gets mean 0 and deviation 1"),
        .units(\.form.units), .scaled(\.form.scalesObservations),
      ] + (R.Head.isSpread ? Parameter.spread(\.form.deviation, byState: \.form.spreadsByState) : [])
    }
  }
}
