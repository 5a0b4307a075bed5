import Testing
import Worlds

@testable import TUI

/// Canvases as files.
@Suite struct PictureTests {
  private static func picture(_ canvas: Canvas, _ tier: ColorTier = .direct, _ ground: Ground = .night) -> Picture {
    Picture(canvas, title: "a & b", ground: ground, tier: tier)
  }

  /// Whole screens in every theme.
  private static func screens() -> [(theme: Theme, canvas: Canvas)] {
    let frame = DashboardSample.frame(steps: 600, mark: 1, line: 7)
    return Theme.all.flatMap { theme in
      [(80, 24), (120, 36)].map { columns, rows in
        let dashboard = DashboardSample.dashboard([frame], columns: columns, rows: rows, theme: theme)
        var canvas = Canvas(columns: columns, rows: rows)
        dashboard.draw(into: &canvas)
        return (theme, canvas)
      }
    }
  }

  // MARK: Kinds

  @Test func `The suffix chooses the kind, and another one is refused with the three that there are`() throws {
    #expect(try Picture.Kind(fileName: "a/b.svg") == .svg)
    #expect(try Picture.Kind(fileName: "A.TXT") == .text)
    #expect(try Picture.Kind(fileName: "x.y.ans") == .ansi)
    for name in ["picture.png", "picture", "svg", "a.svg/b", ""] {
      #expect(throws: ParameterError("`\(name)` is no kind of picture; its name must end in .svg, .txt or .ans")) {
        try Picture.Kind(fileName: name)
      }
    }
  }

  @Test func `As text it is the rows without the blanks at their ends`() {
    var canvas = Canvas(columns: 6, rows: 3)
    canvas.write("ab c", x: 1, y: 0)
    canvas.write("→", x: 0, y: 2)
    #expect(Self.picture(canvas).contents(as: .text) == " ab c\n\n→\n")
    #expect(Self.picture(Canvas(columns: 0, rows: 0)).contents(as: .text) == "")
  }

  // MARK: Escape sequences

  @Test(arguments: ColorTier.allCases)
  func `A terminal reads back the same cells from the escape sequences`(tier: ColorTier) {
    let quantise = Quantiser(tier)
    func codes(_ color: Color) -> [Int] {
      guard case .rgb(let red, let green, let blue) = color else { return [] }
      return switch tier {
      case .monochrome: []
      case .sixteen: [quantise(color)]
      case .indexed256: [5, quantise(color)]
      case .direct: [2, Int(red), Int(green), Int(blue)]
      }
    }
    for (theme, canvas) in Self.screens() {
      let reader = SGRReader(Self.picture(canvas, tier).contents(as: .ansi))
      #expect(reader.rows.count == canvas.rows)
      #expect(reader.ends.allSatisfy { $0 == SGRReader.Shown() }, "every row ends plain, \(theme.id)")
      for (y, row) in reader.rows.enumerated() {
        for x in 0..<canvas.columns {
          let cell = canvas[x, y]
          var expected = SGRReader.Shown(
            glyph: cell.glyph, attributes: cell.style.attributes, foreground: codes(cell.style.foreground),
            background: codes(cell.style.background))
          if x >= row.count { expected = SGRReader.Shown(glyph: cell.glyph) }
          #expect(x < row.count ? row[x] == expected : cell.glyph == " ", "\(x), \(y) of \(theme.id)")
        }
      }
    }
  }

  // MARK: Colours

  @Test func `Every colour of a theme stands out on the ground that the theme is made for`() {
    for theme in Theme.all {
      func color(_ known: PictureColor) -> Color {
        .rgb(UInt8(known.value >> 16), UInt8(known.value >> 8 & 0xFF), UInt8(known.value & 0xFF))
      }
      let paper = color(theme.ground.paper)
      #expect(color(theme.ground.ink).contrast(with: paper)! > 12, "\(theme.id)")
      for style in [theme.good, theme.bad, theme.muted, theme.key] + theme.actions + theme.curves {
        #expect(style.foreground.contrast(with: paper).map { $0 >= 4 } ?? true, "\(style) of \(theme.id)")
      }
    }
  }

  @Test func `A tier with fewer colours has its own palette in the picture`() {
    var canvas = Canvas(columns: 1, rows: 1)
    canvas.write("A", x: 0, y: 0, Style(.rgb(230, 159, 0)))
    func fill(_ tier: ColorTier) -> Bool {
      let expected =
        switch tier {
        case .direct: "#e69f00"
        case .indexed256: "#ff8700"
        case .sixteen: "#cd0000"
        case .monochrome: Ground.night.ink.css
        }
      return Self.picture(canvas, tier).contents(as: .svg).contains(".f0{fill:\(expected)}")
    }
    for tier in ColorTier.allCases { #expect(fill(tier), "\(tier)") }
  }

  @Test func `A colour is written in three digits where that is the same`() {
    #expect(PictureColor(0xFFFFFF).css == "#fff")
    #expect(PictureColor(0x00AA11).css == "#0a1")
    #expect(PictureColor(0x000102).css == "#000102")
  }

  // MARK: SVG

  @Test func `Every letter of a screen stands in its column and row, and every run is told its width`() throws {
    for (theme, canvas) in Self.screens() {
      let root = try XML(Self.picture(canvas, .direct, theme.ground).contents(as: .svg))
      #expect(root.name == "svg" && root.attributes["aria-label"] == "a & b")
      #expect(root.children.first?.name == "title" && root.children.first?.text == "a & b")
      var read = Canvas(columns: canvas.columns, rows: canvas.rows)
      for element in root.all where element.name == "text" {
        let count = element.text.unicodeScalars.count
        let isCentred = element.attributes["class"]!.hasSuffix(" m")
        let x = try #require(Double(element.attributes["x"]!)) - (isCentred ? 4.5 : 0)
        let y = try #require(Double(element.attributes["y"]!)) - 14
        #expect(x.truncatingRemainder(dividingBy: 9) == 0 && y.truncatingRemainder(dividingBy: 18) == 0)
        #expect(element.attributes["textLength"] == (count > 1 ? "\(9 * count)" : nil))
        read.write(element.text, x: Int(x) / 9, y: Int(y) / 18)
      }
      for y in 0..<canvas.rows {
        let letters = (0..<canvas.columns).map { canvas[$0, y].glyph }.map { GlyphShape($0) == nil ? $0 : " " }
        #expect(read.text[y] == letters.map(String.init).joined(), "row \(y) of \(theme.id)")
      }
    }
  }

  @Test func `A screen of 120 by 36 takes less than 60 kilobytes`() {
    for (theme, canvas) in Self.screens() where canvas.columns == 120 {
      #expect(Self.picture(canvas).contents(as: .svg).utf8.count < 60_000, "\(theme.id)")
    }
  }

  @Test func `No line, block or dot of any screen is left to a font`() {
    for (_, canvas) in Self.screens() {
      for cell in canvas.cells {
        let code = cell.glyph.value
        guard (0x2190...0x21FF).contains(code) || (0x2500...0x28FF).contains(code) else { continue }
        #expect(GlyphShape(cell.glyph) != nil, "\(cell.glyph)")
      }
    }
    for code in UInt32(0x2580)...0x259F { #expect(GlyphShape(Unicode.Scalar(code)!) != nil) }
  }

  @Test func `Every braille dot is where it belongs`() throws {
    var canvas = Canvas(columns: 6, rows: 4)
    var dots = Dots(columns: 6, rows: 4)
    var stream = RandomStream(seed: 5, name: "dots")
    var expected: Set<[Int]> = []
    for _ in 0..<60 {
      let (x, y) = (Int(stream.next() % 12), Int(stream.next() % 16))
      dots.set(x, y, .plain)
      expected.insert([x, y])
    }
    dots.draw(on: &canvas, x: 0, y: 0)
    let root = try XML(Self.picture(canvas).contents(as: .svg))
    let path = try #require(root.all.first { $0.attributes["transform"] == "translate(2.25 2.25) scale(4.5)" })
    var read: Set<[Int]> = []
    var place = [0, 0]
    for command in path.attributes["d"]!.split(separator: "h0") {
      let numbers = command.dropFirst().split(separator: " ").map { Int($0)! }
      place = command.hasPrefix("M") ? numbers : [place[0] + numbers[0], place[1] + numbers[1]]
      read.insert(place)
    }
    #expect(read == expected)
  }

  @Test func `A box is drawn in whole lines that meet at its corners`() {
    var canvas = Canvas(columns: 5, rows: 4)
    canvas.box(canvas.bounds)
    // Above, left, right, below; each ends where the next begins.
    #expect(
      Self.picture(canvas).contents(as: .svg).contains(
        "d=\"M4 9h37v1h-37zM4 9h1v55h-1zM40 9h1v55h-1zM4 63h37v1h-37z\""))
  }

  @Test func `Blocks and grounds of one colour are joined, and bars end at their eighth`() {
    var canvas = Canvas(columns: 4, rows: 2)
    for y in 0...1 { canvas.bar(0.53125, x: 0, y: y, width: 4, .plain) }
    // 17 eighths of a column of 9, in either row.
    #expect(Self.picture(canvas).contents(as: .svg).contains("d=\"M0 0h19.125v36h-19.125z\""))
    canvas = Canvas(columns: 4, rows: 3)
    canvas.fill(canvas.bounds, Cell(" ", Style(on: .rgb(1, 2, 3))))
    #expect(Self.picture(canvas).contents(as: .svg).contains("fill=\"#010203\" d=\"M0 0h36v54h-36z\""))
  }

  @Test func `Attributes are seen`() {
    func svg(_ style: Style) -> String {
      var canvas = Canvas(columns: 2, rows: 1)
      canvas.write("Ab", x: 0, y: 0, style)
      return Self.picture(canvas, .direct, .black).contents(as: .svg)
    }
    #expect(svg(.plain).contains(".f0{fill:#fff}"))
    #expect(svg(Style(.standard, on: .standard, .bold)).contains("font-weight:bold"))
    #expect(svg(Style(.standard, on: .standard, .italic)).contains("font-style:italic"))
    #expect(svg(Style(.standard, on: .standard, .dim)).contains(".f0{fill:#999}"))
    #expect(svg(Style(.standard, on: .standard, .underline)).contains("<path fill=\"#fff\" d=\"M0 16h18v1h-18z\"/>"))
    let reversed = svg(Style(.rgb(255, 0, 0), on: .standard, .reverse))
    #expect(reversed.contains(".f0{fill:#000}") && reversed.contains("fill=\"#f00\" d=\"M0 0h18v18h-18z\""))
  }

  @Test func `Signs of XML are escaped`() throws {
    var canvas = Canvas(columns: 8, rows: 1)
    canvas.write("<a&\"b>", x: 0, y: 0)
    canvas[7, 0] = Cell("\u{7}")
    let root = try XML(Self.picture(canvas).contents(as: .svg))
    #expect(root.all.filter { $0.name == "text" }.map(\.text) == ["<a&\"b>", "?"])
  }

  @Test func `The same canvas gives the same bytes`() {
    for (theme, canvas) in Self.screens() {
      for kind in Picture.Kind.allCases {
        let first = Self.picture(canvas, .direct, theme.ground).contents(as: kind)
        #expect(Self.picture(canvas, .direct, theme.ground).contents(as: kind) == first)
      }
    }
  }
}
