import Worlds

/// An algorithm of the catalogue on one world, its type erased.
public struct AlgorithmRow: Sendable {
  public let info: AlgorithmInfo
  /// Why it does not learn this world with its defaults, in one sentence; nil where it does, or where nobody has looked.
  public let caveat: String?
  /// With the defaults on this world.
  public let parameters: [ParameterState]
  /// Its pseudocode.
  public let listing: [String]
  /// The columns that its table of metrics has besides the returns.
  public let metrics: [String]
  /// Whether its updates have a trust region, or clipped ratios in place of one, that can be shown.
  public let hasTrustRegion: Bool
  private let prepare: @Sendable ([Spec.Assignment]) throws(ParameterError) -> PreparedAlgorithm

  init<L: Learner>(_ type: L.Type, _ world: L.R.W) {
    info = L.info
    caveat = Catalogue.caveat(of: L.info.id, on: world.id)
    listing = L.Line.lines
    metrics = L.metrics.map(\.column)
    hasTrustRegion = L.hasTrustRegion
    let standard = L.settings(on: world.id)
    // What a representation can be told is about the policy; values need none of it.
    let isPolicyLearner = L.self is any PolicyLearner.Type
    let offered = isPolicyLearner ? L.R.parameters : []
    parameters = standard.states + (isPolicyLearner ? L.R().states : [])
    let known = parameters
    prepare = { assignments throws(ParameterError) in
      var settings = standard
      var representation = L.R()
      for assignment in assignments {
        guard known.contains(where: { $0.info.isCalled(assignment.name) }) else {
          throw ParameterError.unknown(assignment.name, among: known.map(\.info.name))
        }
        if offered.contains(where: { $0.info.isCalled(assignment.name) }) {
          try representation.set(assignment.name, to: assignment.text)
        } else {
          try settings.set(assignment.name, to: assignment.text)
        }
      }
      if L.learnsFromWholeEpisodes, world.isEndless {
        throw ParameterError(
          "an episode of `\(world.id)` never ends, and `\(L.info.id)` learns from whole ones: give it a `horizon`")
      }
      try L.check(settings, on: world)
      let (chosen, seen) = (settings, representation)
      return PreparedAlgorithm(
        parameters: chosen.states + (isPolicyLearner ? seen.states : []), listing: L.listing(chosen, on: world)
      ) { seed in
        AnyLearner(L(world, representation: seen, settings: chosen, seed: seed))
      }
    }
  }

  /// The algorithm with these parameters.
  /// - Throws: a `ParameterError` where a name or a value does not fit.
  public func prepared(_ assignments: [Spec.Assignment]) throws(ParameterError) -> PreparedAlgorithm {
    try prepare(assignments)
  }
}

/// An algorithm with its parameters chosen, ready to begin.
public struct PreparedAlgorithm: Sendable {
  public let parameters: [ParameterState]
  /// Its pseudocode, with nothing in the lines that are never passed.
  public let listing: [String]
  /// A new learner with this seed.
  let make: @Sendable (UInt64) -> AnyLearner
}
