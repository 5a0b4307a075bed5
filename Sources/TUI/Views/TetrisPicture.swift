import Learn
import Worlds

/// A well with its pieces, where the policy would put the next one, and what speaks for that: its features φ, the weights θ that
/// judge them, and their sum.
struct TetrisPicture {
  let scene: TetrisScene
  /// The most probable placement; nil where the game is over.
  let best: TetrisScene.Placement?
  /// Its probability; nil where π left the finite numbers.
  let probability: Double?
  /// θ, in the order of the features; nil where the policy has none.
  let weights: [Double]?
  let isOver: Bool
  let theme: Theme

  init(_ scene: TetrisScene, _ view: ViewState) {
    self.scene = scene
    theme = view.theme
    isOver = view.frame.episode.ending == .terminated || scene.placements.isEmpty
    weights = view.frame.weights.flatMap { $0.count == scene.features.count ? $0 : nil }
    guard case .discrete(let π) = view.frame.distribution, !isOver else {
      (best, probability) = (nil, nil)
      return
    }
    let known = scene.placements.filter { π.indices.contains($0.action) && π[$0.action] >= 0 }
    // Of equals the first.
    best = known.reversed().max { π[$0.action] <= π[$1.action] && π[$0.action] != π[$1.action] }
    probability = best.map { π[$0.action] }
  }

  /// What the title can say, the longest first.
  var legends: [String] {
    let lines = "\(Numbers.grouped(scene.lines)) line\(scene.lines == 1 ? "" : "s")"
    return ["\(lines) · \(Numbers.grouped(scene.pieces)) piece\(scene.pieces == 1 ? "" : "s")", lines]
  }

  // MARK: Layout

  /// Columns between the well and the table, and what the table needs at least and at most.
  private static let gap = 1
  private static let narrowest = 22
  private static let widest = 44

  func draw(on canvas: inout Canvas) {
    guard canvas.columns > 0, canvas.rows > 0 else { return }
    let isLarge = canvas.rows > scene.rows && canvas.columns >= 2 * scene.columns + 2
    let well = (isLarge ? 2 : 1) * scene.columns + 2
    let room = canvas.columns - well - Self.gap
    let table = room >= Self.narrowest ? min(room, Self.widest) : 0
    let left = max((canvas.columns - well - (table > 0 ? table + Self.gap : 0)) / 2, 0)
    let height = (isLarge ? scene.rows : (scene.rows + 1) / 2) + 1
    let top = max((canvas.rows - height) / 2, 0)
    TetrisWell(self, isLarge: isLarge).draw(
      in: Rect(x: left, y: top, width: well, height: min(height, canvas.rows)), on: &canvas)
    guard table > 0 else { return }
    // Many features want more rows than the well.
    let rows = min(max(height, scene.features.count + 3), canvas.rows)
    let y = min(top, canvas.rows - rows)
    canvas.inside(Rect(x: left + well + Self.gap, y: y, width: table, height: rows)) { drawTable(on: &$0) }
  }

  // MARK: The table

  /// The piece, a row for each feature, and what they come to.
  private func drawTable(on canvas: inout Canvas) {
    drawPiece(on: &canvas)
    guard let best else {
      canvas.write(
        isOver ? "game over" : "π left the finite numbers", x: 0, y: min(2, canvas.rows - 1),
        isOver ? theme.text : theme.bad, width: canvas.columns)
      return
    }
    guard canvas.rows >= 4 else { return }
    let room = canvas.rows - 3
    let terms = terms(of: best)
    let columns = Columns(terms, width: canvas.columns, hasWeights: weights != nil, isASCII: canvas.isASCII)
    drawHeading(columns, y: 1, on: &canvas)
    // The weightiest where not all fit, in their order.
    let shown =
      terms.count <= room
      ? Array(terms.indices)
      : terms.indices.sorted { abs(terms[$0].product) > abs(terms[$1].product) }.prefix(max(room - 1, 0)).sorted()
    for (row, index) in shown.enumerated() { drawTerm(terms[index], columns, y: 2 + row, on: &canvas) }
    var y = 2 + shown.count
    if shown.count < terms.count {
      canvas.write("… \(terms.count - shown.count) more", x: 0, y: y, theme.muted)
      y += 1
    }
    guard weights != nil else { return }
    canvas.write("sum", x: 0, y: y, theme.text, width: columns.name)
    let sum = terms.reduce(0) { $0 + $1.product }
    draw(Numbers.compact(sum), endingAt: columns.product, y: y, theme.agent, on: &canvas)
  }

  /// The piece that comes, and how sure the policy is of its place.
  private func drawPiece(on canvas: inout Canvas) {
    var x = canvas.write("next ", x: 0, y: 0, theme.muted)
    x = canvas.write(scene.piece.name, x: x, y: 0, theme.action(scene.piece.rawValue)) + 1
    let sign = Self.sign(of: scene.piece, isASCII: canvas.isASCII)
    x = canvas.write(sign, x: x, y: 0, theme.action(scene.piece.rawValue)) + 1
    guard let probability else { return }
    let words = "π \(Numbers.probability(probability))"
    let width = Text.width(words, isASCII: canvas.isASCII)
    let count = scene.placements.count
    let long = "\(count) place\(count == 1 ? "" : "s"), \(words)"
    let fits = x + Text.width(long, isASCII: canvas.isASCII) <= canvas.columns
    if fits || x + width <= canvas.columns {
      canvas.write(fits ? long : words, x: x, y: 0, theme.muted, width: canvas.columns - x, align: .right)
    }
  }

  /// A piece in halves of cells: as it comes, no shape is higher than two rows.
  private static func sign(of piece: TetrisPiece, isASCII: Bool) -> String {
    let cells = piece.shape(rotation: 0).cells
    let width = (cells.map(\.column).max() ?? 0) + 1
    return String(
      (0..<width).map { column in
        let (lower, upper) = (
          cells.contains { $0 == (column, 0) }, cells.contains { $0 == (column, 1) }
        )
        return lower && upper ? (isASCII ? ":" : "█") : upper ? (isASCII ? "'" : "▀") : (isASCII ? "." : "▄")
      })
  }

  private struct Term {
    var name: String
    var φ: Double
    var θ: Double
    var product: Double { φ * θ }

    /// φ, θ and their product, as they are written.
    var words: (φ: String, θ: String, product: String) {
      (φ == φ.rounded() ? Numbers.fixed(φ, 0) : Numbers.fixed(φ, 1), Numbers.compact(θ), Numbers.compact(product))
    }
  }

  private func terms(of placement: TetrisScene.Placement) -> [Term] {
    placement.features.indices.map {
      Term(name: scene.features[$0], φ: placement.features[$0], θ: weights?[$0] ?? 0)
    }
  }

  /// Where the numbers end: φ, θ and their product, as wide as they are; names get the rest.
  private struct Columns {
    var name: Int
    var φ: Int
    var θ: Int
    var product: Int

    init(_ terms: [Term], width: Int, hasWeights: Bool, isASCII: Bool) {
      let gap = width >= 40 ? 2 : 1
      let words = terms.map(\.words)
      func widest(_ texts: [String]) -> Int { texts.map { Text.width($0, isASCII: isASCII) }.max() ?? 0 }
      product = width
      // The sum may be wider than what it is of.
      let sum = Numbers.compact(terms.reduce(0) { $0 + $1.product })
      θ = product - widest(words.map(\.product) + ["worth", sum]) - gap
      φ = hasWeights ? θ - widest(words.map(\.θ) + ["θ"]) - gap : product
      name = max(φ - widest(words.map(\.φ) + ["φ"]) - 1, 0)
    }
  }

  private func drawHeading(_ columns: Columns, y: Int, on canvas: inout Canvas) {
    canvas.write("feature", x: 0, y: y, theme.muted, width: columns.name)
    draw("φ", endingAt: columns.φ, y: y, theme.muted, on: &canvas)
    guard weights != nil else { return }
    draw("θ", endingAt: columns.θ, y: y, theme.muted, on: &canvas)
    draw("worth", endingAt: columns.product, y: y, theme.muted, on: &canvas)
  }

  private func drawTerm(_ term: Term, _ columns: Columns, y: Int, on canvas: inout Canvas) {
    let words = term.words
    canvas.write(term.name, x: 0, y: y, theme.text, width: columns.name)
    draw(words.φ, endingAt: columns.φ, y: y, theme.text, on: &canvas)
    guard weights != nil else { return }
    draw(words.θ, endingAt: columns.θ, y: y, theme.muted, on: &canvas)
    let style = term.product > 0 ? theme.good : term.product < 0 ? theme.bad : theme.muted
    draw(words.product, endingAt: columns.product, y: y, style, on: &canvas)
  }

  private func draw(_ text: String, endingAt end: Int, y: Int, _ style: Style, on canvas: inout Canvas) {
    canvas.write(text, x: max(end - Text.width(text, isASCII: canvas.isASCII), 0), y: y, style)
  }
}
