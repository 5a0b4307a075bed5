import ArgumentParser
import Glibc
import Learn
import Worlds

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Trains, or opens the folder of a run, and judges what was learnt.",
    discussion: """
      The folder of a run, as train --out makes it, is opened; nothing is trained
      then. -w may put another world of the same kind in the place of its own.

      Without a folder the algorithms of -a are trained. That stops at whatever limit comes first; without one, after 10000
      episodes. Then nothing is learnt any more, and the policy plays. These
      episodes draw from random streams of their own, never the training's, and
      the same ones whatever the algorithm and the seed: two policies are compared
      by the same luck. Greedy takes the most probable action, a Gaussian's mean,
      or the action of the highest value; ties share alike. Where a world has no
      horizon, an evaluation's episode is cut after 100000 steps.

      Example: ascent evaluate -w aliased-corridor -a reinforce -a q-learning
               ascent evaluate -w gridworld -a td-actor-critic --greedy \\
                 --train-steps 200000 --episodes 100 --json
               ascent evaluate runs/cliff --greedy
      """)

  @Argument(
    help: ArgumentHelp("Folders of runs; each gives a row.", valueName: "run"), completion: .directory)
  var folders: [String] = []

  @Option(name: .shortAndLong, help: "The world, such as gridworld:size=5.", completion: .worlds)
  var world: String?

  @Option(
    name: .shortAndLong, parsing: .upToNextOption,
    help: "The algorithm, such as reinforce:alpha=0.01; several give a row each.", completion: .algorithms)
  var algorithm: [String] = []

  @Option(help: "Episodes of the evaluation.")
  var episodes = 20

  @OptionGroup var manner: MannerFlag

  @Option(help: "Train for so many steps of the world.")
  var trainSteps: Int?

  @Option(help: "Train for so many episodes.")
  var trainEpisodes: Int?

  @OptionGroup var limits: TrainingLimits
  @Option(name: .shortAndLong, help: "Every random draw of the training comes from it. (default: 1)")
  var seed: UInt64?
  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(episodes, "episodes")
    guard folders.isEmpty else { return try evaluateFolders() }
    let budget = try limits.budget(steps: trainSteps, episodes: trainEpisodes, prefix: "train-")
    guard let world, !algorithm.isEmpty else {
      throw ParameterError(
        "`--\(world == nil ? "world" : "algorithm")` is missing; give `-w` and `-a`, or the folder of a run")
    }
    // Whatever is wrong is said before anything is trained.
    let setups = try algorithm.map { try Setup(world, $0) }
    for setup in setups { try limits.requireEnd(of: budget, on: setup, prefix: "train-") }
    for setup in setups {
      var run = try HeadlessRun(setup, seed: seed ?? 1)
      let bar = ProgressBar(budget: budget)
      run.run(budget, report: { bar.show($0, seconds: $1) })
      bar.clear()
      show(run, run.evaluate(episodes: episodes, manner.manner), run.progress)
      fflush(nil)
    }
  }

  private func evaluateFolders() throws {
    let training: [(name: String, isGiven: Bool)] = [
      ("algorithm", !algorithm.isEmpty), ("train-steps", trainSteps != nil), ("train-episodes", trainEpisodes != nil),
      ("until", limits.until != nil), ("seconds", limits.seconds != nil), ("seed", seed != nil),
    ]
    if let option = training.first(where: \.isGiven) {
      throw ParameterError("`\(folders[0])` is trained already; leave out `--\(option.name)`, or the folder")
    }
    let policies = try folders.map { try SavedPolicy($0, on: world) }
    for policy in policies {
      let run = try HeadlessRun(policy.setup, seed: policy.file.seed)
      show(run, run.evaluate(episodes: episodes, manner.manner), policy.file.progress)
    }
  }

  /// - Parameter progress: of the training: a run that was kept has begun anew.
  private func show(_ run: HeadlessRun, _ evaluation: Evaluation, _ progress: Progress) {
    if json.json {
      if let divergence = run.divergence { print(JSON.row(of: divergence, update: progress.updates)) }
      print(JSON.row(of: evaluation, manner.manner, run, steps: progress.steps))
      return
    }
    print("\(run.setup.algorithmSpec) on \(run.setup.worldSpec), seed \(run.seed), after \(progress.steps) steps")
    print("return    \(text(of: evaluation, manner.manner))")
    if run.setup.world.model != nil {
      print("exact J   \(run.objective(of: manner.manner).map { "\($0)" } ?? "not finite")")
    }
    if let divergence = run.divergence { print("diverged  by update \(progress.updates): \(divergence)") }
  }
}
