import Glibc
import Learn
import Worlds

/// A population in cells: candidates as rings and, those of the elite, as discs, in the colours of their returns; the mean as a
/// cross with the ellipses of one and two deviations in dots; the best so far as a star. Below it all returns on one line.
struct PopulationPicture {
  private let population: Population
  private let axes: PlaneAxes
  private let theme: Theme
  /// What the plot spans.
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>
  private let scores: ClosedRange<Double>?
  private let elite: Set<Int>
  /// Of returns, from low to high.
  private let inks: [Color]

  init(_ population: Population, _ view: ViewState) {
    self.population = population
    theme = view.theme
    (elite, inks) = (population.elite, view.theme.inks)
    let axes = view.axes.clamped(to: population.names.count)
    self.axes = axes
    let known = population.candidates.compactMap(\.score).filter(\.isFinite)
    scores = known.min().map { $0...known.max()! }
    let points = population.candidates.map(\.θ) + [population.mean, population.best?.θ].compactMap { $0 }
    func range(_ index: Int, _ deviation: Double?) -> ClosedRange<Double> {
      var values = points.compactMap { $0.indices.contains(index) ? $0[index] : nil }
      if let mean = population.mean, let deviation, mean.indices.contains(index) {
        values += [mean[index] - 2 * deviation, mean[index] + 2 * deviation]
      }
      return Self.range(of: values)
    }
    let covariance = population.covariance(axes.x, axes.y)
    x = range(axes.x, covariance.map { $0.ii.squareRoot() })
    y = range(axes.y, covariance.map { $0.jj.squareRoot() })
  }

  /// A range that ends at round numbers, so that it changes seldom from one generation to the next.
  static func range(of values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) < 1e12 }
    guard let low = finite.min(), let high = finite.max() else { return -1...1 }
    // Wide enough for the ends to differ in what is written of them.
    let span = max(high - low, 1e-3 * max(1, abs(low), abs(high)))
    let step = Ticks.step(atLeast: span / 4)
    let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
    return first * step...max(last, first + 1) * step
  }

  func draw(on canvas: inout Canvas) {
    let hasAxes = canvas.columns >= 24 && canvas.rows >= 7
    let ends = Numbers.ends(y.lowerBound, y.upperBound)
    let labels = [ends.high, ends.low]
    let name = population.names[axes.y]
    let widest = (labels + [name]).map { Text.width($0, isASCII: canvas.isASCII) }.max() ?? 0
    let left = hasAxes ? min(widest, canvas.columns / 4) + 1 : 0
    // One row for the x-axis, one for the returns and, where there is room, one for the signs.
    let below = hasAxes ? (canvas.rows >= 10 ? 3 : 2) : 0
    let plot = Rect(x: left, y: 0, width: canvas.columns - left, height: canvas.rows - below)
    guard plot.width > 0, plot.height > 0 else { return }
    canvas.inside(plot) { drawPlot(on: &$0) }
    guard hasAxes else { return }
    drawAxes(plot, labels, on: &canvas)
    canvas.inside(Rect(x: 0, y: plot.height + 1, width: canvas.columns, height: 1)) { drawScores(on: &$0) }
    if below == 3 {
      canvas.inside(Rect(x: 0, y: plot.height + 2, width: canvas.columns, height: 1)) { drawLegend(on: &$0) }
    }
  }

  // MARK: The plane

  private func drawPlot(on canvas: inout Canvas) {
    drawEllipses(on: &canvas)
    // The worst first, so that the best lie on top; those that wait lie at the bottom.
    let order = population.candidates.indices.sorted { a, b in
      let (p, q) = (population.candidates[a], population.candidates[b])
      return rank(p) != rank(q) ? rank(p) < rank(q) : a > b
    }
    for index in order {
      let candidate = population.candidates[index]
      guard let place = cell(candidate.θ, canvas) else { continue }
      let isOnTrial = index == population.onTrial
      let sign = sign(index, isOnTrial: isOnTrial)
      canvas.put(
        sign.glyph, ascii: sign.ascii, x: place.x, y: place.y, isOnTrial ? theme.marker : style(index))
    }
    if let mean = population.mean, let place = cell(mean, canvas) {
      canvas.put("+", ascii: "+", x: place.x, y: place.y, Style(theme.text.foreground, on: .standard, .bold))
    }
    if let best = population.best, let place = cell(best.θ, canvas) {
      canvas.put("★", ascii: "$", x: place.x, y: place.y, theme.agent)
    }
  }

  private func rank(_ index: Int) -> Double { rank(population.candidates[index]) }

  private func rank(_ candidate: Population.Candidate) -> Double {
    guard let score = candidate.score, score.isFinite else { return -.infinity }
    return score
  }

  private func sign(_ index: Int, isOnTrial: Bool) -> (glyph: Unicode.Scalar, ascii: Unicode.Scalar) {
    if isOnTrial { return ("◆", "@") }
    if population.candidates[index].score == nil { return ("·", ".") }
    return elite.contains(index) ? ("●", "*") : ("○", "o")
  }

  /// The colour of its return among those of the generation; of one that waits, none.
  private func style(_ index: Int) -> Style {
    guard let score = population.candidates[index].score, let scores else { return theme.muted }
    guard theme.hasHeat else { return elite.contains(index) ? theme.agent : theme.text }
    let span = scores.upperBound - scores.lowerBound
    let color = theme.color(span > 0 ? (score - scores.lowerBound) / span : 1, of: inks)
    guard let color else { return theme.text }
    return Style(color, on: .standard, elite.contains(index) ? .bold : [])
  }

  /// Where θ lies; nil where that is nowhere in the plane.
  private func cell(_ θ: [Double], _ canvas: Canvas) -> (x: Int, y: Int)? {
    guard θ.indices.contains(axes.x), θ.indices.contains(axes.y) else { return nil }
    let (u, v) = (
      (θ[axes.x] - x.lowerBound) / (x.upperBound - x.lowerBound),
      (θ[axes.y] - y.lowerBound) / (y.upperBound - y.lowerBound)
    )
    guard (0...1).contains(u), (0...1).contains(v) else { return nil }
    return (
      min(Int(u * Double(canvas.columns)), canvas.columns - 1), min(Int((1 - v) * Double(canvas.rows)), canvas.rows - 1)
    )
  }

  /// One and two deviations about the mean; where there is no correlation the axes are those of the plane.
  private func drawEllipses(on canvas: inout Canvas) {
    guard let mean = population.mean, let covariance = population.covariance(axes.x, axes.y),
      mean.indices.contains(axes.x), mean.indices.contains(axes.y), axes.x != axes.y
    else { return }
    var dots = Dots(columns: canvas.columns, rows: canvas.rows)
    func dot(_ point: (Double, Double)) -> Dots.Point {
      Dots.Point(
        (point.0 - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(dots.width),
        (y.upperBound - point.1) / (y.upperBound - y.lowerBound) * Double(dots.height))
    }
    for deviations in [2.0, 1] {
      let points = Self.ellipse(covariance, deviations).map { dot((mean[axes.x] + $0.0, mean[axes.y] + $0.1)) }
      for (start, end) in zip(points, points.dropFirst()) {
        dots.line(from: start, to: end, deviations == 1 ? theme.curve(0) : theme.muted, dash: deviations == 1 ? 0 : 2)
      }
    }
    dots.draw(on: &canvas, x: 0, y: 0, ascii: ".")
  }

  /// Points of the ellipse of so many deviations, by the Cholesky factor of the covariance.
  static func ellipse(_ c: (ii: Double, ij: Double, jj: Double), _ deviations: Double) -> [(Double, Double)] {
    guard c.ii >= 0, c.jj >= 0, c.ii.isFinite, c.jj.isFinite, c.ij.isFinite else { return [] }
    let a = c.ii.squareRoot()
    let b = a > 0 ? c.ij / a : 0
    let d = max(c.jj - b * b, 0).squareRoot()
    return (0...120).map { step in
      let angle = 2 * Double.pi * Double(step) / 120
      let (u, v) = (deviations * cos(angle), deviations * sin(angle))
      return (a * u, b * u + d * v)
    }
  }

  // MARK: What stands beside and below

  private func drawAxes(_ plot: Rect, _ labels: [String], on canvas: inout Canvas) {
    let width = plot.x - 1
    canvas.write(labels[0], x: 0, y: 0, theme.muted, width: width, align: .right)
    canvas.write(population.names[axes.y], x: 0, y: (plot.height - 1) / 2, theme.text, width: width, align: .right)
    canvas.write(labels[1], x: 0, y: plot.height - 1, theme.muted, width: width, align: .right)
    let (low, high) = Numbers.ends(x.lowerBound, x.upperBound)
    canvas.write(low, x: plot.x, y: plot.height, theme.muted)
    canvas.write(population.names[axes.x], x: plot.x, y: plot.height, theme.text, width: plot.width, align: .centre)
    canvas.write(high, x: plot.x, y: plot.height, theme.muted, width: plot.width, align: .right)
  }

  /// All returns of the generation on one line, the elite's strong.
  private func drawScores(on canvas: inout Canvas) {
    guard let scores else { return }
    let (low, high) = Numbers.ends(scores.lowerBound, scores.upperBound)
    guard scores.lowerBound < scores.upperBound else {
      canvas.write("all Ĵ are \(low)", x: 0, y: 0, theme.muted, width: canvas.columns)
      return
    }
    let start = canvas.write("Ĵ \(low) ", x: 0, y: 0, theme.muted)
    let end = canvas.columns - Text.width(high, isASCII: canvas.isASCII) - 1
    canvas.write(high, x: end + 1, y: 0, theme.muted)
    let span = scores.upperBound - scores.lowerBound
    guard end > start + 4 else { return }
    for column in start..<end { canvas.put("·", ascii: ".", x: column, y: 0, theme.border) }
    // The elite last, so that it lies on top.
    let places = population.candidates.indices.filter { population.candidates[$0].score?.isFinite == true }
    for index in places.filter({ !elite.contains($0) }) + places.filter(elite.contains) {
      let share = (population.candidates[index].score! - scores.lowerBound) / span
      let sign = sign(index, isOnTrial: false)
      canvas.put(
        sign.glyph, ascii: sign.ascii, x: start + min(Int(share * Double(end - start)), end - start - 1), y: 0,
        style(index))
    }
  }

  private func drawLegend(on canvas: inout Canvas) {
    var parts: [(glyph: Unicode.Scalar, ascii: Unicode.Scalar, style: Style, text: String)] = []
    if let best = population.best, let score = best.score {
      parts.append(("★", "$", theme.agent, "best \(Numbers.short(score))"))
    }
    // In the colours of the best of them.
    if let first = elite.max(by: { rank($0) < rank($1) }) {
      parts.append(("●", "*", style(first), "elite \(elite.count)"))
    }
    if population.onTrial != nil { parts.append(("◆", "@", theme.marker, "on trial")) }
    if population.mean != nil {
      parts.append(("+", "+", theme.text, population.spread == nil ? "mean" : "mean, 1σ 2σ"))
    }
    let others = population.candidates.indices.filter { !elite.contains($0) && population.candidates[$0].score != nil }
    if let best = others.max(by: { rank($0) < rank($1) }) { parts.append(("○", "o", style(best), "others")) }
    if population.names.count > 2 { parts.append((":", ":", theme.muted, "axes")) }
    var column = 0
    for part in parts {
      let width = 2 + Text.width(part.text, isASCII: canvas.isASCII)
      guard column + width <= canvas.columns else { return }
      canvas.put(part.glyph, ascii: part.ascii, x: column, y: 0, part.style)
      column = canvas.write(part.text, x: column + (part.glyph == ":" ? 1 : 2), y: 0, theme.muted) + 2
    }
  }
}
