import Learn
import TUI
import Worlds

/// The table of bars, as people read it and as Markdown.
struct BarTable {
  private static let heads = [
    "algorithm", "world", "budget", "measure", "bar", "median", "lowest", "highest", "pass", "seconds",
  ]
  private static let preface = """
    # What is learnt

    Written by `make learn`: each bar's algorithm on its world with seeds from 1 on. A bar is met where nine of ten runs
    reach it or, where the measure says median, the median run does. `ascent learn` prints the same table.

    With α = 0.003 and 10,000 episodes `vanilla-pg` does not reach 6 on the aliased corridor with nine of ten seeds: exact
    ascent itself is only at 5.95 by then, and a batch's luck takes some runs back. With α = 0.001 and 60,000 episodes it does.
    Hill climbing should come to 5.5 there; with the restarts that 50,000 episodes have room for the median climber is at 5.1, and
    four of ten end on lower hills, so that its bar is 4.5. `genetic`, which keeps a population, comes to 5.5.
    Where the bar begins with ≤, less is better. What is exact, such as the ends of λ, a wrong critic's bias and
    the natural directions, is tested and has no row.

    ![Figure 13.1: REINFORCE on the short corridor, three step sizes](pictures/figure-13-1.svg)

    ![Figure 13.2: a baseline makes REINFORCE faster](pictures/figure-13-2.svg)


    """
  private let widths: [Int]

  init(_ bars: [LearningBar]) {
    let cells = [Self.heads] + bars.map { Self.words($0) }
    widths = Self.heads.indices.map { column in
      max(cells.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0, column > 4 ? 8 : 0)
    }
  }

  var head: String { line(Self.heads) }
  func row(_ result: LearningResult) -> String { line(Self.words(result)) }

  func markdown(_ results: [LearningResult]) -> String {
    let rows = [Self.heads, Self.heads.map { _ in "---" }] + results.map { Self.words($0) }
    return Self.preface + rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private func line(_ cells: [String]) -> String {
    let padded = zip(cells, widths).enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return column < 4 ? cell.0 + blanks : blanks + cell.0
    }
    return padded.joined(separator: "  ")
  }

  private static func words(_ bar: LearningBar) -> [String] {
    [bar.algorithm, bar.world, budget(bar), measure(bar), limit(bar)]
  }

  private static func words(_ result: LearningResult) -> [String] {
    let stuck = result.stuck.map { $0 > 0 ? ", \($0) stuck" : "" } ?? ""
    let pass = "\(result.passes)/\(result.values.count)" + stuck + (result.isMet ? "" : " missed")
    // Of what is far below 1, such as the river's average reward, two decimals would leave one digit.
    let decimals = abs(result.bar.bar) < 0.1 ? 4 : 2
    let figures = [result.median, result.values.min()!, result.values.max()!].map { Numbers.fixed($0, decimals) }
    return words(result.bar) + figures + [pass, Numbers.fixed(result.seconds, 1)]
  }

  /// The bar as it is set: rounded it would be another one.
  private static func exact(_ value: Double) -> String {
    "\(ParameterValue.real(value))".replacing("-", with: "−")
  }

  private static func limit(_ bar: LearningBar) -> String {
    (bar.measure.isOfLeast ? "≤ " : "") + exact(bar.bar)
  }

  private static func budget(_ bar: LearningBar) -> String {
    bar.budget.episodes.map { "\($0) episodes" } ?? bar.budget.steps.map { "\($0) steps" } ?? ""
  }

  private static func measure(_ bar: LearningBar) -> String {
    let rule = bar.rule == .median ? ", median" : ""
    switch bar.measure {
    case .objective(let name): return "J of \(name)\(rule)"
    case .averageReward(let name): return "average reward of \(name)\(rule)"
    case .evaluation(let count, let manner): return "mean of \(count) \(manner)\(rule)"
    case .first(let count): return "first \(count)\(rule)"
    case .last(let count): return "last \(count)\(rule)"
    case .episodes(let objective): return "episodes until J is \(exact(objective))\(rule)"
    case .largest(let metric): return "largest `\(metric)`\(rule)"
    }
  }
}

extension JSON {
  static func row(of result: LearningResult) -> JSON {
    let bar = result.bar
    let measure: String
    switch bar.measure {
    case .objective(let name): measure = "objective of \(name)"
    case .averageReward(let name): measure = "average reward of \(name)"
    case .evaluation(let count, let manner): measure = "mean return of \(count) \(manner) evaluation episodes"
    case .first(let count): measure = "mean return of the first \(count)"
    case .last(let count): measure = "mean return of the last \(count)"
    case .episodes(let objective): measure = "episodes until the objective is \(ParameterValue.real(objective))"
    case .largest(let metric): measure = "largest \(metric)"
    }
    return .object([
      ("world", .string(bar.world)), ("algorithm", .string(bar.algorithm)),
      ("episodes", .integer(orNull: bar.budget.episodes)), ("steps", .integer(orNull: bar.budget.steps)),
      ("theta", bar.theta.map(JSON.reals) ?? .null), ("measure", .string(measure)), ("bar", .real(bar.bar)),
      ("rule", .string(bar.rule == .median ? "median" : "nine of ten")), ("met", .bool(result.isMet)),
      ("passes", .integer(result.passes)), ("stuck", .integer(orNull: result.stuck)), ("median", .real(result.median)),
      ("values", .reals(result.values)),
      ("seconds", .real(result.seconds)),
    ])
  }
}
