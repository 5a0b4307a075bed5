import Learn
import Worlds

/// A phase portrait in cells: the value as their colour, the policy as chevrons that point where it pushes (two for a strong
/// push), and the episode as a line of dots that ends at the agent.
struct PhasePicture {
  let portrait: PhasePortrait
  private let range: ClosedRange<Double>?
  private let path: [(x: Double, y: Double)]
  private let here: (x: Double, y: Double)?
  private let theme: Theme

  init(_ portrait: PhasePortrait, _ view: ViewState) {
    self.portrait = portrait
    range = portrait.valueRange
    theme = view.theme
    let plane = portrait.plane
    func point(_ observation: ObservationView) -> (x: Double, y: Double)? {
      if case .vector(let components) = observation { plane.point(of: components) } else { nil }
    }
    here = point(view.frame.observation)
    var path = view.frame.trajectory?.steps.compactMap { point($0.observation) } ?? []
    // An episode that was watched before leads nowhere near the agent.
    if view.frame.trajectory?.isPresent == true, let here { path.append(here) }
    self.path = path
  }

  func draw(on canvas: inout Canvas) {
    let hasAxes = canvas.columns >= 24 && canvas.rows >= 6
    let labels = [portrait.plane.y.range.upperBound, portrait.plane.y.range.lowerBound].map { label($0) }
    let left = hasAxes ? (labels.map { Text.width($0, isASCII: canvas.isASCII) }.max() ?? 0) + 1 : 0
    let plot = Rect(x: left, y: 0, width: canvas.columns - left, height: canvas.rows - (hasAxes ? 1 : 0))
    guard plot.width > 0, plot.height > 0 else { return }
    canvas.inside(plot) { part in
      drawGround(on: &part)
      drawReplayed(on: &part)
      drawPolicy(on: &part)
      drawPath(on: &part)
    }
    if hasAxes { drawAxes(plot, labels, on: &canvas) }
  }

  /// A value at a cell of the plot, between the points of the grid in proportion.
  private func sample(_ numbers: [Double], _ x: Int, _ y: Int, on canvas: Canvas) -> Double {
    func place(_ index: Int, of count: Int, among points: Int) -> (low: Int, high: Int, share: Double) {
      let place = (Double(index) + 0.5) / Double(count) * Double(points) - 0.5
      let low = min(max(Int(place.rounded(.down)), 0), points - 1)
      return (low, min(low + 1, points - 1), min(max(place - Double(low), 0), 1))
    }
    let (column, row) = (
      place(x, of: canvas.columns, among: portrait.columns), place(y, of: canvas.rows, among: portrait.rows)
    )
    func mixed(_ row: Int) -> Double {
      let (a, b) = (numbers[row * portrait.columns + column.low], numbers[row * portrait.columns + column.high])
      return a + (b - a) * column.share
    }
    return mixed(row.low) + (mixed(row.high) - mixed(row.low)) * row.share
  }

  private func drawGround(on canvas: inout Canvas) {
    guard let values = portrait.values, let range, range.upperBound > range.lowerBound else { return }
    for y in 0..<canvas.rows {
      for x in 0..<canvas.columns {
        let value = sample(values, x, y, on: canvas)
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        if let color = theme.heat(share) {
          canvas[x, y] = Cell(" ", Style(.standard, on: color))
        } else {
          // Without colour the low half is left blank, so that signs can be read.
          let isHigh = share >= 0.5
          canvas[x, y] = Cell(isHigh ? CellMap.shade((share - 0.5) * 2, isASCII: canvas.isASCII) : " ", theme.border)
        }
      }
    }
  }

  /// The transitions that are kept to learn from, as dots.
  private func drawReplayed(on canvas: inout Canvas) {
    guard !portrait.replayed.isEmpty else { return }
    var dots = Dots(columns: canvas.columns, rows: canvas.rows)
    for point in portrait.replayed where point.x.isFinite && point.y.isFinite {
      dots.set(dot((point.x, point.y), dots), theme.text)
    }
    draw(dots, theme.text, on: &canvas)
  }

  private func drawPolicy(on canvas: inout Canvas) {
    let (across, down) = canvas.columns >= 60 ? (4, 2) : (3, canvas.rows >= 14 ? 2 : 1)
    for y in stride(from: down / 2, to: canvas.rows, by: down) {
      // Every other row is shifted, so that the signs form no columns.
      for x in stride(from: 1 + y / down % 2 * (across / 2), to: canvas.columns, by: across) {
        let action = sample(portrait.actions, x, y, on: canvas)
        guard action.isFinite else { continue }
        let ground = canvas[x, y].style.background
        let sign = Self.sign(action, isASCII: canvas.isASCII)
        let style = ground == .standard ? theme.text : theme.ink(over: ground)
        canvas[x, y] = Cell(sign, style)
      }
    }
  }

  /// Nothing much, a push to a side, or nearly all there is.
  static func sign(_ action: Double, isASCII: Bool) -> Unicode.Scalar {
    let strength = abs(action)
    if strength < 0.1 { return isASCII ? "." : "·" }
    if strength < 0.6 { return action < 0 ? (isASCII ? "(" : "‹") : (isASCII ? ")" : "›") }
    return action < 0 ? (isASCII ? "<" : "«") : (isASCII ? ">" : "»")
  }

  private func drawPath(on canvas: inout Canvas) {
    var dots = Dots(columns: canvas.columns, rows: canvas.rows)
    for (start, end) in zip(path, path.dropFirst()) {
      // An angle that went round comes back on the other side.
      if portrait.plane.isAngle, abs(end.x - start.x) > .pi { continue }
      dots.line(from: dot(start, dots), to: dot(end, dots), theme.agent)
    }
    draw(dots, theme.agent, on: &canvas)
    guard let here else { return }
    let place = dot(here, dots)
    guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return }
    let (column, row) = (Int(place.x) / 2, Int(place.y) / 4)
    canvas.put(
      "●", ascii: "@", x: min(max(column, 0), canvas.columns - 1), y: min(max(row, 0), canvas.rows - 1), theme.marker)
  }

  private func dot(_ point: (x: Double, y: Double), _ dots: Dots) -> Dots.Point {
    let (x, y) = (portrait.plane.x.range, portrait.plane.y.range)
    return Dots.Point(
      (point.x - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(dots.width),
      (y.upperBound - point.y) / (y.upperBound - y.lowerBound) * Double(dots.height))
  }

  /// Dots over the ground's colours, in a style that can be read there.
  private func draw(_ dots: Dots, _ style: Style, on canvas: inout Canvas) {
    var line = Canvas(columns: canvas.columns, rows: canvas.rows, isASCII: canvas.isASCII)
    dots.draw(on: &line, x: 0, y: 0)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns where line[column, row].glyph != " " {
        let ground = canvas[column, row].style.background
        canvas[column, row] = Cell(
          line[column, row].glyph, theme.readable(style, over: ground == .standard ? nil : ground))
      }
    }
  }

  // MARK: Axes

  /// An angle in degrees, anything else as it is.
  private func label(_ value: Double, isAngle: Bool = false) -> String {
    isAngle ? Numbers.short(value * 180 / .pi) + "°" : Numbers.short(value)
  }

  private func drawAxes(_ plot: Rect, _ labels: [String], on canvas: inout Canvas) {
    let plane = portrait.plane
    canvas.write(labels[0], x: 0, y: 0, theme.muted, width: plot.x - 1, align: .right)
    canvas.write(plane.y.name, x: 0, y: (plot.height - 1) / 2, theme.text, width: plot.x - 1, align: .right)
    canvas.write(labels[1], x: 0, y: plot.height - 1, theme.muted, width: plot.x - 1, align: .right)
    let y = plot.height
    let (low, high) = (plane.x.range.lowerBound, plane.x.range.upperBound)
    canvas.write(label(low, isAngle: plane.isAngle), x: plot.x, y: y, theme.muted)
    canvas.write(plane.x.name, x: plot.x, y: y, theme.text, width: plot.width, align: .centre)
    canvas.write(label(high, isAngle: plane.isAngle), x: plot.x, y: y, theme.muted, width: plot.width, align: .right)
  }
}
