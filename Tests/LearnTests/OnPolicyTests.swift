import Testing
import Worlds

@testable import Learn

/// Fresh steps of several environments: what is counted, what is bootstrapped, and the advantages of it.
@Suite struct OnPolicyTests {
  typealias Continuous = GaussianRepresentation<SharedWorld<Reals>>
  typealias Switched = SoftmaxRepresentation<SharedWorld<Int>>

  /// Runs until the steps have been judged, or so often.
  struct Judged: Probe {
    struct Done: Error {}
    let line: Int
    var left = 1
    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Done) {
      _ = values()
      guard line.rawValue == self.line else { return }
      left -= 1
      if left == 0 { throw Done() }
    }
  }

  private func judged<L: OnPolicyLearner>(_ learner: L, rounds: Int = 1) -> L {
    var learner = learner
    var probe = Judged(line: PPO<L.R>.Line.advantage.rawValue, left: rounds)
    while true { do { try learner.iterate(&probe) } catch { return learner } }
  }

  @Test("advantages end with an episode, and go through to the end of the steps elsewhere")
  func advantages() {
    // Two copies of three steps; the first ends after its second step, cut, and the second terminates after its first.
    let rewards: [Double] = [1, 2, 3, 4, 5, 6]
    let values: [Double] = [10, 20, 30, 40, 50, 60]
    let isLast = [false, true, true, false, false, false]
    let following: [Double] = [30, 0, 7, 60, 8, 9]
    var result = [Double](repeating: .nan, count: 6)
    generalizedAdvantages(
      rewards: rewards, values: values, following: following, isLast: isLast, copies: 2, γ: 0.5, λ: 0.4, into: &result)
    let δ = (0..<6).map { rewards[$0] + 0.5 * following[$0] - values[$0] }
    #expect(close(result, [δ[0] + 0.2 * δ[2], δ[1], δ[2], δ[3] + 0.2 * δ[5], δ[4], δ[5]]))
    // λ = 1 leaves the return less v, λ = 0 the TD error.
    generalizedAdvantages(
      rewards: rewards, values: values, following: following, isLast: isLast, copies: 2, γ: 0.5, λ: 1, into: &result)
    #expect(close([result[0] + 10], [1 + 0.5 * (3 + 0.5 * 7)]))
    generalizedAdvantages(
      rewards: rewards, values: values, following: following, isLast: isLast, copies: 2, γ: 0.5, λ: 0, into: &result)
    #expect(close(result, δ))
  }

  @Test("where the horizon cuts, the value of the last state counts and not that of the next start")
  func truncation() throws {
    var world = Pendulum.Settings()
    world.horizon = 2
    var settings = PPO<Continuous>.Settings()
    (settings.copies, settings.steps, settings.batch, settings.form.units) = (2, 4, 8, 4)
    let start = PPO<Continuous>(
      SharedWorld(Pendulum(world)), representation: .init(), settings: settings, seed: 5)
    let learner = judged(start)
    let steps = learner.networks.steps
    #expect(steps.isLast == [false, false, true, true, false, false, true, true])
    // The copy that is shown, done again by hand.
    var environment = start.environment
    for t in 0..<4 {
      if environment.ending != .none { environment.reset() }
      let v = learner.networks.value(at: environment.observation)
      #expect(steps.values[2 * t] == v)
      let outcome = environment.step(steps.actions[2 * t])
      #expect(steps.rewards[2 * t] == outcome.reward)
      #expect(outcome.ending == (t % 2 == 1 ? .truncated : .none))
      #expect(steps.following[2 * t] == learner.networks.value(at: environment.observation))
    }
  }

  @Test("a terminated episode has no future")
  func termination() throws {
    var settings = PPO<Switched>.Settings()
    (settings.copies, settings.steps, settings.batch, settings.form.units) = (3, 90, 270, 4)
    let learner = judged(
      PPO<Switched>(SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 5))
    let steps = learner.networks.steps
    let ends = steps.isLast.indices.filter { steps.isLast[$0] }
    #expect(ends.count > 2)
    for place in ends {
      #expect(steps.following[place] == 0)
      #expect(steps.advantages[place] == steps.rewards[place] - steps.values[place])
    }
    // Every copy has its own luck.
    #expect(Set(ends.map { $0 / 3 }).count > 1)
  }

  @Test("steps, episodes and returns of all environments are counted, and reported one by one")
  func counting() throws {
    var reports: [HeadlessProbe.EpisodeReport] = []
    let learner = try Setup("cart-pole", "a2c:environments=5,units=4,steps=3").make(3)
    var probe = HeadlessProbe(steps: 1000, report: { reports.append($0) })
    while true { do throws(HeadlessProbe.Reached) { try learner.iterateHeadless(&probe) } catch { break } }
    let environment = try #require(learner.learner as? A2C<Switched>).environment
    #expect(environment.steps == 1000)
    #expect(reports.map(\.episode) == Array(1...environment.episodes))
    #expect(environment.returns.count == environment.episodes)
    // A step pays 1: a return is a length, and what has not ended is short.
    for report in reports { #expect(report.return == Double(report.length) && report.length > 7) }
    #expect(reports.reduce(0) { $0 + $1.length } <= 1000)
    #expect(reports.reduce(0) { $0 + $1.length } > 600)
    #expect(environment.ownSteps == 200 && environment.ownEpisodes < environment.episodes)
  }

  @Test("batches that there are not steps enough for are refused")
  func refusals() {
    func message(_ algorithm: String) -> String? {
      #expect(throws: ParameterError.self) { try Setup("cart-pole", algorithm) }?.description
    }
    #expect(
      message("ppo:steps=10,environments=2,batch=21")
        == "`batch` is 21, but 2 `environments` of 10 `steps` give 20; it must be at most that")
    #expect(message("a2c:steps=100000,environments=11")?.contains("it must be at most 1000000") == true)
  }
}
