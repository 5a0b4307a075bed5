import Foundation
import Testing

@Suite("Settings, keys and history from files")
struct ConfigurationTests {
  /// A folder of its own with these files in it.
  private func folder(_ files: [String: String]) throws -> String {
    let folder = NSTemporaryDirectory() + "ascent-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/ascent", withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: "\(folder)/ascent/\(name)", atomically: true, encoding: .utf8) }
    return folder
  }

  @Test("settings are where arguments are left out, keys are other keys, and the footer names them")
  func files() throws {
    let folder = try folder([
      "config": "world = gridworld:size=4 # small\nalgorithm = reinforce\nseed = 7\npaused = true\n",
      "keys": "freeze = F8\nreset =\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = try Session(columns: 200, rows: 40, environment: ["XDG_CONFIG_HOME": folder])
    try session.startDashboard("-a td-actor-critic")
    let picture = try session.picture(with: "the settings") { $0.isPaused && $0.title.contains("seed 7") }
    #expect(picture.title.contains("gridworld") && picture.title.contains("td-actor-critic"))
    #expect(picture.contains("F8 freeze") && !picture.contains("r reset"))
    try session.keys("F8")
    try session.picture(showing: "frozen")
    try session.keys("q")
    #expect(try session.finish() == 0)
  }

  @Test("what is wrong in a file is said with its place before anything is drawn")
  func errors() throws {
    let folder = try folder(["config": "theme = lihgt\n", "other": "world = gridwrld\n", "more": "\n colour = false\n"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func ended(_ name: String) throws -> Ended { try Program.run(["--config", "\(folder)/ascent/\(name)"]) }
    let theme = try ended("config")
    #expect(theme.status == 78)
    #expect(theme.errors == "ascent: \(folder)/ascent/config:1:9: `theme` is `lihgt`; did you mean `light`?\n")
    #expect(try ended("other").errors.hasSuffix("other:1:9: there is no world `gridwrld`; did you mean `gridworld`?\n"))
    #expect(try ended("more").errors.hasSuffix("more:2:2: there is no setting `colour`; did you mean `color`?\n"))
    let missing = try ended("missing")
    #expect(missing.status == 66 && missing.errors.hasSuffix("No such file or directory; name a file of settings\n"))
    #expect(try Program.run(["--config", "x", "--no-config"]).status == 64)
  }

  @Test("what was entered after a colon is there in the next session")
  func history() throws {
    let folder = try folder([:])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = try Session(environment: ["XDG_STATE_HOME": folder])
    try session.startPaused()
    try session.keys(":")
    try session.enter("until episode >= 3")
    try session.picture(showing: "until episode >= 3: reached at episode 3")
    try session.keys("q")
    #expect(try session.finish() == 0)
    #expect(try String(contentsOfFile: folder + "/ascent/history", encoding: .utf8) == "until episode >= 3\n")
    try session.startPaused()
    try session.keys(":", "Up")
    try session.picture(with: "the command") { $0.rows.last?.hasPrefix(":until episode >= 3") == true }
    try session.keys("Escape")
    try session.picture(showing: "? help")
    try session.keys("q")
    #expect(try session.finish() == 0)
  }

  @Test("undo brings back what a reset has thrown away")
  func undo() throws {
    let session = try Session()
    try session.startPaused("-w gridworld:size=3 -a td-actor-critic")
    try session.keys(":")
    try session.enter("until episode >= 20")
    try session.picture(with: "episode 20") { $0.isPaused && $0.episode == 20 }
    try session.keys("r")
    try session.picture(with: "a new beginning") { $0.episode == 0 }
    try session.keys("z")
    try session.picture(with: "the old learner") { $0.episode == 20 && $0.contains("undone: reset") }
    try session.keys("Z")
    try session.picture(with: "the new one again") { $0.episode == 0 }
    try session.keys("q")
    #expect(try session.finish() == 0)
  }
}
