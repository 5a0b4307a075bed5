import Learn
import Worlds

/// A world in the plane, in dots and with true aspect, its readings beside or below it.
struct PlanePicture {
  let scene: PlaneScene
  let theme: Theme
  let reward: Double?

  init(_ scene: PlaneScene, _ view: ViewState) {
    self.scene = scene
    theme = view.theme
    reward = view.frame.lastReward
  }

  func draw(on canvas: inout Canvas) {
    let width = scene.x.upperBound - scene.x.lowerBound
    let height = scene.y.upperBound - scene.y.lowerBound
    guard width > 0, height > 0, width.isFinite, height.isFinite, canvas.columns > 0, canvas.rows > 0 else {
      return
    }
    // Readings stand where the picture leaves more room.
    let natural = Int(min((Double(canvas.rows) * 2 * width / height).rounded(.up), 10_000))
    let needed = readingsWidth(isASCII: canvas.isASCII)
    let beside = max(20, needed)
    if canvas.columns - natural >= beside || canvas.columns >= natural, canvas.columns - beside >= 8 {
      // Units leave a column before the frame.
      let columns = min(canvas.columns - max(20, needed + 1), natural)
      let left = max((canvas.columns - columns - beside) / 2, 0)
      drawPicture(Rect(x: left, y: 0, width: columns, height: canvas.rows), on: &canvas)
      let lines = readings.count
      drawReadings(x: left + columns + 2, y: max((canvas.rows - lines) / 2, 0), on: &canvas)
    } else {
      let rows = canvas.rows >= readings.count + 5 ? canvas.rows - readings.count : canvas.rows
      drawPicture(Rect(x: 0, y: 0, width: canvas.columns, height: rows), on: &canvas)
      if rows < canvas.rows { drawReadings(x: max((canvas.columns - 18) / 2, 0), y: rows, on: &canvas) }
    }
  }

  private var readings: [PlaneScene.Reading] {
    scene.readings + (reward.map { [.init("reward", $0, "")] } ?? [])
  }

  /// Name, number and unit, and what keeps them apart from the picture.
  private func readingsWidth(isASCII: Bool) -> Int {
    let names = readings.map { Text.width($0.name, isASCII: isASCII) }.max() ?? 0
    let units = readings.map { Text.width($0.unit, isASCII: isASCII) }.max() ?? 0
    return 2 + names + 1 + 7 + 1 + units
  }

  private func drawReadings(x: Int, y: Int, on canvas: inout Canvas) {
    let names = readings.map { Text.width($0.name, isASCII: canvas.isASCII) }.max() ?? 0
    for (row, reading) in readings.enumerated() {
      canvas.write(reading.name, x: x, y: y + row, theme.muted)
      let end = canvas.write(
        Numbers.fixed(reading.value, 2), x: x + names + 1, y: y + row, theme.text, width: 7, align: .right)
      // A degree sign belongs to its number; other units stand apart.
      canvas.write(
        reading.unit, x: reading.unit == "°" && !canvas.isASCII ? end : end + 1, y: y + row, theme.muted)
    }
  }

  private func drawPicture(_ rect: Rect, on canvas: inout Canvas) {
    var dots = Dots(columns: rect.width, rows: rect.height)
    let (width, height) = (scene.x.upperBound - scene.x.lowerBound, scene.y.upperBound - scene.y.lowerBound)
    let scale = min(Double(dots.width) / width, Double(dots.height) / height)
    let (left, top) = ((Double(dots.width) - width * scale) / 2, (Double(dots.height) - height * scale) / 2)
    func dot(_ point: PlaneScene.Point) -> Dots.Point {
      Dots.Point(left + (point.x - scene.x.lowerBound) * scale, top + (scene.y.upperBound - point.y) * scale)
    }
    // What stands behind is drawn first: of two shapes in one cell the later one gives it its colour.
    for element in scene.elements.sorted(by: { Self.depth($0.role) < Self.depth($1.role) }) {
      let style = style(element.role)
      switch element.shape {
      case .line(let points, let thickness):
        for (start, end) in zip(points, points.dropFirst()) {
          dots.stroke(from: dot(start), to: dot(end), width: thickness * scale, style)
        }
      case .disc(let centre, let radius):
        dots.disc(dot(centre), radius: max(radius * scale, 0.8), style)
      case .circle(let centre, let radius):
        dots.circle(dot(centre), radius: max(radius * scale, 1.5), style)
      case .arc(let centre, let radius, let start, let end):
        dots.arc(dot(centre), radius: radius * scale, from: start, to: end, style, hasHead: true)
      case .arrow(let start, let end):
        dots.arrow(from: dot(start), to: dot(end), style)
      }
    }
    dots.draw(on: &canvas, x: rect.x, y: rect.y)
  }

  private static func depth(_ role: PlaneScene.Role) -> Int {
    switch role {
    case .ground: 0
    case .trail: 1
    case .target: 2
    case .body: 3
    case .force: 4
    case .joint, .agent: 5
    }
  }

  private func style(_ role: PlaneScene.Role) -> Style {
    switch role {
    case .body: theme.text
    case .joint, .agent: theme.agent
    case .ground: theme.border
    case .target: theme.good
    case .force: theme.force
    case .trail: theme.muted
    }
  }
}
