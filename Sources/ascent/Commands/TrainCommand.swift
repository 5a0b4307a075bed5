import ArgumentParser
import Glibc
import Learn
import Worlds

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains without a dashboard, at full speed.",
    discussion: """
      It stops at whatever limit comes first; without one, after 10000 episodes.
      ^C stops it too, and what was learnt until then is summed up.

      --out makes a folder with config.json, metrics.csv and policy.safetensors,
      each written whole or not at all; evaluate, rollout --policy and the
      dashboard open it, and so do other programs. The name of such a folder does
      its run again, with the same policy to the bit; what else stands on the
      command line goes before what the folder says.

      Example: ascent train -w aliased-corridor -a reinforce --episodes 5000
               ascent train -w gridworld:size=5 -a td-actor-critic:alpha=0.1 \\
                 --until 'return > -9' --evaluate 20 --json
               ascent train -w cliff-walking -a sarsa --out runs/cliff
               ascent train runs/cliff -s 2 --out runs/cliff-2
      """)

  @Argument(
    help: ArgumentHelp("The folder of a run that is to be done again.", valueName: "run"), completion: .directory)
  var earlier: String?

  @Option(name: .shortAndLong, help: "The world, such as gridworld:size=5.", completion: .worlds)
  var world: String?

  @Option(name: .shortAndLong, help: "The algorithm, such as reinforce:alpha=0.01.", completion: .algorithms)
  var algorithm: String?

  @Option(help: "Stop after so many steps of the world, at once: what the last one teaches is not learnt.")
  var steps: Int?

  @Option(help: "Stop after so many episodes.")
  var episodes: Int?

  @OptionGroup var limits: TrainingLimits

  @Option(parsing: .unconditional, help: "The policy's parameters at the start, such as '-1.5,1.5'.")
  var theta: String?

  @Option(name: .shortAndLong, help: "Every random draw comes from it. (default: 1)")
  var seed: UInt64?

  @Option(help: "Report every so many episodes. (default: 1)")
  var every: Int?

  @Option(help: "Evaluate the policy at the end, over so many episodes.")
  var evaluate: Int?

  @OptionGroup var manner: MannerFlag

  @Option(help: "Keep the run in this folder, which is made.", completion: .directory)
  var out: String?

  @Flag(help: "Let a run that is in the folder already give way.")
  var replace = false

  @Option(
    help: """
      Threads on which a learner by networks does its sums, 1 or 2; it learns the same to the bit, but for \
      a3c:order=racing. (default: 2 where there are two processors)
      """)
  var threads: Int?

  @OptionGroup var json: JSONFlag

  func run() throws {
    let plan = try TrainingPlan(self)
    try requirePositive(evaluate, "evaluate")
    if let threads {
      guard (1...2).contains(threads) else { throw ParameterError("`--threads` is \(threads); it must be 1 or 2") }
      Threads.ofLearner = threads
    }
    if replace, out == nil { throw ParameterError("`--replace` is about the folder of `--out`; give both or neither") }
    var run = try HeadlessRun(plan.setup, seed: plan.seed, theta: plan.theta)
    let folder = out.map { RunFolder($0) }
    try folder?.prepare(replacing: replace)
    try folder?.begin(plan.configuration(), replacing: replace)
    let metrics = try folder?.beginMetrics(columns: plan.setup.metrics)

    Interruption.watch()
    let bar = ProgressBar(budget: plan.budget)
    let every = plan.every
    run.run(plan.budget, reportsMetrics: metrics != nil, isInterrupted: { Interruption.isPending }) {
      [isJSON = json.json] episode, seconds in
      if (episode.episode - 1) % every == 0 {
        if isJSON { print(JSON.row(of: episode, seconds: seconds)) }
        metrics?.add(episode, seconds: seconds)
      }
      bar.show(episode, seconds: seconds)
    }
    bar.clear()
    // The files first: whoever reads our output may be gone.
    let kept = Result { () throws(Failure) in
      guard let folder, let metrics else { return }
      let configuration = plan.configuration(cut: run.cut)
      let policy = PolicyFile(run, world: configuration.world, configuration: configuration.digest)
      try folder.end(configuration, metrics, policy)
    }
    let evaluation = Interruption.isPending ? nil : evaluate.map { run.evaluate(episodes: $0, manner.manner) }
    if json.json { printJSON(run, evaluation) } else { printText(run, evaluation) }
    try kept.get()
    Interruption.obey()
  }

  private func printJSON(_ run: HeadlessRun, _ evaluation: Evaluation?) {
    if let divergence = run.divergence { print(JSON.row(of: divergence, update: run.progress.updates)) }
    if let evaluation { print(JSON.row(of: evaluation, manner.manner, run)) }
    print(JSON.summary(of: run))
  }

  private func printText(_ run: HeadlessRun, _ evaluation: Evaluation?) {
    let progress = run.progress
    print("\(run.setup.algorithmSpec) on \(run.setup.worldSpec), seed \(run.seed)")
    print("episodes  \(progress.episodes)")
    print("steps     \(progress.steps), \(Int(Double(progress.steps) / run.seconds)) a second")
    print("updates   \(progress.updates)")
    if run.setup.world.isEndless {
      print("reward    \(run.meanReward.map { "\($0)" } ?? "none yet"), mean of the last 1000 steps")
      for average in run.averageRewards() {
        print("exact ρ   \(average.value.map { "\($0)" } ?? "not known") of \(average.name), the average reward")
      }
      if let best = run.setup.optimum { print("best ρ    \(best)") }
    } else {
      print("return    \(run.meanReturn.map { "\($0)" } ?? "none yet"), mean of the last 100")
      for objective in run.objectives() {
        print("exact J   \(objective.value.map { "\($0)" } ?? "not finite") of \(objective.name)")
      }
      if let best = run.setup.optimum { print("best J    \(best)") }
    }
    if let evaluation { print("evaluated \(text(of: evaluation, manner.manner))") }
    if let report = run.divergenceReport { print("\(report); a smaller step size may hold") }
    if let out { print("kept in   \(out)") }
  }
}

/// What a training does: by the command line and, where that names the folder of a run, by its configuration.
private struct TrainingPlan {
  let setup: Setup
  let seed: UInt64
  let theta: [Double]?
  let budget: HeadlessRun.Budget
  let every: Int
  private let until: String?

  init(_ command: TrainCommand) throws(ParameterError) {
    let earlier = try command.earlier.map { path throws(ParameterError) in
      try RunConfiguration(path: RunFolder(path).configuration)
    }
    let world = try command.world.map { text throws(ParameterError) in try Spec(text) } ?? earlier?.world
    let algorithm = try command.algorithm.map { text throws(ParameterError) in try Spec(text) } ?? earlier?.algorithm
    guard let world, let algorithm else {
      throw ParameterError(
        "`--\(world == nil ? "world" : "algorithm")` is missing; give `-w` and `-a`, or the folder of a run to do again"
      )
    }
    // Limits belong together: one on the command line takes the place of all.
    let limits = command.limits
    let isLimited = command.steps != nil || command.episodes != nil || limits.until != nil || limits.seconds != nil
    let isRepeated = !isLimited && earlier != nil
    var chosen = limits
    if isRepeated { (chosen.until, chosen.seconds) = (earlier?.until, earlier?.seconds) }
    until = chosen.until
    var budget = try chosen.budget(
      steps: isRepeated ? earlier?.steps : command.steps, episodes: isRepeated ? earlier?.episodes : command.episodes)
    // With another seed the place at which it was cut means nothing.
    let isSame =
      isRepeated && command.world == nil && command.algorithm == nil && command.seed == nil && command.theta == nil
    if isSame { budget.cut = earlier?.cut }
    self.budget = budget
    try requirePositive(command.every, "every")
    every = command.every ?? earlier?.every ?? 1
    seed = command.seed ?? earlier?.seed ?? 1
    theta =
      try command.theta.map { text throws(ParameterError) in
        try Vectors.parse(text, option: "theta", example: "-1.5,1.5")
      } ?? earlier?.theta
    do throws(ParameterError) {
      setup = try Setup(world: world, algorithm: algorithm)
    } catch {
      guard let earlier = command.earlier, command.world == nil, command.algorithm == nil else { throw error }
      throw ParameterError(
        "\(RunFolder(earlier).configuration): \(error)",
        kind: error.kind == .missingInput ? .missingInput : .brokenInput)
    }
    try limits.requireEnd(of: budget, on: setup)
  }

  /// - Parameter cut: where time or an interruption has cut the run.
  func configuration(cut: Int? = nil) -> RunConfiguration {
    RunConfiguration(
      setup, seed: seed, theta: theta, steps: budget.steps, episodes: budget.episodes, until: until,
      seconds: budget.seconds, cut: cut ?? budget.cut, every: every)
  }
}
