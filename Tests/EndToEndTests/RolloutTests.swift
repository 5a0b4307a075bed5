import Foundation
import Recorded
import Testing

/// `ascent rollout`, as scripts use it.
@Suite struct RolloutTests {
  @Test("each of Gymnasium's transitions comes out of the program to 1e-6", arguments: gymnasiumPendulum)
  func gymnasium(row: [Double]) throws {
    let actions = try Scratch.file("\(row[2])\n")
    let lines = try Self.lines(["-w", "pendulum", "--state", "[\(row[0]),\(row[1])]", "--actions", actions])
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line["state"]?.numbers == [row[0], row[1]] && line["action"]?.numbers == [row[2]])
    #expect(zip(try #require(line["next"]).numbers, row[5...7]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(try #require(line["reward"]?.number) - row[8]) < 1e-6)
    #expect(line["ending"]?.text == "none")
  }

  @Test(
    "those of worlds whose observation is their state likewise",
    arguments: [
      ("cart-pole", 4, gymnasiumCartPole), ("mountain-car", 2, gymnasiumMountainCar),
      ("mountain-car-continuous", 2, gymnasiumMountainCarContinuous),
    ])
  func gymnasiumStates(world: String, size: Int, rows: [[Double]]) throws {
    for row in rows {
      let (state, action) = (Array(row[..<size]), row[size])
      let file = try Scratch.file("\(action == action.rounded() ? "\(Int(action))" : "\(action)")\n")
      let lines = try Self.lines(["-w", world, "--state", "\(state)", "--actions", file])
      let line = try #require(lines.first)
      #expect(lines.count == 1 && line["state"]?.numbers == state && line["action"]?.numbers == [action])
      let next = try #require(line["next"]).numbers
      #expect(next.count == size && zip(next, row[(size + 1)...]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(row)")
      #expect(abs(try #require(line["reward"]?.number) - row[2 * size + 1]) < 1e-6)
      #expect(line["ending"]?.text == (row[2 * size + 2] == 1 ? "terminated" : "none"))
    }
  }

  @Test("a state that one step has printed is where the next begins, to the bit")
  func chain() throws {
    let actions = try Scratch.file("1.5\n-7\n0.25\n")
    let lines = try Self.lines(["-w", "pendulum", "--actions", actions, "-s", "4"])
    #expect(lines.map { $0["t"]?.number } == [0, 1, 2])
    // Clipped by the world, and recorded as it was given.
    #expect(lines[1]["action"]?.numbers == [-7])
    for index in 1..<3 {
      let state = try #require(lines[index]["state"]).numbers.map { "\($0)" }.joined(separator: ",")
      let action = try Scratch.file("\(try #require(lines[index]["action"]).numbers[0])\n")
      let again = try Self.lines(["-w", "pendulum", "--state", state, "--actions", action])
      #expect(again[0]["next"] == lines[index]["next"] && again[0]["reward"] == lines[index]["reward"])
    }
  }

  @Test(
    "every state and action of a tabular world leads where its model says",
    arguments: ["aliased-corridor", "short-corridor", "gridworld:size=3"])
  func model(world: String) throws {
    let model = try StrictJSON(try Program.run(["model", "-w", world, "--json"]).output)
    let names = try #require(model["actions"]).elements.compactMap(\.text)
    for (state, actions) in try #require(model["transitions"]).elements.enumerated() {
      for (action, outcomes) in actions.elements.enumerated() {
        // By name and by index in turns.
        let file = try Scratch.file(state.isMultiple(of: 2) ? names[action] : "\(action)")
        let line = try Self.lines(["-w", world, "--state", "[\(state)]", "--actions", file])[0]
        let outcome = outcomes.elements[0].elements
        #expect(line["state"]?.numbers == [Double(state)] && line["action"]?.numbers == [Double(action)])
        #expect(line["reward"] == outcome[2] && line["ending"] == outcome[3])
      }
    }
  }

  @Test("after an ending the next action begins another episode, in the state asked for")
  func episodes() throws {
    let actions = try Scratch.file("S\n\nE\n3\n")
    let lines = try Self.lines(["-w", "aliased-corridor", "--state", "2", "--actions", actions])
    #expect(lines.map { $0["episode"]?.number } == [1, 2, 2] && lines.map { $0["t"]?.number } == [0, 0, 1])
    #expect(lines.map { $0["ending"]?.text } == ["terminated", "none", "none"])
    #expect(lines.map { $0["state"]!.numbers } == [[2], [2], [3]])
    #expect(
      try Self.lines(["-w", "aliased-corridor", "--state", "2", "--actions", actions, "--episodes", "1"]).count == 1)
  }

  @Test("without a file actions are uniform, the same for the same seed, for as many episodes as asked")
  func uniform() throws {
    let arguments = ["-w", "aliased-corridor", "--episodes", "400", "--policy", "uniform", "-s", "7"]
    let lines = try Self.lines(arguments)
    #expect(lines == (try Self.lines(arguments)))
    #expect(lines != (try Self.lines(arguments.dropLast() + ["8"])))
    #expect(lines.last?["episode"]?.number == 400 && lines.count { $0["ending"]?.text != "none" } == 400)
    for action in 0..<4 {
      let share = Double(lines.count { $0["action"]?.numbers == [Double(action)] }) / Double(lines.count)
      // Some thousand draws: four standard deviations.
      #expect(abs(share - 0.25) < 4 * (0.1875 / Double(lines.count)).squareRoot())
    }
    let torques = try Self.lines(["-w", "pendulum", "--episodes", "5"]).compactMap { $0["action"]?.numbers.first }
    #expect(torques.count == 1000 && torques.allSatisfy { (-2...2).contains($0) })
    // The deviation of a uniform draw within ±2 is 2/√3.
    let tolerance = 4 * 2 / Double(3 * 1000).squareRoot()
    #expect(abs(torques.reduce(0, +) / 1000) < tolerance)
  }

  @Test("actions come in over a pipe, from standard input")
  func standardInput() throws {
    let file = try Scratch.file("0.5\n-0.5\n")
    let ended = try Program.run(["rollout", "-w", "pendulum", "--actions", "-", "--json"], input: file)
    #expect(ended.status == 0 && ended.output.split(separator: "\n").count == 2)
  }

  @Test(
    "an actions file's fault is named by file, line and column",
    arguments: [
      ("aliased-corridor", "N\nX\n", ":2:1: ", "there is no action `X`"),
      ("aliased-corridor", "N\n  4\n", ":2:3: ", "0 to 3"),
      ("aliased-corridor", "N E\n", ":1:3: ", "one action a line"),
      ("pendulum", "1\n\n0.5 much\n", ":3:5: ", "no more"),
      ("pendulum", "nan\n", ":1:1: ", "no number"),
    ])
  func faults(world: String, text: String, place: String, advice: String) throws {
    let file = try Scratch.file(text)
    let ended = try Program.run(["rollout", "-w", world, "--actions", file])
    #expect(ended.status == 78)
    #expect(ended.errors.hasPrefix("ascent: \(file)\(place)") && ended.errors.contains(advice), "\(ended.errors)")
    #expect(ended.errors.count { $0 == "\n" } == 1)
  }

  static func lines(_ arguments: [String]) throws -> [StrictJSON] {
    let ended = try Program.run(["rollout", "--json"] + arguments)
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    return try ended.output.split(separator: "\n").map { try StrictJSON(String($0)) }
  }
}
