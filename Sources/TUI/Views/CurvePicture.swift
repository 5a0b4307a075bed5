import Glibc
import Learn
import Worlds

/// The reward over a real action, the policy's density below it and the last actions on it; beneath, as wide as they
/// scatter, the gradient's estimates by the log-trick, with and without a baseline, and by reparametrisation.
struct CurvePicture {
  let scene: CurveScene
  /// nil where the policy is no Gaussian over one action, or its numbers left the finite ones.
  let gradients: GaussianGradients?
  private let mean: Double
  private let theme: Theme

  init(_ scene: CurveScene, _ view: ViewState) {
    self.scene = scene
    theme = view.theme
    guard case .gaussian(let mean, let deviation) = view.frame.distribution, mean.count == 1, deviation.count == 1,
      abs(mean[0]) < 1e6, deviation[0] > 1e-6, deviation[0] < 1e6
    else {
      (self.mean, gradients) = (0, nil)
      return
    }
    self.mean = mean[0]
    gradients = GaussianGradients(
      mean: mean[0], deviation: deviation[0], target: scene.target, noise: scene.noise)
  }

  /// What the title can say, the longest first.
  var legends: [String] {
    guard let gradients else { return [] }
    let worth = "J \(Numbers.compact(gradients.objective))"
    let slope = "∂J/∂μ \(Numbers.compact(gradients.exact.mean))"
    return ["\(worth) · \(slope) · a* \(Numbers.compact(scene.target))", "\(worth) · \(slope)", worth]
  }

  func draw(on canvas: inout Canvas) {
    guard canvas.columns > 0, canvas.rows > 0 else { return }
    // A block has a headline, unless there is so little room that the title says it, and three estimators; with room each of
    // them takes two rows.
    let estimator = canvas.rows >= 26 ? 2 : 1
    let headline = canvas.rows >= 10 ? 1 : 0
    let block = headline + 3 * estimator
    let hasBlocks = gradients != nil && canvas.columns >= 30
    let blocks = !hasBlocks ? 0 : canvas.rows >= 2 * block + 6 ? 2 : canvas.rows >= block + 3 ? 1 : 0
    let plot = canvas.rows - blocks * block
    drawCurve(rows: plot, on: &canvas)
    if blocks > 0 { drawEstimates(\.mean, "μ", y: plot, headline: headline, rows: estimator, on: &canvas) }
    if blocks > 1 { drawEstimates(\.deviation, "σ", y: plot + block, headline: headline, rows: estimator, on: &canvas) }
  }

  // MARK: The reward and the policy

  private func drawCurve(rows: Int, on canvas: inout Canvas) {
    let axis = rows >= 3 ? 1 : 0
    var dots = Dots(columns: canvas.columns, rows: rows - axis)
    let (low, high) = (scene.range.lowerBound, scene.range.upperBound)
    guard high > low, dots.width > 1, dots.height > 1 else { return }
    // The reward at the edges is in sight, and noise above the best.
    let floor = min(scene.reward(low), scene.reward(high))
    let ceiling = max(2.5 * min(scene.noise, -floor), -0.05 * floor)
    func x(_ action: Double) -> Double { (action - low) / (high - low) * Double(dots.width - 1) }
    func y(_ reward: Double) -> Double { (ceiling - reward) / (ceiling - floor) * Double(dots.height - 1) }
    func action(_ column: Int) -> Double { low + Double(column) / Double(dots.width - 1) * (high - low) }
    func curve(_ style: Style, _ value: (Double) -> Double) {
      var previous: Dots.Point?
      for column in 0..<dots.width {
        let point = Dots.Point(Double(column), value(action(column)))
        dots.line(from: previous ?? point, to: point, style)
        previous = point
      }
    }

    dots.line(from: .init(x(scene.target), 0), to: .init(x(scene.target), Double(dots.height)), theme.good, dash: 2)
    curve(theme.curve(0)) { y(scene.reward($0)) }
    if let gradients {
      let peak = 0.6 * Double(dots.height - 1)
      let σ = gradients.deviation
      // A bell between two dots is a line.
      if x(low + σ) < 0.3 {
        dots.line(
          from: .init(x(mean), Double(dots.height)), to: .init(x(mean), Double(dots.height) - peak), theme.action(0))
      } else {
        curve(theme.action(0)) { action in
          let z = (action - mean) / σ
          return Double(dots.height - 1) - peak * exp(-z * z / 2)
        }
      }
    }
    dots.draw(on: &canvas, x: 0, y: 0)
    // Where there is little room the newest alone.
    for (index, pull) in scene.pulls.enumerated().suffix(rows < 7 ? 1 : scene.pulls.count) {
      guard scene.range.contains(pull.action), pull.reward >= floor, pull.reward <= ceiling else { continue }
      let isLast = index == scene.pulls.count - 1
      canvas.put(
        isLast ? "●" : "○", ascii: isLast ? "@" : "o", x: Int(x(pull.action) / 2), y: Int(y(pull.reward) / 4),
        isLast ? theme.agent : theme.text)
    }
    if axis > 0 { drawAxis(y: rows - 1, on: &canvas) { Int(x($0) / 2) } }
  }

  private func drawAxis(y: Int, on canvas: inout Canvas, column: (Double) -> Int) {
    for x in 0..<canvas.columns { canvas.put("─", ascii: "-", x: x, y: y, theme.border) }
    let ticks = Ticks.nice(scene.range, atMost: max(canvas.columns / 10, 2))
    for value in ticks.values {
      let label = " \(Numbers.tick(value, step: ticks.step)) "
      let width = Text.width(label, isASCII: canvas.isASCII)
      let x = min(max(column(value) - width / 2, 0), max(canvas.columns - width, 0))
      canvas.write(label, x: x, y: y, theme.muted)
    }
    guard gradients != nil else { return }
    if mean < scene.range.lowerBound {
      canvas.put("◀", ascii: "<", x: 0, y: y, theme.agent)
    } else if mean > scene.range.upperBound {
      canvas.put("▶", ascii: ">", x: canvas.columns - 1, y: y, theme.agent)
    } else {
      canvas.put("▲", ascii: "^", x: column(mean), y: y, theme.agent)
    }
  }

  // MARK: The gradient's estimates

  private static let estimators: [(GaussianGradients.Estimator, name: String, short: String)] = [
    (.logTrick, "log-trick", "log-trick"), (.logTrickWithBaseline, "log-trick, less J", "less J"),
    (.reparametrisation, "reparametrised", "reparam."),
  ]

  /// On one scale: for each estimator a bar of a standard deviation to either side of the exact gradient, and what the
  /// last actions would have given.
  private func drawEstimates(
    _ part: KeyPath<GaussianGradients.Pair, Double>, _ name: String, y: Int, headline: Int, rows: Int,
    on canvas: inout Canvas
  ) {
    guard let gradients else { return }
    let exact = gradients.exact[keyPath: part]
    let deviations = Self.estimators.map { gradients.variance(of: $0.0)[keyPath: part].squareRoot() }
    let reach = 1.25 * max(deviations.max() ?? 1, 1e-9)
    let hasRoom = canvas.columns >= 56
    let (names, numbers) = (hasRoom ? 19 : 10, 8)
    let columns = canvas.columns - names - numbers - 1
    if headline > 0 {
      canvas.write("∂J/∂\(name) \(Numbers.compact(exact))", x: 1, y: y, theme.good)
      canvas.write("one sample ±", x: 0, y: y, theme.muted, width: canvas.columns - 1, align: .right)
    }
    for (index, estimator) in Self.estimators.enumerated() {
      let top = y + headline + index * rows
      canvas.write(hasRoom ? estimator.name : estimator.short, x: 1, y: top, theme.text, width: names - 1)
      canvas.write(
        Numbers.compact(deviations[index]), x: canvas.columns - numbers, y: top, theme.text, width: numbers - 1,
        align: .right)
      var dots = Dots(columns: columns, rows: rows)
      let middle = Double(dots.width) / 2
      let scale = middle / reach
      let span = max(deviations[index] * scale, 0.5)
      for row in rows == 1 ? 1...2 : 2...5 {
        dots.line(
          from: .init(middle - span, Double(row)), to: .init(middle + span - 0.5, Double(row)), theme.curve(index))
      }
      for (number, pull) in scene.pulls.enumerated() {
        let estimate = gradients.estimate(estimator.0, action: pull.action, reward: pull.reward)[keyPath: part]
        let edge = number % 2 == 0 ? 0 : dots.height - 1
        dots.set(Dots.Point(middle + (estimate - exact) * scale, Double(edge)), theme.curve(index))
      }
      dots.draw(on: &canvas, x: names, y: top)
      for row in 0..<rows {
        canvas.put("┃", ascii: "|", x: names + Int(middle / 2), y: top + row, theme.good)
      }
    }
  }
}
