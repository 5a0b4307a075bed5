import Glibc
import Learn
import Worlds

/// The simplex of mixtures over three moves, a corner for each: where both players stand, where they have been of late, and
/// their means since the beginning.
struct SimplexPicture {
  let scene: GameScene
  let probabilities: [Double]
  let choices: [ActionSpace.Choice]
  let theme: Theme

  init(_ scene: GameScene, _ probabilities: [Double], _ choices: [ActionSpace.Choice], _ theme: Theme) {
    self.scene = scene
    self.probabilities = probabilities
    self.choices = choices
    self.theme = theme
  }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    // A row above for the upper corner's name, one below for the others', one for the legend.
    let legend = rect.height >= 11 ? 1 : 0
    let rows = rect.height - 2 - legend
    guard rows > 1, rect.width > 4 else { return }
    var dots = Dots(columns: rect.width, rows: rows)
    let edge = min(Double(dots.width - 2), Double(dots.height - 1) * 2 / 3.0.squareRoot())
    let height = edge * 3.0.squareRoot() / 2
    let (left, bottom) = ((Double(dots.width) - edge) / 2, (Double(dots.height) + height) / 2 - 0.5)
    let corners: [Dots.Point] = [
      .init(left + edge / 2, bottom - height), .init(left, bottom), .init(left + edge, bottom),
    ]
    func point(_ mixture: [Double]) -> Dots.Point? {
      guard mixture.count == 3, mixture.allSatisfy(\.isFinite) else { return nil }
      return .init(
        (0..<3).reduce(0) { $0 + mixture[$1] * corners[$1].x }, (0..<3).reduce(0) { $0 + mixture[$1] * corners[$1].y })
    }
    func trail(_ mixtures: [[Double]], _ style: Style) {
      let points = mixtures.compactMap(point)
      for (a, b) in zip(points, points.dropFirst()) { dots.line(from: a, to: b, style) }
    }

    for (a, b) in zip(corners, corners[1...] + corners[..<1]) { dots.line(from: a, to: b, theme.border) }
    trail(scene.opponentTrail, theme.curve(1))
    trail(scene.agentTrail, theme.curve(0))
    dots.draw(on: &canvas, x: rect.x, y: rect.y + 1)

    func mark(_ mixture: [Double]?, _ glyph: Unicode.Scalar, _ ascii: Unicode.Scalar, _ style: Style) {
      guard let point = mixture.flatMap(point) else { return }
      canvas.put(
        glyph, ascii: ascii, x: rect.x + min(Int(point.x / 2), rect.width - 1),
        y: rect.y + 1 + min(max(Int(point.y / 4), 0), rows - 1), style)
    }
    mark([1.0 / 3, 1.0 / 3, 1.0 / 3], "+", "+", theme.good)
    mark(scene.opponentMean, "◇", "o", opponent)
    mark(scene.agentMean, "○", "a", agent)
    mark(scene.mixture, "◆", "O", opponent)
    mark(probabilities, "●", "@", agent)

    // Close to the corners, within the rows kept for them.
    let (above, below) = (Int(corners[0].y / 4), min(Int(corners[1].y / 4), rows - 1) + 2)
    drawCorner(0, x: rect.x + rect.width / 2, y: rect.y + max(above, 0), in: rect, on: &canvas)
    for move in 1...2 {
      drawCorner(move, x: rect.x + Int(corners[move].x / 2), y: rect.y + below, in: rect, on: &canvas)
    }
    if legend > 0 { drawLegend(y: rect.y + rect.height - 1, in: rect, on: &canvas) }
  }

  private var agent: Style {
    var style = theme.curve(0)
    style.attributes.insert(.bold)
    return style
  }

  private var opponent: Style {
    var style = theme.curve(1)
    style.attributes.insert(.bold)
    return style
  }

  private func drawCorner(_ move: Int, x: Int, y: Int, in rect: Rect, on canvas: inout Canvas) {
    let name =
      rect.width >= 24 ? choices[move].name : String(canvas.isASCII ? choices[move].ascii : choices[move].glyph)
    let width = Text.width(name, isASCII: canvas.isASCII)
    let start = min(max(x - width / 2, rect.x), rect.x + max(rect.width - width, 0))
    canvas.write(name, x: start, y: y, theme.action(move))
  }

  private func drawLegend(y: Int, in rect: Rect, on canvas: inout Canvas) {
    let hasMeans = scene.opponentMean != nil
    let means = canvas.isASCII ? "a o means" : "○◇ means"
    let parts: [(String, Style)] = [
      (canvas.isASCII ? "@ you" : "● you", agent),
      ((canvas.isASCII ? "O " : "◆ ") + scene.opponent, opponent),
      (hasMeans ? means : canvas.isASCII ? "a mean" : "○ mean", theme.muted),
    ]
    let width = parts.reduce(-2) { $0 + Text.width($1.0, isASCII: canvas.isASCII) + 2 }
    var x = rect.x + max((rect.width - width) / 2, 0)
    for (text, style) in parts where x + Text.width(text, isASCII: canvas.isASCII) <= rect.x + rect.width {
      x = canvas.write(text, x: x, y: y, style) + 2
    }
  }
}
