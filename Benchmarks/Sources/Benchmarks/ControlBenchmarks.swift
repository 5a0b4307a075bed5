import Learn
import PlainC

/// Worlds of reals by themselves, under actions drawn in advance, against the same in plain C.
enum ControlBenchmarks {
  static let steps = 10_000_000

  static func run() throws {
    try compare("pendulum", plain_pendulum)
    try compare("cart-pole", plain_cart_pole)
  }

  /// Placements judged by eight features, by one player on one thread; a million a second is the least that is asked.
  static func tetris() {
    var result = (placements: 0, lines: 0)
    let time = seconds { result = PlacementSpeed.play(placements: steps) }
    let speed = Double(result.placements) / time
    print("tetris: \(speed / 1e6) million placements a second, \(result.lines) lines")
    precondition(speed > 1e6 && result.lines > 10_000, "the player lost its way: \(result)")
  }

  private static func compare(_ id: String, _ plain: (Int64, UInt64) -> Double) throws {
    let world = try Catalogue.world(id).standard
    var sums = (0.0, 0.0)
    Comparison(
      id,
      ours: { Double(steps) / seconds { sums.0 = world.simulate(steps, 1) } },
      theirs: { Double(steps) / seconds { sums.1 = plain(Int64(steps), 1) } }
    ).report("steps/s in C")
    // Other random numbers, the same world: a step pays the same on average.
    let (ours, theirs) = (sums.0 / Double(steps), sums.1 / Double(steps))
    precondition(abs(ours - theirs) < 0.02 * abs(theirs), "\(id) pays \(ours) a step, in C \(theirs)")
  }
}
