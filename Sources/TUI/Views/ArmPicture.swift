import Glibc
import Learn
import Worlds

/// A bandit's arms side by side, as in Sutton & Barto's figure 2.1: each reward's density as a violin with its mean, what the
/// last pulls paid, and below each arm its probability. A dashed line is J, what the policy is worth.
struct ArmPicture {
  let arms: [ArmScene.Arm]
  let pulls: [ArmScene.Pull]
  let choices: [ActionSpace.Choice]
  /// π; none where the numbers do not fit the arms.
  let probabilities: [Double]
  /// Q as learnt, where there is an action-value critic.
  let actionValues: [Double]?
  /// V as learnt, where there is a critic.
  let value: Double?
  let theme: Theme

  init(_ scene: ArmScene, _ view: ViewState) {
    arms = scene.arms
    pulls = scene.pulls.filter { scene.arms.indices.contains($0.arm) }
    choices = ActionGlyphs.choices(of: view.frame.setup.world.actionSpace, count: scene.arms.count)
    if case .discrete(let π) = view.frame.distribution, π.count == scene.arms.count {
      probabilities = π
    } else {
      probabilities = []
    }
    actionValues = view.frame.learntActionValues.flatMap { $0.count == scene.arms.count ? $0 : nil }
    value = view.frame.learntValues?.first
    theme = view.theme
  }

  /// Σ π_a μ_a.
  private var objective: Double? {
    let sum = zip(probabilities, arms).reduce(0) { $0 + $1.0 * $1.1.mean }
    return probabilities.isEmpty || !sum.isFinite ? nil : sum
  }

  private var best: Int? { arms.indices.max { arms[$0].mean < arms[$1].mean } }

  /// What the title can say, the longest first: what the policy is worth, and what it loses with every pull.
  var legends: [String] {
    guard let best, let objective else { return [] }
    let regret = "regret \(Numbers.compact(max(arms[best].mean - objective, 0)))"
    let worth = "J \(Numbers.compact(objective))"
    let critic = value.map { [" · V \(Numbers.compact($0))"] } ?? []
    return critic.map { "\(worth)\($0) · \(regret) a pull" } + ["\(worth) · \(regret) a pull", "\(worth) · \(regret)"]
  }

  // MARK: Layout

  private struct Layout {
    /// The arms in sight, in order.
    var shown: [Int]
    /// The columns of an arm, and of the axis left of the first.
    var pitch: Int
    var axis: Int
    var left: Int
    /// The rows of violins, and of the bars of π.
    var plot: Int
    var bars: Int
  }

  private func layout(_ columns: Int, _ rows: Int) -> Layout {
    let axis = columns >= 6 + 4 * arms.count ? 6 : 0
    let pitch = min(max((columns - axis) / arms.count, 2), 12)
    // The likeliest where not all fit, in the order of the arms.
    let room = max((columns - axis) / pitch, 1)
    let order =
      probabilities.isEmpty ? Array(arms.indices) : arms.indices.sorted { probabilities[$0] > probabilities[$1] }
    let shown = order.prefix(room).sorted()
    let bars = rows >= 24 ? 5 : rows >= 14 ? 3 : rows >= 10 ? 1 : 0
    let left = max((columns - axis - pitch * shown.count) / 2, 0)
    return Layout(shown: shown, pitch: pitch, axis: axis, left: left + axis, plot: rows - bars - 2, bars: bars)
  }

  func draw(on canvas: inout Canvas) {
    guard !arms.isEmpty, canvas.columns > 0, canvas.rows > 0, arms.allSatisfy({ abs($0.mean) + $0.deviation < 1e12 })
    else { return }
    let layout = layout(canvas.columns, canvas.rows)
    if layout.plot > 0 { drawViolins(layout, on: &canvas) }
    let labels = max(layout.plot, 0)
    for (place, arm) in layout.shown.enumerated() {
      let x = layout.left + place * layout.pitch
      drawLabel(arm, x: x, y: labels, layout, on: &canvas)
      guard arm < probabilities.count else { continue }
      canvas.pillar(
        probabilities[arm], x: x + (layout.pitch > 3 ? 1 : 0), bottom: labels + layout.bars,
        width: layout.pitch > 3 ? layout.pitch - 2 : layout.pitch - 1, height: layout.bars, theme.action(arm))
      drawProbability(arm, x: x, y: labels + layout.bars + 1, layout, on: &canvas)
    }
    if layout.axis > 0 {
      canvas.write("π", x: layout.left - 3, y: labels + layout.bars + 1, theme.muted)
      if actionValues != nil { canvas.write("◂ Q", x: layout.left - 5, y: labels, theme.muted) }
    }
  }

  /// The arm's name or its glyph, a star at the best, reversed where it was pulled last.
  private func drawLabel(_ arm: Int, x: Int, y: Int, _ layout: Layout, on canvas: inout Canvas) {
    let choice = choices[arm]
    let glyph = String(canvas.isASCII ? choice.ascii : choice.glyph)
    let isLong = layout.pitch >= Text.width(choice.name, isASCII: canvas.isASCII) + 2
    let name = isLong ? choice.name : glyph
    let star = arm == best && arms.count > 1 ? (canvas.isASCII ? "*" : "★") : ""
    var style = theme.action(arm)
    if arm == pulls.last?.arm { style.attributes.formUnion([.bold, .reverse]) }
    let width = Text.width(name, isASCII: canvas.isASCII)
    // Above the middle digit of the probability.
    let start = x + max((layout.pitch - width + (layout.pitch > 3 ? 1 : 0)) / 2, 0)
    canvas.write(name, x: start, y: y, style)
    canvas.write(star, x: start + width, y: y, theme.good)
  }

  private func drawProbability(_ arm: Int, x: Int, y: Int, _ layout: Layout, on canvas: inout Canvas) {
    let style = arm == pulls.last?.arm ? theme.agent : theme.text
    if layout.pitch >= 3 {
      let text = Numbers.probability(probabilities[arm])
      canvas.write(text, x: x + (layout.pitch - Text.width(text) + 1) / 2, y: y, style)
    } else {
      canvas.pillar(probabilities[arm], x: x, bottom: y, width: 1, height: 1, theme.action(arm))
    }
  }

  // MARK: Violins

  /// What must be in sight: every arm to a little more than two deviations.
  private var range: ClosedRange<Double> {
    let low = arms.map { $0.mean - 2.3 * $0.deviation }.min()!
    let high = arms.map { $0.mean + 2.3 * $0.deviation }.max()!
    let margin = max((high - low) * 0.03, 1e-9 * max(abs(low), abs(high)), 1e-9)
    return low - margin...high + margin
  }

  private func drawViolins(_ layout: Layout, on canvas: inout Canvas) {
    let range = range
    let columns = layout.pitch * layout.shown.count
    var dots = Dots(columns: columns, rows: layout.plot)
    let scale = Double(dots.height) / (range.upperBound - range.lowerBound)
    func y(_ value: Double) -> Double { (range.upperBound - value) * scale }

    let width = Double(dots.width)
    if range.contains(0) { dots.line(from: .init(0, y(0)), to: .init(width, y(0)), theme.border, dash: 1) }
    if let objective {
      dots.line(from: .init(0, y(objective)), to: .init(width, y(objective)), theme.curve(0), dash: 2)
    }
    for (place, arm) in layout.shown.enumerated() {
      drawViolin(
        arm, centre: (2 * place + 1) * layout.pitch, half: layout.pitch - (layout.pitch > 3 ? 1 : 0), on: &dots
      ) {
        range.upperBound - ($0 + 0.5) / scale
      }
    }
    dots.draw(on: &canvas, x: layout.left, y: 0)
    if layout.axis > 0 { drawAxis(range, layout, on: &canvas) }
    drawMarks(layout, on: &canvas) { Int(min(max(y($0) / 4, 0), Double(layout.plot - 1))) }
  }

  /// As wide as the density at each height; the mean is a notch in it.
  private func drawViolin(
    _ arm: Int, centre: Int, half: Int, on dots: inout Dots, value: (_ row: Double) -> Double
  ) {
    let (μ, σ) = (arms[arm].mean, arms[arm].deviation)
    // The row that the mean lies in.
    let notch = (0..<dots.height).min { abs(value(Double($0)) - μ) < abs(value(Double($1)) - μ) }
    for row in 0..<dots.height {
      // Without noise there is nothing but the mean.
      let density = σ > 0 ? exp(-pow((value(Double(row)) - μ) / σ, 2) / 2) : row == notch ? 1 : 0
      if row == notch, σ > 0, dots.height >= 16 { continue }
      let reach = Int((Double(half) * density).rounded())
      for x in centre - reach..<centre + reach { dots.set(x, row, theme.action(arm)) }
    }
  }

  private func drawAxis(_ range: ClosedRange<Double>, _ layout: Layout, on canvas: inout Canvas) {
    let ticks = Ticks.nice(range, atMost: max(layout.plot / 2, 2))
    for value in ticks.values {
      let share = (range.upperBound - value) / (range.upperBound - range.lowerBound)
      let row = min(Int(share * Double(layout.plot)), layout.plot - 1)
      canvas.write(
        Numbers.tick(value, step: ticks.step), x: layout.left - 6, y: row, theme.muted, width: 4, align: .right)
      canvas.put("┤", ascii: "+", x: layout.left - 2, y: row, theme.border)
    }
  }

  /// What the last pulls paid, the newest largest, and Q where it is learnt.
  private func drawMarks(_ layout: Layout, on canvas: inout Canvas, row: (Double) -> Int) {
    // Where there is little room the newest alone.
    for (index, pull) in pulls.enumerated().suffix(layout.plot < 8 ? 1 : pulls.count) {
      guard let place = layout.shown.firstIndex(of: pull.arm), pull.reward.isFinite else { continue }
      let x = layout.left + place * layout.pitch + (layout.pitch - 1) / 2
      let isLast = index == pulls.count - 1
      canvas.put(
        isLast ? "●" : "○", ascii: isLast ? "@" : "o", x: x, y: row(pull.reward),
        isLast ? theme.agent : theme.text)
    }
    guard let actionValues else { return }
    for (place, arm) in layout.shown.enumerated() where actionValues[arm].isFinite {
      canvas.put(
        "◂", ascii: "<", x: layout.left + (place + 1) * layout.pitch - 1, y: row(actionValues[arm]), theme.agent)
    }
  }
}
