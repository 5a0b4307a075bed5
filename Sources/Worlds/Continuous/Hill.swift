/// The valley that both mountain cars drive in: height 0.55 + 0.45 sin 3x over x ∈ [−1.2, 0.6].
enum Hill {
  static var places: ClosedRange<Double> { -1.2...0.6 }
  static var speeds: ClosedRange<Double> { -0.07...0.07 }

  static let components: [ObservationSpace.Component] = [.init("x", places), .init("v", speeds)]
  static let form = "[x, v], the place within -1.2…0.6 and the speed within ±0.07"

  /// (x, v) from numbers; nil where the valley has no such state. Bounds in single precision, as Gymnasium prints them, count.
  static func state(_ numbers: [Double]) -> Vector<2>? {
    guard numbers.count == 2 else { return nil }
    let (x, v) = (clip(numbers[0], to: places), clip(numbers[1], to: speeds))
    guard abs(x - numbers[0]) < 1e-6, abs(v - numbers[1]) < 1e-6 else { return nil }
    return Vector([x, v])
  }

  /// One step: the engine adds `push` to the speed.
  @inline(__always)
  static func moved(_ state: Vector<2>, push: Double) -> Vector<2> {
    let v = clip(state[1] + push - 0.0025 * cos(3 * state[0]), to: speeds)
    let x = clip(state[0] + v, to: places)
    return Vector([x, x == places.lowerBound && v < 0 ? 0 : v])
  }

  @inline(__always)
  private static func clip(_ number: Double, to range: ClosedRange<Double>) -> Double {
    min(max(number, range.lowerBound), range.upperBound)
  }

  // MARK: The drawing

  static let x = -1.25...0.65
  static let y = 0.03...1.3

  /// How high the car's roof is above the ground.
  private static let roof = 0.15

  private static func height(_ x: Double) -> Double { 0.55 + 0.45 * sin(3 * x) }

  private static let ground: [PlaneScene.Point] = (0...60).map { step in
    let x = places.lowerBound + Double(step) * 0.03
    return .init(x, height(x))
  }

  /// So far along the slope and so far up from it, seen from a place on the ground.
  private static func point(_ place: Double, _ forward: Double, _ above: Double) -> PlaneScene.Point {
    let slope = 1.35 * cos(3 * place)
    let length = (1 + slope * slope).squareRoot()
    return .init(place + (forward - above * slope) / length, height(place) + (forward * slope + above) / length)
  }

  /// The valley, the wall, the flag at the goal, where the car's roof has been, the car and the force along the slope.
  /// - Parameters:
  ///   - place: the car's, x.
  ///   - past: its places of late, oldest first.
  ///   - goal: where the flag stands.
  ///   - push: of the engine, as a share of the largest.
  static func elements(
    at place: Double, after past: [Double], goal: Double, push: Double
  ) -> [PlaneScene.Element] {
    func point(_ forward: Double, _ above: Double) -> PlaneScene.Point { Self.point(place, forward, above) }
    let top = height(goal)
    let wall = PlaneScene.Point(places.lowerBound, height(places.lowerBound))
    var elements: [PlaneScene.Element] = [
      .init(.line(ground, width: 0), .ground),
      .init(.line([wall, .init(wall.x, wall.y + 0.2)], width: 0), .ground),
      .init(.line(past.map { Self.point($0, -0.01, roof) }, width: 0), .trail),
      .init(.line([.init(goal, top), .init(goal, top + 0.2)], width: 0), .target),
      .init(.line([.init(goal, top + 0.17), .init(goal + 0.1, top + 0.17)], width: 0.06), .target),
      .init(.line([point(-0.07, 0.1), point(0.07, 0.1)], width: 0.08), .body),
      .init(.disc(point(-0.01, roof), radius: 0.04), .body),
      .init(.disc(point(-0.07, 0.04), radius: 0.035), .joint),
      .init(.disc(point(0.07, 0.04), radius: 0.035), .joint),
    ]
    // The whole force is as long as a fifth of the valley; it begins at the end of the car that it drives.
    if abs(push) > 0.02 {
      let side = push > 0 ? 0.13 : -0.13
      elements.append(.init(.arrow(from: point(side, 0.1), to: point(side + 0.3 * push, 0.1)), .force))
    }
    return elements
  }
}
