import ArgumentParser
import Glibc
import Learn
import Worlds

// The options that several commands share, each with one name and one meaning.

struct WorldOption: ParsableArguments {
  @Option(name: .shortAndLong, help: "The world, such as gridworld:size=5.", completion: .worlds)
  var world: String

  /// - Throws: a `ParameterError` that names the nearest world or parameter.
  func prepared() throws(ParameterError) -> (spec: Spec, world: PreparedWorld) {
    let spec = try Spec(world)
    return (spec, try Catalogue.world(spec.id).prepared(spec.assignments))
  }
}

struct SeedOption: ParsableArguments {
  @Option(name: .shortAndLong, help: "Every random draw comes from it.")
  var seed: UInt64 = 1
}

struct JSONFlag: ParsableArguments {
  @Flag(help: "One JSON object a line.")
  var json = false
}

/// Columns and rows of a picture.
struct SizeOption: ParsableArguments {
  @Option(help: "Columns and rows of the picture. (default: 120x36, or less where it is shown on a smaller terminal)")
  var size: String?

  private static let range = 1...500
  private static let standard = (columns: 120, rows: 36)

  /// - Parameters:
  ///   - isShown: whether the picture goes to standard output, which may be a terminal.
  ///   - lines: that are to be in sight beside it.
  func parsed(isShown: Bool = false, beside lines: Int = 2) throws(ParameterError) -> (columns: Int, rows: Int) {
    guard let size else {
      guard isShown, let window = Self.window else { return Self.standard }
      return (min(Self.standard.columns, window.columns), min(Self.standard.rows, max(window.rows - lines, 10)))
    }
    let numbers = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
      Self.range.contains(columns), Self.range.contains(rows)
    else {
      throw ParameterError("`--size` is `\(size)`; write columns and rows, from 1x1 to 500x500, as in 120x36")
    }
    return (columns, rows)
  }
}

extension SizeOption {
  /// Columns and rows of the terminal that standard output is; nil where it is none.
  static var window: (columns: Int, rows: Int)? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return nil }
    return (Int(window.ws_col), Int(window.ws_row))
  }
}

/// Refuses a number below one, by the name of its option.
func requirePositive(_ value: Int?, _ option: String) throws(ParameterError) {
  if let value, value < 1 { throw ParameterError("`--\(option)` is \(value); it must be at least 1") }
}
