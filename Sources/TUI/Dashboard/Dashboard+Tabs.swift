/// The names by which panes that are out of sight can be opened.
extension Dashboard {
  struct Tab: Equatable {
    var pane: Int
    var text: String
    var x: Int
  }

  /// The row of tabs above the panes, where there is one.
  var tabs: [Tab] {
    let rect = layout.tabs
    guard !rect.isEmpty else { return [] }
    let panes = panesInPlay
    let width = panes.reduce(0) { $0 + Panes.all[$1].name.count + 4 }
    return placed(
      panes.map { pane in
        // Narrow screens name only the tab that is open.
        (
          pane,
          width <= rect.width || pane == focus
            ? " \(Panes.key(of: pane)) \(Panes.all[pane].name) " : " \(Panes.key(of: pane)) "
        )
      }, from: rect.x)
  }

  /// The others of a place that panes share, named at the right end of its border, where there is room.
  func sharedTabs(of placement: Layout.Placement) -> [Tab] {
    let rect = placement.rect
    let texts = placement.tabs.filter { $0 != placement.pane }.map {
      ($0, " \(Panes.key(of: $0)) \(Panes.all[$0].name) ")
    }
    let width = texts.reduce(0) { $0 + Text.width($1.1, isASCII: isASCII) }
    return rect.width > width + 20 ? placed(texts, from: rect.x + rect.width - width - 2) : []
  }

  private func placed(_ texts: [(pane: Int, text: String)], from start: Int) -> [Tab] {
    var x = start
    return texts.map { pane, text in
      defer { x += Text.width(text, isASCII: isASCII) }
      return Tab(pane: pane, text: text, x: x)
    }
  }
}

extension [Dashboard.Tab] {
  /// The pane whose name is in this column.
  func pane(atX x: Int, isASCII: Bool) -> Int? {
    first { ($0.x..<$0.x + Text.width($0.text, isASCII: isASCII)).contains(x) }?.pane
  }
}
