import Foundation
import Testing

/// The program without a terminal: what scripts rely on.
@Suite struct CommandLineTests {
  // MARK: Output

  @Test(
    "what was printed and is not there counts as a failure",
    arguments: [
      "list", "list --json", "model -w gridworld --json", "train -w short-corridor -a reinforce --episodes 3 --json",
      "--help",
    ])
  func fullDisk(command: String) throws {
    let ended = try execute(["sh", "-c", "\(quoted(Program.directory + "/ascent")) \(command) > /dev/full"])
    #expect(ended.status == 1)
    #expect(ended.errors.hasPrefix("ascent: standard output: ") && ended.errors.split(separator: "\n").count == 1)
  }

  @Test("a reader that has gone is no failure worth words")
  func closedPipe() throws {
    let ended = try execute([
      "sh", "-c", "\(quoted(Program.directory + "/ascent")) list --json | head -n 1 > /dev/null",
    ])
    #expect(ended.status == 0 && ended.errors == "")
  }

  @Test("a picture goes through a pipe that has a name, which stays")
  func namedPipe() throws {
    let pipe = try Scratch.newDirectory() + "/picture.txt"
    let script =
      "mkfifo \(quoted(pipe)); cat \(quoted(pipe)) & \(quoted(Program.directory + "/ascent")) snapshot -w short-corridor -a reinforce --episodes 1 -o \(quoted(pipe)); wait; test -p \(quoted(pipe))"
    let ended = try execute(["sh", "-c", script])
    #expect(ended.status == 0 && ended.output.contains("short-corridor"))
  }

  // MARK: Errors

  @Test(
    "what nobody knows is refused in one line with status 64 and the nearest names",
    arguments: [
      (["lits"], "did you mean `list`?"),
      (["-w", "gridwrld"], "did you mean `gridworld`?"),
      (["-a", "reinforc"], "did you mean `reinforce`"),
      (["-w", "gridworld:sise=3"], "did you mean `size`"),
      (["-w", "gridworld:size"], "name=value"),
      (["train", "-w", "river-swim:horizon=none", "-a", "reinforce"], "`reinforce` learns from whole ones"),
      (["train", "-w", "river-swim:horizon=none", "-a", "qac"], "no episode of `river-swim:horizon=none` ends"),
      (
        ["evaluate", "-w", "river-swim:horizon=none", "-a", "qac", "--train-episodes", "3"],
        "give `--train-steps`"
      ),
      (["-w", "gridworld:slip=2"], "`slip` is `2`"),
      (["-w", "gridworld:size=0"], "`size` is `0`"),
      (["-a", "reinforce:alpha=-1"], "`alpha` is `-1`"),
      (["-a", "reinforce:alpha=nan"], "`alpha` is `nan`"),
      (["-w", "pendulum", "-a", "q-learning"], "does not work on"),
      (["--sead", "3"], "--seed"),
      (["-s", "x"], "seed"),
      (["--theme", "blue"], "theme"),
      (["train", "-w", "gridworld"], "algorithm"),
      (["train", "-w", "gridworld", "-a", "reinforce", "--steps", "0"], "at least 1"),
      (["train", "-w", "nowhere", "-a", "reinforce"], "there is no world `nowhere`"),
      (["model", "-w", "pendulum"], "no finite model"),
      (["list", "colours"], "it can be worlds, algorithms"),
      (["--scene", "coin-tos"], "did you mean `coin-toss`?"),
      (["--scene", "coin-toss", "-w", "gridworld"], "leave out one"),
      (["--scene", "-w gridworld -x 3"], "`-x` is no part of a set-up"),
      (["list", "scenes", "nope"], "`nope` is one argument too many"),
      (["compare", "-a", "reinforce", "--seeds", "-1"], "a number below zero is written `--seeds=-1`"),
      (["list", "world"], "did you mean `worlds`?"),
      (["help", "trian"], "did you mean `train`?"),
      (["-s", "3", "train", "-w", "gridworld", "-a", "reinforce"], "come after its name"),
      (["--theme", "drak"], "did you mean `dark`?"),
      (["train", "-s", "x", "-w", "gridworld", "-a", "reinforce"], "see `ascent train --help`"),
      (["rollout", "-w", "gridworld", "--policy", "unifrm"], "did you mean `uniform`?"),
      (["bench", "pendlum"], "did you mean `pendulum`?"),
      (["gradients", "-w", "short-corridor", "-e", "qca"], "did you mean `qac`?"),
      (["gradients", "-w", "short-corridor", "--theta", "1"], "has 2"),
      (["learn", "gridwrld"], "did you mean `gridworld`?"),
      (["figure", "13.3"], "there is 13.1 and 13.2"),
      (["--generate-completion-script", "ksh"], "can't"),
      (["evaluate", "-w", "gridworld", "-a", "reinforce", "nowhere"], "there is no algorithm `nowhere`"),
      (["evaluate", "-w", "gridworld", "-a", "reinforce", "--train-steps", "0"], "`--train-steps` is 0"),
      (["evaluate", "-w", "gridworld", "-a", "reinforce", "--until", "luck > 1"], "no `luck`"),
      (["rollout", "-w", "pendulum", "--state", "[0,9]"], "no state of `pendulum`"),
      (["rollout", "-w", "pendulum", "--state", "[0,x]"], "`x` in `--state`"),
      (["rollout", "-w", "gridworld:size=3", "--state", "[9]"], "[0] to [8]"),
      (["rollout", "-w", "pendulum", "--episodes", "0"], "at least 1"),
      (["rollout", "-w", "pendulum", "--actions", "-", "--policy", "uniform"], "give one"),
    ])
  func unknown(arguments: [String], advice: String) throws {
    try expectFailure(arguments, status: 64, saying: advice)
  }

  @Test("a file that is not there is refused with status 66")
  func missingMap() throws {
    try expectFailure(["--map", "/nowhere/map.txt"], status: 66, saying: "/nowhere/map.txt")
    try expectFailure(
      ["train", "-w", "gridworld:map=/nowhere/map.txt", "-a", "reinforce"], status: 66, saying: "map.txt")
    try expectFailure(
      ["rollout", "-w", "gridworld", "--actions", "/nowhere/actions.txt"], status: 66, saying: "actions.txt")
  }

  @Test("a broken map is refused with status 78 and the place of the fault")
  func brokenMap() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("map-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("S..\n.x.\n..G\n".utf8).write(to: file)
    try expectFailure(["--map", file.path], status: 78, saying: "\(file.path):2:2: ")
    try expectFailure(["model", "-w", "gridworld:map=\(file.path)"], status: 78, saying: ":2:2: ")
  }

  private func expectFailure(_ arguments: [String], status: Int, saying text: String) throws {
    let ended = try Program.run(arguments)
    #expect(ended.status == status)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.hasPrefix("ascent: ") && ended.errors.hasSuffix("\n"))
    #expect(ended.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(ended.errors)")
    #expect(ended.errors.contains(text), "\(ended.errors)")
  }

  // MARK: What is asked for

  @Test(
    "--version and --help go to standard output",
    arguments: [
      ["--version"], ["--help"], ["-h"], ["help"], ["help", "train"],
      ["list", "--help"], ["train", "--help"], ["evaluate", "--help"], ["rollout", "--help"], ["model", "--help"],
      ["bench", "--help"], ["learn", "--help"], ["gradients", "--help"], ["figure", "--help"],
    ])
  func help(arguments: [String]) throws {
    let ended = try Program.run(arguments)
    #expect(ended.status == 0 && ended.errors.isEmpty)
    if arguments == ["--version"] {
      #expect(try ended.output.wholeMatch(of: Regex(#"\d+\.\d+\.\d+\n"#)) != nil)
    } else {
      #expect(ended.output.contains("USAGE: ascent") && ended.output.contains("Example: "))
      // An example broken by the screen's edge cannot be copied.
      #expect(ended.output.split(separator: "\n").allSatisfy { !$0.contains("  ascent ") || $0.count <= 80 })
    }
  }

  @Test("list, model and train print JSON, one object a line")
  func json() throws {
    let list = try objects(["list", "--json"])
    #expect(Set(list.compactMap { $0["kind"] as? String }) == ["world", "algorithm", "estimator"])
    #expect(list.allSatisfy { $0["id"] is String && $0["parameters"] is [Any] && $0["worksWith"] is [String] })
    let text = try Program.run(["list"])
    #expect(list.allSatisfy { text.output.contains("\($0["id"]!): ") })

    let model = try objects(["model", "-w", "aliased-corridor", "--json"])
    #expect(model.count == 1 && (model[0]["transitions"] as? [Any])?.isEmpty == false)

    let estimates = try objects([
      "gradients", "-w", "short-corridor", "-e", "gae,gae:lambda=0.5,n-step,qac", "--batches", "2", "--json",
    ]).dropFirst()
    // Named as asked for; what nobody set is among the settings.
    #expect(estimates.map { $0["estimator"] as? String } == ["gae", "gae:lambda=0.5", "n-step", "qac"])
    let settings = estimates.map { $0["settings"] as? [String: Double] }
    #expect(settings == [["lambda": 0.95], ["lambda": 0.5], ["n": 5], [:]])

    let arguments = ["train", "-w", "aliased-corridor", "-a", "reinforce", "--episodes", "20", "--json"]
    let train = try objects(arguments)
    #expect(train.count == 21 && train.dropLast().allSatisfy { $0["type"] as? String == "episode" })
    #expect(train.last?["type"] as? String == "summary" && train.last?["objective"] is NSNumber)
    #expect(
      try objects(arguments).dropLast().map { $0["return"] as? Double }
        == train.dropLast().map { $0["return"] as? Double })
  }

  @Test("gradients prints each estimator's mean and standard error by component, in blocks of eighty columns")
  func estimates() throws {
    let arguments = ["gradients", "-w", "short-corridor", "--batches", "20"]
    let text = try Program.run(arguments)
    #expect(text.status == 0)
    let table = text.output.split(separator: "\n").drop { $0 != "estimates ± standard errors" }.dropFirst()
    #expect(table.count > 3 && table.allSatisfy { $0.count <= 80 })
    let sampled = try objects(arguments + ["--json"]).dropFirst()
    #expect(table.filter { $0.contains(" ± ") }.joined().count { $0 == "±" } == 2 * sampled.count)
    for row in sampled {
      let name = try #require(row["estimator"] as? String)
      #expect(table.contains { $0.contains(name) })
    }
    // Of one batch nothing is known about the error.
    let single = try Program.run(["gradients", "-w", "short-corridor", "--batches", "1", "-e", "qac"])
    #expect(single.status == 0 && !single.output.split(separator: "errors").last!.contains("±"))
  }

  /// The lines of a successful run, read by Foundation's parser: another one than wrote them.
  @Test("of a task without end train says the average reward, and not a discounted J")
  func endless() throws {
    let arguments = ["train", "-w", "two-state-loop:horizon=none", "-a", "exact-gradient", "--steps", "500"]
    let text = try Program.run(arguments).output
    for word in ["reward    0.", "mean of the last 1000 steps", "exact ρ   0.", "best ρ    "] {
      #expect(text.contains(word))
    }
    #expect(!text.contains("exact J") && !text.contains("return"))
    let summary = try #require(try objects(arguments + ["--json"]).last)
    #expect((summary["averageReward"] as? Double ?? 0) > 0.9 && (summary["meanReward1000"] as? Double ?? 0) > 0.5)
    #expect(summary["meanReturn100"] is NSNull)
  }

  private func objects(_ arguments: [String]) throws -> [[String: Any]] {
    let ended = try Program.run(arguments)
    #expect(ended.status == 0 && ended.errors.isEmpty)
    return try ended.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
