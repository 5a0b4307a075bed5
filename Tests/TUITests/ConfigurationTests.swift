import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Files of settings and keys")
struct ConfigurationTests {
  private func keys(_ text: String) throws(ParameterError) -> KeyMap {
    try KeyMap(try ConfigurationFile(text, path: "keys"))
  }

  @Test("a file has names, values, comments and blank lines")
  func file() throws {
    let file = try ConfigurationFile(
      "# mine\n\n theme =  light  # by day\nworld=gridworld:map=a#b\r\n\tseed\t= 7", path: "config")
    #expect(file.entries.map(\.name) == ["theme", "world", "seed"])
    #expect(file.entries.map(\.value) == ["light", "gridworld:map=a#b", "7"])
    #expect(file.entries.map(\.line) == [3, 4, 5])
    #expect(file.entries[0].nameColumn == 2 && file.entries[0].valueColumn == 11)
  }

  @Test(
    "what is wrong is said with its place, and what would be right",
    arguments: [
      ("freeze F", "keys:1:1: this is no setting; write a line as `name = value`"),
      ("\n  = x", "keys:2:3: this is no setting; write a line as `name = value`"),
      ("frezee = F8", "keys:1:1: there is no action `frezee`; did you mean `freeze`?"),
      ("# a\n xyzzy = F8", "keys:2:2: there is no action `xyzzy`; `:` and Tab in the dashboard list them"),
      ("freeze = F8 Entr", "keys:1:13: there is no key `Entr`; did you mean `Enter`?"),
      ("freeze = xx", "keys:1:10: there is no key `xx`; keys are x, ^X, F5, Enter and the like"),
      ("freeze = ^C", "keys:1:10: `^C` ends every program and cannot do anything else; choose another"),
      ("freeze = F8  F8", "keys:1:14: `F8` stands in column 10 already; leave out one of the two"),
      ("freeze = F8\nfreeze = F9", "keys:2:1: `freeze` is set in line 1 already; keep one of the two"),
      ("freeze = F8\nreset = F8", "keys:2:9: `F8` is a key of `freeze` in line 1; a key does one thing"),
      ("freeze = r", "keys:1:10: `r` is a key of `reset`; give that other keys too, or none: `reset =`"),
    ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try keys(text) }
    #expect(error?.description == message && error?.kind == .brokenInput)
  }

  @Test("an action gets the keys of its line and no others; what is not named keeps its own")
  func keyMap() throws {
    let map = try keys("freeze = F8 hash\nreset =\nback = Backspace")
    #expect(map[.freeze] == [.function(8), "#"] && map[.reset] == [] && map[.back] == [.backspace])
    #expect(map.action(of: "f") == nil && map.action(of: "r") == nil && map.action(of: ",") == nil)
    #expect(map.action(of: "#") == .freeze && map.action(of: "q") == .quit)
  }

  @Test("two actions may change their keys")
  func swapped() throws {
    let map = try keys("freeze = r\nreset = f")
    #expect(map.action(of: "r") == .freeze && map.action(of: "f") == .reset)
  }

  @Test("every action and every key of the table can be written in the file")
  func complete() throws {
    let text = KeyTable.actions.map { action in
      let names = KeyMap.standard[action].map { $0 == "#" ? "hash" : $0.name(isASCII: true) }
      return "\(action.name) = \(names.joined(separator: " "))"
    }
    #expect(try keys(text.joined(separator: "\n")) == .standard)
  }

  @Test("a session begins at the speed and the grain that were preferred")
  func speed() throws {
    var dashboard = Dashboard(
      DashboardSample.setup(), seed: 1, mode: .paused, columns: 80, rows: 24, theme: .dark, speed: try Speed("30"),
      grain: .episode)
    #expect(dashboard.press(" ").words.first == "run 30 episode")
  }
}
