import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Leaving, and what is taken along")
struct LeavingTests {
  typealias Sample = DashboardSample

  /// A dashboard that has watched a run for so many seconds.
  private func watched(_ seconds: Int, frozen: Bool = false) -> Dashboard {
    let setup = Sample.setup()
    let mode = Mode.running(.full)
    var dashboard = Sample.dashboard([Sample.frame(setup, mode: mode)])
    if frozen { dashboard.press("f") }
    for second in 1...seconds {
      var frame = Sample.frame(setup, mark: second, mode: mode)
      frame.isFrozen = frozen
      _ = dashboard.update(.frames([frame], firstNumber: second, time: Double(second)))
    }
    return dashboard
  }

  @Test("q leaves at once where little was learnt, and where nothing was learnt at all")
  func atOnce() {
    var dashboard = watched(30)
    #expect(dashboard.press("q").words == ["quit"])
    var frozen = watched(120, frozen: true)
    #expect(frozen.press("q").words == ["quit"])
  }

  @Test("after minutes of learning q asks; y, Enter and q leave", arguments: ["y", .enter, "q"] as [Key])
  func leaves(key: Key) {
    var dashboard = watched(200)
    #expect(dashboard.press("q").isEmpty && dashboard.overlay == .leaving)
    #expect(dashboard.messageLine?.text == "leave? 3 minutes of learning will be lost · q y Enter leave · n Esc stay")
    #expect(Sample.screen(dashboard).contains { $0.contains("leave? 3 minutes") })
    #expect(dashboard.press(key).words == ["quit"])
  }

  @Test("any other key stays, and does nothing else", arguments: ["n", .escape, "r", " ", .up] as [Key])
  func stays(key: Key) {
    var dashboard = watched(61)
    dashboard.press("q")
    #expect(dashboard.messageLine?.text.hasPrefix("leave? a minute of learning") == true)
    #expect(dashboard.press(key).isEmpty && dashboard.overlay == nil)
  }

  @Test("the question is in sight on every screen with a row for it", arguments: [(80, 24), (40, 10), (20, 6), (1, 1)])
  func sizes(columns: Int, rows: Int) {
    var dashboard = watched(61)
    _ = dashboard.update(.resize(columns: columns, rows: rows))
    dashboard.press("q")
    let screen = Sample.screen(dashboard)
    #expect(screen.count == rows && (rows < 6 || screen.contains { $0.contains("leave?") }))
  }

  @Test("Y shows the set-up as one line and copies it; `:` takes that line")
  func setupLine() {
    let setup = Sample.setup("gridworld:size=5,slip=0.25", "reinforce:alpha=0.01,discounted=true")
    var dashboard = Sample.dashboard([Sample.frame(setup, seed: 7)])
    let line = "ascent -w gridworld:size=5,slip=0.25 -a reinforce:alpha=0.01,discounted=true -s 7"
    #expect(dashboard.press("Y").words == ["copy \(line)"])
    _ = dashboard.update(.copied(false))
    #expect(dashboard.note?.text == line)
    _ = dashboard.update(.copied(true))
    #expect(dashboard.note?.text == line + "  · sent to the clipboard")

    var other = Sample.dashboard()
    other.press(":")
    other.type(line)
    let words = other.press(.enter).words
    #expect(words.contains("begin gridworld:size=5,slip=0.25 reinforce:alpha=0.01,discounted=true 7"))
  }

  @Test("defaults are left out, those of the pair too")
  func defaults() throws {
    #expect(Sample.setup().commandLine(seed: 1) == "ascent -w aliased-corridor -a reinforce-baseline -s 1")
    let changed = try Setup("aliased-corridor:horizon=none", "reinforce-baseline:alpha=0.002")
    #expect(changed.commandLine(seed: 2) == "ascent -w aliased-corridor:horizon=none -a reinforce-baseline -s 2")
  }

  @Test("words of a line split as a shell splits them")
  func words() throws {
    #expect(try SetupLine.words(of: #"a  'b c' "d 'e" f\ g 'it'\''s'"#) == ["a", "b c", "d 'e", "f g", "it's"])
  }

  // MARK: The log scale

  @Test("y draws returns on a log scale: decades on both sides of zero are equally far apart")
  func logScale() {
    let height = Height.logarithmic(upTo: 5000)
    #expect(height == .symmetricLog(from: 100))
    let ticks = height.ticks(-5000...5000, atMost: 7)
    #expect(ticks.map(\.value) == [-1000, -100, 0, 100, 1000])
    let wide = Height.symmetricLog(from: 1)
    let decade = wide.position(10_000) - wide.position(1000)
    #expect(abs(wide.position(100_000) - wide.position(10_000) - decade) < 1e-6)
    #expect(abs(wide.position(-1000) + wide.position(1000)) < 1e-12)
    for value in [-3000.0, -1, 0, 0.5, 77] { #expect(abs(wide.value(wide.position(value)) - value) < 1e-9) }
  }

  @Test("its axis and its title say so, and nothing is left out of it")
  func logTitle() {
    var dashboard = Sample.dashboard([Sample.frame(steps: 3000, mark: 1)], columns: 120, rows: 36)
    dashboard.press("3", "3")
    let before = Sample.screen(dashboard)
    dashboard.press("y")
    let screen = Sample.screen(dashboard)
    #expect(screen.contains { $0.contains("· log") } && screen.contains { $0.contains("−10┤") })
    #expect(!screen.contains { $0.contains("lowest") })
    dashboard.press("y")
    _ = dashboard.update(.key(.function(9)))
    #expect(Sample.screen(dashboard) == before)
  }
}
