import Glibc
import Worlds

/// What is wrong, in one line, and the code that the program ends with.
struct Failure: Error {
  let message: String
  let code: Int32

  static let usage: Int32 = 64
  static let missingInput: Int32 = 66
  static let badConfiguration: Int32 = 78

  init(_ message: String, code: Int32 = Self.usage) {
    self.message = message
    self.code = code
  }

  init(_ error: ParameterError) {
    let code =
      switch error.kind {
      case .usage: Self.usage
      case .missingInput: Self.missingInput
      case .brokenInput: Self.badConfiguration
      }
    self.init(error.description, code: code)
  }

  /// Prints `ascent: what is wrong; what would be right` to standard error and leaves.
  func exit() -> Never {
    printError(message)
    Glibc.exit(code)
  }
}
