import Learn
import Worlds

/// The phase portrait: for every state of a world whose state is two numbers, how good it is found and what would be done there,
/// with the episode's way through it.
public struct PhasePane: Pane {
  public init() {}

  public var name: String { "Phase" }

  public func title(_ view: ViewState) -> String { titles(view)[0] }

  public func titles(_ view: ViewState) -> [String] {
    guard let portrait = view.frame.portrait else { return ["Phase"] }
    guard let range = portrait.valueRange else { return ["Phase · π alone", "Phase"] }
    let legend = "V learnt \(Numbers.short(range.lowerBound))…\(Numbers.short(range.upperBound))"
    return ["Phase portrait · \(legend)", "Phase · \(legend)", "Phase"].map { view.shown($0) }
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect, of: &canvas) { canvas in
      guard let portrait = view.frame.portrait else {
        let text =
          view.frame.setup.world.phasePlane == nil
          ? "a state of this world is not two numbers" : "no phase portrait yet"
        canvas.write(
          text, x: 0, y: canvas.rows / 2, view.theme.muted, width: canvas.columns, align: .centre)
        return
      }
      PhasePicture(portrait, view).draw(on: &canvas)
    }
  }
}

extension PhasePortrait {
  /// From the least to the largest value; nil where there are none, or some left the finite numbers.
  var valueRange: ClosedRange<Double>? {
    guard let values, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}
