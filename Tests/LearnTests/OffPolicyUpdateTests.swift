import Testing
import Worlds

import func Glibc.tanh

@testable import Learn

/// One whole update of each off-policy learner, from a single transition that the horizon cut, worked in double precision.
@Suite struct OffPolicyUpdateTests {
  /// Five steps by uniform actions fill the memory, and the last of them is learnt from.
  private static func world() throws -> SharedWorld<Reals> {
    var settings = Pendulum.Settings()
    settings.horizon = 5
    return SharedWorld(Pendulum(settings))
  }

  private static var replay: ReplaySettings {
    var settings = ReplaySettings()
    (settings.batch, settings.start, settings.units, settings.isReplayed) = (1, 5, 8, false)
    return settings
  }

  private static func reference(_ networks: [(name: String, network: Network)], _ name: String) throws
    -> ReferenceNetwork<Double>
  { ReferenceNetwork(try #require(networks.first { $0.name == name }).network) }

  /// What the transition was, in double precision: the observation before the last step is the one that the memory has.
  private static func transition(_ experience: Experience) -> (state: [Double], following: [Double]) {
    let row = experience.memory.row(experience.memory.place(ofAge: 0))
    return ((0..<3).map { Double(row.observation[$0]) }, (0..<3).map { Double(row.next[$0]) })
  }

  /// A first step of Adam moves every parameter by its rate, against the sign of the gradient.
  private static func expectStep(
    from old: Network, to new: Network, rate: Double, _ loss: (ReferenceNetwork<Double>) -> Double
  ) {
    let (before, after) = (old.parameters, new.parameters)
    var moved = 0
    for index in before.indices {
      var (up, down) = (ReferenceNetwork<Double>(old), ReferenceNetwork<Double>(old))
      up.parameters[index] += 1e-5
      down.parameters[index] -= 1e-5
      let slope = (loss(up) - loss(down)) / 2e-5
      guard abs(slope) > 1e-4 else { continue }
      moved += 1
      let step = Double(after[index] - before[index])
      #expect(
        abs(step + (slope > 0 ? rate : -rate)) < 0.02 * rate, "θ[\(index)] moved by \(step), its slope is \(slope)")
    }
    #expect(moved > before.count / 4)
  }

  @Test("SAC: y has the entropy of what follows a cut, and θ goes down mean(α ln π − Q) through the sample")
  func soft() throws {
    var settings = SAC.Settings()
    (settings.replay, settings.entropy, settings.α) = (Self.replay, .fixed, 0.3)
    let old = SAC(try Self.world(), representation: .init(), settings: settings, seed: 3)
    var new = old
    var recorder = Recorder()
    new.iterate(&recorder)
    #expect(new.updates == 1 && new.environment.ending == .truncated)
    let (state, following) = Self.transition(new.experience)
    func smaller(_ networks: [(name: String, network: Network)], _ names: [String], _ input: [Double]) throws -> Double
    {
      try names.map { try Self.reference(networks, $0).values(input).last![0] }.min()!
    }
    let ahead = try smaller(old.critics.targets, ["w₁⁻", "w₂⁻"], following + recorder.shown("a′"))
    let y = recorder.shown("r")[0] + 0.99 * (ahead - 0.3 * recorder.shown("ln π(a′∣s′)")[0])
    #expect(abs(recorder.shown("y")[0] - y) < 1e-4)
    let q = try Self.reference(old.critics.networks, "w₁").values(
      state + [Double(new.experience.batch.actions.pointer[0])]
    ).last![0]
    #expect(abs(recorder.shown("Q_1")[0] - q) < 1e-5)
    let critics = try ["w₁", "w₂"].map { try Self.reference(new.critics.networks, $0) }
    let ε = recorder.shown("ε")[0]
    Self.expectStep(from: old.policy.network, to: new.policy.network, rate: settings.actorRate) { θ in
      let y = θ.values(state).last!
      let a = tanh(y[0] + exp(y[1]) * ε)
      let logProbability = -ε * ε / 2 - y[1] - log(1 - a * a)
      return 0.3 * logProbability - critics.map { $0.values(state + [a]).last![0] }.min()!
    }
  }

  @Test("SAC with V: V goes to min Q − α ln π, and y has V of what follows a cut")
  func value() throws {
    var settings = SACV.Settings()
    (settings.replay, settings.α) = (Self.replay, 0.3)
    let old = SACV(try Self.world(), representation: .init(), settings: settings, seed: 4)
    var new = old
    var recorder = Recorder()
    new.iterate(&recorder)
    let (state, following) = Self.transition(new.experience)
    let critics = try ["w₁", "w₂"].map { try Self.reference(old.critics.networks, $0) }
    let ã = recorder.shown("ã")[0]
    let goal = critics.map { $0.values(state + [ã]).last![0] }.min()! - 0.3 * recorder.shown("ln π(ã∣s)")[0]
    #expect(abs(recorder.shown("min Q − α ln π")[0] - goal) < 1e-4)
    let y = try recorder.shown("r")[0] + 0.99 * Self.reference(old.networks, "ψ⁻").values(following).last![0]
    #expect(abs(recorder.shown("y")[0] - y) < 1e-4)
    let (before, after) = try (
      #require(old.networks.first { $0.name == "ψ" }), #require(new.networks.first { $0.name == "ψ" })
    )
    Self.expectStep(from: before.network, to: after.network, rate: settings.criticRate) { ψ in
      let error = ψ.values(state).last![0] - goal
      return error * error
    }
  }

  @Test("what is shown of A is the torque that was applied, in the world's unit")
  func shownAction() throws {
    func isRight<A: OffPolicyLearner>(_ type: A.Type) throws -> Bool
    where A.R == GaussianRepresentation<SharedWorld<Reals>> {
      var learner = A(try Self.world(), representation: .init(), settings: .init(), seed: 5)
      var recorder = Recorder()
      learner.iterate(&recorder)
      guard case .plane(let scene) = learner.environment.world.scene else { return false }
      let torque = scene.readings.first { $0.name == "torque" }
      return recorder.shown("A").count == 5 && recorder.shown("A").last == torque?.value
    }
    #expect(try isRight(DDPG.self) && isRight(TD3.self))
    #expect(try isRight(SACV.self) && isRight(SAC.self))
  }

  @Test("the density that DDPG shows has the deviation that its noise comes to, in the world's unit")
  func shownNoise() throws {
    var settings = DDPG.Settings()
    settings.noise = .swinging
    let learner = DDPG(try Self.world(), representation: .init(), settings: settings, seed: 5)
    guard case .gaussian(_, let deviation) = learner.distribution(at: learner.environment.observation) else {
      Issue.record("a policy without chance and its noise are a Gaussian")
      return
    }
    // σ = 0.1 of a half width of 2 N·m, over √(1 − 0.85²).
    #expect(abs(deviation[0] - 0.2 / 0.2775.squareRoot()) < 1e-6)
  }

  @Test("DDPG: y has Q of the target's action after a cut, and θ climbs Q of its own")
  func deterministic() throws {
    var settings = DDPG.Settings()
    settings.replay = Self.replay
    let old = DDPG(try Self.world(), representation: .init(), settings: settings, seed: 5)
    var new = old
    var recorder = Recorder()
    new.iterate(&recorder)
    let (state, following) = Self.transition(new.experience)
    let action = try Self.reference(old.networks, "θ⁻").values(following).last!
    let y =
      try recorder.shown("r")[0]
      + 0.99 * Self.reference(old.critics.targets, "w⁻").values(following + action).last![0]
    #expect(abs(recorder.shown("y")[0] - y) < 1e-4)
    let critic = try Self.reference(new.critics.networks, "w")
    Self.expectStep(from: old.policy.network, to: new.policy.network, rate: settings.α) { θ in
      -critic.values(state + θ.values(state).last!).last![0]
    }
    // The targets have followed by τ.
    let (w, target, first) = try (
      Self.reference(new.critics.networks, "w"), Self.reference(new.critics.targets, "w⁻"),
      Self.reference(old.critics.targets, "w⁻")
    )
    for index in w.parameters.indices {
      let expected = first.parameters[index] + 0.005 * (w.parameters[index] - first.parameters[index])
      #expect(abs(target.parameters[index] - expected) < 1e-6)
    }
  }

  @Test("TD3 smooths the target's action within its bound, and moves the policy in every second update only")
  func delayed() throws {
    var settings = TD3.Settings()
    (settings.replay, settings.clip) = (Self.replay, 0.05)
    settings.replay.start = 4
    let old = TD3(try Self.world(), representation: .init(), settings: settings, seed: 6)
    var new = old
    var recorder = Recorder()
    new.iterate(&recorder)
    #expect(new.updates == 2 && recorder.shown("mean Q").count == 1)
    let (_, following) = Self.transition(new.experience)
    let action = try Self.reference(old.networks, "θ⁻").values(following).last![0]
    #expect(abs(recorder.shown("a′")[1] - action) <= 0.05 + 1e-6 && recorder.shown("a′")[1] != action)
  }
}
