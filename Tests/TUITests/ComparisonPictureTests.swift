import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("The picture of a comparison")
struct ComparisonPictureTests {
  private func canvas(isASCII: Bool = false) throws -> Canvas {
    let comparison = try Comparison(
      world: Spec("short-corridor"), algorithms: [Spec("reinforce"), Spec("qac")], budget: .steps(400), points: 4)
    func course(_ scores: [Double?]) -> RunCourse {
      RunCourse(scores: scores, hasDiverged: false, steps: 400, episodes: 9, seconds: 1)
    }
    let ones = [course([nil, -40, -30, -20]), course([nil, -60, -30, -20])]
    let others = [course([-80, -80, -80, -80]), nil]
    var canvas = Canvas(columns: 80, rows: 20, isASCII: isASCII)
    ComparisonPicture(comparison, ComparisonSummary(comparison, [ones, others]), .dark).draw(on: &canvas)
    return canvas
  }

  @Test("it has title, curves with their names and last scores, the best there is, and the budget's unit")
  func parts() throws {
    let rows = try canvas().text.map { String($0) }
    #expect(rows[0].contains("short-corridor · return · mean of the middle half of 1 to 2 runs, 95 % band"))
    let text = rows.joined(separator: "\n")
    for part in ["━ reinforce −20.0", "─ qac −80.0", "best −11.7", "steps"] { #expect(text.contains(part), "\(text)") }
  }

  @Test("the band lies between the ends of the interval, in the curve's colour, and there is none in ASCII")
  func band() throws {
    let (plain, drawn) = (try canvas(isASCII: true), try canvas())
    let color = Theme.dark.curve(0).foreground
    func cells(_ canvas: Canvas, _ columns: Range<Int>) -> Int {
      columns.reduce(0) { count, column in
        count
          + (1..<canvas.rows - 2).count {
            canvas[column, $0].style.foreground == color && canvas[column, $0].glyph != " "
          }
      }
    }
    // At half of the budget the first curve is at −50 between −60 and −40; at three quarters there is no doubt left.
    let field = (6..<52).filter { cells(plain, $0..<$0 + 1) > 0 }
    let (first, last) = (try #require(field.first), try #require(field.last))
    let middle = (first + last) / 2
    #expect(cells(drawn, first..<middle) > cells(plain, first..<middle) + 5)
    #expect(cells(drawn, middle + 1..<last) == cells(plain, middle + 1..<last))
    #expect(cells(drawn, 6..<first) == 0)
  }
}
