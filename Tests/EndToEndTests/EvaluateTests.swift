import Foundation
import Testing

/// `ascent train` and `ascent evaluate`, as scripts use them.
@Suite struct EvaluateTests {
  @Test("evaluate gives each algorithm a row, the same for the same seed")
  func rows() throws {
    let arguments = [
      "evaluate", "-w", "aliased-corridor", "-a", "reinforce", "q-learning:alpha=0.2", "-a", "td-actor-critic",
      "--train-episodes", "300", "--episodes", "10", "-s", "3", "--json",
    ]
    let rows = try Self.lines(arguments)
    #expect(rows == (try Self.lines(arguments)))
    #expect(rows.map { $0["algorithm"]?.text } == ["reinforce", "q-learning:alpha=0.2", "td-actor-critic"])
    for row in rows {
      #expect(row["type"]?.text == "evaluation" && row["policy"]?.text == "sampled")
      #expect(row["episodes"]?.number == 10 && row["seed"]?.number == 3)
      #expect(row["std"]?.number != nil && row["mean"]?.number != nil && row["objective"]?.number != nil)
    }
  }

  @Test("greedy Q-learning is judged by its greedy policy's exact J")
  func greedy() throws {
    let rows = try Self.lines([
      "evaluate", "-w", "aliased-corridor", "-a", "q-learning", "--greedy", "--train-episodes", "2000", "--json",
    ])
    // It shuttles in one half for ever.
    #expect(rows[0]["policy"]?.text == "greedy")
    #expect(abs(try #require(rows[0]["objective"]?.number) + 35.2) < 0.5)
  }

  @Test("train evaluates at its end where it is asked to, before the summary")
  func train() throws {
    let rows = try Self.lines([
      "train", "-w", "pendulum", "-a", "reinforce", "--episodes", "4", "--every", "2", "--evaluate", "3", "--json",
    ])
    #expect(rows.map { $0["type"]?.text } == ["episode", "episode", "evaluation", "summary"])
    #expect(rows.prefix(2).map { $0["episode"]?.number } == [1, 3])
    #expect(rows[2]["episodes"]?.number == 3 && rows[2]["steps"] == rows[3]["steps"] && rows[2]["objective"] == .null)
  }

  @Test("^C ends training with status 130, and what was learnt is summed up")
  func interrupt() throws {
    let session = try Session()
    let file = "\(Scratch.directory)/\(UUID().uuidString)"
    try session.start(
      "ascent train -w gridworld -a reinforce --seconds 600 --every 1000000000 --json > \(file)", drawing: false)
    try session.wait(until: "the progress bar") { try session.screen().contains { $0.contains("episode") } }
    try session.keys("C-c")
    #expect(try session.finish() == 130)
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
      try StrictJSON(String($0))
    }
    #expect(rows.map { $0["type"]?.text } == ["episode", "summary"])
    #expect(try !session.screen().contains { $0.contains("] episode") })
  }

  @Test("a closed pipe ends training at once and in silence")
  func closedPipe() throws {
    let program = "\(Program.directory)/ascent"
    let ended = try execute([
      "sh", "-c", "'\(program)' train -w aliased-corridor -a reinforce --seconds 600 --json | head -n 1",
    ])
    #expect(ended.status == 0 && ended.errors.isEmpty)
    #expect(ended.output.split(separator: "\n").count == 1)
  }

  @Test("progress is for terminals: nothing but results is printed elsewhere")
  func quiet() throws {
    let ended = try Program.run(["train", "-w", "gridworld", "-a", "td-actor-critic", "--seconds", "0.5"])
    #expect(ended.status == 0 && ended.errors.isEmpty && !ended.output.contains("\u{1B}"))
  }

  static func lines(_ arguments: [String]) throws -> [StrictJSON] {
    let ended = try Program.run(arguments)
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    return try ended.output.split(separator: "\n").map { try StrictJSON(String($0)) }
  }
}
