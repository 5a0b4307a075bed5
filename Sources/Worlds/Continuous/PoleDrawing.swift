/// A cart on its track, the pole on it and the push that drives it, as shapes.
struct PoleDrawing {
  /// The cart's place, in metres.
  var x: Double
  /// The pole's angle from upright, clockwise, in radians.
  var θ: Double
  /// Of the whole pole.
  var length: Double
  /// How far the track goes to either side.
  var farthest: Double
  /// The push as a share of the largest, −1 to 1.
  var push: Double

  /// Where the pole ends.
  var tip: PlaneScene.Point { .init(x + length * sin(θ), length * cos(θ)) }

  /// The joint is at the height 0, the rail below the cart.
  var elements: [PlaneScene.Element] {
    let rail = -0.28
    var elements: [PlaneScene.Element] = [
      .init(.line([.init(-farthest, rail), .init(farthest, rail)], width: 0), .ground),
      .init(.line([.init(-farthest, rail), .init(-farthest, rail + 0.2)], width: 0), .ground),
      .init(.line([.init(farthest, rail), .init(farthest, rail + 0.2)], width: 0), .ground),
      .init(.line([.init(x - 0.24, -0.1), .init(x + 0.24, -0.1)], width: 0.2), .body),
      .init(.disc(.init(x - 0.2, -0.2), radius: 0.09), .body),
      .init(.disc(.init(x + 0.2, -0.2), radius: 0.09), .body),
      .init(.line([.init(x, 0), tip], width: 0.09), .body),
      .init(.disc(.init(x, 0), radius: 0.07), .joint),
    ]
    // A full push is as long as the cart is wide; it begins at the side that it drives.
    if abs(push) > 0.02 {
      let side = push > 0 ? 0.36 : -0.36
      elements.append(.init(.arrow(from: .init(x + side, -0.1), to: .init(x + side + 0.6 * push, -0.1)), .force))
    }
    return elements
  }
}
