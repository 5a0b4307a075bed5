import Learn
import Worlds

/// A generation in the plane of two parameters: its candidates by their returns, the elite, the Gaussian that they were drawn
/// from and the best so far.
public struct PopulationPane: Pane {
  public init() {}

  public var name: String { "Population" }

  public func title(_ view: ViewState) -> String { titles(view)[0] }

  public func titles(_ view: ViewState) -> [String] {
    guard let population = view.frame.population, population.generation > 0 else { return ["Population"] }
    let (tried, all) = (population.candidates.count { $0.isTried }, population.candidates.count)
    let generation = "Generation \(population.generation)"
    var titles = [
      "Population · \(generation) · \(tried) of \(all) tried", "\(generation) · \(tried) of \(all) tried",
      "\(generation) · \(tried)/\(all)", generation,
    ]
    // What the candidates promise is luck in part; this is what the policy is worth.
    if let objective = Self.objective(view) {
      titles = titles.map { "\($0) · \(objective)" } + ["g \(population.generation) · \(objective)", objective]
    }
    return (titles + ["Population"]).map { view.shown($0) }
  }

  /// The exact J of the policy, where there is one.
  private static func objective(_ view: ViewState) -> String? {
    guard let curve = view.objectives.first, let value = curve.points.last?.value else { return nil }
    return "\(view.frame.setup.objectiveSymbol) \(curve.name) \(Numbers.compact(value))"
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      guard let population = view.frame.population, population.generation > 0, !population.names.isEmpty else {
        let text =
          view.frame.population == nil
          ? "this algorithm tries no generation of candidates" : "no generation yet"
        canvas.write(text, x: 0, y: canvas.rows / 2, view.theme.muted, width: canvas.columns, align: .centre)
        return
      }
      PopulationPicture(population, view).draw(on: &canvas)
    }
  }
}

/// Which two parameters span the plane, by their places among those that are searched.
public struct PlaneAxes: Sendable, Equatable {
  public var x: Int
  public var y: Int

  public init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }

  static let first = PlaneAxes(0, 1)

  /// The nearest there are where there are fewer; of a single parameter both are that.
  func clamped(to count: Int) -> PlaneAxes {
    PlaneAxes(min(max(x, 0), max(count - 1, 0)), min(max(y, 0), max(count - 1, 0)))
  }
}
