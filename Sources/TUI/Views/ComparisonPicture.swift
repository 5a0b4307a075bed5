import Learn
import Worlds

/// Learning curves beside each other: interquartile means, each in the band of its interval.
public struct ComparisonPicture {
  let comparison: Comparison
  let summary: ComparisonSummary
  let theme: Theme
  /// The best return there is, where the model tells; nil else.
  let optimum: Double?

  /// - Parameters:
  ///   - comparison: what was run.
  ///   - summary: what came of it.
  ///   - theme: its colours.
  public init(_ comparison: Comparison, _ summary: ComparisonSummary, _ theme: Theme) {
    (self.comparison, self.summary, self.theme) = (comparison, summary, theme)
    let setup = try? Setup(world: comparison.world, algorithm: comparison.algorithms[0])
    optimum = comparison.metric == nil ? setup?.optimum : nil
  }

  public func draw(on canvas: inout Canvas) {
    let runs = summary.curves.map(\.scored).filter { $0 > 0 }
    let (fewest, most) = (runs.min() ?? 0, runs.max() ?? 0)
    let count = fewest == most ? "\(most)" : "\(fewest) to \(most)"
    chart.draw(
      under: "\(comparison.world) · \(comparison.quantity) · mean of the middle half of \(count) runs, 95 % band",
      theme.title,
      on: &canvas)
  }

  private var chart: LineChart {
    let scores = summary.curves.flatMap { $0.points.map(\.score) }
    let values = scores.flatMap { [$0.low, $0.high] } + (optimum.map { [$0] } ?? [])
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let margin = (high - low) * 0.04
    var chart = LineChart(x: 0...Double(comparison.budget.limit), y: low - margin...high + margin)
    chart.unit = comparison.budget.unit
    chart.count = comparison.budget.limit
    chart.axisStyle = theme.border
    chart.labelStyle = theme.muted
    if comparison.metric != nil, low < 0, high > 0 { chart.levels = [.init("", 0, theme.muted)] }
    if let optimum { chart.levels = [.init("best \(Numbers.short(optimum))", optimum, theme.good)] }
    chart.curves = summary.curves.enumerated().map { index, row in
      let last = row.last.map { " \(Numbers.short($0.value))" } ?? ""
      var curve = LineChart.Curve(
        row.algorithm.description + last, row.points.map { .init(Double($0.end), $0.score.value) }, theme.curve(index))
      curve.band = row.points.map { (Double($0.end), $0.score.low, $0.score.high) }
      curve.isBold = index % 2 == 0
      curve.dash = index / 2 % 2 == 0 ? 0 : 3
      curve.rank = index
      return curve
    }
    return chart
  }
}
