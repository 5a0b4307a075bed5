import Worlds

/// A policy in a file: a `SafeTensors` whose words say what it was learnt by and what its numbers are.
///
/// The words are: `format` and `version`, `world`, `algorithm` and `seed` as on the command line, with every parameter;
/// `steps`, `episodes`, `updates`; `configuration`, the digest of what the run was told, where it is kept beside; `policy`, its kind, and its single numbers; `actions`, their names; `discount`, by which
/// returns are reported; for each tensor `about NAME`; and `digest`, by which a damaged file is told from a whole one.
public struct PolicyFile: Sendable {
  public static let format = "ascent-policy"
  public static let version = "1"

  public let world: Spec
  public let algorithm: Spec
  public let seed: UInt64
  /// How much was learnt.
  public let progress: Progress
  /// The digest of the configuration that it belongs to; nil where it belongs to none, and in older files.
  public var configuration: String? { file["configuration"] }
  private let file: SafeTensors

  /// The policy of a run as it is now.
  /// - Parameters:
  ///   - run: whose policy it is.
  ///   - world: how the file names the run's world; nil for its spec with every parameter.
  ///   - configuration: the digest of the configuration beside it.
  public init(_ run: HeadlessRun, world: Spec? = nil, configuration: String? = nil) {
    self.world = world ?? run.setup.fullWorldSpec
    algorithm = run.setup.fullAlgorithmSpec
    seed = run.seed
    progress = run.progress
    let policy = run.storedPolicy
    let actions: String? =
      switch run.setup.world.actionSpace {
      case .choices(let choices): choices.map(\.name).joined(separator: ",")
      case .box(let components): components.map(\.name).joined(separator: ",")
      }
    var words: [(name: String, text: String)] = [
      ("format", Self.format), ("version", Self.version), ("world", self.world.description),
      ("algorithm", algorithm.description), ("seed", String(seed)), ("steps", String(progress.steps)),
      ("episodes", String(progress.episodes)), ("updates", String(progress.updates)), ("policy", policy.kind),
    ]
    if let configuration { words.append(("configuration", configuration)) }
    words += policy.facts.map { ($0.name, "\($0.value)") }
    if let actions { words.append(("actions", actions)) }
    words.append(("discount", "\(run.setup.world.reportedDiscount)"))
    words += policy.parts.map { ("about \($0.tensor.name)", $0.meaning) }
    file = SafeTensors(metadata: words, policy.parts.map(\.tensor)).sealed()
  }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// Reads a file's bytes.
  /// - Throws: a `ParameterError` where they are no such file; it does not name the file.
  public init(reading bytes: [UInt8]) throws(ParameterError) {
    file = try SafeTensors(reading: bytes)
    guard file["format"] == Self.format else {
      throw Self.broken("it has tensors, but not from `ascent train --out`; its `format` must be \(Self.format)")
    }
    guard file["version"] == Self.version else {
      throw Self.broken(
        "its version is \(file["version"] ?? "missing"); this program reads version \(Self.version)")
    }
    try file.requireSeal()
    world = try Spec(try Self.text("world", file))
    algorithm = try Spec(try Self.text("algorithm", file))
    seed = try Self.number("seed", file)
    progress = Progress(
      steps: try Self.number("steps", file), episodes: try Self.number("episodes", file),
      updates: try Self.number("updates", file))
  }

  /// World and algorithm, with the policy in place where a learner of theirs begins.
  /// - Parameter other: a world with the same observations and actions that takes the place of the policy's own.
  /// - Throws: a `ParameterError` where the catalogue does not have them, or the numbers do not fit.
  public func setup(on other: Spec? = nil) throws(ParameterError) -> Setup {
    if let other {
      let (own, wanted) = (try Self.prepared(world), try Self.prepared(other))
      guard wanted.isLike(own) else {
        throw ParameterError(
          "the policy was learnt on `\(world.id)`, and `\(other)` has other observations or actions; "
            + "leave out `-w`, or give the same world with other chances or rewards")
      }
    }
    var setup = try Setup(world: other ?? world, algorithm: algorithm)
    setup.policy = try setup.make(0).learner.storedPolicy.matching(file.tensors)
    return setup
  }

  private static func prepared(_ spec: Spec) throws(ParameterError) -> PreparedWorld {
    try Catalogue.world(spec.id).prepared(spec.assignments)
  }

  private static func text(_ name: String, _ file: SafeTensors) throws(ParameterError) -> String {
    guard let text = file[name] else { throw broken("there is no `\(name)` among its words; it must be there") }
    return text
  }

  private static func number<Number: FixedWidthInteger>(
    _ name: String, _ file: SafeTensors
  ) throws(ParameterError) -> Number {
    let text = try text(name, file)
    guard let number = Number(text), number >= 0 else {
      throw broken("its `\(name)` is `\(text)`; it must be a whole number from 0 on")
    }
    return number
  }

  private static func broken(_ what: String) -> ParameterError { ParameterError(what, kind: .brokenInput) }
}
