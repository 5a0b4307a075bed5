/// A policy's way from θ_old along a direction, judged by the steps that θ_old has taken: what a line search knows, kept with
/// its steps until the next so that a front end can look along both directions.
struct PolicyStep<R: NetworkRepresentation>: Sendable {
  typealias Point = TrustRegion.Point

  /// At θ_old.
  let old: Network
  let steps: FreshSteps<R.W.Action>
  /// The places of all the steps.
  let places: [Int]
  /// What Â has its mean and deviation brought to 0 and 1 by.
  private let mean: Double
  private let deviation: Double
  /// ∇ mean r Â at θ_old.
  var gradient: [Double] = []
  /// The way: x = F⁻¹ g, or g.
  var direction: [Double] = []
  /// The step size along it at which the quadratic model of KL is at δ.
  var size = 0.0
  /// The same along g; 0 where that is not known.
  var vanillaSize = 0.0
  var region: TrustRegion
  /// The last policy's network that was tried.
  private var latest: Network?
  /// Whether the region has its curves, and of how many tries it has the ratios: they take a while.
  private var curvesAreDrawn = false
  private var triesSurveyed = 0

  init(_ networks: ActorCriticNetworks<R>, _ places: [Int], standardises: Bool, _ region: TrustRegion) {
    (old, steps, self.places, self.region) = (networks.policy.network, networks.steps, places, region)
    (mean, deviation) = standardises ? networks.steps.moments(places[...]) : (0, 1)
  }

  /// Â as it is learnt from.
  @inline(__always)
  func advantage(_ place: Int) -> Double { (steps.advantages[place] - mean) / deviation }

  /// Judges a policy by what it makes of some of the steps.
  /// - Parameters:
  ///   - outputs: of the policy, a row for each of the places.
  ///   - before: of θ_old.
  ///   - places: of the steps.
  ///   - length: is kept with the answer.
  /// - Returns: the exact mean of KL(π_old ∥ π), and mean (r − 1) Â.
  func judge(_ outputs: MatrixView, against before: MatrixView, _ places: [Int], length: Double) -> Point {
    var (divergence, gain) = (0.0, 0.0)
    for (row, place) in places.enumerated() {
      let (π, π₀) = (R.Head(outputs.outputs(of: row)), R.Head(before.outputs(of: row)))
      let action = steps.actions[place]
      divergence += π₀.divergence(from: π)
      gain += (exp(π.logProbability(of: action) - π₀.logProbability(of: action)) - 1) * advantage(place)
    }
    let share = 1 / Double(places.count)
    return Point(length: length, divergence: divergence * share, gain: gain * share)
  }

  /// Keeps what was tried.
  /// - Parameters:
  ///   - candidate: the policy's network there.
  ///   - point: what it was judged to be.
  mutating func keep(_ candidate: Network, _ point: Point) {
    latest = candidate
    region.tries.append(TrustRegion.Try(point: point, isTaken: false))
  }

  /// The last that was tried is taken.
  mutating func takeLast() {
    if let last = region.tries.indices.last { region.tries[last].isTaken = true }
  }

  // MARK: Looking

  /// The most steps that curves are means over.
  private static var surveyed: Int { 2048 }
  /// The lengths that curves go through.
  private static var lengths: [Double] { (0...12).map { Double($0) / 6 } }

  /// The region with KL and gain along both directions and the ratios of the last policy that was tried: each is computed
  /// once, when somebody looks.
  mutating func survey() -> TrustRegion {
    let isKnown = curvesAreDrawn || direction.isEmpty
    guard !isKnown || triesSurveyed < region.tries.count else { return region }
    let shown = stride(from: 0, to: places.count, by: max(1, (places.count + Self.surveyed - 1) / Self.surveyed))
      .map { places[$0] }
    var (before, after) = (pass(shown), pass(shown))
    old.forward(&before)
    let outputs = before.outputs
    if !isKnown {
      func curve(_ size: Double, _ direction: [Double]) -> [Point] {
        guard size > 0 else { return [] }
        return Self.lengths.map { length in
          old.moved(length * size, along: direction).forward(&after)
          return judge(after.outputs, against: outputs, shown, length: length)
        }
      }
      let isNatural = region.direction == .natural
      region.natural = isNatural ? curve(size, direction) : []
      region.vanilla = curve(isNatural ? vanillaSize : size, gradient)
      curvesAreDrawn = true
    }
    if let latest, triesSurveyed < region.tries.count {
      latest.forward(&after)
      region.ratios = ratios(after.outputs, against: outputs, shown)
      triesSurveyed = region.tries.count
    }
    return region
  }

  private func ratios(_ outputs: MatrixView, against before: MatrixView, _ places: [Int]) -> [TrustRegion.Ratio] {
    places.enumerated().map { row, place in
      let (π, π₀) = (R.Head(outputs.outputs(of: row)), R.Head(before.outputs(of: row)))
      let action = steps.actions[place]
      return TrustRegion.Ratio(
        value: exp(π.logProbability(of: action) - π₀.logProbability(of: action)), advantage: advantage(place))
    }
  }

  private func pass(_ places: [Int]) -> NetworkPass {
    var pass = NetworkPass(old, rows: places.count, isOneWay: true)
    steps.write(places, to: &pass)
    return pass
  }
}
