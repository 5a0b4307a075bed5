import Learn
import Worlds

/// The values behind a heat map, by place, and their range.
struct HeatScale {
  /// Such as `V exact`.
  let name: String
  /// By place of the scene; nil where no value is known.
  let values: [Double?]
  let low: Double
  let high: Double

  /// nil where no heat map is asked for, or none can be drawn yet.
  init?(_ view: ViewState, _ scene: CellScene) {
    guard let source = Self.source(view) else { return nil }
    name = source.name
    values = scene.places.map { place in
      guard let index = source.byState ? place.state : place.observation,
        source.values.indices.contains(index),
        source.values[index].isFinite, place.observation != nil
      else { return nil }
      return source.values[index]
    }
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return nil }
    self.low = low
    self.high = high
  }

  /// Where a place's value lies in the range, 0 to 1.
  func share(_ place: Int) -> Double? {
    values[place].map { high > low ? $0 / (high - low) - low / (high - low) : 0.5 }
  }

  private static func source(_ view: ViewState) -> (name: String, values: [Double], byState: Bool)? {
    switch view.heatMap {
    case .off: nil
    case .learnt:
      view.frame.learntValues.map { ("V learnt", $0, false) }
        ?? view.exactValues.map { ("V exact", $0, true) }
    case .exact: view.exactValues.map { ("V exact", $0, true) }
    }
  }

  /// Which V the colours show, and its range: `V exact −14…−1`.
  static func legend(_ view: ViewState, _ scene: CellScene) -> String? {
    guard view.heatMap != .off else { return nil }
    guard let scale = HeatScale(view, scene) else { return "no V yet" }
    return "\(scale.name) \(Numbers.short(scale.low))…\(Numbers.short(scale.high))"
  }
}
