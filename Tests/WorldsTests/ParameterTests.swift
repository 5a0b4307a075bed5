import Testing

@testable import Worlds

@Suite struct ParameterTests {
  @Test(
    "what does not fit is refused with what would be right",
    arguments: [
      ("slip", "1.5", "`slip` is `1.5`; it must be a number, 0…1"),
      ("slip", "nan", "`slip` is `nan`; it must be a number, 0…1"),
      ("size", "x", "`size` is `x`; it must be a whole number, 2…100"),
      ("horizon", "0", "`horizon` is `0`; it must be a whole number, 1…1000000 or none"),
      ("slipp", "0", "there is no parameter `slipp`; did you mean `slip`?"),
      ("zzz", "0", "there is no parameter `zzz`; it can be size, map, slip, ice, step, pit, gamma, horizon"),
    ])
  func refusals(name: String, text: String, message: String) {
    var settings = Gridworld.Settings()
    let error = #expect(throws: ParameterError.self) { try settings.set(name, to: text) }
    #expect(error?.description == message)
    #expect(settings == Gridworld.Settings())
  }

  @Test(
    "a flag is set by true, on or yes, and by their opposites",
    arguments: [("true", true), ("on", true), ("Yes", true), ("false", false), ("OFF", false), ("no", false)])
  func flags(text: String, value: Bool) throws {
    var settings = FrozenLake.Settings()
    try settings.set("slippery", to: "\(!value)")
    try settings.set("slippery", to: text)
    #expect(settings["slippery"] == .flag(value))
    let error = #expect(throws: ParameterError.self) { try settings.set("slippery", to: "maybe") }
    #expect(error?.description == "`slippery` is `maybe`; it must be true or false")
  }

  @Test("values are set from text and read back")
  func setting() throws {
    var settings = Gridworld.Settings()
    try settings.set("slip", to: "0.25")
    try settings.set("size", to: "7")
    try settings.set("horizon", to: "none")
    try settings.set("map", to: "a.txt")
    #expect(settings["slip"] == .real(0.25))
    #expect(settings["size"] == .integer(7))
    #expect(settings["horizon"] == ParameterValue.none)
    #expect(settings["map"] == .text("a.txt"))
    #expect(settings["other"] == nil)
  }

  @Test("the nearest names are those a few edits away or that begin alike")
  func spelling() {
    let names = ["aliased-corridor", "short-corridor", "gridworld", "pendulum"]
    #expect(Spelling.nearest(to: "grid", among: names) == ["gridworld"])
    #expect(Spelling.nearest(to: "pendlum", among: names) == ["pendulum"])
    #expect(Spelling.nearest(to: "quantum", among: names) == [])
    #expect(Spelling.nearest(to: "", among: names) == [])
    // Capitals, hyphens and versions make no difference, and initials will do.
    #expect(Spelling.nearest(to: "Aliased_Corridor-v1", among: names) == ["aliased-corridor"])
    #expect(Spelling.nearest(to: "GridWorld-v0", among: names) == ["gridworld"])
    #expect(Spelling.nearest(to: "sc", among: names) == ["short-corridor"])
    #expect(Spelling.nearest(to: "Swing-Up", among: names, keywords: ["pendulum": "swingup pole"]) == ["pendulum"])
    #expect(Spelling.nearest(to: "xyz", among: ["abc", "sac"]) == [])
    #expect(Spelling.distance("kitten", "sitting") == 3)
    #expect(Spelling.distance("ab", "ba") == 1)
    #expect(Spelling.distance("", "abc") == 3)
  }
}
