import Testing

@testable import TUI

@Suite struct CanvasTests {
  private func drawn(_ columns: Int, _ rows: Int, isASCII: Bool = false, _ draw: (inout Canvas) -> Void)
    -> [String]
  {
    var canvas = Canvas(columns: columns, rows: rows, isASCII: isASCII)
    draw(&canvas)
    return canvas.text
  }

  // MARK: Text

  @Test func `A text that is too long ends in an ellipsis`() {
    #expect(drawn(6, 1) { $0.write("corridor", x: 0, y: 0) } == ["corri…"])
    #expect(drawn(6, 1, isASCII: true) { $0.write("corridor", x: 0, y: 0) } == ["corri~"])
    #expect(drawn(8, 1) { $0.write("corridor", x: 0, y: 0) } == ["corridor"])
    #expect(drawn(8, 1) { $0.write("corridor", x: 2, y: 0, width: 4) } == ["  cor…  "])
  }

  @Test func `A text stands left, right or in the middle of its room`() {
    #expect(drawn(7, 1) { $0.write("abc", x: 0, y: 0, width: 7, align: .left) } == ["abc    "])
    #expect(drawn(7, 1) { $0.write("abc", x: 0, y: 0, width: 7, align: .centre) } == ["  abc  "])
    #expect(drawn(7, 1) { $0.write("abc", x: 0, y: 0, width: 7, align: .right) } == ["    abc"])
  }

  @Test func `Writing tells the column after the text`() {
    var canvas = Canvas(columns: 10, rows: 1)
    #expect(canvas.write("abc", x: 2, y: 0) == 5)
    #expect(canvas.write("too long by far", x: 5, y: 0) == 10)
    #expect(canvas.write("below", x: 3, y: 1) == 3)
  }

  @Test func `No glyph is wider or narrower than a column`() {
    #expect(drawn(6, 1) { $0.write("e\u{301}a\u{200B}世\u{7}🙂", x: 0, y: 0) } == ["ea??  "])
  }

  @Test(arguments: [
    ("δ ← R + γ v(S′, w)", "delta <- R + gamma v(S', w)"),
    ("θ ← θ + α ∇ln π(A∣S)", "theta <- theta + alpha grad ln pi(A|S)"),
    ("−1.37 ≤ ∞", "-1.37 <= inf"), ("日本", "??"),
    ("maxₐ Q_k ₀ ₉", "max_a Q_k _0 _9"), ("❚❚ ❄ ✗ ›", "|| * X >"),
    ("Σ (γλ)ᵏ δ_t₊ₖ", "sum (gamma lambda)^k delta_t+k"), ("√(2δ / x) + 2½ ½", "sqrt(2 delta / x) + 2 1/2 1/2"),
    ("C^(−½) 2⁻¹⁴ S_t₊₁", "C^(-1/2) 2^-14 S_t+1"), ("D ∪ {ã}", "D U {a~}"), ("Lőrincz · für", "Lorincz - fuer"),
    ("π(·∣S), Q(S, ·, θ′)", "pi(.|S), Q(S, ., theta')"), ("dθ, θ̇₁, γG", "dtheta, theta'_1, gamma G"),
  ])
  func `Mathematics is spelt out in ASCII`(text: String, ascii: String) {
    #expect(Text.ascii(text) == ascii)
  }

  // MARK: Rectangles

  @Test func `Drawing inside a rectangle has its own coordinates and leaves the rest alone`() {
    let rows = drawn(6, 3) { canvas in
      canvas.fill(canvas.bounds, Cell("."))
      canvas.inside(Rect(x: 1, y: 1, width: 3, height: 1)) { part in
        part.write("abcdefgh", x: 0, y: 0)
        part[5, 0] = Cell("!")
        part[0, -1] = Cell("!")
      }
    }
    #expect(rows == ["......", ".ab…..", "......"])
  }

  @Test func `A rectangle however far away meets nothing and traps nowhere`() {
    let canvas = Canvas(columns: 4, rows: 4)
    #expect(Rect(x: .max, y: .max, width: .max, height: .max).intersection(canvas.bounds).isEmpty)
    #expect(
      Rect(x: -2, y: 1, width: .max, height: 2).intersection(canvas.bounds)
        == Rect(x: 0, y: 1, width: 4, height: 2))
  }

  // MARK: Boxes

  @Test func `Boxes that share a side join`() {
    func house(_ canvas: inout Canvas) {
      canvas.box(Rect(x: 0, y: 0, width: 4, height: 3))
      canvas.box(Rect(x: 3, y: 0, width: 4, height: 3))
      canvas.box(Rect(x: 0, y: 2, width: 7, height: 3))
    }
    #expect(
      drawn(7, 5, house) == [
        "┌──┬──┐",
        "│  │  │",
        "├──┴──┤",
        "│     │",
        "└─────┘",
      ])
    #expect(
      drawn(7, 5, isASCII: true, house) == [
        "+--+--+",
        "|  |  |",
        "+--+--+",
        "|     |",
        "+-----+",
      ])
  }

  @Test func `Rounded corners stay sharp where lines meet`() {
    let rows = drawn(7, 3) { canvas in
      canvas.box(Rect(x: 0, y: 0, width: 4, height: 3), isRounded: true)
      canvas.box(Rect(x: 3, y: 0, width: 4, height: 3), isRounded: true)
    }
    #expect(rows == ["╭──┬──╮", "│  │  │", "╰──┴──╯"])
  }

  @Test func `A title stands in the upper side and gives way`() {
    func titled(_ width: Int) -> String {
      drawn(width, 2) { canvas in
        let box = Rect(x: 0, y: 0, width: width, height: 2)
        canvas.box(box)
        canvas.title("World", of: box, .plain)
      }[0]
    }
    #expect(titled(14) == "┌─ World ────┐")
    #expect(titled(9) == "┌─ Wo… ─┐")
    #expect(titled(5) == "┌───┐")
  }

  // MARK: Bars and sparklines

  @Test(arguments: [
    (0.0, "    "), (1e-9, "▏   "), (1.0 / 32, "▏   "), (0.25, "█   "), (0.5, "██  "), (0.59375, "██▍ "),
    (1, "████"),
    (7, "████"), (.nan, "    "),
  ])
  func `A bar is exact to an eighth of a column`(share: Double, bar: String) {
    #expect(drawn(4, 1) { $0.bar(share, x: 0, y: 0, width: 4, .plain) } == [bar])
  }

  @Test func `A bar in ASCII is exact to a column`() {
    #expect(drawn(4, 1, isASCII: true) { $0.bar(0.5, x: 0, y: 0, width: 4, .plain) } == ["##  "])
    #expect(drawn(4, 1, isASCII: true) { $0.bar(0.01, x: 0, y: 0, width: 4, .plain) } == ["|   "])
  }

  @Test func `A sparkline spans its values and keeps the newest`() {
    let values = [9.0, 0, 1, 2, 3, 4, 5, 6, 7]
    #expect(drawn(8, 1) { $0.sparkline(values, x: 0, y: 0, width: 8, .plain) } == ["▁▂▃▄▄▅▆▇"])
    #expect(drawn(8, 1, isASCII: true) { $0.sparkline(values, x: 0, y: 0, width: 8, .plain) } == ["_.-::=+#"])
  }

  @Test func `A sparkline has gaps for what is no number and a middle line for what never changes`() {
    #expect(drawn(3, 1) { $0.sparkline([1, .nan, 2], x: 0, y: 0, width: 3, .plain) } == ["▁ ▇"])
    #expect(drawn(3, 1) { $0.sparkline([5, 5], x: 0, y: 0, width: 3, .plain) } == ["▄▄ "])
    #expect(drawn(2, 1) { $0.sparkline([-1e308, 1e308], x: 0, y: 0, width: 2, .plain) }.count == 1)
  }

  @Test func `Text is wrapped at blanks, and a word is never broken`() {
    #expect(
      Text.wrapped("what it teaches and  what to see", width: 10) == ["what it", "teaches", "and what", "to see"])
    #expect(Text.wrapped("unbelievable x", width: 4) == ["unbelievable", "x"])
    #expect(Text.wrapped("α β", width: 7, isASCII: true) == ["α", "β"], "as long as it is spelt")
    #expect(Text.wrapped("", width: 9) == [] && Text.wrapped("a", width: 0) == [])
  }
}
