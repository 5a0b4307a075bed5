import Glibc
import Learn
import Worlds

/// The values behind a heat map, by place, and their range.
struct HeatScale {
  /// Such as `V exact`.
  let name: String
  /// By place of the scene; nil where no value is known. Where each action has a value, the largest.
  let values: [Double?]
  /// By place, then by action; empty where a place has one value only.
  let actions: [[Double]?]
  /// By place: a value and another one to compare it with; empty where there is but one.
  let pairs: [(Double, Double)?]
  let low: Double
  let high: Double
  /// Whether the colours tell what is above zero from what is below.
  let isDiverging: Bool
  /// Whether the colours go by the logarithm: what decays by a factor a step loses a shade a step.
  let isLogarithmic: Bool

  /// nil where no heat map is asked for, or none can be drawn yet.
  init?(_ view: ViewState, _ scene: CellScene) {
    guard let source = Self.source(view) else { return nil }
    name = source.name
    isDiverging = [.advantage, .policyEligibility].contains(view.heatMap)
    isLogarithmic = [.eligibility, .policyEligibility].contains(view.heatMap)
    let rows = scene.places.map { place -> [Double]? in
      guard let index = source.byState ? place.state : place.observation, place.observation != nil,
        source.rows.indices.contains(index), source.rows[index].allSatisfy(\.isFinite)
      else { return nil }
      return source.rows[index]
    }
    pairs = source.isPaired ? rows.map { row in row.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil } } : []
    let known = rows.compactMap { $0 }.flatMap { $0 }
    guard let low = known.min(), let high = known.max() else { return nil }
    if isLogarithmic {
      // One visit is 1: the colours stay the same while a trace fades.
      (self.low, self.high) = (isDiverging ? min(low, -1) : Self.faded, max(high, 1))
    } else {
      (self.low, self.high) = (low, high)
    }
    values = rows.map { source.isPaired ? $0?.first : $0?.max() }
    actions = source.isByAction ? rows : []
  }

  /// Where a value lies in the range, 0 to 1; where colours diverge ½ is zero.
  func share(of value: Double) -> Double {
    let reach = max(abs(low), abs(high))
    if isLogarithmic {
      let size = max(log(abs(value) / Self.faded) / log(reach / Self.faded), 0)
      return isDiverging ? (value < 0 ? -size : size) / 2 + 0.5 : size
    }
    if isDiverging { return reach > 0 ? value / reach / 2 + 0.5 : 0.5 }
    return high > low ? value / (high - low) - low / (high - low) : 0.5
  }

  /// A trace below this is not drawn.
  static let faded = 0.005

  /// The same of a place's value.
  func share(_ place: Int) -> Double? { values[place].map(share(of:)) }

  func color(_ share: Double, _ theme: Theme) -> Color? { isDiverging ? theme.rift(share) : theme.heat(share) }

  /// The ends of the colours: as far below zero as above where they diverge.
  var ends: (low: Double, high: Double) {
    let reach = max(abs(low), abs(high))
    return isDiverging ? (-reach, reach) : (low, high)
  }

  private struct Source {
    var name: String
    /// By state or by observation; one value each, or one for each action.
    var rows: [[Double]]
    var byState = true
    var isByAction = false
    /// Two values a place, to be compared.
    var isPaired = false
  }

  /// Where a learner has never been, its values are 0 to the bit: its first guess, which would set the scale of all that
  /// it has learnt. Before it has learnt anything they are all there is.
  private static func learnt(_ rows: [[Double]]) -> [[Double]] {
    guard rows.contains(where: { !$0.allSatisfy { $0 == 0 } }) else { return rows }
    return rows.map { $0.allSatisfy { $0 == 0 } ? [.nan] : $0 }
  }

  private static func source(_ view: ViewState) -> Source? {
    func exact() -> Source? { view.exactValues.map { Source(name: "V exact", rows: $0.map { [$0] }) } }
    switch view.heatMap {
    case .off, .deterministic: return nil
    case .learnt:
      return view.frame.learntValues.map {
        Source(name: "V learnt", rows: learnt($0.map { [$0] }), byState: false)
      } ?? exact()
    case .exact: return exact()
    case .learntQ:
      guard let values = view.frame.learntActionValues, let policy = view.frame.policies.first else { return nil }
      return Source(name: "Q learnt", rows: learnt(policy.rows(of: values)), byState: false, isByAction: true)
    case .exactQ: return view.exactActionValues.map { Source(name: "Q exact", rows: $0, isByAction: true) }
    case .advantage:
      guard let values = view.exactValues, let actionValues = view.exactActionValues else { return nil }
      return Source(
        name: "A exact", rows: zip(actionValues, values).map { row, v in row.map { $0 - v } }, isByAction: true)
    case .visits:
      guard let visits = view.visits else { return nil }
      guard let shares = view.frame.visitShares else { return Source(name: "d^π exact", rows: visits.map { [$0] }) }
      return Source(name: "d^π exact", rows: zip(visits, shares).map { [$0, $1] }, isPaired: true)
    case .counts: return view.frame.visitShares.map { Source(name: "visits", rows: $0.map { [$0] }) }
    case .eligibility:
      return view.frame.eligibility.map {
        Source(name: "z_w (log)", rows: $0.map { [$0 < faded ? .nan : $0] }, byState: false)
      }
    case .policyEligibility:
      guard let values = view.frame.policyEligibility, let policy = view.frame.policies.first else { return nil }
      let rows = policy.rows(of: values).map { $0.contains { abs($0) >= faded } ? $0 : [.nan] }
      return Source(name: "z_θ (log)", rows: rows, byState: false, isByAction: true)
    }
  }

  /// What the colours show, and its range: `V exact −14…−1`.
  static func legend(_ view: ViewState, _ scene: CellScene) -> String? {
    switch view.heatMap {
    case .off: return nil
    case .deterministic:
      let (best, symbol) = (view.frame.setup.bestDeterministic?.objective, view.frame.setup.objectiveSymbol)
      return "best deterministic" + (best.map { " \(symbol) \(Numbers.short($0))" } ?? "")
    case .learnt, .exact, .learntQ, .exactQ, .advantage, .visits, .counts, .eligibility, .policyEligibility: break
    }
    guard let scale = HeatScale(view, scene) else {
      return "no \(view.heatMap.title.split(separator: " ")[0]) yet"
    }
    return "\(scale.name) \(Numbers.short(scale.low))…\(Numbers.short(scale.high))"
  }
}

extension PolicyTable {
  /// Numbers for every observation and action, by observation.
  fileprivate func rows(of values: [Double]) -> [[Double]] {
    stride(from: 0, to: values.count, by: actionCount).map { Array(values[$0..<$0 + actionCount]) }
  }
}
