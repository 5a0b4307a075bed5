import Glibc
import Testing

@testable import Worlds

@Suite struct GridworldTests {
  @Test(
    "a broken map says the line, the column, what is wrong and what would be right",
    arguments: [
      ("S.\n.G?", "m:2:3: `?` is no map character; use S G # . X ~ or 1–9"),
      ("S..\n.G", "m:2:3: this line has 2 columns; it needs 3 like the first"),
      ("S.\n.G.", "m:2:3: this line has 3 columns; it needs 2 like the first"),
      ("..\n.G", "m:1:1: the map has no start; mark a cell with `S`"),
      ("S.\n..", "m:1:1: the map has no goal; mark a cell with `G`"),
      ("", "m:1:1: the map is empty; it needs a start `S` and a goal `G`"),
      ("G#.\n##S", "m:2:3: this start cannot reach a goal; open a way through the walls"),
      ("GX.\nXXS", "m:2:3: this start cannot reach a goal; open a way through the walls"),
      (String(repeating: ".", count: 101), "m:1:101: the map is too wide; at most 100 columns"),
    ])
  func brokenMaps(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try GridMap(text: text, name: "m") }
    #expect(error?.description == message)
    #expect(error?.kind == .brokenInput)
  }

  @Test("a map may end with blank lines and have carriage returns")
  func tolerantMaps() throws {
    let map = try GridMap(text: "S.\r\n.G\r\n\n", name: "m")
    #expect((map.columns, map.rows) == (2, 2))
    #expect(map.kinds == [.start, .floor, .floor, .goal])
  }

  @Test("a map that is not there is missing input")
  func missingMap() {
    var settings = Gridworld.Settings()
    settings.map = "no/such/file"
    let error = #expect(throws: ParameterError.self) { try Gridworld(settings) }
    #expect(error?.kind == .missingInput)
    #expect(error?.description.hasPrefix("no/such/file: No such file or directory; ") == true)
  }

  @Test("a map is read from a file")
  func mapFile() throws {
    var template = Array((P_tmpdir + "/ascent-map-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    let name = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    defer { unlink(name) }
    _ = "S#\n.G\n".withCString { write(descriptor, $0, 6) }
    close(descriptor)
    var settings = Gridworld.Settings()
    settings.map = name
    #expect(try Gridworld(settings).map.kinds == [.start, .wall, .floor, .goal])
  }

  @Test("states are the cells that are no walls, row by row; walls have no index")
  func states() throws {
    let world = Gridworld(.init(), map: try GridMap(text: "S#\n.G", name: "m"))
    #expect(world.model.stateCount == 3)
    guard case .cells(let scene) = world.scene else {
      Issue.record("a gridworld is made of cells")
      return
    }
    #expect(scene.places.map(\.state) == [0, nil, 1, 2])
    #expect(scene.places.map(\.observation) == [0, nil, 1, nil])
  }

  @Test("a wall stops a move, a pit costs and ends, a digit pays whenever it is entered")
  func rewards() throws {
    let world = Gridworld(.init(), map: try GridMap(text: "S3\nXG", name: "m"))
    let model = world.model
    #expect(model.transitions[0][0] == [.init(probability: 1, next: 0, reward: -1, terminates: false)])
    #expect(model.transitions[0][1] == [.init(probability: 1, next: 1, reward: 2, terminates: false)])
    #expect(model.transitions[0][2] == [.init(probability: 1, next: 2, reward: -11, terminates: true)])
    #expect(model.transitions[1][2] == [.init(probability: 1, next: 3, reward: -1, terminates: true)])
    #expect(model.transitions[1][0] == [.init(probability: 1, next: 1, reward: -1, terminates: false)])
    #expect(model.transitions[3][0] == [.init(probability: 1, next: 3, reward: 0, terminates: true)])
  }

  @Test("a slip goes to the two sides, half each; on ice with the larger probability")
  func slipping() throws {
    var settings = Gridworld.Settings()
    settings.slip = 0.2
    let model = Gridworld(settings, map: try GridMap(text: "...\n.S~\n..G", name: "m")).model
    let north = model.transitions[4][0].map { [$0.probability, Double($0.next)] }
    #expect(north == [[0.8, 1], [0.1, 5], [0.1, 3]])
    let onIce = model.transitions[5][0].map { $0.probability }
    #expect(onIce.count == 3)
    #expect(abs(onIce[0] - 1.0 / 3) < 1e-15)
  }
}
