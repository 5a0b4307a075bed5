import Learn
import Worlds

/// Evaluates policies exactly from the model while the agent learns: V, Q and, where somebody looks, d^π for the frame
/// shown, and J over the episodes; in a task without end the average reward ρ takes the place of J.
///
/// Small worlds are evaluated at once, so that every step shows its J. Large ones take many moments of leisure, each
/// bounded; meanwhile the last values known stand, and when one policy is done the newest is taken up.
struct ExactObserver: Sendable {
  /// V^π by state of the shown frame's first policy; nil where it is not known.
  var values: [Double]? { latest?.values }
  /// Q^π by state and action, likewise.
  var actionValues: [[Double]]? { latest?.actionValues }
  /// d^π by state, likewise.
  var visits: [Double]? { latest?.visits }
  /// J_avV and J_avR of that policy, where they were asked for with its visits.
  var averages: AverageObjectives? { latest?.averages }
  /// How far from that policy the greedy step by Q^π would lead; nil where it is not known, or the policy is greedy itself.
  var greedyStep: PolicyChange? { latest?.greedyStep }
  /// Whether d^π, which costs as much as V again, is to be computed too, and with it J_avV and J_avR.
  var wantsVisits = false
  private var history = ObjectiveHistory()
  private var job: Job?
  private var waiting: Job?
  private var latest: Evaluated?

  /// The exact J, or ρ, over the episodes, the policies being learnt first, then those of earlier algorithms.
  var curves: [ObjectiveCurve] { history.curves }

  /// The curves as they were at a frame of the past, its own J at their ends.
  func curves(at frame: Frame) -> [ObjectiveCurve] {
    var isKnown = false
    if let latest { isKnown = latest.policies == frame.policies && latest.worldSpec == frame.setup.worldSpec }
    return history.curves(at: frame, isKnown ? latest?.objectives : nil)
  }

  /// Whether there is something to compute at leisure.
  var isBusy: Bool { job != nil }
  /// J, or ρ, of the shown frame's first policy, where it is known.
  var objective: Double? { latest.flatMap { $0.objectives.first ?? nil } }

  private struct Evaluated: Sendable {
    var policies: [PolicyTable]
    var worldSpec: Spec
    var values: [Double]?
    var actionValues: [[Double]]?
    var visits: [Double]?
    var averages: AverageObjectives?
    var hasVisits: Bool
    var greedyStep: PolicyChange?
    var objectives: [Double?]
  }

  /// Takes in the frame shown.
  /// - Parameters:
  ///   - isNewest: whether its J belongs into the curves.
  ///   - isMoving: whether more frames are to come, so that values just outdated may stand a little longer.
  mutating func observe(_ frame: Frame, isNewest: Bool, isMoving: Bool) {
    if isNewest { history.begin(frame) }
    guard let model = frame.setup.world.model, !frame.policies.isEmpty, Self.isTractable(model) else {
      (latest, job, waiting) = (nil, nil, nil)
      return
    }
    let episode = isNewest ? frame.returns.count : nil
    let isKnown = latest?.policies == frame.policies && latest?.worldSpec == frame.setup.worldSpec
    // Where states look alike, the greedy step too depends on where the time is spent.
    let wantsVisits = wantsVisits || Job.isSmall(frame, model) && model.isAliased
    if let latest, isKnown, latest.hasVisits || !wantsVisits {
      waiting = nil
      if let episode { history.append(latest.policies, latest.objectives, episode) }
      return
    }
    if latest?.worldSpec != frame.setup.worldSpec {
      // What was being computed is about a world that is gone.
      (latest, job) = (nil, nil)
    } else if !isMoving, !isKnown {
      latest = nil
    }
    let next = Job(frame, model, episode: episode, withVisits: wantsVisits)
    if next.size <= Self.smallWork {
      (job, waiting) = (next, nil)
      work(.max)
    } else if job == nil {
      job = next
    } else {
      waiting = next
    }
  }

  /// Computes for one moment: about so many transitions of the model.
  mutating func work(_ budget: Int = Self.slice) {
    guard var current = job else { return }
    job = nil
    guard current.advance(budget) else {
      job = current
      return
    }
    let done = Evaluated(
      policies: current.policies, worldSpec: current.worldSpec, values: current.values,
      actionValues: current.actionValues, visits: current.visits, averages: current.averages,
      hasVisits: current.withVisits, greedyStep: current.greedyStep, objectives: current.objectives)
    latest = done
    if let episode = current.episode { history.append(done.policies, done.objectives, episode) }
    job = waiting
    waiting = nil
  }

  /// Two milliseconds or so.
  static let slice = 400_000
  /// Work that is done at once rather than at leisure.
  static let smallWork = 1_000_000

  /// Without a horizon a dense linear system is solved in one go, which a few hundred states are the limit for.
  static func isTractable(_ model: TabularModel) -> Bool {
    model.horizon != nil || model.stateCount <= 100
  }
}

/// The evaluation of one frame's policies.
private struct Job: Sendable {
  let policies: [PolicyTable]
  let worldSpec: Spec
  /// Where J belongs in the curves; nil for a frame of the past.
  let episode: Int?
  private let model: TabularModel
  /// Whether an episode goes on for ever, so that d^π is stationary.
  private let isEndless: Bool
  let withVisits: Bool
  private var current: PolicyEvaluation?
  /// Of the first policy, where its visits are wanted too.
  private var analysis: PolicyAnalysis?
  private(set) var values: [Double]?
  private(set) var actionValues: [[Double]]?
  private(set) var visits: [Double]?
  private(set) var averages: AverageObjectives?
  private(set) var objectives: [Double?] = []
  /// How often the learner has acted at each observation.
  private let experience: [Int]

  /// As greedy as the foils are by default.
  private static let ε = 0.1

  /// Whether all of it, visits too, is done at once.
  static func isSmall(_ frame: Frame, _ model: TabularModel) -> Bool {
    Job(frame, model, episode: nil, withVisits: true).size <= ExactObserver.smallWork
  }

  init(_ frame: Frame, _ model: TabularModel, episode: Int?, withVisits: Bool) {
    self.withVisits = withVisits
    policies = frame.policies
    worldSpec = frame.setup.worldSpec
    self.episode = episode
    self.model = model
    isEndless = frame.setup.world.isEndless
    experience = frame.policies.count == 1 ? frame.visits.map(model.byObservation) ?? [] : []
  }

  private var sweepSize: Int { model.stateCount * model.actionCount }
  /// The most transitions that all of it may look at.
  var size: Int {
    (policies.count + (withVisits ? 1 : 0))
      * (model.horizon.map { sweepSize * $0 } ?? sweepSize * model.stateCount * model.stateCount)
  }

  /// - Returns: whether everything is done.
  mutating func advance(_ budget: Int) -> Bool {
    var left = budget
    while objectives.count < policies.count, left > 0 {
      if objectives.isEmpty, withVisits {
        guard analyse(left) else { return false }
        if budget != .max { left = 0 }
        continue
      }
      var evaluation = current ?? PolicyEvaluation(policies[objectives.count], on: model)
      current = nil
      let sweeps = max(1, left / sweepSize)
      evaluation.advance(sweeps: sweeps)
      guard evaluation.isDone else {
        current = evaluation
        return false
      }
      if objectives.isEmpty { (values, actionValues) = (evaluation.stateValues, evaluation.actionValues) }
      objectives.append(isEndless ? averageReward(of: policies[objectives.count])?.gain : evaluation.objective)
      // A slice does one policy at most; only work without a bound goes on.
      if budget != .max { left = 0 }
    }
    return objectives.count == policies.count
  }

  var greedyStep: PolicyChange? {
    guard policies.count == 1, let actionValues,
      let greedy = GreedyStep.improved(policies[0], by: actionValues, visits: visits, on: model, ε: Self.ε)
    else { return nil }
    return PolicyChange(from: policies[0], to: greedy, visits: experience, update: 0)
  }

  /// The first policy with all that there is to know about it.
  /// - Returns: whether it is known.
  private mutating func analyse(_ budget: Int) -> Bool {
    var analysis = self.analysis ?? PolicyAnalysis(policies[0], on: model)
    self.analysis = nil
    repeat { analysis.advance(sweeps: max(1, budget / sweepSize)) } while budget == .max && !analysis.isDone
    guard analysis.isDone else {
      self.analysis = analysis
      return false
    }
    (values, actionValues) = (analysis.stateValues, analysis.actionValues)
    let average = averageReward(of: policies[0])
    if let average {
      (visits, averages) = (average.visits, AverageObjectives(average, γ: model.γ))
    } else {
      (visits, averages) = (analysis.visits, AverageObjectives(analysis))
    }
    objectives.append(isEndless ? average?.gain : analysis.objective)
    return true
  }

  /// What a policy earns in a step of a task without end; nil where episodes end, or where that depends on the start.
  private func averageReward(of policy: PolicyTable) -> AverageReward? {
    isEndless ? AverageReward(policy, on: model) : nil
  }
}
