import Learn
import Worlds

/// How far the last update went from the policy that took the steps: KL and surrogate along the natural and the vanilla
/// direction with the steps that were tried, or minibatch by minibatch; below them the ratios against PPO's edges.
public struct TrustRegionPane: Pane {
  public init() {}

  public var name: String { "Region" }

  public func title(_ view: ViewState) -> String { titles(view)[0] }

  public func titles(_ view: ViewState) -> [String] {
    let word = "Trust region"
    guard let region = view.frame.region else { return [word] }
    let kl = "KL \(Numbers.compact(region.divergence))"
    guard let bound = region.bound else {
      let clipped = Self.percent(region.shareBeyond) + " clipped"
      return ["\(word) · \(kl) · \(clipped)", "\(word) · \(kl)", kl].map { view.shown($0) }
    }
    let tries = region.tries.count == 1 ? "1 try" : "\(region.tries.count) tries"
    let outcome = region.tries.contains { $0.isTaken } ? tries : "\(tries), none taken"
    return [
      "\(word) · \(kl) of δ \(Numbers.compact(bound)) · \(outcome)",
      "\(kl) of δ \(Numbers.compact(bound)) · \(outcome)", "\(kl) · \(outcome)", kl,
    ].map { view.shown($0) }
  }

  /// A share in percent, to one decimal.
  static func percent(_ share: Double) -> String { Numbers.fixed(share * 100, 1) + " %" }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      guard let region = view.frame.region else {
        let text =
          view.frame.setup.hasTrustRegion
          ? "no update yet" : "this algorithm's updates have no region; trpo's have"
        canvas.write(text, x: 0, y: canvas.rows / 2, view.theme.muted, width: canvas.columns, align: .centre)
        return
      }
      TrustRegionPicture(region, view.theme).draw(on: &canvas)
    }
  }
}
