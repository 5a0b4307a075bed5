import Learn

/// What a key can do. Each has a name of its own, so that keys can be bound to it.
enum Action: Hashable, Sendable {
  case runOrPause, forward, back
  case advance(Grain)
  case faster, slower
  case pickAlgorithm, compare, pickWorld, editParameters
  case freeze, reset, newSeed
  case nextHeatMap
  case focusNext, focusPrevious
  case showPane(Int)
  case zoom, leave, resetLayout
  case help, quit, repaint, suspend
}
