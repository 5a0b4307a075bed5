import Learn
import Worlds

/// An episode step by step, and its probability as a product whose dynamics vanish from the gradient.
///
/// The lecture's slide "no dynamics model required": ∇ln P(τ) = Σ ∇ln π(a∣s), since neither μ nor P(s′∣s, a) has a θ.
public struct TrajectoryPane: Pane {
  public init() {}

  public var name: String { "Trajectory" }

  public func title(_ view: ViewState) -> String { titles(view)[0] }

  public func titles(_ view: ViewState) -> [String] {
    guard let τ = view.frame.trajectory else { return [view.shown("Trajectory τ")] }
    let number = Numbers.grouped(τ.episode)
    let length = "\(Numbers.grouped(τ.endStep)) step\(τ.endStep == 1 ? "" : "s")"
    let state =
      switch τ.ending {
      case .none: τ.isPresent ? " so far" : ", not watched to its end"
      case .terminated: ", terminated"
      case .truncated: ", cut by the horizon"
      }
    // At full speed most episodes pass unwatched.
    let which = τ.isPresent ? "episode" : "watched last: episode"
    return [
      "Trajectory τ · \(which) \(number) · \(length)\(state)", "τ · \(which) \(number) · \(length)", "τ \(number)",
    ]
    .map(view.shown)
  }

  public func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange? {
    guard let τ = view.frame.trajectory else { return nil }
    return Self.range(view, τ, rows: Self.tableRows(rows))
  }

  /// The newest step stays in sight, unless somebody scrolled elsewhere.
  private static func range(_ view: ViewState, _ τ: Trajectory, rows: Int) -> ScrollRange? {
    ScrollRange(view.scrolls[TrajectoryPane().name] ?? τ.steps.count, count: τ.steps.count, rows: rows)
  }

  /// What is left for steps in so many rows: one is the heading, below stand the sums.
  private static func tableRows(_ rows: Int) -> Int { max(rows - 1 - TrajectorySums.rows(in: rows), 0) }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      guard let τ = view.frame.trajectory, !τ.steps.isEmpty else {
        canvas.write(
          view.frame.trajectory == nil ? "no episode is watched yet" : "the episode begins; nothing is done yet", x: 0,
          y: canvas.rows / 2, view.theme.muted, width: canvas.columns, align: .centre)
        return
      }
      let rows = Self.tableRows(canvas.rows)
      let first = Self.range(view, τ, rows: rows)?.first ?? 0
      TrajectoryTable(τ, view, columns: canvas.columns, isASCII: canvas.isASCII)
        .draw(first..<min(first + rows, τ.steps.count), on: &canvas)
      let height = TrajectorySums.rows(in: canvas.rows)
      canvas.inside(Rect(x: 0, y: canvas.rows - height, width: canvas.columns, height: height)) { part in
        TrajectorySums(τ, view).draw(on: &part)
      }
    }
  }
}

/// The steps of a trajectory, a row each.
struct TrajectoryTable {
  private struct Column {
    var title: String
    var width: Int
    var isNumber = true
    /// The column's turn to go where not all fit; the largest goes first.
    var expendability = 0
    var text: (Trajectory.Step, _ t: Int) -> String
  }

  private let τ: Trajectory
  private let theme: Theme
  private let choices: [ActionSpace.Choice]
  private let columns: [Column]

  init(_ τ: Trajectory, _ view: ViewState, columns room: Int, isASCII: Bool) {
    self.τ = τ
    theme = view.theme
    let world = view.frame.setup.world
    let choices: [ActionSpace.Choice] = if case .choices(let choices) = world.actionSpace { choices } else { [] }
    func state(_ step: Trajectory.Step) -> String {
      PolicyPane.observation(step.observation, in: world.observationSpace, names: false)
    }
    func action(_ step: Trajectory.Step) -> String {
      switch step.action {
      case .index(let index): choices.indices.contains(index) ? choices[index].name : String(index)
      case .vector(let values): values.map { Numbers.fixed($0, 2) }.joined(separator: ", ")
      }
    }
    func width(_ texts: [String], atLeast: Int, atMost: Int) -> Int {
      min(max(texts.map { Text.width($0, isASCII: isASCII) }.max() ?? 0, atLeast), atMost)
    }
    let sample = τ.steps.suffix(64)
    var all: [Column] = [
      Column(title: "t", width: 4) { _, t in String(t) },
      Column(title: "S", width: width(sample.map(state), atLeast: 3, atMost: 18), isNumber: false, expendability: 1) {
        step, _ in state(step)
      },
      Column(title: "A", width: width(sample.map(action), atLeast: 2, atMost: 12), isNumber: false) { step, _ in
        action(step)
      },
      Column(title: "ln π", width: 6) { step, _ in Numbers.compact(step.logProbability) },
      Column(title: "ln P", width: 6, expendability: 3) { step, _ in step.logTransition.map(Numbers.compact) ?? "?" },
      Column(title: "R", width: 6) { step, _ in Numbers.compact(step.reward) },
      Column(title: "Σ R", width: 6, expendability: 4) { step, _ in Numbers.compact(step.returnSoFar) },
      Column(title: "G", width: 6, expendability: 2) { step, _ in Numbers.compact(step.returnToGo) },
    ]
    func total() -> Int { all.reduce(0) { $0 + $1.width + 2 } }
    while total() > room, let last = all.map(\.expendability).max(), last > 0 {
      all.removeAll { $0.expendability == last }
    }
    (self.columns, self.choices) = (all, choices)
  }

  func draw(_ steps: Range<Int>, on canvas: inout Canvas) {
    row({ column in (column.title, theme.muted) }, y: 0, on: &canvas)
    for (row, index) in steps.enumerated() {
      let step = τ.steps[index]
      // The step just taken stands out as the agent does.
      let isNewest = index == τ.steps.count - 1
      self.row(
        { column in
          let text = column.text(step, τ.firstStep + index)
          guard column.title == "A", case .index(let action) = step.action else {
            return (text, isNewest ? theme.agent : column.title == "t" ? theme.muted : theme.text)
          }
          return (text, theme.action(action, of: choices))
        }, y: 1 + row, on: &canvas)
      if isNewest { canvas.put("▸", ascii: ">", x: 0, y: 1 + row, theme.agent) }
    }
  }

  private func row(_ cell: (Column) -> (String, Style), y: Int, on canvas: inout Canvas) {
    var x = 1
    for column in columns {
      let (text, style) = cell(column)
      canvas.write(text, x: x, y: y, style, width: column.width, align: column.isNumber ? .right : .left)
      x += column.width + 2
    }
  }
}
