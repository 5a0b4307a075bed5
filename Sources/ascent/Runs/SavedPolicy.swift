import Glibc
import Learn
import Worlds

/// A policy that an earlier run has left in a file.
struct SavedPolicy {
  let file: PolicyFile
  /// World and algorithm, with the policy in place.
  let setup: Setup
  /// The file's.
  let path: String

  /// - Parameters:
  ///   - path: of the run's folder, or of the file itself.
  ///   - world: what takes the place of the world that it was learnt on, as on the command line.
  /// - Throws: a `ParameterError` that says which file, what is wrong, and what would be right.
  init(_ path: String, on world: String? = nil) throws(ParameterError) {
    var found = stat()
    let isFolder = stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
    let folder = RunFolder(path)
    let name = isFolder ? folder.policy : path
    self.path = name
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try DataFile.read(name)
    } catch {
      let isUnfinished = isFolder && error.code == ENOENT && WholeFile.exists(folder.configuration)
      throw ParameterError(
        "\(name): \(error); "
          + (isUnfinished
            ? "that run has not come to its end: `ascent train \(path) --out \(path) --replace` does it again"
            : "name the folder of a run, as `ascent train --out` makes it"),
        kind: .missingInput)
    }
    let isConfigured = isFolder && WholeFile.exists(folder.configuration)
    let configuration = try isConfigured ? RunConfiguration(path: folder.configuration) : nil
    do throws(ParameterError) {
      let file = try PolicyFile(reading: bytes)
      self.file = file
      if let configuration { try Self.requireOneRun(file, configuration, in: path) }
      let own = try file.setup()
      setup = try world.map { text throws(ParameterError) in try file.setup(on: try Spec(text)) } ?? own
    } catch {
      // What the command line asks for may not fit the file: then it is the former that is wrong.
      throw ParameterError("\(name): \(error)", kind: world == nil && error.kind == .usage ? .brokenInput : error.kind)
    }
  }

  /// Whoever is killed while one run takes another's place leaves files of both: each is whole, but they do not belong together.
  private static func requireOneRun(
    _ policy: PolicyFile, _ configuration: RunConfiguration, in folder: String
  ) throws(ParameterError) {
    /// What a message says of two specs: as much as tells them from each other.
    func texts(_ one: Spec, _ other: Spec) -> (String, String) {
      one.id == other.id ? (one.description, other.description) : (one.id, other.id)
    }
    let (worlds, algorithms) = (
      texts(policy.world, configuration.world), texts(policy.algorithm, configuration.algorithm)
    )
    let pairs = [
      ("world", worlds), ("algorithm", algorithms), ("seed", ("\(policy.seed)", "\(configuration.seed)")),
    ]
    let difference: String
    if let (what, (own, other)) = pairs.first(where: { $0.1.0 != $0.1.1 }) {
      difference = "its \(what) is `\(own)`, and `\(other)` in config.json"
    } else if let digest = policy.configuration, digest != configuration.digest {
      difference = "its limits, start or cut are others than in config.json"
    } else {
      return
    }
    throw ParameterError(
      "\(difference): they are of two runs; "
        + "`ascent train \(folder) --out \(folder) --replace` does that of config.json again",
      kind: .brokenInput)
  }
}
