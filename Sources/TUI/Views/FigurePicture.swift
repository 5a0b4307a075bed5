import Learn

/// A figure of the book: a chart of the mean returns by episode, with the best value as a line.
public struct FigurePicture {
  let figure: BookFigure
  let outcomes: [BookFigure.Outcome]
  let theme: Theme

  /// - Parameters:
  ///   - figure: what is drawn.
  ///   - outcomes: of its runs, curve by curve.
  ///   - theme: its colours.
  public init(_ figure: BookFigure, _ outcomes: [BookFigure.Outcome], _ theme: Theme) {
    self.figure = figure
    self.outcomes = outcomes
    self.theme = theme
  }

  public func draw(on canvas: inout Canvas) {
    chart.draw(
      under: "Figure \(figure.id) · \(figure.title) · mean of \(figure.runs) runs", theme.title, on: &canvas)
  }

  private var chart: LineChart {
    // The book's axis: what is below it are single early episodes.
    var chart = LineChart(x: 0...Double(figure.episodes), y: -90 ... -10)
    chart.unit = "episodes"
    chart.count = figure.episodes
    chart.axisStyle = theme.border
    chart.labelStyle = theme.muted
    if let optimum = figure.optimum { chart.levels = [.init("v* \(Numbers.short(optimum))", optimum, theme.good)] }
    chart.curves = zip(figure.curves, outcomes).enumerated().map { index, pair in
      let (definition, outcome) = pair
      let stuck = outcome.stuck > 0 ? ", \(outcome.stuck) stuck" : ""
      var curve = LineChart.Curve(
        definition.label + stuck, outcome.means.enumerated().map { .init(Double($0.offset + 1), $0.element) },
        theme.curve(index))
      curve.rank = index
      return curve
    }
    return chart
  }
}
