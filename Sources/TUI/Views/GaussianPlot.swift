import Glibc
import Learn
import Worlds

/// The density of a Gaussian over an action's range, with its mean, its deviation and the action taken last. Of a squashed one mark
/// and number are the tanh of the mean, in the world's unit; the deviation is that of u, of which the action is the tanh.
struct GaussianPlot {
  let mean: [Double]
  let deviation: [Double]
  /// nil for a Gaussian as it is.
  let bounds: ActionBounds?
  let components: [ObservationSpace.Component]
  let lastAction: [Double]
  /// Whether that action was drawn from this very density, or from that of the state before.
  let isDrawnHere: Bool
  /// Q over the action, where it is learnt and the action is one number.
  let curve: ActionCurve?
  let theme: Theme

  init(mean: [Double], deviation: [Double], squashedInto bounds: ActionBounds? = nil, _ view: ViewState) {
    self.bounds = bounds
    self.mean = mean
    self.deviation = deviation
    var components: [ObservationSpace.Component] =
      if case .box(let named) = view.frame.setup.world.actionSpace { named } else { [] }
    while components.count < mean.count { components.append(.init("a\(components.count + 1)", -1...1)) }
    self.components = components
    lastAction = if case .vector(let values)? = view.frame.lastAction { values } else { [] }
    isDrawnHere = view.frame.hasActedHere
    curve = mean.count == 1 ? view.frame.actionCurve : nil
    theme = view.theme
  }

  func draw(on canvas: inout Canvas) {
    let count = min(mean.count, deviation.count)
    guard count > 0 else { return }
    let (height, width) = (canvas.rows / count, canvas.columns / count)
    // Below each other or, where the pane is low, side by side.
    let isLow = height < 4 && canvas.rows >= 4 && width >= 16
    for index in 0..<count {
      if height >= 4 || isLow {
        let place =
          isLow
          ? Rect(x: index * width, y: 0, width: width, height: canvas.rows)
          : Rect(x: 0, y: index * height, width: canvas.columns, height: height)
        canvas.inside(place) { drawCurve(index, isNamed: isLow, on: &$0) }
      } else {
        drawNumbers(index, y: index, on: &canvas)
      }
    }
  }

  /// Far from the density's hue in every theme; without colour it is dim.
  private var hueOfQ: Style { theme.hasHeat ? theme.curve(0) : theme.muted }

  /// The mean in the world's unit, or the action that is the tanh of it.
  private func centre(_ index: Int) -> Double {
    bounds.map { $0.middle[index] + $0.half[index] * tanh(mean[index]) } ?? mean[index]
  }

  /// `torque  μ 0.31  σ 0.98  last −1.20  Q −45.0…−12.3`: what is said of a curve is in its hue, and so tells which it is.
  /// - Parameter isNamed: the name comes before the numbers, where there is no room for all; else the numbers do.
  private func drawNumbers(_ index: Int, y: Int, isNamed: Bool = false, on canvas: inout Canvas) {
    let hue = theme.action(index)
    let (μ, σ) = bounds == nil ? ("μ", "σ") : ("tanh μ", "σ_u")
    var parts = [
      NumberPart(μ, Self.number(centre(index)), hue, hue), NumberPart(σ, Self.number(deviation[index]), hue, hue),
    ]
    if index < lastAction.count {
      parts.append(
        NumberPart(isDrawnHere ? "a" : "last", Self.number(lastAction[index]), theme.muted, theme.agent))
    }
    let isASCII = canvas.isASCII
    func width(_ text: String) -> Int { Text.width(text, isASCII: isASCII) }
    func needed(_ parts: [NumberPart]) -> Int { parts.reduce(0) { $0 + width($1.name) + width($1.value) + 3 } }
    if let least = curve?.values.min(), let most = curve?.values.max() {
      // From the foot of the plot to its top, where that leaves the action's name whole; else the top alone.
      let range = NumberPart("Q", "\(Numbers.short(least))…\(Numbers.short(most))", hueOfQ, hueOfQ)
      let isRoomy = canvas.columns - 1 - needed(parts + [range]) >= width(components[index].name)
      parts.append(isRoomy ? range : NumberPart("max Q", Numbers.short(most), hueOfQ, hueOfQ))
    }
    let room = isNamed ? canvas.columns - 9 : canvas.columns - 1 - needed(parts)
    var x =
      room >= 1 ? canvas.write(components[index].name, x: 1, y: y, theme.text, width: room) + (isNamed ? 1 : 2) : 1
    for part in parts {
      // A number is shown whole or not at all.
      guard x + width(part.name + " " + part.value) <= canvas.columns else { break }
      x = canvas.write(part.name + " ", x: x, y: y, part.nameStyle)
      x = canvas.write(part.value, x: x, y: y, part.style) + 2
    }
  }

  /// A name and a number, and how each looks.
  private struct NumberPart {
    let name: String
    let value: String
    let nameStyle: Style
    let style: Style

    init(_ name: String, _ value: String, _ nameStyle: Style, _ style: Style) {
      (self.name, self.value, self.nameStyle, self.style) = (name, value, nameStyle, style)
    }
  }

  /// Two decimals, or what an extreme number needs.
  static func number(_ value: Double) -> String {
    let size = abs(value)
    return size >= 1000 || size > 0 && size < 0.005 ? Numbers.compact(value) : Numbers.fixed(value, 2)
  }

  /// Numbers, the density, and an axis: the range that the world accepts with half of it again on either side.
  private func drawCurve(_ index: Int, isNamed: Bool, on canvas: inout Canvas) {
    drawNumbers(index, y: 0, isNamed: isNamed, on: &canvas)
    let range = components[index].range
    let margin = (range.upperBound - range.lowerBound) / 4
    let (low, high) = (range.lowerBound - margin, range.upperBound + margin)
    guard high > low, canvas.columns > 2 else { return }
    let (columns, rows) = (canvas.columns - 2, canvas.rows - 2)
    var dots = Dots(columns: columns, rows: rows)
    let scale = Double(dots.width - 1) / (high - low)
    func x(_ value: Double) -> Double { (value - low) * scale }
    func y(_ density: Double) -> Double { (1 - density) * Double(dots.height - 1) }

    for bound in [range.lowerBound, range.upperBound] {
      dots.line(from: .init(x(bound), 0), to: .init(x(bound), Double(dots.height)), theme.border, dash: 2)
    }
    if index < lastAction.count {
      let taken = min(max(x(lastAction[index]), 0), Double(dots.width - 1))
      dots.line(from: .init(taken, 0), to: .init(taken, Double(dots.height)), theme.agent)
    }
    if let curve { drawActionValues(curve, from: low, scale, on: &dots) }
    let (σ, centre) = (max(deviation[index], 0), centre(index))
    let heights = (0..<dots.width).map { density(low + Double($0) / scale, index) }
    let peak = heights.max() ?? 0
    if σ * scale < 0.3 || !(peak > 0) {
      dots.line(from: .init(x(centre), y(1)), to: .init(x(centre), y(0)), theme.action(index))
    } else {
      var previous: Dots.Point?
      for (column, height) in heights.enumerated() {
        let point = Dots.Point(Double(column), y(height / (bounds == nil ? 1 : peak)))
        dots.line(from: previous ?? point, to: point, theme.action(index))
        previous = point
      }
    }
    dots.draw(on: &canvas, x: 1, y: 1)
    let labels = drawAxis(range, low: low, high: high, y: canvas.rows - 1, on: &canvas)
    drawMean(centre, low: low, high: high, beside: labels, on: &canvas)
  }

  /// Q from its lowest to its highest over the height of the plot.
  private func drawActionValues(_ curve: ActionCurve, from low: Double, _ scale: Double, on dots: inout Dots) {
    guard let least = curve.values.min(), let most = curve.values.max(), most > least, most.isFinite, least.isFinite
    else { return }
    let step = (curve.range.upperBound - curve.range.lowerBound) / Double(max(curve.values.count - 1, 1))
    var previous: Dots.Point?
    for (index, value) in curve.values.enumerated() {
      let point = Dots.Point(
        (curve.range.lowerBound + step * Double(index) - low) * scale,
        (most - value) / (most - least) * Double(dots.height - 1))
      dots.line(from: previous ?? point, to: point, hueOfQ)
      previous = point
    }
  }

  /// The density at an action, up to a factor; a Gaussian's is 1 at its mean.
  private func density(_ action: Double, _ index: Int) -> Double {
    let (μ, σ) = (mean[index], deviation[index])
    guard let bounds else { return exp(-(action - μ) * (action - μ) / (2 * σ * σ)) }
    let unit = (action - bounds.middle[index]) / bounds.half[index]
    guard abs(unit) < 1 else { return 0 }
    let z = (atanh(unit) - μ) / σ
    return exp(-z * z / 2) / (1 - unit * unit)
  }

  private func column(_ value: Double, low: Double, high: Double, on canvas: Canvas) -> Int {
    let share = (value - low) / (high - low)
    guard share.isFinite else { return 1 }
    return 1 + Int(min(max(share, 0), 1) * Double(canvas.columns - 3))
  }

  /// - Returns: the columns that are taken by numbers.
  private func drawAxis(
    _ range: ClosedRange<Double>, low: Double, high: Double, y: Int, on canvas: inout Canvas
  ) -> [Range<Int>] {
    for x in 1..<max(canvas.columns - 1, 1) { canvas.put("─", ascii: "-", x: x, y: y, theme.border) }
    let middle = (range.lowerBound + range.upperBound) / 2
    return [range.lowerBound, middle, range.upperBound].map { value in
      let label = Numbers.tick(value, step: max((range.upperBound - range.lowerBound) / 2, 1e-6))
      let width = Text.width(label, isASCII: canvas.isASCII)
      // The digits stand centred under their place; a sign hangs out to the left. Blanks part it from the axis.
      let sign = value < 0 ? 1 : 0
      let x = max(column(value, low: low, high: high, on: canvas) - (width - sign) / 2 - sign - 1, 0)
      return x..<max(canvas.write(" \(label) ", x: x, y: y, theme.muted), x)
    }
  }

  /// A mean out of sight is shown at the edge it lies beyond. On a number of the axis the mark would hide digits: it stands above.
  private func drawMean(
    _ μ: Double, low: Double, high: Double, beside labels: [Range<Int>], on canvas: inout Canvas
  ) {
    let x = column(μ, low: low, high: high, on: canvas)
    let y = canvas.rows - (labels.contains { $0.contains(x) } ? 2 : 1)
    if μ < low {
      canvas.put("◀", ascii: "<", x: x, y: y, theme.agent)
    } else if μ > high {
      canvas.put("▶", ascii: ">", x: x, y: y, theme.agent)
    } else {
      canvas.put("▲", ascii: "^", x: x, y: y, theme.agent)
    }
  }
}
