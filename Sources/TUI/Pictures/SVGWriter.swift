/// A picture as an SVG that looks the same in every viewer.
///
/// Text stands in a grid of cells, 9 wide and 18 high: every run of letters begins at its column and is told how wide it
/// is, whatever the font. Lines, blocks, dots and signs are figures, not letters. The order of the layers is grounds,
/// figures, text.
struct SVGWriter {
  private let picture: Picture
  private var grounds = InOrder<PictureColor, Tiles>()
  private var figures = InOrder<Ink, ShapeLayer>()
  private var fonts = InOrder<Font, Void>()
  private var text = ""

  /// What colours a figure, and makes its lines thick.
  private struct Ink: Hashable {
    var color: PictureColor
    var isBold: Bool
  }

  private struct Font: Hashable {
    var ink: Ink
    var isItalic: Bool
  }

  /// A style as it is seen: dim and reverse are carried out, and every colour is known.
  private struct Look {
    var ink: Ink
    var paper: PictureColor?
    var isItalic: Bool
    var isUnderlined: Bool
  }

  private let quantise: Quantiser

  init(_ picture: Picture) {
    self.picture = picture
    quantise = Quantiser(picture.tier)
    for y in 0..<picture.canvas.rows { addRow(y) }
  }

  // MARK: From cells to layers

  private func look(_ style: Style) -> Look {
    let attributes = style.attributes
    var ink = PictureColor(style.foreground, quantise) ?? picture.ground.ink
    var paper = PictureColor(style.background, quantise)
    if attributes.contains(.dim) { ink = ink.dimmed(on: paper ?? picture.ground.paper) }
    if attributes.contains(.reverse) { (ink, paper) = (paper ?? picture.ground.paper, ink) }
    return Look(
      ink: Ink(color: ink, isBold: attributes.contains(.bold)), paper: paper,
      isItalic: attributes.contains(.italic), isUnderlined: attributes.contains(.underline))
  }

  private mutating func addRow(_ y: Int) {
    var run = TextRun()
    for x in 0..<picture.canvas.columns {
      let cell = picture.canvas[x, y]
      let look = look(cell.style)
      if let paper = look.paper {
        let box = GlyphShape.Box(
          x: Double(x) * GlyphShape.width, y: Double(y) * GlyphShape.height, width: GlyphShape.width,
          height: GlyphShape.height)
        grounds[paper, default: Tiles()].append(box)
      }
      let layer = ShapeLayer(isBold: look.ink.isBold)
      if look.isUnderlined { figures[look.ink, default: layer].underline(x: x, y: y) }
      if cell.glyph == " " { continue }
      if let shape = GlyphShape(cell.glyph) {
        figures[look.ink, default: layer].add(shape, x: x, y: y)
        continue
      }
      let font = fonts.index(of: Font(ink: look.ink, isItalic: look.isItalic), default: ())
      if !run.append(cell.glyph, column: x, font: font) {
        text += run.element(row: y)
        run = TextRun(cell.glyph, column: x, font: font)
      }
    }
    text += run.element(row: y)
  }

  // MARK: The document

  var document: String {
    let (width, height) = (
      Double(picture.canvas.columns) * GlyphShape.width, Double(picture.canvas.rows) * GlyphShape.height
    )
    let whole = "width=\"\(SVG.number(width + 2 * Self.margin))\" height=\"\(SVG.number(height + 2 * Self.margin))\""
    let corner = SVG.number(-Self.margin)
    let title = SVG.escaped(picture.title)
    var result = """
      <svg xmlns="http://www.w3.org/2000/svg" \(whole) viewBox="\(corner) \(corner) \(SVG.number(width + 2 * Self.margin)) \
      \(SVG.number(height + 2 * Self.margin))" role="img" aria-label="\(title)">
      <title>\(title)</title>
      <style>
      .b{shape-rendering:crispEdges}
      .m{text-anchor:middle}
      \(styles)</style>
      <rect x="\(corner)" y="\(corner)" \(whole) rx="6" fill="\(picture.ground.paper.css)"/>

      """
    for (color, tiles) in grounds.entries {
      result += "<path class=\"b\" fill=\"\(color.css)\" d=\"\(tiles.path)\"/>\n"
    }
    for (ink, layer) in figures.entries { result += layer.elements(ink.color) }
    return result + "<g font-family=\"\(Self.family)\" font-size=\"15\">\n\(text)</g>\n</svg>\n"
  }

  private var styles: String {
    fonts.entries.enumerated().map { index, entry in
      let font = entry.key
      return ".\(TextRun.name(ofFont: index)){fill:\(font.ink.color.css)"
        + (font.ink.isBold ? ";font-weight:bold" : "") + (font.isItalic ? ";font-style:italic" : "") + "}\n"
    }.joined()
  }

  /// Free space around the screen.
  private static let margin = 9.0
  /// What has the letters of mathematics first, then what each system has.
  private static let family =
    "'DejaVu Sans Mono','JetBrains Mono',Menlo,'Cascadia Mono',Consolas,'Noto Sans Mono','Liberation Mono',monospace"
}
