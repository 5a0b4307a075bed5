import Learn
import TUI

/// Exact and sampled gradients as people read them.
struct GradientTable {
  private let experiment: GradientExperiment
  private let episodes: Int
  private let batches: Int

  /// Components that are printed one by one; the estimators' table has the rest of what there is to say.
  private static let most = 32

  init(_ experiment: GradientExperiment, episodes: Int, batches: Int) {
    self.experiment = experiment
    self.episodes = episodes
    self.batches = batches
  }

  func head(_ spec: Spec) -> String {
    var lines = ["\(spec), \(experiment.objectiveKind.rawValue) J \(experiment.objective)"]
    if experiment.objectiveKind == .start {
      lines.append("J_avV \(text(experiment.averageValue)), J_avR \(text(experiment.averageReward))")
    }
    let shown = min(experiment.theta.count, Self.most)
    let names = experiment.parameterNames.prefix(shown)
    let width = max(names.map { Text.width($0) }.max() ?? 0, 9)
    lines.append("")
    lines.append(pad("parameter", width) + column("θ") + column("∇J") + column("natural"))
    for index in 0..<shown {
      let numbers = [experiment.theta, experiment.exact, experiment.natural].map { values in
        column(values.map { Numbers.fixed($0[index], 4) } ?? "-")
      }
      lines.append(pad(experiment.parameterNames[index], width) + numbers.joined())
    }
    if shown < experiment.theta.count { lines.append("and \(experiment.theta.count - shown) more; --json has all") }
    return lines.joined(separator: "\n")
  }

  func body(_ results: [GradientExperiment.Result], _ critic: GradientCritic) -> String {
    let width = max(results.map { $0.estimator.description.count }.max() ?? 0, 9)
    var lines = ["", "\(batches) batches of \(episodes) episodes, critic \(critic.description)"]
    let heads = ["bias", "by noise", "variance", "cosine", "a batch's"].map { column($0) }
    lines.append(pad("estimator", width) + heads.joined() + "  farthest component, in standard errors")
    for result in results {
      let numbers = [
        result.bias, result.biasFromNoise ?? .nan, result.variance ?? .nan, result.cosine ?? .nan,
        result.cosinePerBatch,
      ].map { column($0.isNaN ? "-" : Numbers.compact($0)) }
      lines.append(pad(result.estimator.description, width) + numbers.joined() + "  \(farthest(result))")
    }
    return (lines + components(results)).joined(separator: "\n")
  }

  /// What each estimator makes of each component, as many estimators beside each other as a terminal has room for.
  private func components(_ results: [GradientExperiment.Result]) -> [String] {
    let shown = min(experiment.theta.count, Self.most)
    let names = ["parameter"] + experiment.parameterNames.prefix(shown)
    let exact = ["∇J"] + experiment.exact.prefix(shown).map(Numbers.compact)
    let columns = results.map { result in
      [result.estimator.description] + (0..<shown).map { Self.estimate(of: result, at: $0) }
    }
    func widest(_ column: [String]) -> Int { column.map { Text.width($0) }.max() ?? 0 }
    var lines = ["", "estimates ± standard errors"]
    var rest = columns[...]
    while let first = rest.first {
      var (block, width) = ([names, exact, first], widest(names) + widest(exact) + widest(first) + 4)
      rest.removeFirst()
      while let next = rest.first, width + widest(next) + 2 <= Self.columns {
        block.append(next)
        width += widest(next) + 2
        rest.removeFirst()
      }
      let widths = block.map(widest)
      lines += (0...shown).map { row in
        pad(block[0][row], widths[0])
          + block.indices.dropFirst().map { "  " + padLeft(block[$0][row], widths[$0]) }.joined()
      }
      if !rest.isEmpty { lines.append("") }
    }
    return lines
  }

  /// What a table is wide at the most, unless a single column is wider.
  private static let columns = 80

  private static func estimate(of result: GradientExperiment.Result, at index: Int) -> String {
    let mean = Numbers.compact(result.mean[index])
    return result.standardError.map { "\(mean) ± \(Numbers.compact($0[index]))" } ?? mean
  }

  private func farthest(_ result: GradientExperiment.Result) -> String {
    guard let errors = result.standardError else { return "-" }
    let distances = errors.indices.map { index in
      let distance = abs(result.mean[index] - experiment.exact[index])
      return distance == 0 ? 0 : distance / errors[index]
    }
    guard let place = distances.indices.max(by: { distances[$0] < distances[$1] }) else { return "-" }
    return "\(experiment.parameterNames[place]) \(Numbers.compact(distances[place]))"
  }

  private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "not finite" }
  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Text.width(text)))
  }
  private func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - Text.width(text))) + text
  }
  private func column(_ text: String) -> String {
    String(repeating: " ", count: max(1, 11 - Text.width(text))) + text
  }
}
