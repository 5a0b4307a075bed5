import Glibc

/// Prints `ascent: message` as one line on standard error, the form of every error of this program.
func printError(_ message: String) {
  var line = "ascent: \(message)\n"
  // All at once, so that lines of several threads do not mix.
  line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
}
