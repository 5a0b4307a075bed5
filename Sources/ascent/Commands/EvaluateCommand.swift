import ArgumentParser
import Glibc
import Learn
import Worlds

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Trains, then judges what was learnt by episodes of their own.",
    discussion: """
      Training stops at whatever limit comes first; without one, after 10000
      episodes. Then nothing is learnt any more, and the policy plays. These
      episodes draw from random streams of their own, never the training's, and
      the same ones whatever the algorithm and the seed: two policies are compared
      by the same luck. Greedy takes the most probable action, a Gaussian's mean,
      or the action of the highest value; ties share alike. Where a world has no
      horizon, an evaluation's episode is cut after 100000 steps.

      Example: ascent evaluate -w aliased-corridor -a reinforce -a q-learning
               ascent evaluate -w gridworld -a td-actor-critic --greedy \\
                 --train-steps 200000 --episodes 100 --json
      """)

  @OptionGroup var world: WorldOption

  @Option(
    name: .shortAndLong, parsing: .upToNextOption,
    help: "The algorithm, such as reinforce:alpha=0.01; several give a row each.", completion: .algorithms)
  var algorithm: [String]

  @Option(help: "Episodes of the evaluation.")
  var episodes = 20

  @OptionGroup var manner: MannerFlag

  @Option(help: "Train for so many steps of the world.")
  var trainSteps: Int?

  @Option(help: "Train for so many episodes.")
  var trainEpisodes: Int?

  @OptionGroup var limits: TrainingLimits
  @OptionGroup var seed: SeedOption
  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(episodes, "episodes")
    let budget = try limits.budget(steps: trainSteps, episodes: trainEpisodes, prefix: "train-")
    // Whatever is wrong is said before anything is trained.
    let setups = try algorithm.map { try Setup(world.world, $0) }
    for setup in setups { try limits.requireEnd(of: budget, on: setup, prefix: "train-") }
    for setup in setups {
      var run = try HeadlessRun(setup, seed: seed.seed)
      let bar = ProgressBar(budget: budget)
      run.run(budget, report: { bar.show($0, seconds: $1) })
      bar.clear()
      show(run, run.evaluate(episodes: episodes, manner.manner))
      fflush(nil)
    }
  }

  private func show(_ run: HeadlessRun, _ evaluation: Evaluation) {
    if json.json {
      if let divergence = run.divergence { print(JSON.row(of: divergence, update: run.progress.updates)) }
      print(JSON.row(of: evaluation, manner.manner, run))
      return
    }
    print("\(run.setup.algorithmSpec) on \(run.setup.worldSpec), seed \(run.seed), after \(run.progress.steps) steps")
    print("return    \(text(of: evaluation, manner.manner))")
    if run.setup.world.model != nil {
      print("exact J   \(run.objective(of: manner.manner).map { "\($0)" } ?? "not finite")")
    }
    if let divergence = run.divergence { print("diverged  by update \(run.progress.updates): \(divergence)") }
  }
}
