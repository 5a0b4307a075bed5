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
