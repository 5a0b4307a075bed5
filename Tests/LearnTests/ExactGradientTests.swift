import Testing
import Worlds

@testable import Learn

/// ∇J from the model against finite differences of J and closed forms.
@Suite struct ExactGradientTests {
  typealias Corridor = OracleTests

  /// Another number for every parameter, within ½ of 0.
  static func uneven(_ count: Int) -> [Double] { (0..<count).map { Double(($0 * 37 + 5) % 23) / 23 - 0.5 } }

  static func tabular(_ model: TabularModel, temperature: Double = 1) -> TabularSoftmax {
    var policy = TabularSoftmax(
      observationCount: model.observationCount, actionCount: model.actionCount, temperature: temperature)
    policy.parameters = uneven(policy.parameters.count)
    return policy
  }

  static func linear(_ features: FeatureTable, temperature: Double = 1) -> LinearSoftmax {
    var policy = LinearSoftmax(features: features, temperature: temperature)
    policy.parameters = uneven(features.count)
    return policy
  }

  /// Compares some components with central differences of the exact J.
  static func expectDerivative<P: DifferentiablePolicy & DiscretePolicy>(
    _ policy: P, _ model: TabularModel, _ name: String
  ) throws {
    let exact = ExactGradient.compute(of: policy, on: model)
    let (objective, gradient) = (try #require(exact.objective), try #require(exact.gradient))
    #expect(objective == PolicyEvaluation.objective(of: policy.table(named: "π"), on: model), "\(name)")
    #expect(gradient.count == policy.parameters.count)
    for index in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 5)) {
      func objective(shifted: Double) throws -> Double {
        var copy = policy
        copy.parameters[index] += shifted
        return try #require(PolicyEvaluation.objective(of: copy.table(named: "π"), on: model))
      }
      let step = 1e-4
      let difference = (try objective(shifted: step) - objective(shifted: -step)) / (2 * step)
      let scale = gradient.map(abs).max()! + 1e-3
      #expect(abs(gradient[index] - difference) < 1e-6 * scale, "\(name), component \(index)")
    }
  }

  @Test("∇J is the derivative of J on every tabular world, with and without a horizon", arguments: ["20", "none"])
  func everyWorld(horizon: String) throws {
    for row in Catalogue.worlds where row.standard.model != nil {
      guard row.parameters.contains(where: { $0.info.name == "horizon" }) else { continue }
      let isLarge = row.standard.model!.stateCount > 40
      // A dense system of a large world takes a debug build too long.
      if isLarge, horizon == "none", row.info.id != "gridworld" { continue }
      let size = row.info.id == "gridworld" ? [Spec.Assignment("size", "4"), .init("slip", "0.1")] : []
      let world = try row.prepared([.init("horizon", horizon)] + size)
      let model = try #require(world.model)
      if let features = world.features {
        try Self.expectDerivative(Self.linear(features), model, row.info.id)
      } else {
        try Self.expectDerivative(Self.tabular(model), model, row.info.id)
      }
    }
  }

  @Test("a temperature is part of it, and so is a discount", arguments: [0.5, 2])
  func temperature(τ: Double) throws {
    let world = AliasedCorridor(Corridor.settings { ($0.γ, $0.horizon) = (0.9, 30) })
    try Self.expectDerivative(Self.linear(world.features, temperature: τ), world.model, "linear")
    try Self.expectDerivative(Self.tabular(world.model, temperature: τ), world.model, "table")
  }

  @Test(
    "the short corridor: dJ/dθ = J′(p) p (1 − p) / τ with J(p) = (2p − 4) / (p (1 − p))", arguments: [0.05, 0.3, 0.9])
  func shortCorridor(p: Double) throws {
    let world = ShortCorridor(Corridor.settings { $0.horizon = nil })
    var policy = LinearSoftmax(features: world.features, temperature: 2)
    policy.parameters = [2 * log(p / (1 - p)), 0]
    let exact = ExactGradient.compute(of: policy, on: world.model)
    let q = p * (1 - p)
    let slope = (2 * q - (2 * p - 4) * (1 - 2 * p)) / (q * q) * q / 2
    #expect(abs(try #require(exact.objective) - (2 * p - 4) / q) < 1e-9)
    #expect(close(try #require(exact.gradient), [slope, -slope], within: 1e-9))
  }

  @Test("in slices it ends with the same bits, whatever the horizon's blocks", arguments: [1, 2, 3, 37, 100])
  func slices(horizon: Int) throws {
    // Rewards for ever: no sweep is a fixed point, and every block of values is needed.
    let model = TwoStateLoop(Corridor.settings { ($0.γ, $0.horizon) = (1, horizon) }).model
    let policy = Self.tabular(model)
    let whole = ExactGradient.compute(of: policy, on: model)
    var sliced = ExactGradient(of: policy, on: model)
    var count = 0
    while !sliced.isDone {
      sliced.advance(sweeps: 3)
      count += 1
    }
    #expect(count == (2 * horizon + 2) / 3)
    #expect(sliced.gradient == whole.gradient && sliced.objective == whole.objective)
    try Self.expectDerivative(policy, model, "\(horizon)")
  }

  @Test("where an episode may last for ever there is no gradient; an action that is never taken is no hindrance")
  func endless() throws {
    let endless = RiverSwim(Corridor.settings { ($0.γ, $0.horizon) = (1, nil) }).model
    let none = ExactGradient.compute(of: Self.tabular(endless), on: endless)
    #expect(none.objective == nil && none.gradient == nil && none.fisher == nil && none.natural == nil)
    // East from the western end for certain and south in the middle: grey leads on to the ends, where south is never tried.
    var policy = TabularSoftmax(observationCount: 4, actionCount: 4)
    policy.parameters = [-1e4, 0, -1e4, -1e4, -1e4, 0, -1e4, 0, -1e4, -1e4, 0, -1e4, -1e4, -1e4, -1e4, 0]
    let exact = ExactGradient.compute(of: policy, on: Corridor.endlessCorridor)
    #expect(abs(try #require(exact.objective) - 6.2) < 1e-12)
    #expect(close(try #require(exact.gradient), Array(repeating: 0, count: 16)))
  }
}
