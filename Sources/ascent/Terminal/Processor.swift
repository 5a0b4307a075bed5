import CNcurses
import Glibc

/// Ends the program with one clear line where this processor lacks instructions that the Swift code
/// was built with; else it would die by SIGILL at its first vector operation.
///
/// To be called before anything else. Not inlined, so that nothing of the caller moves before it.
@inline(never)
func requireProcessor() {
  ascent_require_processor(UInt32(ascent_built_for))
}

enum Processor {
  /// What the system calls this processor; its architecture where it has no name for it.
  static var name: String {
    if let file = fopen("/proc/cpuinfo", "r") {
      defer { fclose(file) }
      var line: UnsafeMutablePointer<CChar>?
      var capacity = 0
      defer { free(line) }
      while getline(&line, &capacity, file) >= 0, let line {
        let sides = String(cString: line).split(separator: ":", maxSplits: 1)
        guard sides.count == 2, sides[0].hasPrefix("model name") else { continue }
        return sides[1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
    var system = utsname()
    uname(&system)
    return withUnsafeBytes(of: system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
