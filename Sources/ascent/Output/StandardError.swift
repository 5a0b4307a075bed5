import Glibc

/// Writes text to standard error, at once and as it is.
func writeError(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    bytes = bytes.dropFirst(count)
  }
}

/// Prints `ascent: message` as one line on standard error, the form of every error of this program.
func printError(_ message: String) {
  writeError("ascent: \(message)\n")
}
