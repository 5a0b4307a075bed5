import Learn

/// What a trajectory's steps come to: ln P(τ) term by term, and its gradient, in which the terms without θ are struck out.
///
///     ln P(τ)  =  ln μ(s₀)   +  Σ ln π(a∣s)   +  Σ ln P(s′∣s,a)
///     −34.2    =  −1.61         −32.6            0
///     ∇ln P(τ) = ╱∇ln μ(s₀)╱ +  Σ ∇ln π(a∣s)  + ╱Σ ∇ln P(s′∣s,a)╱
///     ‖·‖ 3.41 =  no θ           ‖·‖ 3.41        no θ
struct TrajectorySums {
  private let τ: Trajectory
  private let theme: Theme
  private let sum: Double

  init(_ τ: Trajectory, _ view: ViewState) {
    self.τ = τ
    theme = view.theme
    sum = τ.steps.last?.returnSoFar ?? 0
  }

  /// How many of a pane's rows the sums take.
  static func rows(in rows: Int) -> Int {
    switch rows {
    case ..<5: 0
    case ..<7: 1
    case ..<9: 2
    case ..<11: 4
    case ..<12: 5
    case ..<16: 6
    default: 8
    }
  }

  private struct Term {
    var text: String
    /// It has no θ, and so no gradient.
    var isStruck = false
    var style: Style?
  }

  /// A row of the sum: what it is, and its three terms.
  private typealias Line = (head: Term, terms: [Term], sign: String)

  func draw(on canvas: inout Canvas) {
    guard canvas.rows > 0 else { return }
    let isASCII = canvas.isASCII
    for arguments in [true, false] {
      let lines = lines(withArguments: arguments, rows: canvas.rows)
      let widths = (0..<3).map { column in lines.map { Self.width($0.terms[column], isASCII) }.max() ?? 0 }
      let head = lines.map { Text.width($0.head.text, isASCII: isASCII) }.max() ?? 0
      let whole = 1 + head + 3 + widths.reduce(0, +) + 6
      guard whole <= canvas.columns || !arguments else { continue }
      for (row, line) in lines.enumerated() {
        draw(line, widths, head, y: row + (canvas.rows > lines.count ? 1 : 0), on: &canvas)
      }
      drawEstimate(below: lines.count + 1, on: &canvas)
      return
    }
  }

  private static func width(_ term: Term, _ isASCII: Bool) -> Int {
    Text.width(term.text, isASCII: isASCII) + (term.isStruck ? 2 : 0)
  }

  private func lines(withArguments: Bool, rows: Int) -> [Line] {
    func f(_ name: String, _ arguments: String) -> String { withArguments ? "\(name)(\(arguments))" : name }
    let (μ, π, P) = (f("μ", "s₀"), f("π", "a∣s"), withArguments ? "P(s′∣s,a)" : "p")
    func number(_ value: Double?) -> String { value.map(Numbers.compact) ?? "not known" }
    let strong = theme.title
    let product: Line = (Term(text: "P(τ)"), [Term(text: μ), Term(text: "∏ \(π)"), Term(text: "∏ \(P)")], "·")
    let logarithm: Line = (
      Term(text: "ln P(τ)"), [Term(text: "ln \(μ)"), Term(text: "Σ ln \(π)"), Term(text: "Σ ln \(P)")], "+"
    )
    let values: Line = (
      Term(text: number(τ.logProbability), style: strong),
      [number(τ.logStart), number(τ.logPolicy), number(τ.logDynamics)].map { Term(text: $0, style: strong) }, "+"
    )
    let gradient: Line = (
      Term(text: "∇ln P(τ)"),
      [
        Term(text: "∇ln \(μ)", isStruck: true), Term(text: "Σ ∇ln \(π)", style: strong),
        Term(text: "Σ ∇ln \(P)", isStruck: true),
      ], "+"
    )
    // A policy that is not differentiable has nothing to ascend.
    let norm = τ.scoreNorm.map { "‖·‖ \(Numbers.compact($0))" } ?? "no gradient"
    let reason: Line = (
      Term(text: norm, style: strong),
      [
        Term(text: " no θ", style: theme.muted), Term(text: norm, style: strong),
        Term(text: " no θ", style: theme.muted),
      ],
      " "
    )
    switch rows {
    case ..<2: return [gradient]
    case ..<4: return [gradient, reason]
    case ..<5: return [logarithm, values, gradient, reason]
    default: return [product, logarithm, values, gradient, reason]
    }
  }

  private func draw(_ line: Line, _ widths: [Int], _ head: Int, y: Int, on canvas: inout Canvas) {
    var x = 1
    canvas.write(line.head.text, x: x, y: y, line.head.style ?? theme.text, width: head)
    x += head + 1
    canvas.write(line.sign == " " ? " " : "=", x: x, y: y, theme.muted)
    x += 2
    for (column, term) in line.terms.enumerated() {
      if column > 0 {
        canvas.write(line.sign, x: x + 1, y: y, theme.muted)
        x += 3
      }
      if term.isStruck {
        // No terminal strikes text through everywhere: strokes around it, and dim, say the same.
        canvas.put("╱", ascii: "/", x: x, y: y, theme.bad)
        let end = canvas.write(term.text, x: x + 1, y: y, theme.muted)
        canvas.put("╱", ascii: "/", x: end, y: y, theme.bad)
      } else {
        canvas.write(term.text, x: x, y: y, term.style ?? theme.text, width: widths[column])
      }
      x += widths[column]
    }
  }

  /// What the episode says about ∇J, where there is a row for it.
  private func drawEstimate(below row: Int, on canvas: inout Canvas) {
    guard row + 1 < canvas.rows else { return }
    let text =
      τ.scoreNorm == nil
      ? "what its policy does has no derivative: there is nothing to ascend"
      : "∇J is the mean of R(τ) ∇ln P(τ); here R(τ) = \(Numbers.compact(sum))"
    canvas.write(text, x: 1, y: row + 1, theme.muted, width: canvas.columns - 1)
  }
}
