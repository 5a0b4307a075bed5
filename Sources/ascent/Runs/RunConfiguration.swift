import Learn
import Worlds

/// What a run did, so that it can be done again: `config.json`.
///
/// World and algorithm have every parameter, so that the file means the same when a default has changed. The same
/// configuration gives the same policy on one machine, to the bit, but where workers race (`a3c:order=racing`).
struct RunConfiguration {
  var world: Spec
  var algorithm: Spec
  var seed: UInt64
  /// The policy's parameters at the start; nil for the usual ones.
  var theta: [Double]?
  var steps: Int?
  var episodes: Int?
  var until: String?
  var seconds: Double?
  /// Where time or an interruption cut the run: `HeadlessRun.cut`.
  var cut: Int?
  var every: Int

  private static let format = "ascent-run"
  private static let version = 1
  private static let names = [
    "format", "version", "world", "algorithm", "seed", "theta", "steps", "episodes", "until", "seconds", "cut", "every",
  ]

  /// One member a line, for people and for `diff`.
  var text: String {
    let values: [JSON] = [
      .string(Self.format), .integer(Self.version), .string(world.description), .string(algorithm.description),
      .unsigned(seed), theta.map(JSON.reals) ?? .null, .integer(orNull: steps), .integer(orNull: episodes),
      until.map(JSON.string) ?? .null, .real(orNull: seconds), .integer(orNull: cut), .integer(every),
    ]
    let lines = zip(Self.names, values).map { "  \(JSON.string($0)): \($1)" }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  /// By which the policy beside it is told from that of another run.
  var digest: String { PolicyFile.digest(of: text) }

  init(
    _ setup: Setup, seed: UInt64, theta: [Double]?, steps: Int?, episodes: Int?, until: String?, seconds: Double?,
    cut: Int?, every: Int
  ) {
    world = Self.worldWithWholePaths(setup)
    algorithm = setup.fullAlgorithmSpec
    (self.seed, self.theta, self.steps, self.episodes) = (seed, theta, steps, episodes)
    (self.until, self.seconds, self.cut, self.every) = (until, seconds, cut, every)
  }

  /// A parameter that names a file gets the file's whole path: the run is to be opened from anywhere.
  private static func worldWithWholePaths(_ setup: Setup) -> Spec {
    var spec = setup.fullWorldSpec
    for parameter in setup.world.parameters {
      guard parameter.info.kind == .text, case .text(let text) = parameter.value,
        let path = WholeFile.wholePath(text), !path.contains(",")
      else { continue }
      spec = spec.setting(parameter.info.name, to: path)
    }
    return spec
  }

  // MARK: Reading

  /// Reads a file.
  /// - Throws: a `ParameterError` with file, line and column.
  init(path: String) throws(ParameterError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try DataFile.read(path)
    } catch {
      throw ParameterError(
        "\(path): \(error); name the folder of a run, as `ascent train --out` makes it", kind: .missingInput)
    }
    do throws(JSON.Fault) {
      try self.init(JSON.members(reading: bytes))
    } catch {
      throw ParameterError("\(path):\(error)", kind: .brokenInput)
    }
  }

  private init(_ members: [JSON.Member]) throws(JSON.Fault) {
    if let stranger = members.first(where: { !Self.names.contains($0.name) }) {
      throw stranger.fault(
        "there is no setting `\(stranger.name)`; " + Spelling.advice(for: stranger.name, among: Self.names))
    }
    /// The value as the closure understands it; nil where it is null and may be.
    func value<Value>(
      _ name: String, isOptional: Bool = false, _ read: (JSON) -> Value?
    ) throws(JSON.Fault) -> Value? {
      let advice = "it must be \(Self.kinds[name]!)\(isOptional ? ", or null" : "")"
      guard let member = members.first(where: { $0.name == name }) else {
        throw JSON.Fault(line: 1, column: 1, what: "`\(name)` is missing; \(advice)")
      }
      if isOptional, case .null = member.value { return nil }
      if let value = read(member.value) { return value }
      throw member.fault("`\(name)` is \(member.value); \(advice)")
    }
    _ = try value("format") { Self.text($0) == Self.format ? true : nil }
    _ = try value("version") { Self.count($0) == Self.version ? true : nil }
    world = try value("world") { Self.text($0).flatMap { try? Spec($0) } }!
    algorithm = try value("algorithm") { Self.text($0).flatMap { try? Spec($0) } }!
    seed = try value("seed", Self.seed)!
    theta = try value("theta", isOptional: true, Self.numbers)
    steps = try value("steps", isOptional: true, Self.count)
    episodes = try value("episodes", isOptional: true, Self.count)
    until = try value("until", isOptional: true, Self.text)
    seconds = try value("seconds", isOptional: true) { $0.number.flatMap { $0 > 0 ? $0 : nil } }
    cut = try value("cut", isOptional: true, Self.count)
    every = try value("every", Self.count)!
  }

  /// What each member must be.
  private static let kinds = [
    "format": "\"\(format)\"", "version": "\(version)", "world": "a world with its parameters, ID[:NAME=VALUE,…]",
    "algorithm": "an algorithm with its parameters", "seed": "a whole number from 0 on", "theta": "an array of numbers",
    "steps": "a whole number from 1 on", "episodes": "a whole number from 1 on",
    "until": "a condition such as \"return > 5\"",
    "seconds": "a positive number", "cut": "a whole number from 1 on", "every": "a whole number from 1 on",
  ]

  private static func text(_ value: JSON) -> String? {
    if case .string(let text) = value { text } else { nil }
  }

  private static func count(_ value: JSON) -> Int? {
    if case .integer(let number) = value, number > 0 { number } else { nil }
  }

  private static func seed(_ value: JSON) -> UInt64? {
    switch value {
    case .integer(let number): UInt64(exactly: number)
    case .unsigned(let number): number
    case .null, .bool, .real, .string, .array, .object: nil
    }
  }

  private static func numbers(_ value: JSON) -> [Double]? {
    guard case .array(let items) = value else { return nil }
    let numbers = items.compactMap(\.number)
    return numbers.count == items.count ? numbers : nil
  }
}
