import Glibc
import Worlds

@testable import Learn
@testable import TUI

/// What is drawn of an algorithm's own beside the world: a generation, a trust region, workers.
extension Fixture {
  /// The corridor again, with a generation of which most have been tried.
  static func population(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try corridor(theme, isASCII: isASCII)
    let setup = try Setup("aliased-corridor", "cem-parameters")
    (view.frame.setup, view.frame.listing) = (setup, setup.listing)
    view.frame.values = Array(repeating: [], count: setup.listing.count)
    view.frame.line = 3
    var population = Population(names: setup.world.parameterNames)
    population.generation = 12
    let rest = [Double](repeating: 0, count: 14)
    var covariance = [[Double]](repeating: Array(repeating: 0, count: 16), count: 16)
    for i in 0..<16 { covariance[i][i] = i == 1 ? 0.8 : 1 }
    (covariance[0][1], covariance[1][0]) = (0.6, 0.6)
    population.begin(from: [0.5, -1] + rest, .covariance(covariance))
    for index in 0..<40 {
      // On rings about the mean, by the square root of the covariance.
      let (angle, radius) = (Double(index) * 2.4, Double(index % 5 + 1) / 2)
      let (u, v) = (radius * cos(angle), radius * sin(angle))
      let height: Double = -1 + 0.6 * u + 0.66 * v
      var candidate = Population.Candidate([0.5 + u, height] + rest, luck: UInt64(index))
      let score: Double = 6 - (u - 1) * (u - 1) * 3 - v * v
      if index < 33 { candidate.count(score) }
      population.candidates.append(candidate)
    }
    population.selectElite(8)
    population.remember(population.candidates[population.ranking[0]])
    view.frame.population = population
    return view
  }

  /// The pole again, after an update of TRPO of which the first two steps were refused.
  static func region(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try updated("trpo", theme, isASCII: isASCII)
    var region = TrustRegion(bound: 0.01, ε: 0.2, isClipped: false, direction: .natural)
    func point(_ length: Double, _ bend: Double, _ promise: Double) -> TrustRegion.Point {
      let square = length * length
      return .init(
        length: length, divergence: 0.01 * square * (1 + bend * length), gain: promise * (length - 0.2 * square))
    }
    region.natural = (0...12).map { point(Double($0) / 6, 0.4, 0.05) }
    region.vanilla = (0...12).map { point(Double($0) / 6, 0.9, 0.02) }
    region.slope = 0.05
    region.tries = [1.0, 0.8].map { .init(point: point($0, $0 > 0.9 ? 0.4 : 1.6, 0.05), isTaken: false) }
    region.tries.append(.init(point: point(0.64, 0.4, 0.05), isTaken: true))
    region.ratios = ratios(spread: 0.12)
    view.frame.region = region
    return view
  }

  /// And in the middle of an update of PPO.
  static func clipped(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try updated("ppo", theme, isASCII: isASCII)
    var region = TrustRegion(ε: 0.2, isClipped: true)
    region.divergences = (0..<60).map { 0.0004 * Double($0) + 0.002 * sin(Double($0)) * Double($0) / 60 }
    region.ratios = Array(ratios(spread: 0.2).prefix(128))
    view.frame.region = region
    return view
  }

  private static func updated(_ algorithm: String, _ theme: Theme, isASCII: Bool) throws -> ViewState {
    var view = try cartPole(theme, isASCII: isASCII)
    let setup = try Setup("cart-pole", algorithm)
    (view.frame.setup, view.frame.listing) = (setup, setup.listing)
    view.frame.values = Array(repeating: [], count: setup.listing.count)
    view.frame.line = 9
    return view
  }

  /// In bells about 1; what was better than expected has become more probable.
  private static func ratios(spread: Double) -> [TrustRegion.Ratio] {
    (0..<400).map { index in
      let u = Double(index * 7 % 400) / 400
      let bell = sin(Double(index) * 2.4) + sin(Double(index) * 1.7 + 1)
      return .init(value: 1 + spread * (bell + (u < 0.5 ? 0.3 : -0.3)), advantage: u < 0.5 ? 1 + u : -u)
    }
  }

  /// The cart-pole again, with workers that have written as a drawn order had it.
  static func workers(_ count: Int = 4, _ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try cartPole(theme, isASCII: isASCII)
    let setup = try Setup("cart-pole", "a3c:workers=\(count)")
    (view.frame.setup, view.frame.listing) = (setup, setup.listing)
    view.frame.values = Array(repeating: [], count: setup.listing.count)
    view.frame.line = 5
    var timeLine = TimeLine(workers: count)
    var schedule = WorkerSchedule(workers: count, unevenness: 0.6, seed: 3)
    for version in 1...120 {
      let worker = schedule.next()
      timeLine.append(.init(worker: worker, read: timeLine.reads[worker], version: version, steps: 20))
    }
    timeLine.present = (schedule.next(), 7)
    view.frame.timeLine = timeLine
    return view
  }
}
