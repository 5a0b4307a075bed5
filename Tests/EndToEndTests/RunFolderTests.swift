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
    let folder = try KeptRun.trained(arguments)
    #expect(try KeptRun.names(in: folder) == ["config.json", "metrics.csv", "policy.safetensors"])
    let copy = KeptRun.newPath()
    let ended = try Program.run(["train", folder, "--out", copy, "--json"])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    #expect(try KeptRun.bytes(copy, "policy.safetensors") == KeptRun.bytes(folder, "policy.safetensors"))
    #expect(try KeptRun.bytes(copy, "config.json") == KeptRun.bytes(folder, "config.json"))
    // Speeds differ, and nothing else.
    #expect(try KeptRun.rows(copy).map { $0.dropLast() } == KeptRun.rows(folder).map { $0.dropLast() })
    let configuration = try StrictJSON(String(contentsOfFile: folder + "/config.json", encoding: .utf8))
    #expect(configuration["format"]?.text == "ascent-run" && configuration["cut"] == .null)
    #expect(configuration["world"]?.text?.hasPrefix(arguments[1].prefix { $0 != ":" } + ":") == true)
  }

  @Test("metrics have CleanRL's columns, a row for each episode that is reported")
  func metrics() throws {
    let folder = KeptRun.newPath()
    let lines = try EvaluateTests.lines([
      "train", "-w", "gridworld:size=4", "-a", "reinforce", "--episodes", "10", "--every", "3", "--out", folder,
      "--json",
    ])
    let text = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    #expect(text.hasPrefix("global_step,charts/episodic_return,charts/episodic_length,charts/SPS\n"))
    let (rows, episodes) = (try KeptRun.rows(folder), lines.filter { $0["type"]?.text == "episode" })
    #expect(rows.count == 4 && rows.map { Double($0[0]) } == episodes.map { $0["steps"]?.number })
    #expect(rows.map { Double($0[1]) } == episodes.map { $0["return"]?.number })
    // The first episode's steps are all that there were, and its return −1 for each but the last.
    #expect(rows[0][0] == rows[0][2] && rows.allSatisfy { Int($0[3]) ?? 0 > 0 })
  }

  @Test("of networks that learn from batches the losses stand there too, once there are any")
  func losses() throws {
    let folder = try KeptRun.trained([
      "-w", "pendulum:horizon=60", "-a", "sac:units=8,batch=8", "--steps", "301",
    ])
    let text = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    let head = "global_step,charts/episodic_return,charts/episodic_length,charts/SPS,losses/qf_loss,losses/actor_loss"
    #expect(text.hasPrefix(head + ",losses/alpha,losses/entropy,charts/q_minus_return\n"))
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 5 && rows.allSatisfy { $0.count == 9 })
    // A hundred steps go by before it learns.
    #expect(rows.map { $0[4].isEmpty } == [true, false, false, false, false])
    #expect(rows.dropFirst().allSatisfy { (Double($0[4]) ?? 0) > 0 && (0..<1).contains(Double($0[6]) ?? -1) })
    #expect(Set(rows.map { $0[5] }).count == 5)
  }

  @Test("a run that the clock or ^C has cut ends at the same place when it is done again")
  func cut() throws {
    let timed = try KeptRun.trained(["-w", "gridworld", "-a", "td-lambda-actor-critic", "--seconds", "0.3"])
    let session = try Session()
    let interrupted = KeptRun.newPath()
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
      let copy = KeptRun.newPath()
      #expect(try Program.run(["train", folder, "--out", copy]).status == 0)
      #expect(try KeptRun.bytes(copy, "policy.safetensors") == KeptRun.bytes(folder, "policy.safetensors"))
      #expect(try KeptRun.bytes(copy, "config.json") == KeptRun.bytes(folder, "config.json"))
    }
  }

  @Test("the command line goes before the folder, and a limit before all its limits")
  func overrides() throws {
    let folder = try KeptRun.trained(["-w", "gridworld:size=4", "-a", "reinforce", "--episodes", "30", "-s", "5"])
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
    let folder = KeptRun.newPath()
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
    let folder = try KeptRun.trained(["-w", "cliff-walking", "-a", "q-learning", "--episodes", "500"])
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
    let folder = try KeptRun.trained(["-w", "aliased-corridor", "-a", "reinforce-baseline", "--episodes", "3000"])
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
}
