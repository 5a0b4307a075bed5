import Learn
import Worlds

/// A world or an algorithm of the catalogue as `list`, the manual page and the documents describe it.
struct Entry {
  enum Kind: String {
    case world, algorithm, estimator
  }

  /// A parameter with its default, and how it is on each world of an algorithm.
  struct Offer {
    /// As most worlds have it.
    var state: ParameterState
    /// By the worlds on which an algorithm has it.
    var states: [(world: String, state: ParameterState)] = []

    var worlds: [String] { states.map(\.world) }

    /// The worlds on which something about it is not as on most, and what it is there.
    func exceptions<Value: Equatable>(_ what: (ParameterState) -> Value) -> [(world: String, value: Value)] {
      states.map { ($0.world, what($0.state)) }.filter { $0.1 != what(state) }
    }

    /// The same value by value, such as 0.1 with `short-corridor, gridworld`.
    /// - Parameter quote: what stands before and after the name of a world.
    func grouped(quote: String = "", _ what: (ParameterState) -> String) -> [(value: String, worlds: String)] {
      let exceptions = exceptions(what)
      var values: [String] = []
      for (_, value) in exceptions where !values.contains(value) { values.append(value) }
      return values.map { value in
        (value, exceptions.filter { $0.value == value }.map { quote + $0.world + quote }.joined(separator: ", "))
      }
    }

    /// All of that in words: defaults, ranges and meanings.
    var others: [String] {
      let values = grouped { "\($0.value)" } + grouped(Self.range)
      return values.map { "\($0.value) on \($0.worlds)" }
        + grouped(\.info.summary).map { "on \($0.worlds): \($0.value)" }
    }

    /// The range with its unit, such as `1…1000000 steps or none`.
    var range: String { Self.range(of: state) }

    static func range(of state: ParameterState) -> String {
      let (info, none) = (state.info, " or none")
      guard !info.unit.isEmpty else { return info.range }
      return info.range.hasSuffix(none)
        ? info.range.dropLast(none.count) + " " + info.unit + none : "\(info.range) \(info.unit)"
    }
  }

  let kind: Kind
  let id: String
  let title: String
  let summary: String
  let lesson: String
  /// The lecture's section, of an algorithm.
  let section: String?
  let source: String
  let offers: [Offer]
  /// What it works with: a world's algorithms, an algorithm's worlds.
  let partners: [String]
  /// A world with its defaults.
  let world: PreparedWorld?
  /// An algorithm's pseudocode.
  let listing: [String]

  static var worlds: [Entry] { Catalogue.worlds.map(Entry.init) }
  static var algorithms: [Entry] { Catalogue.algorithms.map(Entry.init) }

  static var estimators: [Entry] { GradientEstimator.all.map(Entry.init) }

  private init(_ estimator: GradientEstimator) {
    kind = .estimator
    (id, title, summary) = (estimator.kind.rawValue, estimator.kind.title, estimator.kind.summary)
    (lesson, section, source) = (estimator.kind.lesson, estimator.kind.section, estimator.kind.source)
    offers = estimator.parameters.map { Offer(state: $0) }
    partners = Catalogue.worlds.filter { $0.standard.model != nil }.map(\.info.id)
    world = nil
    listing = []
  }

  private init(_ row: WorldRow) {
    kind = .world
    (id, title, summary) = (row.info.id, row.info.title, row.info.summary)
    (lesson, section, source) = (row.info.lesson, nil, row.info.source)
    offers = row.parameters.map { Offer(state: $0) }
    partners = row.algorithms.map(\.info.id)
    world = row.standard
    listing = []
  }

  private init(_ row: AlgorithmRow) {
    kind = .algorithm
    (id, title, summary) = (row.info.id, row.info.title, row.info.summary)
    (lesson, section, source) = (row.info.lesson, row.info.section, row.info.source)
    let rows = Catalogue.worlds.compactMap { world in
      world.algorithms.first { $0.info.id == row.info.id }.map { (world: world.info.id, row: $0) }
    }
    offers = Self.offers(of: rows)
    partners = rows.map(\.world)
    world = nil
    listing = row.listing
  }

  /// Where a parameter is not to be found on every world of its algorithm: those on which it is.
  func restriction(of offer: Offer) -> [String] {
    kind == .algorithm && offer.worlds.count < partners.count ? offer.worlds : []
  }

  /// Every parameter that an algorithm has on any world; the default is the one that most of them share.
  private static func offers(of rows: [(world: String, row: AlgorithmRow)]) -> [Offer] {
    var names: [String] = []
    for (_, row) in rows {
      for state in row.parameters where !names.contains(state.info.name) { names.append(state.info.name) }
    }
    return names.map { name in
      let states = rows.compactMap { world, row in
        row.parameters.first { $0.info.name == name }.map { (world: world, state: $0) }
      }
      // The first of equals, so that the order of the worlds decides.
      let counts = states.map { one in states.count { $0.state.value == one.state.value } }
      let common = states[counts.firstIndex(of: counts.max()!)!].state
      return Offer(state: common, states: states)
    }
  }
}
