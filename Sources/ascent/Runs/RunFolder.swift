import Glibc
import Learn
import Worlds

/// A run as a folder: `config.json`, `metrics.csv` and `policy.safetensors`, each written whole or not at all.
struct RunFolder {
  let path: String

  init(_ path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  var configuration: String { "\(path)/config.json" }
  var metrics: String { "\(path)/metrics.csv" }
  var policy: String { "\(path)/policy.safetensors" }
  private var files: [String] { [configuration, metrics, policy] }

  /// Makes the folder where it is not there, and refuses one in which something could be lost.
  /// - Parameter replacing: whether a run that is there already is to give way.
  /// - Throws: a `Failure` that says what is in the way.
  func prepare(replacing: Bool) throws(Failure) {
    var found = stat()
    if stat(path, &found) != 0 {
      UserFolder.makeFolders(to: path + "/", mode: 0o777)
      guard stat(path, &found) == 0 else { throw unwritable(SystemError(errno)) }
    }
    guard found.st_mode & S_IFMT == S_IFDIR else {
      throw Failure("`\(path)` is a file; name a folder that is new, or empty")
    }
    WholeFile.removeLeftovers(in: path, of: files)
    let names = try contents()
    let ours = files.map { String($0.dropFirst(path.count + 1)) }
    let isRun = names.contains { ours.contains($0) }
    if let stranger = names.first(where: { !ours.contains($0) }), !isRun {
      throw Failure("`\(path)` has other files in it, such as `\(stranger)`; name a folder that is new, or empty")
    }
    guard replacing || !isRun else {
      throw Failure("`\(path)` has a run in it already; name another folder, or give `--replace` to have it replaced")
    }
    guard access(path, W_OK | X_OK) == 0 else { throw unwritable(SystemError(errno)) }
  }

  /// Writes the configuration before the run, so that it can be launched again whatever happens; one that is to be replaced
  /// stays until the run has ended.
  func begin(_ configuration: RunConfiguration, replacing: Bool) throws(Failure) {
    if replacing, WholeFile.exists(self.configuration) { return }
    try write(Array(configuration.text.utf8), to: self.configuration, replacing: false)
  }

  /// Writes what the run has come to.
  func end(_ configuration: RunConfiguration, _ metrics: MetricsFile, _ policy: PolicyFile) throws(Failure) {
    do throws(SystemError) {
      try metrics.finish()
    } catch {
      throw unwritable(error, self.metrics)
    }
    try write(policy.bytes, to: self.policy)
    try write(Array(configuration.text.utf8), to: self.configuration)
  }

  /// - Parameter columns: of the algorithm's metrics.
  func beginMetrics(columns: [String]) throws(Failure) -> MetricsFile {
    do throws(SystemError) {
      return try MetricsFile(metrics, columns: columns)
    } catch {
      throw unwritable(error, metrics)
    }
  }

  private func write(_ bytes: [UInt8], to file: String, replacing: Bool = true) throws(Failure) {
    do throws(SystemError) {
      try WholeFile.write(bytes, to: file, replacing: replacing)
    } catch {
      if error.code == EEXIST {
        throw Failure("`\(path)` has just got a run by another process; name another folder")
      }
      throw unwritable(error, file)
    }
  }

  private func unwritable(_ error: SystemError, _ file: String? = nil) -> Failure {
    Failure("`\(file ?? path)` cannot be written (\(error)); name a folder that you may write to", code: 1)
  }

  private func contents() throws(Failure) -> [String] {
    do throws(SystemError) {
      return try WholeFile.names(in: path)
    } catch {
      throw unwritable(error)
    }
  }
}
