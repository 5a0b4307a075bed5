import Testing

@testable import TUI

@Suite struct DotsTests {
  private func drawn(_ columns: Int, _ rows: Int, isASCII: Bool = false, _ draw: (inout Dots) -> Void)
    -> [String]
  {
    var dots = Dots(columns: columns, rows: rows)
    draw(&dots)
    var canvas = Canvas(columns: columns, rows: rows, isASCII: isASCII)
    dots.draw(on: &canvas, x: 0, y: 0)
    return canvas.text
  }

  @Test func `Each dot of a cell has its own bit`() {
    let glyphs = (0..<4).flatMap { y in (0..<2).map { x in drawn(1, 1) { $0.set(x, y, .plain) }[0] } }
    #expect(glyphs == ["⠁", "⠈", "⠂", "⠐", "⠄", "⠠", "⡀", "⢀"])
  }

  @Test func `A line goes from corner to corner`() {
    #expect(drawn(2, 1) { $0.line(from: .init(0, 0), to: .init(3, 3), .plain) } == ["⠑⢄"])
    #expect(drawn(3, 1) { $0.line(from: .init(0, 2), to: .init(5, 2), .plain) } == ["⠤⠤⠤"])
    #expect(drawn(4, 1) { $0.line(from: .init(0, 2), to: .init(7, 2), .plain, dash: 2) } == ["⠤ ⠤ "])
  }

  @Test func `A line is cut at the edge however far its end`() {
    #expect(drawn(3, 1) { $0.line(from: .init(-1e11, 2), to: .init(1e11, 2), .plain) } == ["⠤⠤⠤"])
    #expect(drawn(1, 1) { $0.line(from: .init(0, 9), to: .init(9, 9), .plain) } == [" "])
    #expect(drawn(1, 1) { $0.line(from: .init(.nan, 0), to: .init(1, 1), .plain) } == [" "])
  }

  @Test func `A circle is as high as wide`() {
    var dots = Dots(columns: 8, rows: 4)
    dots.circle(.init(8, 8), radius: 6, .plain)
    let set = (0..<16).flatMap { y in (0..<16).map { (x: $0, y: y) } }.filter { dots.isSet($0.x, $0.y) }
    #expect(set.map(\.x).min() == 2 && set.map(\.y).min() == 2)
    #expect(set.map(\.x).max() == 13 && set.map(\.y).max() == 13)
  }

  @Test func `A disc is filled and an arc has a head at its end`() {
    #expect(drawn(2, 1) { $0.disc(.init(2, 2), radius: 2, .plain) } == ["⢾⡷"])
    var without = Dots(columns: 10, rows: 5)
    without.arc(.init(10, 10), radius: 8, from: 0, to: 1.5, .plain)
    var with = without
    with.arc(.init(10, 10), radius: 8, from: 0, to: 1.5, .plain, hasHead: true)
    func count(_ dots: Dots) -> Int { (0..<400).count { dots.isSet($0 % 20, $0 / 20) } }
    #expect(count(with) > count(without))
  }

  @Test func `In ASCII a cell becomes the sign most like its dots`() {
    #expect(drawn(2, 1, isASCII: true) { $0.line(from: .init(0, 3), to: .init(3, 3), .plain) } == [".."])
    #expect(drawn(2, 1, isASCII: true) { $0.line(from: .init(0, 0), to: .init(3, 0), .plain) } == ["''"])
    #expect(drawn(1, 1, isASCII: true) { $0.disc(.init(1, 2), radius: 5, .plain) } == ["#"])
  }

  @Test func `An empty grid takes everything and shows nothing`() {
    #expect(drawn(0, 0) { $0.stroke(from: .init(0, 0), to: .init(5, 5), width: 3, .plain) } == [])
  }
}
