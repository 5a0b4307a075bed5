import Learn
import Worlds

/// One pane of the dashboard: a pure function from what is known to a rectangle of the canvas.
///
/// A pane fills the rectangle it is given, whatever its size, and may be given none at all. A new pane is a file of its
/// own and a line in `Panes`.
public protocol Pane: Sendable {
  /// One word for tabs and for help.
  var name: String { get }
  /// The title in the border, such as `π(a∣o)  o = wall N, S`.
  func title(_ view: ViewState) -> String
  /// The title and its shorter forms, for narrow panes: no number is ever cut.
  func titles(_ view: ViewState) -> [String]
  /// How far its content can be scrolled in so much room inside the border; nil where all of it is in sight.
  func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange?
  /// Draws inside the border.
  func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas)
}

extension Pane {
  public func titles(_ view: ViewState) -> [String] { [title(view)] }
  public func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange? { nil }
}

/// Which line of a pane's content is the first in sight, and which may be.
public struct ScrollRange: Equatable, Sendable {
  public var first: Int
  public var last: Int

  /// - Parameters:
  ///   - wanted: the line that is to be first, as far as there is content below it.
  init?(_ wanted: Int, count: Int, rows: Int) {
    guard rows > 0, count > rows else { return nil }
    last = count - rows
    first = min(max(wanted, 0), last)
  }
}

/// Everything a pane may draw from.
public struct ViewState: Sendable {
  public var frame: Frame
  public var theme: Theme
  /// Only ASCII can be shown.
  public var isASCII: Bool
  /// What the colours of cells mean on a world made of cells.
  public var heatMap: HeatMap
  /// On tabular worlds: V^π of the frame's first policy by state, exact, as far as it has been computed.
  public var exactValues: [Double]?
  /// On tabular worlds: the exact J, or ρ, of each of the frame's policies over the episodes, the one being learnt first.
  public var objectives: [ObjectiveCurve]
  /// The short histories of the values that lines showed, in the listing's order, then H(π) and others.
  public var readings: [ReadingSeries]
  /// By the name of a pane: the line that it was scrolled to.
  public var scrolls: [String: Int] = [:]
  /// Returns on a log scale.
  public var isLog = false
  /// What the names of readings must have in them to be shown.
  public var filter = ""
  /// On tabular worlds: Q^π of the frame's first policy by state and action, exact.
  public var exactActionValues: [[Double]]?
  /// On tabular worlds: d^π of that policy by state, exact, where somebody asked for it.
  public var visits: [Double]?
  /// The place of a world made of cells that is looked at.
  public var inspected: Int?
  /// On tabular worlds: how far from the policy the greedy step by its exact Q^π would lead.
  public var greedyStep: PolicyChange?
  /// On tabular worlds: J_avV and J_avR of that policy, exact, where somebody looks for them.
  public var averages: AverageObjectives?
  /// Which two parameters span the plane that candidates are shown in.
  public var axes = PlaneAxes.first
}

/// The exact J of a policy over the course of learning or, in a task without end, its average reward ρ.
public struct ObjectiveCurve: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// Episodes that had ended; in a task without end, blocks of steps.
    public var episode: Int
    public var value: Double
  }

  /// The policy's name, such as `π` or `greedy`.
  public var name: String
  public var points: [Point]
}

/// A value's short history, oldest first.
public struct ReadingSeries: Sendable, Equatable {
  public var name: String
  public var values: [Double]
  /// How old the last one is.
  public var freshness = Freshness.present

  public init(name: String, values: [Double], freshness: Freshness = .present) {
    (self.name, self.values, self.freshness) = (name, values, freshness)
  }
}

extension Setup {
  /// What the exact value of a policy is called: ρ, the average reward, where no episode ends.
  var objectiveSymbol: String { world.isEndless ? "ρ" : "J" }

  /// J of the best deterministic policy, where aliasing makes it worse than the best.
  var aliasedDeterministic: Double? {
    guard let optimum, let best = bestDeterministic?.objective, world.model?.isAliased ?? false,
      best < optimum - 1e-6 * max(1, abs(optimum))
    else { return nil }
    return best
  }
}
