import Foundation
import Testing

/// `ascent compare` with its folder.
@Suite struct CompareTests {
  private static let comparison = [
    "compare", "-w", "gridworld:size=4", "-a", "reinforce", "-a", "td-actor-critic:alpha=0.2", "--episodes", "200",
  ]
  private static let tables = ["curves.csv", "curves.svg", "differences.csv", "runs.csv"]

  private func compare(_ folder: String, seeds: Int = 3, _ more: [String] = []) throws -> Ended {
    try Program.run(Self.comparison + ["--seeds", "\(seeds)", "--out", folder] + more)
  }

  @Test("runs are kept, and done again only where they are missing: tables and picture come out the same")
  func resume() throws {
    let folder = KeptRun.newPath()
    let ended = try compare(folder)
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    #expect(try KeptRun.names(in: folder) == ["comparison.json"] + Self.tables.prefix(3) + ["runs", "runs.csv"])
    let runs = try KeptRun.names(in: folder + "/runs")
    #expect(runs.count == 6 && runs[0] == "1-reinforce-seed-1.json")
    let before = try Self.tables.map { try KeptRun.bytes(folder, $0) }
    let kept = try KeptRun.bytes(folder, "runs/" + runs[1])
    try FileManager.default.removeItem(atPath: folder + "/runs/" + runs[4])
    #expect(try compare(folder, ["--jobs", "1"]).output == ended.output)
    #expect(try Self.tables.map { try KeptRun.bytes(folder, $0) } == before)
    #expect(try KeptRun.bytes(folder, "runs/" + runs[1]) == kept && KeptRun.names(in: folder + "/runs") == runs)
    // And on with more seeds, and another algorithm.
    #expect(try compare(folder, seeds: 4, ["-a", "qac"]).status == 0)
    #expect(try KeptRun.names(in: folder + "/runs").count == 12)
    let table = try String(contentsOfFile: folder + "/runs.csv", encoding: .utf8)
    #expect(table.hasPrefix("algorithm,seed,episode,return\nreinforce,1,10,-"))
    #expect(table.split(separator: "\n").count == 1 + 3 * 4 * 20)
  }

  @Test("after ^C what has ended is shown and kept")
  func interruption() throws {
    let session = try Session()
    let folder = KeptRun.newPath()
    try session.start(
      "ascent compare -w gridworld -a reinforce -a qac --steps 1000000 --jobs 1 --seeds 200 --out \(folder)",
      drawing: false)
    try session.wait(until: "a run to end") {
      (try? KeptRun.names(in: folder + "/runs"))?.contains { $0.hasSuffix(".json") } == true
    }
    try session.wait(until: "the progress") {
      (try? session.screen())?.contains { $0.contains(" of 400 runs, ") } == true
    }
    try session.keys("C-c")
    #expect(try session.finish() == 130)
    let kept = try KeptRun.names(in: folder + "/runs").filter { $0.hasSuffix(".json") }
    #expect((1..<400).contains(kept.count))
    let table = try String(contentsOfFile: folder + "/runs.csv", encoding: .utf8)
    #expect(table.split(separator: "\n").count == 1 + 20 * kept.count)
  }

  @Test("another comparison, a stranger's folder and a broken file are refused in one line, and nothing is lost")
  func refusals() throws {
    let folder = KeptRun.newPath()
    #expect(try compare(folder, seeds: 1).status == 0)
    func refusal(_ arguments: [String]) throws -> String {
      let ended = try Program.run(arguments + ["--seeds", "1", "--out", folder])
      #expect(ended.status != 0 && ended.errors.split(separator: "\n").count == 1)
      return ended.errors
    }
    var other = Self.comparison
    other[2] = "gridworld:size=5"
    #expect(try refusal(other).contains("has a comparison with another `world`"))
    #expect(try refusal(Self.comparison.dropLast() + ["100"]).contains("another `episodes`: 200 there, 100 here"))
    #expect(
      try refusal(["compare", "-w", "gridworld:size=4", "-a", "qac", "--episodes", "200"]).contains("name these first"))
    let file = folder + "/runs/1-reinforce-seed-1.json"
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    try whole.prefix(50).write(to: URL(fileURLWithPath: file))
    #expect(try refusal(Self.comparison).contains("1-reinforce-seed-1.json:1:"))
    try Data("{}".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try refusal(Self.comparison).contains("this is no run of the comparison"))
    // What another seed or another algorithm came to.
    func replace(_ one: String, _ other: String, of data: Data, in file: String) throws {
      let text = try #require(String(data: data, encoding: .utf8))
      #expect(text.contains(one))
      try Data(text.replacingOccurrences(of: one, with: other).utf8).write(to: URL(fileURLWithPath: file))
    }
    try replace("\"seed\":1", "\"seed\":2", of: whole, in: file)
    #expect(
      try refusal(Self.comparison).hasSuffix(
        "1-reinforce-seed-1.json: its `seed` is 2, where by its name it is 1; remove it to have it done again\n"))
    try replace("\"reinforce:", "\"qac:", of: whole, in: file)
    #expect(try refusal(Self.comparison).contains("its `algorithm` is \"qac:"))
    try whole.write(to: URL(fileURLWithPath: file))
    #expect(try compare(folder, seeds: 1).status == 0)
    let head = try KeptRun.bytes(folder, "comparison.json")
    try replace("\"version\": 1", "\"version\": 2", of: head, in: folder + "/comparison.json")
    #expect(
      try refusal(Self.comparison).hasSuffix(
        "comparison.json: its `version` is 2; this program reads version 1; name another folder\n"))
  }

  @Test("runs without a score hide no others, and what diverged is said to have")
  func diverged() throws {
    let ended = try Program.run([
      "compare", "-w", "pendulum:horizon=40", "-a", "ddpg:units=8,batch=8,actor-rate=10,critic-rate=10,start=20", "-a",
      "reinforce", "--steps", "200", "--seeds", "2", "--points", "2",
    ])
    let rows = ended.output.split(separator: "\n")
    #expect(ended.status == 0 && rows[1].contains("  2, 2 diverged  diverged") && !rows[1].contains("no episode yet"))
    #expect(rows[2].hasPrefix("reinforce") && rows[2].contains("  2     "))
  }

  @Test("killed at any moment it loses the runs in flight alone, and goes on with them")
  func killed() throws {
    let (folder, whole) = (KeptRun.newPath(), KeptRun.newPath())
    let arguments = { (folder: String, seeds: Int) in
      [
        "compare", "-w", "gridworld:size=4", "-a", "reinforce", "-a", "qac", "--steps", "20000", "--seeds", "\(seeds)",
        "--jobs", "2", "--out", folder,
      ]
    }
    func runs() -> [String] { (try? KeptRun.names(in: folder + "/runs")) ?? [] }
    let process = try Program.start(arguments(folder, 500))
    while !runs().contains(where: { $0.hasSuffix(".json") }) { usleep(1000) }
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    #expect(status & 0x7F == SIGKILL)
    let kept = Set(runs().filter { $0.hasSuffix(".json") })
    // As they are begun: of what was begun before the last that is there, at most one was in flight.
    let order = (1...500).flatMap { ["1-reinforce-seed-\($0).json", "2-qac-seed-\($0).json"] }
    let last = try #require(order.lastIndex { kept.contains($0) })
    #expect(kept.count >= last)
    // Two seeds more than it had come to.
    let seeds = last / 2 + 3
    let before = try kept.map { try KeptRun.bytes(folder, "runs/" + $0) }
    let ended = try Program.run(arguments(folder, seeds))
    #expect(ended.status == 0 && ended.errors.isEmpty)
    #expect(try kept.map { try KeptRun.bytes(folder, "runs/" + $0) } == before)
    #expect(runs().sorted() == order.prefix(2 * seeds).sorted())
    #expect(try Program.run(arguments(whole, seeds)).status == 0)
    for table in Self.tables { #expect(try KeptRun.bytes(folder, table) == KeptRun.bytes(whole, table)) }
  }
}
