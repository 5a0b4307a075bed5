import ArgumentParser
import Learn
import Worlds

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains without a dashboard, at full speed.",
    discussion: """
      It stops at whatever limit comes first; without one, after 10000 episodes.
      ^C stops it too, and what was learnt until then is summed up.

      Example: ascent train -w aliased-corridor -a reinforce --episodes 5000
               ascent train -w gridworld:size=5 -a td-actor-critic:alpha=0.1 \\
                 --until 'return > -9' --evaluate 20 --json
      """)

  @OptionGroup var world: WorldOption

  @Option(name: .shortAndLong, help: "The algorithm, such as reinforce:alpha=0.01.", completion: .algorithms)
  var algorithm: String

  @Option(help: "Stop after so many steps of the world, at once: what the last one teaches is not learnt.")
  var steps: Int?

  @Option(help: "Stop after so many episodes.")
  var episodes: Int?

  @OptionGroup var limits: TrainingLimits

  @Option(parsing: .unconditional, help: "The policy's parameters at the start, such as '-1.5,1.5'.")
  var theta: String?

  @OptionGroup var seed: SeedOption

  @Option(help: "Report every so many episodes.")
  var every = 1

  @Option(help: "Evaluate the policy at the end, over so many episodes.")
  var evaluate: Int?

  @OptionGroup var manner: MannerFlag
  @OptionGroup var json: JSONFlag

  func run() throws {
    let budget = try limits.budget(steps: steps, episodes: episodes)
    try requirePositive(every, "every")
    try requirePositive(evaluate, "evaluate")
    let θ = try theta.map { text throws(ParameterError) in
      try Vectors.parse(text, option: "theta", example: "-1.5,1.5")
    }
    let setup = try Setup(world.world, algorithm)
    try limits.requireEnd(of: budget, on: setup)
    var run = try HeadlessRun(setup, seed: seed.seed, theta: θ)

    Interruption.watch()
    let bar = ProgressBar(budget: budget)
    run.run(budget, isInterrupted: { Interruption.isPending }) { [isJSON = json.json, every] episode, seconds in
      if isJSON, (episode.episode - 1) % every == 0 { print(JSON.row(of: episode, seconds: seconds)) }
      bar.show(episode, seconds: seconds)
    }
    bar.clear()
    let evaluation = Interruption.isPending ? nil : evaluate.map { run.evaluate(episodes: $0, manner.manner) }
    if json.json { printJSON(run, evaluation) } else { printText(run, evaluation) }
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
    print("return    \(run.meanReturn.map { "\($0)" } ?? "none yet"), mean of the last 100")
    for objective in run.objectives() {
      print("exact J   \(objective.value.map { "\($0)" } ?? "not finite") of \(objective.name)")
    }
    if let best = run.setup.optimum { print("best J    \(best)") }
    if let evaluation { print("evaluated \(text(of: evaluation, manner.manner))") }
    if let divergence = run.divergence {
      print("diverged by update \(progress.updates): \(divergence); a smaller step size may hold")
    }
  }
}
