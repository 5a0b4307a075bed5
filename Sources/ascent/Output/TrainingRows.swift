import Learn

// The rows that commands which train print as JSON, the same wherever they appear.

extension JSON {
  static func row(of divergence: String, update: Int) -> JSON {
    .object([("type", .string("diverged")), ("update", .integer(update)), ("what", .string(divergence))])
  }

  static func row(of episode: HeadlessProbe.EpisodeReport, seconds: Double) -> JSON {
    .object([
      ("type", .string("episode")), ("episode", .integer(episode.episode)), ("steps", .integer(episode.steps)),
      ("return", .real(episode.return)), ("seconds", .real(seconds)),
    ])
  }

  /// - Parameters:
  ///   - evaluation: what came of it.
  ///   - manner: of the policy.
  ///   - run: what was evaluated, after its training.
  ///   - steps: of the training; nil for the run's own.
  static func row(
    of evaluation: Evaluation, _ manner: Evaluation.Manner, _ run: HeadlessRun, steps: Int? = nil
  ) -> JSON {
    .object([
      ("type", .string("evaluation")), ("world", .string(run.setup.worldSpec.description)),
      ("algorithm", .string(run.setup.algorithmSpec.description)), ("seed", .unsigned(run.seed)),
      ("policy", .string(manner.rawValue)), ("steps", .integer(steps ?? run.progress.steps)),
      ("mean", .real(evaluation.mean)),
      ("std", .real(orNull: evaluation.deviation)), ("episodes", .integer(evaluation.returns.count)),
      ("truncated", .integer(evaluation.truncated)), ("objective", .real(orNull: run.objective(of: manner))),
    ])
  }

  static func summary(of run: HeadlessRun) -> JSON {
    let progress = run.progress
    let objectives = run.objectives()
    return .object([
      ("type", .string("summary")), ("world", .string(run.setup.worldSpec.description)),
      ("algorithm", .string(run.setup.algorithmSpec.description)), ("seed", .unsigned(run.seed)),
      ("episodes", .integer(progress.episodes)), ("steps", .integer(progress.steps)),
      ("updates", .integer(progress.updates)), ("seconds", .real(run.seconds)),
      ("stepsPerSecond", .real(Double(progress.steps) / run.seconds)),
      ("meanReturn100", .real(orNull: run.meanReturn)),
      ("objective", .real(orNull: objectives.first?.value)),
      ("objectives", .object(objectives.map { ($0.name, .real(orNull: $0.value)) })),
      ("meanReward1000", .real(orNull: run.meanReward)),
      ("averageReward", .real(orNull: run.averageRewards().first?.value ?? nil)),
    ])
  }
}

/// The words in which people read an evaluation.
func text(of evaluation: Evaluation, _ manner: Evaluation.Manner) -> String {
  let error = evaluation.deviation.map { " ± \($0 / Double(evaluation.returns.count).squareRoot())" } ?? ""
  let cut = evaluation.truncated > 0 ? ", \(evaluation.truncated) of them cut" : ""
  return "\(evaluation.mean)\(error), mean and standard error of \(evaluation.returns.count) episodes, "
    + "\(manner)\(cut)"
}
