import Worlds

/// Asynchronous advantage actor–critic: Mnih et al. 2016, algorithm S3, and the same with action values: one-step Q-learning
/// (algorithm S1), one-step SARSA (section 4 of the paper) and n-step Q-learning (algorithm S2).
///
/// Workers share θ and w. Each copies them, lives up to t_max steps with its copies, takes the gradient there, and puts it into whatever
/// θ and w have become meanwhile. How many others have written between its read and its write is the staleness of its gradient.
/// The paper's r and R are R and G here, as everywhere.
///
/// Who writes when is drawn from the run's seed (`WorkerSchedule`), or is left to the threads (`order=racing`). What a segment comes to
/// depends on nothing but the version that it read, and so the listing plays each segment as a whole, at the moment of its write: one
/// worker acts at a time, by parameters that are as old as the drawn order has it. While nobody looks, threads play the
/// segments at the same time, and write in that order, to the same end to the bit. Threads that race do so while nobody looks; who
/// looks sees an order by the seed.
///
/// Departures: actor and critic are two networks; the gradient of θ and w together is kept within a norm. As in the paper RMSProp is
/// shared, the gradient is the sum over a segment, and the horizon's cut bootstraps where the end of an episode does not. In SARSA and
/// Q-learning a segment takes the place of the paper's I_AsyncUpdate steps, and ε does not fall: with `exploration=graded` each worker
/// draws its own from the paper's three once, where the paper draws anew from time to time, so that few workers may have the same. The
/// evaluation judges θ, not a copy.
public struct A3C<R: NetworkRepresentation>: Learner {
  public enum Line: Int, Listing {
    case turn, read, start, until, choose, act, last, back, actor, critic, gradient, write

    public var text: String { text(.actorCritic) }

    func text(_ method: AsynchronousMethod) -> String {
      switch (self, method) {
      case (.turn, _): "repeat, each worker by itself"
      case (.read, .actorCritic): "  θ′, w′ ← θ, w; dθ, dw ← 0"
      case (.read, _): "  θ′ ← θ; dθ ← 0"
      case (.start, _): "  S ← a start state where one has ended"
      case (.until, _): "  until S is terminal or t = t_max"
      case (.choose, .actorCritic): "    A ∼ π(·∣S, θ′)"
      case (.choose, _): "    A ← ε-greedy by Q(S, ·, θ′)"
      case (.act, _): "    take A; observe R and the next S"
      case (.last, .actorCritic): "  G ← v(S, w′), 0 if S is terminal"
      case (.last, .sarsa): "  G ← Q(S, A, θ⁻), 0 if S is terminal"
      case (.last, _): "  G ← maxₐ Q(S, a, θ⁻), 0 if S is terminal"
      case (.back, .actorCritic), (.back, .nStepQ): "  for each step, backwards: G ← R + γ G"
      case (.back, .sarsa): "  for each step: G ← R + γ Q(S′, A′, θ⁻)"
      case (.back, .qLearning): "  for each step: G ← R + γ maxₐ Q(S′, a, θ⁻)"
      case (.actor, .actorCritic): "    dθ ← dθ + (G − v) ∇ln π(A∣S, θ′) + c ∇H"
      case (.actor, _): ""
      case (.critic, .actorCritic): "    dw ← dw − c_v ∇(G − v(S, w′))²"
      case (.critic, _): "    dθ ← dθ − c_v ∇(G − Q(S, A, θ′))²"
      case (.gradient, .actorCritic): "  g ← dθ, dw, kept within a norm"
      case (.gradient, _): "  g ← dθ, kept within a norm"
      case (.write, .actorCritic): "  θ, w ← a step of RMSProp up g"
      case (.write, _): "  θ ← a step of RMSProp up g"
      }
    }
  }

  /// Marks of a segment of so many steps.
  static func marks(ofSteps steps: Int, _ method: AsynchronousMethod) -> Int {
    6 + (method.isOfValues ? 5 : 6) * steps
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { $0.text(settings.method) }
  }

  public var settings: Settings {
    didSet { rules = Self.rules(settings, γ: environment.γ, drawnεs) }
  }
  /// What workers go by, made of the settings.
  private(set) var rules: SegmentRules
  public var environment: Environment<R.W>
  /// The worlds of the workers after the first.
  var others: [Environment<R.W>]
  var shared: SharedNetworks<R>
  var workers: [AsynchronousWorker<R>]
  var schedule: WorkerSchedule
  var timeLine: TimeLine
  /// ε of each worker where they differ.
  let drawnεs: [Double]
  var random: RandomStream
  /// How many writes to play ahead of their marks, as time allows; it changes no number.
  var breadth = 64

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    others = (1..<settings.workers).map { Environment(world, seed: seed, number: $0 + 1) }
    var initial = RandomStream(seed: seed, name: "initialisation")
    let shared = SharedNetworks<R>(
      world, form: settings.form, isOfValues: settings.method.isOfValues, using: &initial)
    self.shared = shared
    let action = R.Head(OutputRow(count: shared.policy.network.sizes.last!)).sample(using: &initial)
    workers = (0..<settings.workers).map {
      AsynchronousWorker($0, shared, limit: settings.steps, action: action, seed: seed)
    }
    schedule = WorkerSchedule(workers: settings.workers, unevenness: settings.unevenness, seed: seed)
    timeLine = TimeLine(workers: settings.workers)
    var exploration = RandomStream(seed: seed, name: "exploration")
    drawnεs = (0..<settings.workers).map { _ in Self.drawε(using: &exploration) }
    rules = Self.rules(settings, γ: environment.γ, drawnεs)
    random = RandomStream(seed: seed, name: "play")
  }

  public var updates: Int { shared.version }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    if try leap(&probe) { return }
    let worker = schedule.next()
    timeLine.present = (worker, 0)
    try probe.passed(Line.turn, &self, ["worker": Double(worker + 1)])
    // It has read when it had written last.
    let (read, now) = (workers[worker].readVersion, shared.version)
    try probe.passed(Line.read, &self, ["read": Double(read), "now": Double(now)])
    begin(worker)
    try probe.passed(Line.start, &self)
    while !workers[worker].isOver(rules) {
      let t = workers[worker].count
      try probe.passed(Line.until, &self, ["t": Double(t)])
      workers[worker].choose(worker == 0 ? environment : others[worker - 1], rules)
      try probe.passed(Line.choose, &self)
      let reward = act(worker)
      try probe.passed(Line.act, &self, ["R": reward])
    }
    workers[worker].judge(worker == 0 ? environment : others[worker - 1], rules)
    let last = workers[worker].G
    try probe.passed(Line.last, &self, ["G": last])
    for step in stride(from: workers[worker].count - 1, through: 0, by: -1) {
      workers[worker].goBack(to: step, rules)
      let (G, Â, v) = workers[worker].gone(to: step)
      try probe.passed(Line.back, &self, ["G": G])
      if !rules.method.isOfValues {
        workers[worker].addToPolicy(step, rules)
        try probe.passed(Line.actor, &self, ["G − v": Â])
      }
      workers[worker].addToValues(step, rules)
      try probe.passed(Line.critic, &self, ["v": v])
    }
    let norm = workers[worker].finish(rules)
    let means = workers[worker].means
    if rules.method.isOfValues {
      try probe.passed(Line.gradient, &self, ["∣g∣": norm, "(G − v)²": means.error])
    } else {
      try probe.passed(
        Line.gradient, &self, ["∣g∣": norm, "L": means.gain, "H": means.entropy, "(G − v)²": means.error])
    }
    let rate = write(worker)
    try probe.passed(
      Line.write, &self, ["staleness": Double(now - read), "version": Double(now + 1), "α": rate])
  }

  private mutating func begin(_ worker: Int) {
    if worker == 0 { workers[0].begin(&environment) } else { workers[worker].begin(&others[worker - 1]) }
  }

  private mutating func act(_ worker: Int) -> Double {
    timeLine.present = (worker, workers[worker].count + 1)
    if worker == 0 { return workers[0].act(&environment) }
    let reward = workers[worker].act(&others[worker - 1])
    environment.count(stepOf: others[worker - 1])
    return reward
  }

  /// Writes a worker's gradient; the worker reads what has come of it.
  /// - Returns: the step size.
  private mutating func write(_ worker: Int) -> Double {
    let (read, steps) = (workers[worker].readVersion, workers[worker].count)
    let rate = shared.write(workers[worker], rates)
    timeLine.present = nil
    timeLine.append(.init(worker: worker, read: read, version: shared.version, steps: steps))
    workers[worker].read(shared)
    return rate
  }

  /// What a table of metrics asks for of a write, as the lines show it.
  static func shown(
    _ worker: AsynchronousWorker<R>, _ write: TimeLine.Write, rate: Double, _ method: AsynchronousMethod
  ) -> [NamedValue] {
    let means = worker.means
    var shown = [
      NamedValue("(G − v)²", means.error), NamedValue("staleness", Double(write.staleness)),
      NamedValue("α", rate),
    ]
    if !method.isOfValues { shown += [NamedValue("L", means.gain), NamedValue("H", means.entropy)] }
    return shown
  }
}
