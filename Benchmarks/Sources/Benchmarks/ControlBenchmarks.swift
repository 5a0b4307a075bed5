import Learn
import PlainC

/// Worlds of reals by themselves, under actions drawn in advance, against the same in plain C.
enum ControlBenchmarks {
  static let steps = 10_000_000

  static func run() throws {
    try compare("pendulum", plain_pendulum)
    try compare("cart-pole", plain_cart_pole)
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
