import ArgumentParser
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
  @Option(help: "Columns and rows of the picture.")
  var size = "120x36"

  private static let range = 1...500

  func parsed() throws(ParameterError) -> (columns: Int, rows: Int) {
    let numbers = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
      Self.range.contains(columns), Self.range.contains(rows)
    else {
      throw ParameterError("`--size` is `\(size)`; write columns and rows, from 1x1 to 500x500, as in 120x36")
    }
    return (columns, rows)
  }
}

/// Refuses a number below one, by the name of its option.
func requirePositive(_ value: Int?, _ option: String) throws(ParameterError) {
  if let value, value < 1 { throw ParameterError("`--\(option)` is \(value); it must be at least 1") }
}
