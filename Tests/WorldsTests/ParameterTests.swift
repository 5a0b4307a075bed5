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

  /// A set with a size of three layers and a number beside it.
  private struct Layers: ParameterSet {
    var size = 1
    var count = 1

    static var parameters: [Parameter<Self>] {
      [
        Parameter.integer("size", \.size, 0...10, "of each layer").ofLayers(3, alias: "width"),
        .integer("count", \.count, 0...10, "of something else"),
      ]
    }
  }

  @Test(
    "the size of layers may be written for each of them, and has a second name",
    arguments: [("size", "7", 7), ("size", "7x7x7", 7), ("width", "7", 7), ("width", "0x0x0", 0)])
  func layers(name: String, text: String, value: Int) throws {
    var layers = Layers()
    try layers.set(name, to: text)
    #expect(layers.size == value && layers.count == 1)
    #expect(layers.values.map(\.info.name) == ["size", "count"])
  }

  @Test(
    "layers of other sizes or another number of them are refused, and so is what is no size",
    arguments: [
      ("size", "7x7", "`size` is `7x7`; there are always 3 layers of one size, such as `64` or `64x64x64`"),
      ("width", "7x8x7", "`size` is `7x8x7`; there are always 3 layers of one size, such as `64` or `64x64x64`"),
      ("size", "7x7x", "`size` is `7x7x`; there are always 3 layers of one size, such as `64` or `64x64x64`"),
      ("size", "99x99x99", "`size` is `99x99x99`; it must be a whole number, 0…10"),
      ("size", "xx", "`size` is `xx`; it must be a whole number, 0…10"),
      ("count", "7x7x7", "`count` is `7x7x7`; it must be a whole number, 0…10"),
      ("widths", "7", "there is no parameter `widths`; it can be size, count"),
    ])
  func otherLayers(name: String, text: String, message: String) {
    var layers = Layers()
    let error = #expect(throws: ParameterError.self) { try layers.set(name, to: text) }
    #expect(error?.description == message && layers == Layers())
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
