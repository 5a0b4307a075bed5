import Learn

/// The title bar: what runs, how fast, and how far it has come. The least important parts go first where it is narrow.
extension Dashboard {
  struct TitleItem: Equatable, Sendable {
    enum Side: Sendable { case left, right }
    var text: String
    var style: Style
    /// 1 is the last to go.
    var rank: Int
    var side: Side
  }

  func drawTitle(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    let items = titleItems(width: rect.width)
    var left = rect.x + (rect.width >= 20 ? 1 : 0)
    for item in items where item.side == .left {
      left = canvas.write(item.text, x: left, y: rect.y, item.style) + Self.gap
    }
    let right = items.filter { $0.side == .right }
    let width = Self.width(of: right, isASCII: isASCII)
    var x = max(
      items.contains { $0.side == .left } ? left : rect.x,
      rect.x + rect.width - width - (rect.width >= 20 ? 1 : 0))
    for item in right { x = canvas.write(item.text, x: x, y: rect.y, item.style) + Self.gap }
  }

  private static let gap = 2

  private static func width(of items: [TitleItem], isASCII: Bool) -> Int {
    items.reduce(0) { $0 + Text.width($1.text, isASCII: isASCII) + gap } - (items.isEmpty ? 0 : gap)
  }

  /// The items that fit into so many columns, by rank; at least the sign of what is going on.
  func titleItems(width: Int) -> [TitleItem] {
    let room = max(1, width - (width >= 20 ? 2 : 0))
    // The mode's words give way to its sign before the sign goes.
    let all = allTitleItems.map { item in
      var item = item
      if item.rank == 1, Text.width(item.text, isASCII: isASCII) > room {
        item.text = String(item.text.prefix { $0 != " " }.prefix(room))
      }
      return item
    }
    var chosen: [Int] = []
    for index in all.indices.sorted(by: { all[$0].rank < all[$1].rank }) {
      let items = (chosen + [index]).map { all[$0] }
      if Self.width(of: items, isASCII: isASCII) <= room { chosen.append(index) }
    }
    return chosen.sorted().map { all[$0] }
  }

  private var allTitleItems: [TitleItem] {
    var items: [TitleItem] = [
      TitleItem(
        text: "Ascent", style: Style(theme.key.foreground, on: .standard, .bold), rank: 9, side: .left),
      TitleItem(text: setup.world.info.id, style: theme.title, rank: 3, side: .left),
      TitleItem(text: setup.algorithm.id, style: theme.title, rank: 2, side: .left),
      TitleItem(text: modeText, style: modeStyle, rank: 1, side: .right),
    ]
    if film.shown?.divergence != nil {
      items.append(
        TitleItem(
          text: isASCII ? "X diverged" : "✗ diverged", style: Style(theme.bad.foreground, on: .standard, .bold),
          rank: 2, side: .right))
    }
    if isFrozen {
      items.append(TitleItem(text: "\(isASCII ? "*" : "❄") frozen", style: theme.key, rank: 4, side: .right))
    }
    if let rate = meter.stepsPerSecond, isRunning, pacedSteps == nil {
      items.append(
        TitleItem(text: "\(Numbers.compact(rate)) steps/s", style: theme.muted, rank: 6, side: .right))
    }
    if isRunning, let goal = film.newest?.goal {
      items.append(TitleItem(text: "until \(goal)", style: theme.key, rank: 4, side: .right))
    }
    items.append(TitleItem(text: "seed \(seed)", style: theme.muted, rank: 7, side: .right))
    if let shown = film.shown {
      items.append(
        TitleItem(
          text: shown.returns.isOfRewards
            ? "step \(Numbers.grouped(shown.returns.steps))" : "episode \(Numbers.grouped(shown.returns.count))",
          style: theme.text, rank: 5, side: .right))
    }
    return items
  }

  /// Begins with a sign that says it all.
  private var modeText: String {
    return switch mode {
    case .paused where film.isAtNewest: isASCII ? "|| paused" : "❚❚ paused"
    case .paused: "◀ looking back"
    case .advancing(let grain): "▶ to the next \(grain)"
    case .running: "▶ \(pacedSteps.map { "\($0) of " } ?? "")\(speed.text(by: grain))"
    }
  }

  /// The steps a second that come of a pace in steps, where both are known.
  private var pacedSteps: String? {
    guard case .running(.limited) = mode, grain == .step, let rate = meter.stepsPerSecond else { return nil }
    return rate < 9.95 ? Numbers.fixed(rate, 1) : rate < 9_999 ? Numbers.fixed(rate, 0) : Numbers.compact(rate)
  }

  private var modeStyle: Style {
    isRunning ? Style(theme.good.foreground, on: .standard, .bold) : theme.title
  }
}
