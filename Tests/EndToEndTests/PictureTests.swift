import Foundation
import Testing

/// Pictures that the program saves.
@Suite struct PictureTests {
  @Test("x saves the screen as SVG and as text, and overwrites nothing")
  func key() throws {
    let directory = try Scratch.newDirectory()
    let session = try Session()
    try session.enter("cd \(directory)")
    try session.startPaused()
    try session.keys("x")
    try session.picture(showing: "saved ascent-aliased-corridor-reinforce-baseline-0.svg and .txt")
    try session.keys("x")
    try session.picture(showing: "saved ascent-aliased-corridor-reinforce-baseline-0-2.svg and .txt")
    let rows = try session.screen()
    try session.keys("q")
    #expect(try session.finish() == 0)

    let stem = "ascent-aliased-corridor-reinforce-baseline-0"
    let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    #expect(files == [stem + "-2.svg", stem + "-2.txt", stem + ".svg", stem + ".txt"])
    let text = try String(contentsOfFile: "\(directory)/\(stem).txt", encoding: .utf8)
    let saved = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(saved.count == 25)
    // All but the line of messages.
    #expect(Array(saved[..<22]) == Array(rows[..<22]))
    let svg = try String(contentsOfFile: "\(directory)/\(stem).svg", encoding: .utf8)
    #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
  }

  @Test("where nothing can be written x says so, and the dashboard goes on")
  func nowhere() throws {
    let directory = try Scratch.newDirectory()
    let session = try Session()
    try session.enter("cd \(directory); rmdir \(directory)")
    try session.startPaused()
    try session.keys("x")
    try session.picture(showing: "no picture: ")
    try session.keys("q")
    #expect(try session.finish() == 0)
  }
}

/// `ascent snapshot`.
@Suite struct SnapshotTests {
  private static let corridor = ["snapshot", "-w", "aliased-corridor", "-a", "reinforce", "--episodes", "60"]

  @Test("a picture has the size asked for, is of the episode asked for, and is the same every time")
  func exact() throws {
    for (columns, rows) in [(80, 24), (131, 37), (1, 1)] {
      let arguments = Self.corridor + ["--size", "\(columns)x\(rows)", "-o", "-"]
      let ended = try Program.run(arguments)
      #expect(ended.status == 0 && ended.errors.isEmpty)
      let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count == rows && lines.allSatisfy { $0.unicodeScalars.count <= columns })
      if columns > 1 { #expect(lines[0].hasSuffix("paused  seed 1  episode 60")) }
      #expect(try Program.run(arguments).output == ended.output)
      // The curves are drawn through moments on the way.
      if columns == 131 { #expect(lines.joined().unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }) }
    }
  }

  @Test("each suffix gives its kind, whole, and nothing else is left beside it")
  func kinds() throws {
    let directory = try Scratch.newDirectory()
    for name in ["a.svg", "a.txt", "a.ans"] {
      let ended = try Program.run(Self.corridor + ["-o", "\(directory)/\(name)"])
      #expect(ended.status == 0 && ended.output.isEmpty && ended.errors.isEmpty)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["a.ans", "a.svg", "a.txt"])
    func contents(_ name: String) throws -> String {
      try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
    }
    let svg = try contents("a.svg")
    #expect(svg.hasPrefix("<svg ") && svg.contains("REINFORCE"))
    #expect(try contents("a.ans").contains("\u{1B}[0;"))
    #expect(try contents("a.ans").replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == contents("a.txt"))
    #expect(try contents("a.txt") == (try Program.run(Self.corridor + ["-o", "-"]).output))
    #expect(try contents("a.ans") == (try Program.run(Self.corridor + ["-o", "-", "--format", "ans"]).output))
  }

  @Test("keys are pressed before the picture is taken, and what they bring about is waited for")
  func keys() throws {
    func text(_ keys: String) throws -> String {
      let ended = try Program.run(Self.corridor + ["--size", "80x24", "--keys", keys, "-o", "-"])
      #expect(ended.status == 0, "\(ended.errors)")
      return ended.output
    }
    #expect(try text("?").contains("Run and step"))
    #expect(try text("e e").contains("episode 62"))
    #expect(try text("a Enter") == text(""))
    #expect(try text("f").contains("frozen: the policy plays on"))
    #expect(try text("c").contains("q-learning"))
    #expect(try text("r").contains("episode 0"))
  }

  @Test("looks: ASCII, themes and tiers")
  func looks() throws {
    let ascii = try Program.run(Self.corridor + ["--ascii", "-o", "-"]).output
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    let none = try Program.run(Self.corridor + ["--colors", "none", "-o", "-", "--format", "ans"]).output
    #expect(none.contains("\u{1B}[0;1m") && !none.contains(";38;") && !none.contains(";5;"))
    let few = try Program.run(Self.corridor + ["--colors", "16", "-o", "-", "--format", "ans"]).output
    #expect(few.contains(#/\u{1B}\[0;9[0-7]m/#) && !few.contains(";38;"))
    let light = try Program.run(Self.corridor + ["--theme", "light", "-o", "-", "--format", "svg"]).output
    #expect(light.contains("rx=\"6\" fill=\"#fff\""))
  }

  @Test("an existing file is replaced, through a link too, and keeps its place when the picture is refused")
  func replacing() throws {
    let directory = try Scratch.newDirectory()
    let (file, link) = (directory + "/a.txt", directory + "/b.txt")
    try "old".write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(try Program.run(Self.corridor + ["--keys", "space", "-o", link]).status == 64)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
    #expect(try Program.run(Self.corridor + ["-o", link]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("episode 60"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
  }

  @Test(
    "what cannot be drawn is refused in one line",
    arguments: [
      (["-o", "a.png"], 64, "its name must end in .svg, .txt or .ans"),
      (["-o", "a"], 64, "its name must end in .svg, .txt or .ans"),
      (["-o", "-", "--format", "png"], 64, "it can be svg, txt or ans"),
      (["-o", "a.svg", "--format", "txt"], 64, "`--format` is for `-o -`"),
      (["-o", "-", "--size", "80"], 64, "from 1x1 to 500x500"),
      (["-o", "-", "--size", "0x24"], 64, "from 1x1 to 500x500"),
      (["-o", "-", "--episodes", "-1"], 64, "at least 0"),
      (["-o", "-", "--keys", "Entr"], 64, "did you mean `Enter`"),
      (["-o", "-", "--keys", "space"], 64, "stands still"),
      (["-o", "-", "-w", "nowhere"], 64, "there is no world `nowhere`"),
      (["-o", "-", "--colors", "8"], 64, "colors"),
      (["-o", "-", "--map", "/nowhere/map"], 66, "/nowhere/map"),
      (["-o", "/nowhere/a.svg"], 1, "`/nowhere/a.svg` cannot be written"),
      ([], 64, "output"),
    ])
  func refusals(arguments: [String], status: Int, words: String) throws {
    let ended = try Program.run(["snapshot"] + arguments)
    #expect(ended.status == status && ended.output.isEmpty)
    #expect(ended.errors.hasPrefix("ascent: ") && ended.errors.split(separator: "\n").count == 1, "\(ended.errors)")
    #expect(ended.errors.contains(words), "\(ended.errors)")
  }

  @Test("a run that diverges is drawn where it did, and a line says so")
  func divergence() throws {
    let ended = try Program.run([
      "snapshot", "-w", "gridworld:size=5", "-a", "q-learning:alpha=3", "--episodes", "100000", "--size", "80x24",
      "-o", "-",
    ])
    #expect(ended.status == 0 && ended.output.contains("diverged"))
    #expect(ended.errors.hasPrefix("ascent: learning diverged at episode "))
  }
}

/// The pictures that the README shows.
@Suite struct ReadmePictureTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func contents(_ name: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("every picture of the README is there, and each has a line of the script that draws it")
  func complete() throws {
    let readme = try Self.contents("README.md")
    let names = readme.matches(of: #/\]\(docs/pictures/([a-z-]+)\.svg\)/#).map { String($0.1) }
    let drawn = try Self.contents("scripts/pictures.sh").matches(of: #/\npicture ([a-z-]+) /#).map { String($0.1) }
    #expect(names.count >= 3 && Set(names) == Set(drawn))
    for name in names { #expect(try Self.contents("docs/pictures/\(name).svg").hasPrefix("<svg xmlns=")) }
  }

  @Test("the first picture is what the program draws now; if not, `make pictures`")
  func current() throws {
    let script = try Self.contents("scripts/pictures.sh")
    let line = try #require(script.split(separator: "\n").first { $0.hasPrefix("picture corridor ") })
    let arguments = line.split(separator: " '").enumerated().flatMap { index, part in
      index == 0 ? part.split(separator: " ").dropFirst(2).map(String.init) : [String(part.dropLast())]
    }
    let file = Scratch.directory + "/corridor.svg"
    let ended = try Program.run(["snapshot", "--size", "104x32"] + arguments + ["-o", file])
    #expect(ended.status == 0, "\(ended.errors)")
    let isSame = try String(contentsOfFile: file, encoding: .utf8) == Self.contents("docs/pictures/corridor.svg")
    #expect(isSame)
  }
}
