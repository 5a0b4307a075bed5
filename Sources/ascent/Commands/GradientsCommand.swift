import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct GradientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "The exact policy gradient beside what estimators make of sampled episodes.",
    discussion: """
      The policy is the uniform one or, with --theta, the linear or tabular soft-max
      with these parameters. Every estimator sees the same episodes: N batches of M,
      each batch's mean one estimate. bias is the distance of the mean from the exact
      gradient, and biasFromNoise what chance alone would make of it.

      The exact critic knows state and steps to go, with which all are unbiased;
      zero and learned:N (N episodes of TD over observations) show bias. On a task
      without end or horizon the gradient is that of the average reward, and there
      are no estimators.

      Example: ascent gradients -w aliased-corridor --batches 10000
               ascent gradients -w short-corridor --theta '-1,1' \\
                 -e qac,gae:lambda=0.9 --critic learned:100 --json
      """)

  @OptionGroup var world: WorldOption

  @Option(
    parsing: .unconditional, help: "The policy's parameters, such as '-1.5,1.5'. (default: 0, the uniform policy)")
  var theta: String?

  @Option(
    name: .shortAndLong, help: "Only these estimators, such as reinforce,n-step:n=3. (default: all)",
    completion: .estimators)
  var estimators: [String] = []

  @Option(help: "What estimators ask: exact, zero or learned:N.")
  var critic = "exact"

  @Option(help: "Episodes of a batch.")
  var episodes = 10

  @Option(help: "Batches.")
  var batches = 1000

  @OptionGroup var seed: SeedOption
  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(episodes, "episodes")
    try requirePositive(batches, "batches")
    let critic = try GradientCritic(critic)
    let chosen = try chosenEstimators
    let θ = try theta.map { text throws(ParameterError) in
      try Vectors.parse(text, option: "theta", example: "-1.5,1.5")
    }
    let (spec, prepared) = try world.prepared()
    let experiment = try GradientExperiment(prepared, theta: θ)
    if !estimators.isEmpty, !experiment.canSample {
      throw ParameterError("no episode of `\(spec)` ends, so there is nothing to estimate from; give it a `horizon`")
    }
    let table = GradientTable(experiment, episodes: episodes, batches: batches)
    if json.json { print(JSON.row(of: experiment, spec)) } else { print(table.head(spec)) }
    fflush(nil)
    let results = try experiment.results(chosen, critic: critic, episodes: episodes, batches: batches, seed: seed.seed)
    for result in results {
      if json.json { print(JSON.row(of: result, critic, episodes: episodes, batches: batches)) }
    }
    guard !json.json else { return }
    if !results.isEmpty { print(table.body(results, critic)) }
    if !experiment.canSample { print("\nno estimators: no episode ends; give the world a `horizon`") }
  }

  private var chosenEstimators: [GradientEstimator] {
    get throws(ParameterError) {
      guard !estimators.isEmpty else { return GradientEstimator.all }
      var result: [GradientEstimator] = []
      // A comma stands between estimators, and between the parameters of one: those have no name with `=` of their own.
      var specs: [String] = []
      for part in estimators.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }).map(String.init) {
        if part.contains("="), !part.contains(":"), let last = specs.popLast() {
          specs.append(last + "," + part)
        } else {
          specs.append(part)
        }
      }
      for spec in specs { result.append(try GradientEstimator(spec)) }
      return result
    }
  }
}

extension JSON {
  static func row(of experiment: GradientExperiment, _ spec: Spec) -> JSON {
    .object([
      ("world", .string(spec.description)), ("parameters", .strings(experiment.parameterNames)),
      ("theta", .reals(experiment.theta)), ("objective", .real(experiment.objective)),
      ("exact", .reals(experiment.exact)), ("fisher", experiment.fisher.map { .array($0.map(JSON.reals)) } ?? .null),
      ("natural", experiment.natural.map(JSON.reals) ?? .null),
      ("objectiveKind", .string(experiment.objectiveKind.rawValue)),
      ("averageValue", .real(orNull: experiment.averageValue)),
      ("averageReward", .real(orNull: experiment.averageReward)),
    ])
  }

  static func row(
    of result: GradientExperiment.Result, _ critic: GradientCritic, episodes: Int, batches: Int
  ) -> JSON {
    let settings = result.estimator.parameters.map { ($0.info.name, JSON.value($0.value)) }
    return .object([
      ("estimator", .string(result.estimator.spec.description)), ("settings", .object(settings)),
      ("critic", .string(critic.description)),
      ("mean", .reals(result.mean)), ("standardError", result.standardError.map(JSON.reals) ?? .null),
      ("variance", .real(orNull: result.variance)), ("bias", .real(result.bias)),
      ("biasFromNoise", .real(orNull: result.biasFromNoise)), ("cosine", .real(orNull: result.cosine)),
      ("cosinePerBatch", .real(result.cosinePerBatch)), ("episodes", .integer(episodes)),
      ("batches", .integer(batches)),
    ])
  }
}
