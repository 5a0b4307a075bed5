import Glibc
import Learn
import TUI
import Worlds

/// A comparison as a folder: what is compared, a file for each run that has ended, and what came of it all.
///
/// Each file is written whole or not at all, a run's when it has ended: whatever ends the process, only the runs in flight are
/// lost, and the same command goes on with the others.
struct ComparisonFolder: Sendable {
  let path: String
  private let comparison: Comparison

  private static let format = "ascent-comparison"
  private static let version = 1

  private var configuration: String { "\(path)/comparison.json" }
  private var runs: String { "\(path)/runs" }

  /// Makes the folder where it is not there.
  /// - Throws: a `Failure` where something else is in it, or another comparison.
  init(_ path: String, _ comparison: Comparison) throws(Failure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    (self.path, self.comparison) = (path, comparison)
    UserFolder.makeFolders(to: runs + "/", mode: 0o777)
    guard access(runs, W_OK | X_OK) == 0 else {
      throw Failure("`\(path)` cannot be written (\(SystemError(errno))); name a folder that you may write to", code: 1)
    }
    if WholeFile.exists(configuration) {
      try requireSame(try read(configuration))
    } else {
      try write(description.map { "\($0)\n" }.joined(), to: configuration)
    }
    WholeFile.removeLeftovers(in: runs)
  }

  /// Line by line; algorithms come last, since more may be compared later.
  private var description: [String] {
    let members: [(String, JSON)] = [
      ("format", .string(Self.format)), ("version", .integer(Self.version)),
      ("world", .string(comparison.fullWorld.description)), (comparison.budget.unit, .integer(comparison.budget.limit)),
      ("points", .integer(comparison.points)), ("compared", .string(comparison.quantity)),
      ("algorithms", .strings(comparison.fullAlgorithms.map(\.description))),
    ]
    let lines = members.map { "  \(JSON.string($0.0)): \($0.1)" }
    return ["{"] + lines.dropLast().map { $0 + "," } + [lines[lines.count - 1], "}"]
  }

  private func requireSame(_ kept: JSON) throws(Failure) {
    let isOurs = kept["format"].map { "\($0)" } == "\(JSON.string(Self.format))"
    guard isOurs, case .array(let algorithms)? = kept["algorithms"] else {
      throw Failure("\(configuration): this is no comparison; name another folder", code: Failure.badConfiguration)
    }
    guard kept["version"]?.number == Double(Self.version) else {
      throw Failure(
        "\(configuration): its `version` is \(kept["version"].map { "\($0)" } ?? "missing"); this program reads version "
          + "\(Self.version); name another folder", code: Failure.badConfiguration)
    }
    for (name, value) in [
      ("world", JSON.string(comparison.fullWorld.description)),
      (comparison.budget.unit, .integer(comparison.budget.limit)), ("points", .integer(comparison.points)),
      ("compared", .string(comparison.quantity)),
    ] where kept[name].map({ "\($0)" }) != "\(value)" {
      throw Failure(
        "`\(path)` has a comparison with another `\(name)`: \(kept[name].map { "\($0)" } ?? "none") there, \(value) here; "
          + "name another folder")
    }
    let names = algorithms.map { "\($0)" }
    let ours = comparison.fullAlgorithms.map { "\(JSON.string($0.description))" }
    guard ours.starts(with: names) else {
      throw Failure(
        "`\(path)` compares \(names.joined(separator: ", ")); name these first, in this order, or another folder")
    }
    if ours.count > names.count { try write(description.map { "\($0)\n" }.joined(), to: configuration) }
  }

  // MARK: Runs

  private func file(_ algorithm: Int, _ seed: UInt64) -> String {
    "\(runs)/\(algorithm + 1)-\(comparison.algorithms[algorithm].id)-seed-\(seed).json"
  }

  /// - Returns: nil where the run has not been done yet.
  /// - Throws: a `Failure` where its file is not what was written.
  func course(_ algorithm: Int, seed: UInt64) throws(Failure) -> RunCourse? {
    let file = file(algorithm, seed)
    guard WholeFile.exists(file) else { return nil }
    let kept = try read(file)
    for (name, value) in [
      ("algorithm", JSON.string(comparison.fullAlgorithms[algorithm].description)), ("seed", .unsigned(seed)),
    ] {
      guard let found = kept[name].map({ "\($0)" }), found != "\(value)" else { continue }
      throw Failure(
        "\(file): its `\(name)` is \(found), where by its name it is \(value); remove it to have it done again",
        code: Failure.badConfiguration)
    }
    guard kept["algorithm"] != nil, kept["seed"] != nil, case .array(let scores)? = kept["scores"],
      scores.count == comparison.points,
      case .bool(let hasDiverged)? = kept["diverged"], let steps = kept["steps"]?.number,
      let episodes = kept["episodes"]?.number, let seconds = kept["seconds"]?.number
    else {
      throw Failure(
        "\(file): this is no run of the comparison; remove it to have it done again", code: Failure.badConfiguration)
    }
    return RunCourse(
      scores: scores.map(\.number), hasDiverged: hasDiverged, steps: Int(steps), episodes: Int(episodes),
      seconds: seconds)
  }

  func keep(_ course: RunCourse, _ algorithm: Int, seed: UInt64) throws(Failure) {
    let members: [(String, JSON)] = [
      ("algorithm", .string(comparison.fullAlgorithms[algorithm].description)), ("seed", .unsigned(seed)),
      ("scores", .array(course.scores.map(JSON.real(orNull:)))), ("diverged", .bool(course.hasDiverged)),
      ("steps", .integer(course.steps)), ("episodes", .integer(course.episodes)), ("seconds", .real(course.seconds)),
    ]
    try write("\(JSON.object(members))\n", to: file(algorithm, seed))
  }

  // MARK: What came of it

  /// Writes the tables and the picture.
  func conclude(_ summary: ComparisonSummary, _ courses: [[RunCourse?]], _ picture: Picture) throws(Failure) {
    let unit = comparison.budget.unit.dropLast()
    var curves = "algorithm,\(unit),iqm,low,high,runs\n"
    for curve in summary.curves {
      for (end, score, runs) in curve.points {
        curves += "\(quoted(curve.algorithm)),\(end),\(score.value),\(score.low),\(score.high),\(runs)\n"
      }
    }
    try write(curves, to: "\(path)/curves.csv")
    var rows = "algorithm,seed,\(unit),\(comparison.quantity)\n"
    for (algorithm, runs) in zip(comparison.algorithms, courses) {
      for (index, run) in runs.enumerated() {
        for (end, score) in zip(comparison.ends, run?.scores ?? []) {
          rows += "\(quoted(algorithm)),\(index + 1),\(end),\(score.map { "\($0)" } ?? "")\n"
        }
      }
    }
    try write(rows, to: "\(path)/runs.csv")
    var differences = "algorithm,against,pairs,iqm,low,high,wins\n"
    for curve in summary.curves {
      guard let difference = curve.difference else { continue }
      let score = difference.score
      differences +=
        "\(quoted(curve.algorithm)),\(quoted(comparison.algorithms[0])),\(difference.pairs),\(score.value),\(score.low),"
        + "\(score.high),\(difference.wins)\n"
    }
    try write(differences, to: "\(path)/differences.csv")
    try write(picture.contents(as: .svg), to: "\(path)/curves.svg")
  }

  /// As RFC 4180 has it.
  private func quoted(_ spec: Spec) -> String {
    let text = spec.description
    return text.contains { ",\"\n".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  // MARK: Files

  private func read(_ file: String) throws(Failure) -> JSON {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try DataFile.read(file)
    } catch {
      throw Failure("\(file): \(error); make it readable, or name another folder", code: Failure.missingInput)
    }
    do throws(JSON.Fault) {
      return try JSON(reading: bytes)
    } catch {
      throw Failure("\(file):\(error); remove it to have it written again", code: Failure.badConfiguration)
    }
  }

  private func write(_ text: String, to file: String) throws(Failure) {
    do throws(SystemError) {
      try WholeFile.write(text, to: file)
    } catch {
      throw Failure("`\(file)` cannot be written (\(error)); name a folder that you may write to", code: 1)
    }
  }
}
