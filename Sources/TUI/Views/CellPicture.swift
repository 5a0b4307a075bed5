import Learn
import Worlds

/// One cell of a map: its kind, its value, the agent, and the policy as arrows with their weight.
///
/// A large cell has a row for agent, kind and value, then a row for each probable action, then the name of what is
/// observed there. A small one keeps the agent, then the most probable action.
struct CellPicture {
  let map: CellMap
  let index: Int
  /// Cells touch each other, so that their contents must keep a column apart.
  let hasNeighbours: Bool
  /// What the agent observes here, if that is to be written.
  let label: String?
  /// The columns that a small cell has for its value.
  let numberColumns: Int

  var place: CellScene.Place { map.scene.places[index] }
  var isAgentHere: Bool { map.scene.agent == index }
  var theme: Theme { map.theme }
  /// The colour of the value here; nil where there is none.
  var ground: Color? {
    guard let heat = map.heat, let share = heat.share(index) else { return nil }
    return heat.color(share, theme)
  }

  /// A style as it can be read over the colour of the value.
  func style(_ style: Style) -> Style { theme.readable(style, over: ground) }

  /// An action's hue on the terminal's own ground; over a value's colour, in which hues would drown, black or white.
  func hue(_ action: Int, isOverValue: Bool) -> Style {
    guard isOverValue, let ground else { return theme.action(action, of: map.choices) }
    return theme.ink(over: ground)
  }

  func draw(on canvas: inout Canvas) {
    if let values = zoneValues(on: canvas) {
      drawZones(values, on: &canvas)
      return
    }
    if let pair = pair(on: canvas) {
      drawPair(pair, on: &canvas)
      return
    }
    let width = canvas.columns - (hasNeighbours && canvas.columns >= 3 ? 1 : 0)
    let isLarge = width >= 5 && canvas.rows >= 2
    drawGround(isLarge: isLarge, on: &canvas)
    if isLarge {
      drawRows(width: width, on: &canvas)
    } else {
      drawLine(width: width, y: (canvas.rows - 1) / 2, on: &canvas)
    }
    if place.isAliased, let veil = theme.veil { canvas.tint(veil) }
  }

  // MARK: The ground

  /// The value colours the row that it is written in, so that the bars below keep the hues of their actions; where there is
  /// one row only, all of the cell.
  private func drawGround(isLarge: Bool, on canvas: inout Canvas) {
    let whole = canvas.bounds
    switch place.kind {
    case .wall: canvas.fill(whole, Cell(canvas.isASCII ? "#" : "█", theme.border))
    case .slippery:
      for y in 0..<canvas.rows {
        // No tilde: before a number it would read as about.
        for x in 0..<canvas.columns where (x + y) % 3 == 0 {
          canvas[x, y] = Cell(canvas.isASCII ? "/" : "╱", theme.border)
        }
      }
    case .wind(let strength):
      // Streaks that rise: the stronger the wind, the denser.
      let streak: Unicode.Scalar = canvas.isASCII ? "'" : "╵"
      for y in 0..<canvas.rows {
        for x in 0..<canvas.columns where (x + 2 * y) % 4 < strength { canvas[x, y] = Cell(streak, theme.border) }
      }
    default:
      // What looks like another place to the agent is grey; where there are no tints, behind a veil.
      if place.isAliased, theme.veil == nil, canvas.columns >= 3 {
        canvas.fill(whole, Cell(canvas.isASCII ? ":" : "░", theme.border))
      }
    }
    guard let ground else { return }
    for y in 0..<(isLarge ? 1 : canvas.rows) {
      for x in 0..<canvas.columns {
        let glyph = isLarge ? " " : canvas[x, y].glyph
        canvas[x, y] = Cell(glyph, glyph == " " ? Style(.standard, on: ground) : style(theme.border))
      }
    }
  }

  /// Whether signs cover the ground: a veil, ice or wind.
  private var isTextured: Bool {
    switch place.kind {
    case .slippery: true
    case .wind(let strength): strength > 0
    default: place.isAliased && theme.veil == nil
    }
  }

  /// Lifts the signs where a text is to stand, and a column before and after it where enough of them are left.
  private func clear(x: Int, width: Int, y: Int, on canvas: inout Canvas) {
    guard isTextured else { return }
    let margin = canvas.columns >= 5 ? 1 : 0
    canvas.fill(Rect(x: x - margin, y: y, width: width + 2 * margin, height: 1), Cell(" "))
  }

  // MARK: Large cells

  private func drawRows(width: Int, on canvas: inout Canvas) {
    let hasActions = !actions.isEmpty
    let middle = (canvas.rows - 1) / 2
    let headRow = hasActions ? 0 : middle
    drawHead(width: width, y: headRow, hasValue: hasActions, on: &canvas)
    guard hasActions else {
      if middle + 1 < canvas.rows, let name = kindName {
        write(name, y: middle + 1, width: width, theme.muted, on: &canvas)
      }
      return
    }
    let lines = probable(atMost: canvas.rows - 1, share: 0.05)
    // What is left is divided, with the larger part below; a label takes the last row where one is free.
    let first = 1 + max(canvas.rows - 1 - lines.count - 1, 0) / 2
    for (offset, action) in lines.enumerated() {
      drawAction(action, y: first + offset, width: width, on: &canvas)
    }
    if first + lines.count < canvas.rows, let label {
      write(label, y: canvas.rows - 1, width: width, theme.muted, on: &canvas)
    }
  }

  /// Agent or kind to the left, value to the right; alone, in the middle.
  private func drawHead(width: Int, y: Int, hasValue: Bool, on canvas: inout Canvas) {
    var mark = mark(isASCII: canvas.isASCII, width: 2)
    let value = hasValue ? map.heat?.values[index].map(Numbers.short) : nil
    // The agent alone, without the action that brought it here, before its value goes.
    if let value, mark.count > 1, Text.width(value) + mark.count + 1 > width { mark.removeFirst(mark.count - 1) }
    let markWidth = mark.count
    if let value, Text.width(value) + markWidth + (markWidth > 0 ? 1 : 0) <= width {
      // The value keeps a column away from the border where there is one to spare.
      let margin = width >= markWidth + Text.width(value) + 2 ? 1 : 0
      let start = width - Text.width(value) - margin
      canvas.write(value, x: start, y: y, style(theme.text))
      put(mark, x: width >= 9 ? margin : 0, y: y, on: &canvas)
    } else {
      let x = (width - markWidth) / 2
      if markWidth > 0, ground == nil { clear(x: x, width: markWidth, y: y, on: &canvas) }
      put(mark, x: x, y: y, on: &canvas)
    }
  }

  /// `← ██▌ .49`, as much of it as there is room for.
  private func drawAction(_ action: Int, y: Int, width: Int, isOverValue: Bool = false, on canvas: inout Canvas) {
    let probability = map.policy.map { $0[place.observation ?? 0, action] } ?? 0
    let choice = map.choices[action]
    let strong: Style.Attributes = probability >= 0.5 ? .bold : []
    var hue = self.hue(action, isOverValue: isOverValue)
    hue.attributes.formUnion(strong)
    var number = isOverValue ? style(theme.text) : theme.text
    number.attributes.formUnion(strong)
    let barWidth = canvas.rows > 1 ? min(width - 8, 12) : 0
    let length = barWidth >= 2 ? 6 + barWidth : 5
    let x = max((width - length) / 2, 0)
    if !isOverValue { clear(x: x, width: length, y: y, on: &canvas) }
    canvas.put(choice.glyph, ascii: choice.ascii, x: x, y: y, hue)
    if barWidth >= 2 { canvas.bar(probability, x: x + 2, y: y, width: barWidth, hue) }
    canvas.write(Numbers.probability(probability), x: x + length - 3, y: y, number)
  }

  /// A text in the middle of a row, apart from the veil.
  private func write(_ text: String, y: Int, width: Int, _ role: Style, on canvas: inout Canvas) {
    let length = min(Text.width(text, isASCII: canvas.isASCII), width)
    let x = (width - length) / 2
    clear(x: x, width: length, y: y, on: &canvas)
    canvas.write(text, x: x, y: y, role, width: length)
  }

  // MARK: Small cells

  /// One row: the agent, else what is there, else the most probable action; beside it the value, a second action or
  /// the probability.
  private func drawLine(width: Int, y: Int, on canvas: inout Canvas) {
    if let number { return draw(number, width: width, y: y, on: &canvas) }
    var glyphs = mark(isASCII: canvas.isASCII, width: width)
    let lines = probable(atMost: width >= 2 ? 2 : 1, share: 0.9)
    if glyphs.isEmpty, width >= 5, lines.count == 1, let only = lines.first {
      drawAction(only, y: y, width: width, isOverValue: true, on: &canvas)
      return
    }
    if glyphs.isEmpty { glyphs = arrows(Array(lines.prefix(max(width, 1))), isASCII: canvas.isASCII) }
    // Without colour the value is a shade in the last column.
    if width >= 2, !theme.hasHeat, let share = map.heat?.share(index) {
      canvas[width - 1, y] = Cell(CellMap.shade(share, isASCII: canvas.isASCII), theme.muted)
      put(Array(glyphs.prefix(width - 1)), x: max((width - 1 - glyphs.count) / 2, 0), y: y, on: &canvas)
    } else {
      put(glyphs, x: max((width - glyphs.count) / 2, 0), y: y, on: &canvas)
    }
  }

  /// The value of a small cell as it fits; nil where it has none, or where those of other cells would not fit.
  private var number: String? {
    guard numberColumns > 0, !actions.isEmpty, let value = map.heat?.values[index] else { return nil }
    return Numbers.short(value, columns: numberColumns)
  }

  /// Agent or arrow with the value: beside it or, where there are two rows, below.
  private func draw(_ number: String, width: Int, y: Int, on canvas: inout Canvas) {
    let isBelow = canvas.rows >= 2
    let length = Text.width(number)
    var glyphs = mark(isASCII: canvas.isASCII, width: isBelow ? width : width - length)
    if glyphs.isEmpty { glyphs = arrows(probable(atMost: 1, share: 0.9), isASCII: canvas.isASCII) }
    put(glyphs, x: isBelow ? max((width - glyphs.count) / 2, 0) : 0, y: y, on: &canvas)
    let x = isBelow ? (width - length) / 2 : width - length
    canvas.write(number, x: x, y: isBelow ? y + 1 : y, style(theme.text), width: length)
  }

  /// Signs of these actions; a dot where none is preferred.
  private func arrows(_ lines: [Int], isASCII: Bool) -> [Cell] {
    if lines.isEmpty { return actions.isEmpty ? [] : [Cell(isASCII ? "." : "·", style(theme.muted))] }
    return lines.map { action in
      let choice = map.choices[action]
      return Cell(isASCII ? choice.ascii : choice.glyph, weighted(action))
    }
  }

  private func weighted(_ action: Int) -> Style {
    var hue = self.hue(action, isOverValue: true)
    guard let probability = map.policy?[place.observation ?? 0, action] else { return hue }
    if probability >= 0.5 {
      hue.attributes.insert(.bold)
    } else if ground == nil, probability * Double(actions.count) < 1.5 {
      hue.attributes.insert(.dim)
    }
    return hue
  }
}
