import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Algorithms beside each other: learning curves over many seeds.",
    discussion: """
      Each algorithm is trained with seeds 1 to N. The same seed is the same stream
      of the world's luck for all of them: they begin alike, and part where actions
      differ. Searches over θ try each candidate by a luck of its own. The budget is
      divided into equal parts, and a run's score in a part is the mean return of
      the episodes that ended in it; a run that diverges keeps its last score.
      Curves are means of the middle half of the runs (interquartile means); bands
      and brackets are 95 % bootstrap intervals, over the runs that have a score.
      Differences are against the first algorithm, seed by seed.

      --out keeps every run as it ends, and at the end runs.csv, curves.csv,
      differences.csv and curves.svg. After ^C the same command goes on with the
      runs that are missing; it may ask for more seeds and algorithms.

      Example: ascent compare -w short-corridor -a reinforce \\
                 -a reinforce-baseline --episodes 1000 --seeds 20
               ascent compare -w pendulum -a sac -a td3 -a ddpg --steps 20000 \\
                 --seeds 10 --out runs/pendulum
               ascent compare -w pendulum -a ddpg -a td3 --steps 20000 \\
                 --metric charts/q_minus_return
      """)

  @OptionGroup var world: WorldOption

  @Option(
    name: .shortAndLong, parsing: .singleValue, help: "An algorithm, such as reinforce:alpha=0.01; one -a for each.",
    completion: .algorithms)
  var algorithm: [String]

  @Option(help: "Runs of each algorithm, with seeds from 1 on.")
  var seeds = 10

  @Option(help: "Steps of the world in each run.")
  var steps: Int?

  @Option(help: "Episodes in each run, in place of steps.")
  var episodes: Int?

  @Option(help: "Parts into which the budget is divided, each a point of the curves.")
  var points = 20

  @Option(help: "A column of metrics.csv to compare in place of returns, such as charts/q_minus_return.")
  var metric: String?

  @Option(help: "Threads that train at once. (default: one on each processor)")
  var jobs: Int?

  @Option(help: "Keep runs, tables and picture in this folder, which is made.", completion: .directory)
  var out: String?

  @OptionGroup var size: SizeOption
  @OptionGroup var look: LookOptions
  @OptionGroup var json: JSONFlag

  func run() throws {
    let comparison = try comparison
    let kept = try size.parsed()
    let folder = try out.map { path throws(Failure) in try ComparisonFolder(path, comparison) }
    var courses = try courses(in: folder)
    let missing = (0..<seeds).flatMap { seed in
      comparison.algorithms.indices.compactMap { courses[$0][seed] == nil ? (algorithm: $0, seed: seed) : nil }
    }
    Interruption.watch()
    let progress = RunProgress(total: missing.count)
    let results = inParallel(missing.count, jobs: jobs) { index -> Result<RunCourse?, Failure> in
      Result { () throws(Failure) in
        guard !Interruption.isPending else { return nil }
        let (algorithm, seed) = (missing[index].algorithm, UInt64(missing[index].seed + 1))
        let course: RunCourse?
        do throws(ParameterError) {
          course = try comparison.course(of: algorithm, seed: seed) { Interruption.isPending }
        } catch {
          throw Failure(error)
        }
        guard let course else { return nil }
        try folder?.keep(course, algorithm, seed: seed)
        progress.end()
        return course
      }
    }
    progress.clear()
    for (place, result) in zip(missing, results) { courses[place.algorithm][place.seed] = try result.get() }

    let summary = ComparisonSummary(comparison, courses)
    if summary.curves.contains(where: { $0.last != nil }) {
      try folder?.conclude(summary, courses, picture(of: summary, comparison, kept))
    }
    if json.json {
      for curve in summary.curves { print(JSON.row(of: curve, comparison)) }
    } else {
      var shown = try size.parsed(isShown: true)
      let table = ComparisonTable(comparison, summary, columns: shown.columns).text
      // The table, as its rows are broken there, a blank line, what is said of the folder, and the shell's prompt.
      let lines = table.split(separator: "\n").reduce(3) { $0 + 1 + max(Text.width(String($1)) - 1, 0) / shown.columns }
      shown = try size.parsed(isShown: true, beside: lines)
      print(table)
      if summary.curves.contains(where: { !$0.points.isEmpty }) {
        print("")
        print(picture(of: summary, comparison, shown).contents(as: .text), terminator: "")
      }
    }
    if let out, !json.json { print("kept in \(out)") }
    Interruption.obey()
  }

  private func picture(
    of summary: ComparisonSummary, _ comparison: Comparison, _ size: (columns: Int, rows: Int)
  ) -> Picture {
    let theme = (look.theme ?? .dark).theme
    var canvas = Canvas(columns: size.columns, rows: size.rows, isASCII: look.ascii)
    ComparisonPicture(comparison, summary, theme).draw(on: &canvas)
    let names = comparison.algorithms.map(\.description).joined(separator: ", ")
    let what = comparison.metric ?? "Returns"
    return Picture(canvas, title: "\(what) on \(comparison.world) by \(names)", ground: theme.ground)
  }

  private var comparison: Comparison {
    get throws(ParameterError) {
      for (value, name) in [(seeds, "seeds"), (points, "points")] { try requirePositive(value, name) }
      try requirePositive(jobs, "jobs")
      try requirePositive(steps, "steps")
      try requirePositive(episodes, "episodes")
      let budget: Comparison.Budget
      switch (steps, episodes) {
      case (let steps?, nil): budget = .steps(steps)
      case (nil, let episodes?): budget = .episodes(episodes)
      case (nil, nil): throw ParameterError("`--steps` is missing; give it, or `--episodes`, for each run")
      default: throw ParameterError("`--steps` and `--episodes` are both there; give one of them")
      }
      return try Comparison(
        world: try Spec(world.world), algorithms: try algorithm.map { text throws(ParameterError) in try Spec(text) },
        budget: budget, points: points, metric: metric)
    }
  }

  /// By algorithm and seed; nil for what is to be done.
  private func courses(in folder: ComparisonFolder?) throws(Failure) -> [[RunCourse?]] {
    var courses: [[RunCourse?]] = []
    for algorithm in self.algorithm.indices {
      var row: [RunCourse?] = []
      for seed in 1...seeds { row.append(try folder?.course(algorithm, seed: UInt64(seed))) }
      courses.append(row)
    }
    return courses
  }
}

extension JSON {
  fileprivate static func row(of curve: ComparisonSummary.Curve, _ comparison: Comparison) -> JSON {
    func object(_ estimate: Estimate?) -> JSON {
      guard let estimate else { return .null }
      return .object([("iqm", .real(estimate.value)), ("low", .real(estimate.low)), ("high", .real(estimate.high))])
    }
    let scores = curve.points.map(\.score)
    return .object([
      ("world", .string(comparison.world.description)), ("algorithm", .string(curve.algorithm.description)),
      ("runs", .integer(curve.runs)), ("diverged", .integer(curve.diverged)),
      (comparison.budget.unit, .array(curve.points.map { .integer($0.end) })),
      ("scored", .array(curve.points.map { .integer($0.runs) })), ("iqm", .reals(scores.map(\.value))),
      ("low", .reals(scores.map(\.low))), ("high", .reals(scores.map(\.high))), ("last", object(curve.last)),
      ("mean", object(curve.mean)), ("difference", object(curve.difference?.score)),
      ("pairs", .integer(orNull: curve.difference?.pairs)), ("wins", .integer(orNull: curve.difference?.wins)),
    ])
  }
}
