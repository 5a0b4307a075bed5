import Glibc
import Testing
import Worlds

@testable import Learn

/// What the switches of off-policy learners do to the listing, to the marks and to the networks, also while they learn.
@Suite struct OffPolicySwitchTests {
  /// A pendulum whose episodes are cut after so many steps.
  private static func world(horizon: Int = 12) throws -> SharedWorld<Reals> {
    var settings = Pendulum.Settings()
    settings.horizon = horizon
    return SharedWorld(Pendulum(settings))
  }

  private static func replay(targets: Bool = true) -> ReplaySettings {
    var settings = ReplaySettings()
    (settings.batch, settings.start, settings.units, settings.hasTargets) = (4, 5, 8, targets)
    return settings
  }

  /// Whether a line that has targets follow is in the listing, and passed, just where there are targets that are asked, and
  /// whether those that are not keep abreast.
  private static func expectAbreast<A: OffPolicyLearner>(
    _ learner: A, follows line: A.Line?, targets: Bool
  ) throws {
    var (learner, recorder) = (learner, Recorder())
    learner.iterate(&recorder)
    #expect(learner.updates > 3)
    let listing = A.listing(learner.settings, on: learner.environment.world)
    #expect(listing.contains { $0.contains("⁻") } == targets)
    if let line {
      #expect(listing[line.rawValue].isEmpty != targets && recorder.lines.contains(line.rawValue) == targets)
    }
    let networks = learner.networks
    for (name, target) in networks where name.hasSuffix("⁻") {
      let network = try #require(networks.first { $0.name == name.dropLast() }).network
      let gap = zip(network.parameters, target.parameters).map { abs($0 - $1) }.max()!
      #expect(targets ? gap > 1e-4 : gap < 1e-6, "\(name): \(gap)")
    }
  }

  @Test("without targets no line speaks of them or has them follow, and they keep abreast", arguments: [true, false])
  func targets(_ targets: Bool) throws {
    let (world, replay) = (try Self.world(), Self.replay(targets: targets))
    var ddpg = DDPG.Settings(), td3 = TD3.Settings(), sac = SAC.Settings(), first = SACV.Settings()
    (ddpg.replay, td3.replay, sac.replay, first.replay) = (replay, replay, replay, replay)
    try Self.expectAbreast(
      DDPG(world, representation: .init(), settings: ddpg, seed: 1), follows: .targets, targets: targets)
    try Self.expectAbreast(
      TD3(world, representation: .init(), settings: td3, seed: 1), follows: .targets, targets: targets)
    try Self.expectAbreast(
      SAC(world, representation: .init(), settings: sac, seed: 1), follows: nil, targets: targets)
    try Self.expectAbreast(
      SACV(world, representation: .init(), settings: first, seed: 1), follows: .targets, targets: targets)
  }

  @Test(
    "a line that a switch changes says what runs, and the others what they always say",
    arguments: [
      ("ddpg", "replay=false", ["    take the last (s, a, r, s′, d) of D"]),
      ("td3", "replay=false", ["    take the last (s, a, r, s′, d) of D"]),
      ("td3", "smoothing=0", ["    a′ ← µ(s′, θ⁻)"]), ("td3", "clip=0", ["    a′ ← µ(s′, θ⁻)"]),
      (
        "td3", "smoothing=0,targets=false", ["    a′ ← µ(s′, θ)", "    y ← r + γ (1 − d) min_j Q_j(s′, a′)", ""]
      ),
      ("td3", "delay=1", ["    in every step:"]),
      (
        "td3", "twin=false",
        [
          "    y ← r + γ (1 − d) Q⁻(s′, a′)", "    g ← ∇ mean (Q(s, a, w) − y)²", "    w ← w − β g, by Adam",
          "      θ ← θ + α ∇ mean Q(s, µ(s, θ), w)", "      w⁻, θ⁻ ← by τ nearer to w, θ",
        ]
      ),
      ("sac", "replay=false", ["    take the last (s, a, r, s′, d) of D"]),
      (
        "sac", "twin=false",
        ["for each episode", "    g ← ∇ mean (Q(s, a, w) − y)²", "    w by Adam down β g; w⁻ by τ nearer"]
      ),
      (
        "sac", "twin=false,targets=false",
        [
          "for each episode", "    y ← r + γ (1 − d) (Q(s′, a′) − α ln π)", "    g ← ∇ mean (Q(s, a, w) − y)²",
          "    w by Adam down β g",
        ]
      ),
      ("sac", "entropy=fixed", [""]),
      ("sac-v", "replay=false", ["    take the last (s, a, r, s′, d) of D"]),
      ("sac-v", "twin=false", ["for each episode", "    w ← w − β ∇ mean (Q(s, a) − y)²"]),
    ])
  func listing(_ algorithm: String, _ switches: String, _ changed: [String]) throws {
    let usual = try Setup("pendulum", algorithm).listing
    let listing = try Setup("pendulum", "\(algorithm):\(switches)").listing
    #expect(listing.count == usual.count && listing.allSatisfy { $0.unicodeScalars.count <= 44 })
    #expect(zip(listing, usual).filter { $0 != $1 }.map(\.0) == changed)
  }

  @Test("a temperature that is fixed in the middle stays where it was tuned to, and its line is passed no more")
  func temperature() throws {
    var settings = SAC.Settings()
    settings.replay = Self.replay()
    var learner = SAC(try Self.world(horizon: 40), representation: .init(), settings: settings, seed: 2)
    var tuning = Recorder()
    learner.iterate(&tuning)
    let tuned = try #require(tuning.shown("α").last)
    #expect(tuned < 1 && tuning.lines.contains(SAC.Line.temperature.rawValue))
    learner.settings.entropy = .fixed
    var fixed = Recorder()
    learner.iterate(&fixed)
    #expect(Set(fixed.shown("α")) == [tuned] && !fixed.lines.contains(SAC.Line.temperature.rawValue))
    #expect(SAC.listing(learner.settings, on: learner.environment.world)[SAC.Line.temperature.rawValue].isEmpty)
    // What was never tuned has the value that is set.
    settings.entropy = .fixed
    settings.α = 0.3
    var other = SAC(try Self.world(), representation: .init(), settings: settings, seed: 2)
    var shown = Recorder()
    other.iterate(&shown)
    #expect(Set(shown.shown("α")) == [0.3])
  }

  @Test("beside a kept policy the critics have no opinion before they have learnt, and the policy acts at once")
  func keptPolicy() throws {
    func expectSilence<A: OffPolicyLearner>(_ learnt: A, _ fresh: A) {
      var (learnt, fresh) = (learnt, fresh)
      var probe = NoProbe()
      learnt.iterate(&probe)
      let observation = learnt.environment.observation
      #expect(learnt.learntValue(at: observation) != nil)
      #expect(learnt.learntActionValues(at: observation, of: [Reals(array: [0.5])]) != nil)
      fresh.restorePolicy(learnt.storedPolicy.parts.map(\.tensor))
      #expect(fresh.learntValue(at: observation) == nil && fresh.opinions(at: [observation])[0].value == nil)
      #expect(fresh.learntActionValues(at: observation, of: [Reals(array: [0.5])]) == nil)
      #expect(
        fresh.experience.isPastStart && fresh.distribution(at: observation) == learnt.distribution(at: observation))
    }
    let world = try Self.world()
    var td3 = TD3.Settings(), sac = SAC.Settings()
    (td3.replay, sac.replay) = (Self.replay(), Self.replay())
    expectSilence(
      TD3(world, representation: .init(), settings: td3, seed: 3),
      TD3(world, representation: .init(), settings: td3, seed: 4))
    expectSilence(
      SAC(world, representation: .init(), settings: sac, seed: 3),
      SAC(world, representation: .init(), settings: sac, seed: 4))
  }

  @Test("every frame has the comparison of the last whole episode, whichever lines its round has passed")
  func freshComparison() throws {
    // At full speed a frame gathers over 64 marks of the 500 of an episode, and the line that shows the comparison is one.
    let reader = try Reader(
      "pendulum:horizon=60", "ddpg:hidden=8,batch=4,start=5", seed: 2, mode: .running(.full))
    var frame = try #require(reader.frame())
    var shown: [(episodes: Int, values: [Double])] = []
    while frame.progress.episodes < 100 {
      // Long enough that most of what passes is not gathered.
      usleep(20_000)
      reader.gate.requestFrame()
      let last = frame.mark
      frame = try #require(reader.frame { $0.mark > last })
      // The first episode begins before there is a critic that could promise anything.
      guard frame.progress.episodes > 2 else { continue }
      let values = frame.values[DDPG.Line.episode.rawValue]
      #expect(values.map(\.name) == ["Q(S₀, A₀)", "G₀", "Q − G", "mean Q − G"])
      shown.append((frame.progress.episodes, values.map(\.value)))
    }
    // One may not quite be over, but not two.
    for (one, other) in zip(shown, shown.dropFirst()) where other.episodes > one.episodes + 1 {
      #expect(one.values != other.values)
    }
    reader.session.stop()
  }
}
