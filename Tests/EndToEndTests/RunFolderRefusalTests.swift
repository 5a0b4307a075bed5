import Foundation
import Testing

/// Folders of runs that are not what they should be: each gets one line, and nothing is lost.
@Suite struct RunFolderRefusalTests {
  @Test("nothing that is there gets lost: a run, other files, a file in the folder's place")
  func occupied() throws {
    let folder = try KeptRun.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let before = try KeptRun.names(in: folder).map { try KeptRun.bytes(folder, $0) }
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
      (["train", KeptRun.newPath()], 66, "No such file or directory; name the folder of a run"),
      (["evaluate", KeptRun.newPath()], 66, "No such file or directory; name the folder of a run"),
      (["evaluate", folder, "--train-steps", "5"], 64, "is trained already; leave out `--train-steps`"),
      (["evaluate", folder, "-w", "gridworld"], 64, "learnt on `short-corridor`"),
      (["rollout", "--policy", KeptRun.newPath()], 66, "No such file or directory"),
      (["rollout", "--policy", folder, "-w", "frozen-lake"], 64, "learnt on `short-corridor`"),
      (["rollout", "-w", "gridworld", "--greedy"], 64, "is about a policy"), (["rollout"], 64, "`--world` is missing"),
      ([folder, "-w", "gridworld"], 64, "leave out one"),
      ([KeptRun.newPath()], 66, "name the folder of a run"),
      ([file], 78, "begins with 8"),
    ]
    for (arguments, status, message) in cases {
      let ended = try Program.run(arguments)
      #expect(ended.status == status && ended.output.isEmpty, "\(arguments): \(ended)")
      #expect(ended.errors.hasPrefix("ascent: ") && ended.errors.contains(message), "\(ended.errors)")
      #expect(ended.errors.hasSuffix("\n") && ended.errors.split(separator: "\n").count == 1)
    }
    #expect(try KeptRun.names(in: folder).map { try KeptRun.bytes(folder, $0) } == before)
    #expect(try KeptRun.names(in: other) == ["notes.txt"])
    // Beside a run other files stay where they are.
    try "x".write(toFile: folder + "/notes.txt", atomically: true, encoding: .utf8)
    #expect(try Program.run(train + [folder, "--replace"]).status == 0)
    #expect(try KeptRun.names(in: folder).contains("notes.txt"))
  }

  @Test("a configuration that is not understood is refused with file, line and column")
  func configurations() throws {
    let folder = try KeptRun.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let path = folder + "/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let cases: [(String, String, String)] = [
      ("\"seed\": 1", "\"seed\": \"x\"", ":6:11: `seed` is \"x\"; it must be a whole number from 0 on"),
      ("\"seed\": 1", "\"sead\": 1", ":6:11: there is no setting `sead`; did you mean `seed`?"),
      ("\"episodes\": 3,", "\"episodes\": 3", ":10:3: `}` was expected or a comma"),
      ("\"episodes\": 3", "\"episodes\": -3", ":9:15: `episodes` is -3; it must be a whole number from 1 on, or null"),
      ("ascent-run", "something", ":2:13: `format` is \"something\"; it must be \"ascent-run\""),
      ("\"version\": 1", "\"version\": 2", ":3:14: `version` is 2; it must be 1\n"),
      ("  \"version\": 1,\n", "", ":1:1: `version` is missing; it must be 1\n"),
      ("  \"theta\": null,\n", "", ":1:1: `theta` is missing; it must be an array of numbers, or null\n"),
      ("  \"seed\": 1,\n", "", ":1:1: `seed` is missing; it must be a whole number from 0 on\n"),
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
    let folder = try KeptRun.trained(["-w", "short-corridor", "-a", "reinforce", "--episodes", "3"])
    let path = folder + "/policy.safetensors"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let nan = Data((0..<8).map { UInt8(truncatingIfNeeded: Double.nan.bitPattern >> (8 * UInt64($0))) })
    // The first number of θ: four of φ follow the two.
    let numbers = whole.count - 8 * (2 + 4)
    #expect(try KeptRun.sealed(whole) == whole)
    let diverged = whole[..<numbers] + nan + whole[(numbers + 8)...]
    var flipped = whole
    flipped[numbers + 6] ^= 1
    let broken: [(Data, String)] = [
      (Data(), "it has 0 bytes"), (whole.dropLast(5), "cut short"), (whole + [0], "nothing may be left over"),
      (Data(repeating: 0xFF, count: 400), "announce a header of 18446744073709551615 bytes"),
      (Data("PK\u{3}\u{4} some zip file that is long enough".utf8), "no safetensors file"),
      (try KeptRun.sealed(diverged), "is nan, as after a run that has diverged"),
      (diverged, "it was damaged or changed after it was written: its `digest` is "),
      (flipped, "; take a whole copy of it, or train again"),
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

  @Test("a policy beside the configuration of another run is refused in one line by all who open the folder")
  func twoRuns() throws {
    func trained(_ world: String, _ algorithm: String, _ more: String...) throws -> String {
      try KeptRun.trained(["-w", world, "-a", algorithm, "--episodes", "3"] + more)
    }
    let folder = try trained("short-corridor", "reinforce")
    let (policy, path) = (folder + "/policy.safetensors", folder + "/config.json")
    let limits = "its limits, start or cut are others than in config.json"
    let others: [(folder: String, message: String)] = [
      (try trained("gridworld", "reinforce"), "its world is `short-corridor`, and `gridworld` in config.json"),
      (try trained("short-corridor", "qac"), "its algorithm is `reinforce`, and `qac` in config.json"),
      (try trained("short-corridor", "reinforce:alpha=0.5"), "alpha=0.5"),
      (try trained("short-corridor", "reinforce", "-s", "2"), "its seed is `1`, and `2` in config.json"),
      (try trained("short-corridor", "reinforce", "--steps", "9"), limits),
      (try trained("short-corridor", "reinforce", "--theta", "1,0"), limits),
    ]
    let own = try KeptRun.bytes(folder, "config.json")
    for (other, message) in others {
      try KeptRun.bytes(other, "config.json").write(to: URL(fileURLWithPath: path))
      for arguments in [["evaluate", folder], ["rollout", "--policy", folder], [folder]] {
        let ended = try Program.run(arguments)
        #expect(ended.status == 78 && ended.output.isEmpty, "\(arguments): \(ended)")
        #expect(ended.errors.hasPrefix("ascent: \(policy): its ") && ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.errors.contains("`ascent train \(folder) --out \(folder) --replace` does that of config.json"))
        #expect(ended.errors.split(separator: "\n").count == 1)
      }
      // The file by itself is whole.
      #expect(try Program.run(["evaluate", policy]).status == 0)
    }
    // What the message advises puts it right: it is the run of the last configuration.
    #expect(try Program.run(["train", folder, "--out", folder, "--replace"]).status == 0)
    #expect(try Program.run(["evaluate", folder]).status == 0)
    #expect(
      try KeptRun.bytes(folder, "policy.safetensors") == KeptRun.bytes(others[5].folder, "policy.safetensors"))
    // Older policies do not say which configuration is theirs: world, algorithm and seed must do.
    let word = Data("\"configuration\":".utf8)
    var older = try KeptRun.bytes(folder, "policy.safetensors")
    older.replaceSubrange(try #require(older.range(of: word)), with: Data("\"unknown words\":".utf8))
    try KeptRun.sealed(older).write(to: URL(fileURLWithPath: policy))
    try KeptRun.bytes(others[4].folder, "config.json").write(to: URL(fileURLWithPath: path))
    #expect(try Program.run(["evaluate", folder]).status == 0)
    // A configuration that is broken is refused too; without one the policy says enough by itself.
    try own.dropLast(5).write(to: URL(fileURLWithPath: path))
    let broken = try Program.run(["evaluate", folder])
    #expect(broken.status == 78 && broken.errors.hasPrefix("ascent: \(path):"), "\(broken.errors)")
    try FileManager.default.removeItem(atPath: path)
    #expect(try Program.run(["evaluate", folder]).status == 0)
  }

  @Test("a diverged run is kept too, and says so when it is opened")
  func diverged() throws {
    let folder = try KeptRun.trained([
      "-w", "gridworld:size=3", "-a", "td-actor-critic:alpha=1e9", "--steps", "200000", "--every", "100000",
    ])
    let ended = try Program.run(["evaluate", folder])
    #expect(ended.status == 78 && ended.errors.contains("as after a run that has diverged"), "\(ended.errors)")
    // Where all numbers are finite the policy can be played, and the update is that of the training.
    let outgrown = try KeptRun.trained(["-w", "pendulum", "-a", "ddpg:actor-rate=10,hidden=8", "--steps", "400"])
    let words = try Program.run(["evaluate", outgrown, "--episodes", "1"])
    #expect(words.output.contains("diverged  by update ") && !words.output.contains("by update 0:"), "\(words.output)")
    let rows = try Program.run(["evaluate", outgrown, "--episodes", "1", "--json"]).output.split(separator: "\n")
    #expect(try #require(try StrictJSON(String(rows[0]))["update"]?.number) > 0, "\(rows)")
  }
}
