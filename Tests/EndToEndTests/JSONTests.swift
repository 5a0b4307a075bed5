import Foundation
import Testing

/// docs/json.md against the program: every line of every command, key by key.
@Suite struct JSONTests {
  @Test(
    "every line that a command prints has the keys that docs/json.md shows, in that order",
    arguments: [
      ["list"], ["list", "worlds"], ["list", "algorithms"], ["list", "scenes"],
      ["train", "-w", "aliased-corridor", "-a", "q-learning", "--episodes", "20", "--evaluate", "1", "--greedy"],
      ["train", "-w", "pendulum", "-a", "reinforce-baseline:sigma=0.5", "--steps", "500", "--evaluate", "2"],
      ["train", "-w", "gridworld:size=3", "-a", "td-actor-critic:alpha=1e9", "--steps", "200000", "--every", "100000"],
      ["evaluate", "-w", "gridworld:size=3", "-a", "reinforce", "q-learning", "--train-episodes", "5"],
      ["rollout", "-w", "pendulum"], ["rollout", "-w", "gridworld:size=3,slip=0.5", "--episodes", "3"],
      ["model", "-w", "aliased-corridor"], ["model", "-w", "gridworld:size=3,horizon=none"],
      ["gradients", "-w", "short-corridor", "--batches", "2", "--critic", "learned:5"], ["list", "estimators"],
      ["gradients", "-w", "two-state-loop:horizon=none"],
      ["bench", "--steps", "500", "--repeats", "2"], ["learn", "gridworld/cem-tabular"],
      ["compare", "-w", "gridworld:size=3", "-a", "reinforce", "-a", "qac", "--steps", "500", "--seeds", "2"],
    ])
  func keys(arguments: [String]) throws {
    let shapes = try Self.documented(arguments[0])
    let ended = try Program.run(arguments + ["--json"])
    #expect(ended.status == 0 && ended.errors.isEmpty && ended.output.hasSuffix("\n"))
    let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(!lines.isEmpty)
    for line in lines {
      let object = try StrictJSON(String(line))
      let shape = try #require(shapes.first { $0.keys == object.keys && $0["type"] == object["type"] }, "\(line)")
      for key in ["parameters", "components"] {
        guard let parts = shape[key]?.elements, let first = parts.first?.keys, !first.isEmpty else { continue }
        #expect(object[key]?.elements.allSatisfy { $0.keys == first } == true, "\(line)")
      }
    }
  }

  @Test("a default lies in its range, on every world")
  func ranges() throws {
    let list = try Program.run(["list", "--json"]).output.split(separator: "\n").map { try StrictJSON(String($0)) }
    var (intervals, exceptions) = (0, 0)
    for entry in list {
      for parameter in entry["parameters"]?.elements ?? [] {
        let (values, ranges) = (try #require(parameter["defaultOn"]), try #require(parameter["rangeOn"]))
        // Those without a name are where nothing is different.
        for world in Set(values.keys + ranges.keys).union([""]) {
          let value = (values[world] ?? parameter["default"])?.number
          let range = try #require((ranges[world] ?? parameter["range"])?.text)
          let ends = range.split(separator: "…").compactMap { Double($0.prefix { "-0123456789.e".contains($0) }) }
          guard let value, range.contains("…"), ends.count == 2 else { continue }
          #expect(ends[0] <= value && value <= ends[1], "\(entry["id"]?.text ?? "") on \(world): \(parameter)")
          intervals += 1
          if ranges[world] != nil { exceptions += 1 }
        }
      }
    }
    #expect(intervals > 100 && exceptions > 0)
    let temperature = list.first { $0["id"]?.text == "cma-es" }?["parameters"]?.elements
      .first { $0["name"]?.text == "temperature" }
    #expect(temperature?["range"]?.text == "0.001…1000" && temperature?["rangeOn"]?["tetris"]?.text == "0…1000")
    #expect(temperature?["summaryOn"]?["tetris"]?.text == "τ of the soft-max; at 0 the best placement is taken")
  }

  @Test("docs/json.md has a section for every command that knows --json")
  func complete() throws {
    let commands = [
      "list", "train", "evaluate", "rollout", "model", "gradients", "compare", "learn", "figure", "bench",
    ]
    for command in commands { #expect(try !Self.documented(command).isEmpty) }
    // Whoever adds a command with the flag comes by here.
    let help = try Program.run(["--help"]).output
    let names = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst().compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ") ? line.split(separator: " ").first.map(String.init) : nil
    }.filter { $0 != "See" }
    for name in names where try Program.run([name, "--help"]).output.contains("--json") {
      #expect(commands.contains(name), "\(name) prints JSON and is not documented")
    }
  }

  /// The lines in the section of a command.
  private static func documented(_ command: String) throws -> [StrictJSON] {
    let text = try Project.contents(of: "docs/json.md")
    let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("`ascent \(command) --json`\n") }
    return try (section ?? "").split(separator: "\n").filter { $0.hasPrefix("{") }.map { try StrictJSON(String($0)) }
  }
}
