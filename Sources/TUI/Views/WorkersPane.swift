import Learn

/// Workers that share parameters, over time: who read which version, who wrote when, and over how many writes of others.
public struct WorkersPane: Pane {
  public init() {}

  public var name: String { "Workers" }

  public func title(_ view: ViewState) -> String { titles(view)[0] }

  public func titles(_ view: ViewState) -> [String] {
    guard let timeLine = view.frame.timeLine, let mean = timeLine.meanStaleness else { return ["Workers"] }
    let (count, average) = ("\(timeLine.workers) of them", Numbers.short(mean))
    return [
      "Workers · \(count) · staleness \(average) on average, \(timeLine.largest) at most",
      "Workers · staleness \(average), at most \(timeLine.largest)", "Workers · staleness \(average)", "Workers",
    ].map { view.shown($0) }
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      guard let timeLine = view.frame.timeLine, timeLine.version > 0 else {
        let text =
          view.frame.timeLine == nil ? "this algorithm has no workers that share parameters" : "nobody has written yet"
        canvas.write(text, x: 0, y: canvas.rows / 2, view.theme.muted, width: canvas.columns, align: .centre)
        return
      }
      WorkersPicture(timeLine, view.theme).draw(on: &canvas)
    }
  }
}
