import Learn
import Worlds

/// The probabilities of choices as horizontal bars, one row each, in the actions' hues.
struct ActionBars {
  let probabilities: [Double]
  let choices: [ActionSpace.Choice]
  let lastAction: Int?
  /// Whether that action was chosen by these very probabilities, or by those of the state before.
  let isChosenHere: Bool
  let entropy: Double
  let theme: Theme

  init(_ probabilities: [Double], _ view: ViewState) {
    self.probabilities = probabilities
    choices = ActionGlyphs.choices(of: view.frame.setup.world.actionSpace, count: probabilities.count)
    lastAction = if case .index(let index)? = view.frame.lastAction { index } else { nil }
    isChosenHere = view.frame.hasActedHere
    entropy = view.frame.distribution.entropy
    theme = view.theme
  }

  func draw(on canvas: inout Canvas) {
    let count = probabilities.count
    guard count > 0 else { return }
    // The most probable ones where not all fit, in the order of the actions, and how many are missing.
    let room = count <= canvas.rows ? count : max(canvas.rows - 1, 1)
    let shown = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }.prefix(room).sorted()
    let spacing = canvas.rows >= 2 * count + 1 ? 2 : 1
    let names = min(
      choices.map { Text.width($0.name, isASCII: canvas.isASCII) }.max() ?? 0, canvas.columns / 3)
    for (row, action) in shown.enumerated() {
      draw(action, y: row * spacing, nameWidth: names, on: &canvas)
    }
    let next = (shown.count - 1) * spacing + 1
    if shown.count < count {
      canvas.write("… \(count - shown.count) more", x: 1, y: next, theme.muted)
    } else if next < canvas.rows {
      drawSummary(y: min(next + 1, canvas.rows - 1), on: &canvas)
    }
  }

  /// Name, glyph, bar, probability, and a mark at the action taken last, where it was chosen here.
  private func draw(_ action: Int, y: Int, nameWidth: Int, on canvas: inout Canvas) {
    let hue = theme.action(action, of: choices)
    let choice = choices[action]
    var x = 1
    // Where a name takes half the pane, the glyph alone stands for it.
    if canvas.columns >= nameWidth + 14 {
      canvas.write(choice.name, x: x, y: y, theme.text, width: nameWidth)
      x += nameWidth + 1
    }
    canvas.put(choice.glyph, ascii: choice.ascii, x: x, y: y, hue)
    x += 2
    let end = canvas.columns - 6
    if end > x + 2 { canvas.bar(probabilities[action], x: x, y: y, width: end - x, hue) }
    let isLast = isChosenHere && action == lastAction
    canvas.write(
      Numbers.probability(probabilities[action]), x: max(canvas.columns - 5, x), y: y,
      isLast ? theme.agent : theme.text)
    if isLast { canvas.put("◂", ascii: "<", x: max(canvas.columns - 1, x + 3), y: y, theme.agent) }
  }

  private func drawSummary(y: Int, on canvas: inout Canvas) {
    let uniform = ActionDistribution.discrete(
      Array(repeating: 1 / Double(probabilities.count), count: probabilities.count)
    ).entropy
    canvas.write(
      "entropy \(Numbers.fixed(entropy, 2)) of \(Numbers.fixed(uniform, 2)) nats", x: 1, y: y, theme.muted)
    guard let lastAction, choices.indices.contains(lastAction), canvas.columns >= 36 else { return }
    let words = isChosenHere ? "last ◂" : "came by "
    canvas.write(words, x: 0, y: y, theme.muted, width: canvas.columns - (isChosenHere ? 0 : 1), align: .right)
    let (choice, x) = (choices[lastAction], canvas.columns - 1)
    if !isChosenHere {
      canvas.put(choice.glyph, ascii: choice.ascii, x: x, y: y, theme.action(lastAction, of: choices))
    }
  }
}

/// The names and glyphs of discrete actions.
enum ActionGlyphs {
  /// As many choices as a distribution has probabilities, numbered where the world does not name them.
  static func choices(of space: ActionSpace, count: Int) -> [ActionSpace.Choice] {
    var choices: [ActionSpace.Choice] = if case .choices(let named) = space { named } else { [] }
    while choices.count < count {
      let digit = Unicode.Scalar(UInt8(48 + choices.count % 10))
      choices.append(.init(String(choices.count), digit, ascii: digit))
    }
    return choices
  }
}
