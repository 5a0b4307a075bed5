import Foundation
import Testing

/// Runs in folders: what `train --out` keeps, what is done again, and what opens it.
@Suite struct RunFolderTests {
  @Test(
    "a run is kept in three files, and its folder does it again to the bit",
    arguments: [
      ["-w", "cliff-walking", "-a", "sarsa", "--episodes", "50", "-s", "18446744073709551615"],
      ["-w", "pendulum", "-a", "td-actor-critic:learn-sigma=true", "--steps", "1234"],
      ["-w", "short-corridor", "-a", "reinforce", "--until", "episode >= 20", "--theta", "-1.5,1.5", "--every", "3"],
      ["-w", "frozen-lake:slippery=false", "-a", "cem-tabular", "--episodes", "450"],
    ])
  func again(arguments: [String]) throws {
    let folder = try Self.trained(arguments)
    #expect(try Self.names(in: folder) == ["config.json", "metrics.csv", "policy.safetensors"])
    let copy = Self.newPath()
    let ended = try Program.run(["train", folder, "--out", copy, "--json"])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    #expect(try Self.bytes(copy, "policy.safetensors") == Self.bytes(folder, "policy.safetensors"))
    #expect(try Self.bytes(copy, "config.json") == Self.bytes(folder, "config.json"))
    // Speeds differ, and nothing else.
    #expect(try Self.rows(copy).map { $0.dropLast() } == Self.rows(folder).map { $0.dropLast() })
    let configuration = try StrictJSON(String(contentsOfFile: folder + "/config.json", encoding: .utf8))
    #expect(configuration["format"]?.text == "ascent-run" && configuration["cut"] == .null)
    #expect(configuration["world"]?.text?.hasPrefix(arguments[1].prefix { $0 != ":" } + ":") == true)
  }

  @Test("metrics have CleanRL's columns, a row for each episode that is reported")
  func metrics() throws {
    let folder = Self.newPath()
    let lines = try EvaluateTests.lines([
      "train", "-w", "gridworld:size=4", "-a", "reinforce", "--episodes", "10", "--every", "3", "--out", folder,
      "--json",
    ])
    let text = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    #expect(text.hasPrefix("global_step,charts/episodic_return,charts/episodic_length,charts/SPS\n"))
    let (rows, episodes) = (try Self.rows(folder), lines.filter { $0["type"]?.text == "episode" })
    #expect(rows.count == 4 && rows.map { Double($0[0]) } == episodes.map { $0["steps"]?.number })
    #expect(rows.map { Double($0[1]) } == episodes.map { $0["return"]?.number })
    // The first episode's steps are all that there were, and its return −1 for each but the last.
    #expect(rows[0][0] == rows[0][2] && rows.allSatisfy { Int($0[3]) ?? 0 > 0 })
  }

  @Test("a run that the clock or ^C has cut ends at the same place when it is done again")
  func cut() throws {
    let timed = try Self.trained(["-w", "gridworld", "-a", "td-lambda-actor-critic", "--seconds", "0.3"])
    let session = try Session()
    let interrupted = Self.newPath()
    try session.start(
      "ascent train -w river-swim:horizon=none -a td-lambda-actor-critic --seconds 600 --out \(interrupted)",
      drawing: false)
    try session.wait(until: "the run to begin") { FileManager.default.fileExists(atPath: interrupted + "/config.json") }
    usleep(300_000)
    try session.keys("C-c")
    #expect(try session.finish() == 130)
    for folder in [timed, interrupted] {
      let configuration = try StrictJSON(String(contentsOfFile: folder + "/config.json", encoding: .utf8))
      #expect(configuration["cut"]?.number ?? 0 > 0)
      let copy = Self.newPath()
      #expect(try Program.run(["train", folder, "--out", copy]).status == 0)
      #expect(try Self.bytes(copy, "policy.safetensors") == Self.bytes(folder, "policy.safetensors"))
      #expect(try Self.bytes(copy, "config.json") == Self.bytes(folder, "config.json"))
    }
  }

  @Test("the command line goes before the folder, and a limit before all its limits")
  func overrides() throws {
    let folder = try Self.trained(["-w", "gridworld:size=4", "-a", "reinforce", "--episodes", "30", "-s", "5"])
    let summary = try EvaluateTests.lines(["train", folder, "-s", "6", "--steps", "77", "--json"]).last
    #expect(summary?["seed"]?.number == 6 && summary?["steps"]?.number == 77)
    #expect(summary?["world"]?.text?.contains("size=4") == true)
    let other = try EvaluateTests.lines(["train", folder, "-a", "sarsa", "--json"]).last
    #expect(other?["algorithm"]?.text == "sarsa" && other?["episodes"]?.number == 30)
  }

  @Test("a map's file is found from anywhere")
  func map() throws {
    let folder = try Scratch.newDirectory()
    try "S..\n.#.\n..G\n".write(toFile: folder + "/small.txt", atomically: true, encoding: .utf8)
    let program = quoted(Program.directory + "/ascent")
    let made = try execute([
      "sh", "-c",
      "cd \(quoted(folder)) && \(program) train -w gridworld:map=small.txt -a reinforce --episodes 3 --out run",
    ])
    #expect(made.status == 0 && made.errors.isEmpty, "\(made.errors)")
    #expect(try Program.run(["train", folder + "/run"]).status == 0)
    #expect(try Program.run(["evaluate", folder + "/run"]).status == 0)
    try FileManager.default.removeItem(atPath: folder + "/small.txt")
    #expect(try Program.run(["evaluate", folder + "/run"]).status == 66)
  }

  // MARK: Opening

  @Test(
    "what evaluate and rollout make of a folder is what the run itself would have",
    arguments: [
      "cliff-walking q-learning", "pendulum reinforce-baseline", "cart-pole reinforce",
      "aliased-corridor td-lambda-actor-critic",
      "gridworld cem-tabular",
    ])
  func evaluate(pair: String) throws {
    let words = pair.split(separator: " ").map(String.init)
    let folder = Self.newPath()
    for manner in ["--greedy", "--sampled"] {
      let trained = try EvaluateTests.lines([
        "train", "-w", words[0], "-a", words[1], "--episodes", "40", "--evaluate", "7", manner, "--out", folder,
        "--replace", "--json",
      ])
      let own = try #require(trained.first { $0["type"]?.text == "evaluation" })
      let opened = try EvaluateTests.lines(["evaluate", folder, "--episodes", "7", manner, "--json"])
      #expect(opened.count == 1)
      for key in ["mean", "std", "steps", "objective", "policy", "seed", "truncated"] {
        #expect(opened[0][key] == own[key], "\(key)")
      }
    }
    let lines = try EvaluateTests.lines(["rollout", "--policy", folder, "--greedy", "-s", "4", "--json"])
    #expect(lines.first?["t"]?.number == 0 && lines.last?["ending"]?.text != "none")
    #expect(try lines == EvaluateTests.lines(["rollout", "--policy", folder, "--greedy", "-s", "4", "--json"]))
  }

  @Test("rollout takes the policy's own action: greedy Q-learning walks along the edge in thirteen steps")
  func rollout() throws {
    let folder = try Self.trained(["-w", "cliff-walking", "-a", "q-learning", "--episodes", "500"])
    let lines = try EvaluateTests.lines(["rollout", "--policy", folder, "--greedy", "--json"])
    #expect(lines.count == 13 && lines.last?["ending"]?.text == "terminated")
    let slippery = try EvaluateTests.lines([
      "rollout", "--policy", folder, "--greedy", "-w", "cliff-walking:slippery=true", "--json",
    ])
    #expect(slippery.count != 13)
  }

  @Test("the dashboard opens a folder frozen, f lets it learn on, r begins again from the same policy")
  func dashboard() throws {
    // So many steps that q would ask, had they been taken here.
    let folder = try Self.trained(["-w", "aliased-corridor", "-a", "reinforce-baseline", "--episodes", "3000"])
    let objective = try #require(
      try EvaluateTests.lines(["evaluate", folder, "--json"])[0]["objective"]?.number)
    let session = try Session(columns: 120, rows: 36)
    try session.startPaused(folder)
    let opened = try session.picture(showing: "steps plays; f lets it learn on")
    #expect(opened.title.contains("frozen") && opened.contains("nothing is learnt"))
    // The exact J of the policy that was kept, to the digits shown; that of a new one is near −48.
    func hasKeptPolicy(_ picture: Picture) -> Bool {
      picture.reading("J π").map { abs($0 - objective) < 0.06 } ?? false
    }
    try session.picture(with: "its J") { hasKeptPolicy($0) }
    try session.keys("e")
    let played = try session.picture(with: "an episode") { $0.episode == 1 && $0.isPaused && hasKeptPolicy($0) }
    #expect(played.title.contains("frozen"))
    try session.keys("f", "u")
    try session.picture(with: "an update") { $0.isPaused && $0.episode ?? 0 > 1 && !$0.title.contains("frozen") }
    try session.keys("r")
    try session.picture(with: "the kept policy") { $0.episode == 0 && hasKeptPolicy($0) }
    try session.keys("q")
    #expect(try session.finish() == 0)
  }

  // MARK: Refusing

  @Test("nothing that is there gets lost: a run, other files, a file in the folder's place")
  func occupied() throws {
    let folder = try Self.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let before = try Self.names(in: folder).map { try Self.bytes(folder, $0) }
    let train = ["train", "-w", "short-corridor", "-a", "reinforce", "--episodes", "3", "--out"]
    let other = try Scratch.newDirectory()
    try "x".write(toFile: other + "/notes.txt", atomically: true, encoding: .utf8)
    let file = try Scratch.file("x")
    let cases: [(arguments: [String], status: Int, message: String)] = [
      (train + [folder], 64, "has a run in it already; name another folder, or give `--replace`"),
      (train + [other], 64, "has other files in it, such as `notes.txt`"),
      (train + [other, "--replace"], 64, "has other files in it, such as `notes.txt`"),
      (train + [file], 64, "is a file; name a folder that is new, or empty"),
      (train + ["/proc/no/run"], 1, "`/proc/no/run` cannot be written"),
      (Array(train.dropLast()) + ["--replace"], 64, "give both or neither"),
      (["train", "-w", "gridworld"], 64, "`--algorithm` is missing"),
      (["train", Self.newPath()], 66, "No such file or directory; name the folder of a run"),
      (["evaluate", Self.newPath()], 66, "No such file or directory; name the folder of a run"),
      (["evaluate", folder, "--train-steps", "5"], 64, "is trained already; leave out `--train-steps`"),
      (["evaluate", folder, "-w", "gridworld"], 64, "learnt on `short-corridor`"),
      (["rollout", "--policy", Self.newPath()], 66, "No such file or directory"),
      (["rollout", "--policy", folder, "-w", "frozen-lake"], 64, "learnt on `short-corridor`"),
      (["rollout", "-w", "gridworld", "--greedy"], 64, "is about a policy"), (["rollout"], 64, "`--world` is missing"),
      ([folder, "-w", "gridworld"], 64, "leave out one"),
      ([Self.newPath()], 66, "name the folder of a run"),
      ([file], 78, "begins with 8"),
    ]
    for (arguments, status, message) in cases {
      let ended = try Program.run(arguments)
      #expect(ended.status == status && ended.output.isEmpty, "\(arguments): \(ended)")
      #expect(ended.errors.hasPrefix("ascent: ") && ended.errors.contains(message), "\(ended.errors)")
      #expect(ended.errors.hasSuffix("\n") && ended.errors.split(separator: "\n").count == 1)
    }
    #expect(try Self.names(in: folder).map { try Self.bytes(folder, $0) } == before)
    #expect(try Self.names(in: other) == ["notes.txt"])
    // Beside a run other files stay where they are.
    try "x".write(toFile: folder + "/notes.txt", atomically: true, encoding: .utf8)
    #expect(try Program.run(train + [folder, "--replace"]).status == 0)
    #expect(try Self.names(in: folder).contains("notes.txt"))
  }

  @Test("a configuration that is not understood is refused with file, line and column")
  func configurations() throws {
    let folder = try Self.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let path = folder + "/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let cases: [(String, String, String)] = [
      ("\"seed\": 1", "\"seed\": \"x\"", ":6:11: `seed` is \"x\"; it must be a whole number from 0 on"),
      ("\"seed\": 1", "\"sead\": 1", ":6:11: there is no setting `sead`; did you mean `seed`?"),
      ("\"episodes\": 3,", "\"episodes\": 3", ":10:3: `}` was expected or a comma"),
      ("\"episodes\": 3", "\"episodes\": -3", ":9:15: `episodes` is -3; it must be a whole number from 1 on, or null"),
      ("ascent-run", "something", ":2:13: `format` is \"something\"; it must be \"ascent-run\""),
      ("\"version\": 1", "\"version\": 2", ":3:14: `version` is 2"),
      ("  \"theta\": null,\n", "", ":1:1: `theta` is missing"),
      ("\"theta\": null", "\"theta\": [1,true]", "it must be an array of numbers, or null"),
      ("short-corridor", "short-corider", "did you mean `short-corridor`?"),
    ]
    for (old, new, message) in cases {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text, "\(old)")
      try changed.write(toFile: path, atomically: true, encoding: .utf8)
      let ended = try Program.run(["train", folder])
      #expect(ended.status == 78 && ended.output.isEmpty, "\(ended)")
      #expect(ended.errors.hasPrefix("ascent: \(path)") && ended.errors.contains(message), "\(ended.errors)")
      #expect(ended.errors.split(separator: "\n").count == 1)
    }
  }

  @Test("a policy that is cut short, foreign or broken is refused in one line by all who open it")
  func brokenPolicies() throws {
    let folder = try Self.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let path = folder + "/policy.safetensors"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let nan = Data((0..<8).map { UInt8(truncatingIfNeeded: Double.nan.bitPattern >> (8 * UInt64($0))) })
    // The first number of θ: four of φ follow the two.
    let numbers = whole.count - 8 * (2 + 4)
    let broken: [(Data, String)] = [
      (Data(), "it has 0 bytes"), (whole.dropLast(5), "cut short"), (whole + [0], "nothing may be left over"),
      (Data(repeating: 0xFF, count: 400), "announce a header of 18446744073709551615 bytes"),
      (Data("PK\u{3}\u{4} some zip file that is long enough".utf8), "no safetensors file"),
      (whole[..<numbers] + nan + whole[(numbers + 8)...], "is nan, as after a run that has diverged"),
    ]
    for (data, message) in broken {
      try Data(data).write(to: URL(fileURLWithPath: path))
      for arguments in [["evaluate", folder], ["rollout", "--policy", folder], [folder], ["--paused", path]] {
        let ended = try Program.run(arguments)
        #expect(ended.status == 78 && ended.output.isEmpty, "\(arguments): \(ended)")
        #expect(ended.errors.hasPrefix("ascent: \(path): ") && ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.errors.split(separator: "\n").count == 1)
      }
    }
    try FileManager.default.removeItem(atPath: path)
    let ended = try Program.run(["evaluate", folder])
    #expect(ended.status == 66 && ended.errors.contains("has not come to its end"), "\(ended.errors)")
  }

  @Test("a diverged run is kept too, and says so when it is opened")
  func diverged() throws {
    let folder = try Self.trained([
      "-w", "gridworld:size=3", "-a", "td-actor-critic:alpha=1e9", "--steps", "200000", "--every", "100000",
    ])
    let ended = try Program.run(["evaluate", folder])
    #expect(ended.status == 78 && ended.errors.contains("as after a run that has diverged"), "\(ended.errors)")
  }

  // MARK: Killing

  @Test("whoever is killed at any moment leaves the old files or the new ones, each of them whole")
  func killed() throws {
    let folder = Self.newPath()
    let train = { (seed: Int) in
      [
        "train", "-w", "gridworld:size=40", "-a", "reinforce", "--steps", "2000", "-s", "\(seed)", "--out", folder,
        "--replace",
      ]
    }
    // What each seed's files are, but for the speeds.
    var policies: [Data: Int] = [:]
    var configurations: [Data: Int] = [:]
    var metrics: [[[Substring]]: Int] = [:]
    let begin = ContinuousClock.now
    for seed in 1...2 {
      #expect(try Program.run(train(seed)).status == 0)
      policies[try Self.bytes(folder, "policy.safetensors")] = seed
      configurations[try Self.bytes(folder, "config.json")] = seed
      metrics[try Self.rows(folder).map { $0.dropLast() }] = seed
    }
    let usual = (ContinuousClock.now - begin) / .seconds(2)
    var (wereKilled, changes, last) = (0, 0, 2)
    for round in 0..<60 {
      // From the very beginning to a little beyond the usual end.
      let delay = usual * Double((round * 37) % 60) / 50
      let process = try Self.start(train(round % 2 + 1))
      usleep(UInt32(delay * 1e6))
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      if status & 0x7F == SIGKILL { wereKilled += 1 }
      let policy = try #require(policies[try Self.bytes(folder, "policy.safetensors")])
      #expect(configurations[try Self.bytes(folder, "config.json")] != nil)
      #expect(metrics[try Self.rows(folder).map { $0.dropLast() }] != nil)
      if policy != last { (changes, last) = (changes + 1, policy) }
    }
    #expect(wereKilled > 20 && changes > 2, "\(wereKilled) killed, \(changes) changes")
    // The next run takes away what was left half written.
    #expect(try Program.run(train(1)).status == 0)
    #expect(try Self.names(in: folder) == ["config.json", "metrics.csv", "policy.safetensors"])
  }

  // MARK: Gymnasium

  /// A Python that has what the page asks for; `ASCENT_PYTHON` names another than the system's.
  static let python: String? = {
    let name = ProcessInfo.processInfo.environment["ASCENT_PYTHON"] ?? "python3"
    let ended = try? execute(["/usr/bin/env", name, "-c", "import gymnasium, numpy, safetensors"])
    return ended?.status == 0 ? name : nil
  }()

  @Test(
    "the page's Python plays kept policies in Gymnasium and gets the same returns",
    .enabled(if: python != nil, "needs python3 with gymnasium, numpy and safetensors; ASCENT_PYTHON may name one"))
  func gymnasium() throws {
    let page = try Project.contents(of: "docs/runs.md")
    let script = try Scratch.file(page.components(separatedBy: "```python\n")[1].components(separatedBy: "```")[0])
    func play(_ arguments: [String]) throws -> (mean: Double, error: Double) {
      let ended = try execute(["/usr/bin/env", try #require(Self.python), script] + arguments)
      let numbers = ended.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      #expect(ended.status == 0 && numbers.count == 2, "\(ended.output)\(ended.errors)")
      return (numbers[0], numbers[1])
    }
    // Where nothing is left to chance the returns are equal.
    let cliff = try Self.trained(["-w", "cliff-walking", "-a", "q-learning", "--episodes", "500"])
    #expect(try play([cliff, "2", "greedy"]).mean == -13)
    let pendulum = try Self.trained(["-w", "pendulum", "-a", "td-actor-critic", "--episodes", "20"])
    let pole = try Self.trained(["-w", "cart-pole", "-a", "reinforce:degree=2", "--episodes", "150"])
    for (folder, state) in [
      (pendulum, "3.14,0"), (pendulum, "0.5,1"), (pendulum, "-2,-6"), (pole, "0,0.01,0.02,-0.03"),
    ] {
      let own = try EvaluateTests.lines([
        "rollout", "--policy", folder, "--greedy", "--state", "[\(state)]", "--json",
      ]).reduce(0) { $0 + ($1["reward"]?.number ?? .nan) }
      // Gymnasium shows its observations in single precision.
      #expect(abs(try play([folder, "1", "greedy", state]).mean - own) < 1e-3 * abs(own))
    }
    // Elsewhere they agree within four standard errors of the exact J.
    for (arguments, episodes) in [
      (["-w", "frozen-lake", "-a", "reinforce:alpha=0.05", "--episodes", "20000"], "2000"),
      (["-w", "frozen-lake", "-a", "cem-tabular", "--episodes", "2000"], "2000"),
      (["-w", "cliff-walking", "-a", "sarsa", "--episodes", "500"], "300"),
    ] {
      let folder = try Self.trained(arguments)
      let exact = try #require(try EvaluateTests.lines(["evaluate", folder, "--json"])[0]["objective"]?.number)
      let played = try play([folder, episodes])
      #expect(abs(played.mean - exact) < 4 * played.error, "\(arguments): \(played) and \(exact)")
    }
  }

  // MARK: Helpers

  static func newPath() -> String { "\(Scratch.directory)/run-\(UUID().uuidString)" }

  /// Trains into a new folder.
  static func trained(_ arguments: [String]) throws -> String {
    let folder = newPath()
    let ended = try Program.run(["train"] + arguments + ["--out", folder])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    return folder
  }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  static func bytes(_ folder: String, _ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// The rows of the metrics, the head left out; each must be complete.
  static func rows(_ folder: String) throws -> [[Substring]] {
    let text = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    #expect(text.hasSuffix("\n"))
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.allSatisfy { $0.count == 4 })
    return rows
  }

  /// Starts the program and does not wait for it.
  private static func start(_ arguments: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0)
    }
    let program = Program.directory + "/ascent"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let error = posix_spawn(&process, program, &actions, nil, &words, environ)
    try #require(error == 0)
    return process
  }
}
