/// How a place is divided among panes, by their indices in `Panes.all`.
indirect enum Tiling: Equatable, Sendable {
  case pane(Int)
  /// Panes that share a place, of which one is shown.
  case shared([Int])
  case columns(Tiling, Tiling, leftWidth: Int)
  case rows(Tiling, Tiling, Cut)

  /// Which of two parts has a height of its own; the other one gets the rest.
  enum Cut: Equatable, Sendable {
    case upper(Int)
    case lower(Int)
  }

  /// Without these panes: what stood beside one takes its room. Nil where none is left.
  func without(_ hidden: Set<Int>) -> Tiling? {
    switch self {
    case .pane(let pane): return hidden.contains(pane) ? nil : self
    case .shared(let panes):
      let left = panes.filter { !hidden.contains($0) }
      return left.isEmpty ? nil : left.count == 1 ? .pane(left[0]) : .shared(left)
    case .columns(let left, let right, let width):
      guard let left = left.without(hidden) else { return right.without(hidden) }
      guard let right = right.without(hidden) else { return left }
      return .columns(left, right, leftWidth: width)
    case .rows(let upper, let lower, let cut):
      guard let upper = upper.without(hidden) else { return lower.without(hidden) }
      guard let lower = lower.without(hidden) else { return upper }
      return .rows(upper, lower, cut)
    }
  }

  /// The panes with their places; of those that share one the focus chooses, or else the first is shown.
  func placements(in rect: Rect, focus: Int) -> [Layout.Placement] {
    var rest = rect
    switch self {
    case .pane(let pane): return [.init(pane: pane, rect: rect)]
    case .shared(let panes):
      return [.init(pane: panes.contains(focus) ? focus : panes[0], rect: rect, tabs: panes)]
    case .columns(let left, let right, let width):
      let place = rest.takeLeft(width)
      return left.placements(in: place, focus: focus) + right.placements(in: rest, focus: focus)
    case .rows(let upper, let lower, .upper(let height)):
      let place = rest.takeTop(height)
      return upper.placements(in: place, focus: focus) + lower.placements(in: rest, focus: focus)
    case .rows(let upper, let lower, .lower(let height)):
      let place = rest.takeBottom(height)
      return upper.placements(in: rest, focus: focus) + lower.placements(in: place, focus: focus)
    }
  }
}
