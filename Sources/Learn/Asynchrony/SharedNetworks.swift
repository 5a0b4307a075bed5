import Worlds

/// The parameters that workers share, with the optimiser's mean squares, which they share too.
struct SharedNetworks<R: NetworkRepresentation>: Sendable {
  /// π(·∣S, θ); where Q is learnt, the outputs are Q(S, ·, θ).
  var policy: R.NetworkActor
  /// v(S, w); where Q is learnt, the target network Q(S, ·, θ⁻).
  var critic: Network
  private let isOfValues: Bool
  private var policyMean: RMSProp
  private var criticMean: RMSProp
  /// Writes so far.
  private(set) var version = 0
  /// Steps that went into them.
  private(set) var steps = 0
  /// How often θ⁻ ← θ.
  private(set) var refreshes = 0

  /// - Parameters:
  ///   - world: whose observations and actions they are of.
  ///   - form: of the policy; the critic has as many units.
  ///   - isOfValues: whether Q is learnt.
  ///   - random: draws the weights.
  init(_ world: R.W, form: NetworkForm, isOfValues: Bool, using random: inout RandomStream) {
    policy = R.NetworkActor(components: world.components.count, actions: world.actionSpace, form: form, using: &random)
    self.isOfValues = isOfValues
    critic = isOfValues ? policy.network : R.critic(beside: policy, units: form.units, using: &random)
    (policyMean, criticMean) = (RMSProp(policy.network), RMSProp(critic))
  }

  /// What a write may change of what it finds.
  struct Rates: Sendable {
    var α: Double
    /// Steps after which α has fallen to 0; nil for a constant one.
    var anneal: Int?
    /// I, the steps between two refreshes of θ⁻.
    var refresh: Int

    /// α after so many steps.
    func rate(after steps: Int) -> Double { annealed(α, over: anneal, after: steps) }
  }

  /// A step down a worker's gradient, whatever has become of θ since it read.
  /// - Returns: the step size.
  mutating func write(_ worker: borrowing AsynchronousWorker<R>, _ rates: Rates) -> Double {
    version += 1
    let before = steps
    steps += worker.count
    let rate = rates.rate(after: steps)
    for observation in worker.observations { policy.scale?.add(observation) }
    policyMean.descend(&policy.network, worker.policyGradient, rate: Float(rate))
    if isOfValues {
      guard steps / rates.refresh > before / rates.refresh else { return rate }
      refresh()
    } else {
      criticMean.descend(&critic, worker.criticGradient, rate: Float(rate))
    }
    return rate
  }

  /// θ⁻ ← θ.
  private mutating func refresh() {
    critic.take(policy.network)
    refreshes += 1
  }

  /// After θ was put in place from outside.
  mutating func policyWasReplaced() { if isOfValues { refresh() } }
}
