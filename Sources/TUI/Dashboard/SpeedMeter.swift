/// Steps of the environment per second, from what frames say and when they were read.
struct SpeedMeter: Sendable {
  /// Nil until enough time has passed to tell.
  private(set) var stepsPerSecond: Double?
  private var since: (steps: Int, time: Double)?

  /// The seconds over which a speed is taken: shorter ones flicker, longer ones lag.
  private static let window = 0.5

  mutating func observe(steps: Int, time: Double) {
    guard let since, steps >= since.steps, time >= since.time else {
      self.since = (steps, time)
      return
    }
    guard time - since.time >= Self.window else { return }
    stepsPerSecond = Double(steps - since.steps) / (time - since.time)
    self.since = (steps, time)
  }

  mutating func reset() { self = SpeedMeter() }
}
