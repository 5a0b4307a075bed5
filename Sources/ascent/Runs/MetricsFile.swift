import Glibc
import Learn

/// `metrics.csv`: a row for each episode, with the column names of CleanRL, so that its tools and habits fit.
///
/// `global_step` is the step of the world at which the episode ended, `charts/episodic_return` and `charts/episodic_length`
/// are its own, `charts/SPS` is the steps a second so far. What follows are losses and the like as they stood then, with
/// nothing before the first update. Rows go into a file beside it as they come, so that a long run
/// takes no memory, and the file gets its name when the run has ended.
final class MetricsFile {
  private static let head = "global_step,charts/episodic_return,charts/episodic_length,charts/SPS"
  private static let bufferSize = 1 << 16

  private let path: String
  private let part: String
  private let file: Int32
  private var buffer: [UInt8]
  /// The first thing that went wrong; rows after it are not written.
  private var trouble: SystemError?

  /// - Parameter columns: of the algorithm's metrics.
  init(_ path: String, columns: [String]) throws(SystemError) {
    self.path = path
    part = WholeFile.part(of: path)
    file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    buffer = Array((([Self.head] + columns).joined(separator: ",") + "\n").utf8)
    guard file >= 0 else { throw SystemError(errno) }
  }

  func add(_ episode: HeadlessProbe.EpisodeReport, seconds: Double) {
    let speed = seconds > 0 ? Int(Double(episode.steps) / seconds) : 0
    let metrics = episode.metrics.map { $0.isNaN ? "," : ",\($0)" }.joined()
    buffer += Array("\(episode.steps),\(episode.return),\(episode.length),\(speed)\(metrics)\n".utf8)
    if buffer.count >= Self.bufferSize { flush() }
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard trouble == nil else { return }
    do throws(SystemError) {
      try WholeFile.append(buffer, to: file)
    } catch {
      trouble = error
    }
  }

  /// Gives the file its name.
  func finish() throws(SystemError) {
    flush()
    if let trouble {
      close(file)
      unlink(part)
      throw trouble
    }
    try WholeFile.finish(file)
    guard rename(part, path) == 0 else { throw SystemError(errno) }
    WholeFile.syncFolder(of: path)
  }
}
