import Learn

/// How the returns have come so far: every episode of the run, and what they are compared with. In a task without end it is
/// the rewards, a mean for each block of steps, and the average reward that the policy earns.
public struct ReturnsPane: Pane {
  public init() {}

  public var name: String { "Returns" }

  public func title(_ view: ViewState) -> String {
    let (returns, word) = (view.frame.returns, Self.word(view))
    guard let mean = returns.recentMean else { return word }
    let count = returns.recent.count
    let many = returns.isOfRewards ? "\(Numbers.grouped(count * ReturnHistory.block)) steps" : "\(count)"
    let text =
      count == 1 ? "\(word) \(Numbers.compact(mean))" : "\(word) · mean of \(many): \(Numbers.compact(mean))"
    return view.shown(text + (view.isLog ? " · log" : ""))
  }

  private static func word(_ view: ViewState) -> String { view.frame.returns.isOfRewards ? "Reward" : "Return" }

  public func titles(_ view: ViewState) -> [String] {
    let (log, word) = (view.isLog ? " · log" : "", Self.word(view))
    let short = view.frame.returns.recentMean.map { "\(word) \(Numbers.compact($0))\(log)" }
    let titles = [title(view)] + (short.map { [$0] } ?? []) + ["\(word)\(log)"]
    guard let averages = Self.averages(of: view) else { return titles }
    return titles.dropLast().map { view.shown("\($0) · \(averages)") } + [view.shown(averages + log)] + titles
  }

  /// Where a task never ends, what the policy is worth at an average step, beside the J that the chart has.
  private static func averages(of view: ViewState) -> String? {
    guard view.frame.setup.world.isContinuing, let averages = view.averages else { return nil }
    func text(_ value: Double?) -> String { value.map(Numbers.compact) ?? "–" }
    return "J_avV \(text(averages.value)) · J_avR \(text(averages.reward))"
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      guard view.frame.returns.count > 0 else {
        canvas.write(
          view.frame.returns.isOfRewards ? "not yet \(ReturnHistory.block) steps" : "no episode has ended yet", x: 0,
          y: canvas.rows / 2, view.theme.muted, width: canvas.columns,
          align: .centre)
        return
      }
      // A low chart needs each of its rows for the history.
      let hasRecent = canvas.rows >= 8 || canvas.rows == 3
      let height = canvas.rows - (hasRecent ? 1 : 0)
      canvas.inside(Rect(x: 0, y: 0, width: canvas.columns, height: height)) { part in
        Self.chart(view, columns: part.columns).draw(on: &part)
      }
      if hasRecent { drawRecent(view, y: height, on: &canvas) }
    }
  }

  /// One row: the last returns one by one, and their mean.
  private func drawRecent(_ view: ViewState, y: Int, on canvas: inout Canvas) {
    let recent = view.frame.returns.recent
    let mean = view.frame.returns.recentMean.map(Numbers.compact) ?? ""
    var x = canvas.write("last ", x: 0, y: y, view.theme.muted)
    let label = "  mean "
    let width = min(recent.count, max(canvas.columns - x - label.utf8.count - Text.width(mean), 0))
    canvas.sparkline(recent, x: x, y: y, width: width, view.theme.spark)
    x += width
    x = canvas.write(label, x: x, y: y, view.theme.muted)
    canvas.write(mean, x: x, y: y, view.theme.text)
  }

  /// Where the axis of so many episodes ends: a little beyond them, so that the curves grow in place and are not drawn
  /// anew with each episode. At most a sixteenth is left free.
  static func axisEnd(after count: Int) -> Int {
    var unit = 1
    while unit * 32 <= count { unit *= 2 }
    return max((count + unit - 1) / unit * unit, 1)
  }

  /// The whole history as a chart for so many columns.
  static func chart(_ view: ViewState, columns: Int) -> LineChart {
    let returns = view.frame.returns
    let theme = view.theme
    let (steps, symbol) = (returns.stepsOfEntry, view.frame.setup.objectiveSymbol)
    let count = returns.isOfRewards ? returns.steps : returns.count
    let summary = ReturnSummary(returns, places: max(columns * 2, 8))
    let scale = ReturnScale(
      summary, objectives: view.objectives, symbol: symbol, optimum: view.frame.setup.optimum, isLog: view.isLog)
    var chart = LineChart(x: 0...Double(axisEnd(after: count)), y: scale.range)
    chart.height = scale.height
    chart.unit = returns.isOfRewards ? "steps" : "episodes"
    chart.count = count
    chart.above = scale.above
    chart.below = scale.below
    chart.axisStyle = theme.border
    chart.band = theme.band
    chart.labelStyle = theme.muted
    chart.spans = summary.spans
    chart.marks = returns.notes.map { .init($0.text, Double($0.episode * steps)) }
    if let optimum = view.frame.setup.optimum {
      chart.levels = [.init("best \(Numbers.short(optimum))", optimum, theme.good)]
    }
    if let best = view.frame.setup.aliasedDeterministic, scale.range.contains(best) {
      let name = columns >= 60 ? "best deterministic" : "determ."
      chart.levels.append(.init("\(name) \(Numbers.short(best))", best, theme.muted))
    }
    if let model = view.frame.setup.world.model, !view.frame.policies.isEmpty, !ExactObserver.isTractable(model) {
      chart.remark = "\(symbol) not computed: too many states"
    }
    let word = returns.isOfRewards ? "reward" : "return"
    let mean = summary.mean.last.map { "\(word) \(Numbers.short($0.y))" } ?? word
    var curve = LineChart.Curve(mean, summary.mean, theme.text)
    curve.rank = view.objectives.count
    chart.curves = [curve]
    // What is learnt now is drawn over what was learnt before.
    for (index, objective) in view.objectives.enumerated().reversed() {
      guard let last = objective.points.last else { continue }
      // A policy that is learnt no more has a J up to where its algorithm was left.
      let isPresent = index < view.frame.policies.count
      let now = ObjectiveCurve.Point(episode: max(returns.count, last.episode), value: last.value)
      var curve = LineChart.Curve(
        "\(isPresent ? "" : "earlier ")\(symbol) \(objective.name) \(Numbers.short(last.value))",
        (objective.points + (isPresent ? [now] : [])).map { .init(Double($0.episode * steps), $0.value) },
        theme.curve(index))
      curve.isBold = isPresent
      curve.dash = index == 0 ? 0 : isPresent ? 4 : 2
      curve.rank = index
      curve.isStepped = true
      chart.curves.append(curve)
    }
    return chart
  }
}
