/// Every figure of one colour.
struct ShapeLayer {
  /// Edges that fall on pixels.
  private var blocks = Tiles()
  private var shades = InOrder<Double, Tiles>()
  private var lines = Tiles()
  private var arcs = ""
  private var filled = ""
  private var drawn = ""
  private var dots = ""
  /// The last dot, in dots.
  private var lastDot: (x: Int, y: Int)?
  private let isBold: Bool
  private var lineWidth: Double { isBold ? 2 : 1 }

  init(isBold: Bool) { self.isBold = isBold }

  /// Adds a figure to the cell in column `x` of row `y`.
  mutating func add(_ shape: GlyphShape, x column: Int, y row: Int) {
    let (x, y) = (Double(column) * GlyphShape.width, Double(row) * GlyphShape.height)
    func moved(_ figure: GlyphShape.Figure) -> String {
      "M\(SVG.number(x + figure.x)) \(SVG.number(y + figure.y))\(figure.path)"
    }
    switch shape {
    case .blocks(let boxes): for box in boxes { blocks.append(box.moved(x, y)) }
    case .shade(let share):
      let cell = GlyphShape.Box(x: x, y: y, width: GlyphShape.width, height: GlyphShape.height)
      shades[share, default: Tiles()].append(cell)
    case .filled(let figures): filled += figures.map(moved).joined()
    case .drawn(let figures): drawn += figures.map(moved).joined()
    case .dots(let mask): addDots(mask, column * 2, row * 4)
    case .lines(let light, let heavy, let isRounded):
      if isRounded {
        arcs += moved(Self.arc(light, lineWidth))
      } else {
        for box in Self.arms(light, lineWidth) + Self.arms(heavy, 3) { lines.append(box.moved(x, y)) }
      }
    case .dashes(let arms, let count, let isHeavy):
      for box in Self.dashes(arms, count, isHeavy ? 3 : lineWidth) { lines.append(box.moved(x, y)) }
    }
  }

  /// A line below a cell's text.
  mutating func underline(x column: Int, y row: Int) {
    let (x, y) = (Double(column) * GlyphShape.width, Double(row) * GlyphShape.height)
    lines.append(GlyphShape.Box(x: x, y: y + 16, width: GlyphShape.width, height: 1))
  }

  // MARK: Lines

  /// The middle of a cell's lines: they cover one pixel from here on.
  private static let middle = (x: 4.0, y: 9.0)

  private static func arms(_ arms: BoxLines, _ thickness: Double) -> [GlyphShape.Box] {
    // A heavy line lies on both sides of a light one.
    let x = thickness > 2 ? middle.x - 1 : middle.x
    let y = thickness > 2 ? middle.y - 1 : middle.y
    var boxes: [GlyphShape.Box] = []
    if !arms.isDisjoint(with: .horizontal) {
      let start = arms.contains(.left) ? 0 : x
      let end = arms.contains(.right) ? GlyphShape.width : x + thickness
      boxes.append(GlyphShape.Box(x: start, y: y, width: end - start, height: thickness))
    }
    if !arms.isDisjoint(with: .vertical) {
      let start = arms.contains(.up) ? 0 : y
      let end = arms.contains(.down) ? GlyphShape.height : y + thickness
      boxes.append(GlyphShape.Box(x: x, y: start, width: thickness, height: end - start))
    }
    return boxes
  }

  private static func dashes(_ arms: BoxLines, _ count: Int, _ thickness: Double) -> [GlyphShape.Box] {
    let isHorizontal = arms == .horizontal
    let pitch = (isHorizontal ? GlyphShape.width : GlyphShape.height) / Double(count)
    let line = Self.arms(arms, thickness)[0]
    return (0..<count).map { index in
      let start = (Double(index) + 0.25) * pitch
      return isHorizontal
        ? GlyphShape.Box(x: start, y: line.y, width: pitch / 2, height: thickness)
        : GlyphShape.Box(x: line.x, y: start, width: thickness, height: pitch / 2)
    }
  }

  /// From the vertical arm's end round to the horizontal one's.
  private static func arc(_ arms: BoxLines, _ thickness: Double) -> GlyphShape.Figure {
    let (x, y) = (middle.x + thickness / 2, middle.y + thickness / 2)
    let start = arms.contains(.down) ? GlyphShape.height : 0
    let bend = arms.contains(.down) ? -radius : radius
    let across = (arms.contains(.right) ? GlyphShape.width : 0) - x
    return GlyphShape.Figure(
      x, start,
      "v\(SVG.number(y - bend - start))q0 \(SVG.number(bend)) \(SVG.number(across)) \(SVG.number(bend))")
  }

  private static let radius = 4.5

  // MARK: Dots

  /// In a grid of dots, whose lines are half a cell's width apart in both directions.
  private mutating func addDots(_ mask: UInt8, _ x: Int, _ y: Int) {
    for (index, bit) in Dots.bits.joined().enumerated() where mask & bit != 0 {
      let place = (x: x + index % 2, y: y + index / 2)
      // A line without length, whose round ends are the dot.
      dots += lastDot.map { "m\(place.x - $0.x) \(place.y - $0.y)h0" } ?? "M\(place.x) \(place.y)h0"
      lastDot = place
    }
  }

  // MARK: Text

  /// The figures as SVG elements, a line each.
  func elements(_ color: PictureColor) -> String {
    let css = color.css
    var result = ""
    func element(_ data: String, _ attributes: String) {
      if !data.isEmpty { result += "<path \(attributes) d=\"\(data)\"/>\n" }
    }
    for (share, tiles) in shades.entries {
      element(tiles.path, "class=\"b\" fill=\"\(css)\" fill-opacity=\"\(share)\"")
    }
    element(blocks.path, "class=\"b\" fill=\"\(css)\"")
    element(lines.path + filled, "fill=\"\(css)\"")
    element(arcs, "fill=\"none\" stroke=\"\(css)\" stroke-width=\"\(lineWidth)\"")
    let pen = "fill=\"none\" stroke=\"\(css)\" stroke-linecap=\"round\" stroke-linejoin=\"round\""
    element(drawn, "\(pen) stroke-width=\"\(isBold ? 1.9 : 1.3)\"")
    element(dots, "\(pen) stroke-width=\"\(isBold ? 0.76 : 0.66)\" transform=\"translate(2.25 2.25) scale(4.5)\"")
    return result
  }
}

extension GlyphShape.Box {
  fileprivate func moved(_ dx: Double, _ dy: Double) -> Self {
    Self(x: x + dx, y: y + dy, width: width, height: height)
  }
}
