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

/// Refuses a number below one, by the name of its option.
func requirePositive(_ value: Int?, _ option: String) throws(ParameterError) {
  if let value, value < 1 { throw ParameterError("`--\(option)` is \(value); it must be at least 1") }
}
