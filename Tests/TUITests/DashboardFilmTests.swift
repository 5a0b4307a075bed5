import Testing

@testable import Learn
@testable import TUI

@Suite("Going back and forward over the frames still held")
struct DashboardFilmTests {
  typealias Sample = DashboardSample

  /// Frames at marks 0, 1, 2, …, with these steps and episodes.
  static func frames(_ counts: [(steps: Int, episodes: Int)], from mark: Int = 0, mode: Mode = .paused)
    -> [Frame]
  {
    let base = Sample.frame()
    return counts.enumerated().map { index, count in
      var frame = base
      frame.mark = mark + index
      frame.mode = mode
      frame.progress = Progress(steps: count.steps, episodes: count.episodes, updates: count.episodes)
      return frame
    }
  }

  static let walk = frames([(0, 0), (1, 0), (1, 0), (2, 0), (2, 1), (2, 1), (3, 1)])

  @Test("back by a line goes to the frame before; by another grain to the last one where it was different")
  func back() {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.grain = .line
    dashboard.press(",")
    #expect(dashboard.film.shown?.mark == 5)
    dashboard.grain = .step
    dashboard.press(.left)
    #expect(dashboard.film.shown?.mark == 2)
    dashboard.press(",")
    #expect(dashboard.film.shown?.mark == 0)
    #expect(dashboard.film.framesBack == 6)
  }

  @Test("forward goes over the held frames to the newest, and only then on live")
  func forward() {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.grain = .line
    dashboard.press(",", ",", ",")
    #expect(dashboard.press("s").words == [])
    #expect(dashboard.film.shown?.mark == 6)
    #expect(dashboard.press(".").words == ["advance step", "frame"])
  }

  @Test("forward by a grain that is not completed again goes to the newest frame")
  func forwardToTheEnd() {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.grain = .line
    dashboard.press(",")
    #expect(dashboard.press("e").words == [])
    #expect(dashboard.film.isAtNewest)
  }

  @Test("the screen says how far back it is, and where the beginning of what is held is")
  func words() {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.grain = .line
    dashboard.press(",", ",")
    #expect(Sample.screen(dashboard).contains { $0.contains("◀ 2 frames back") })
    for _ in 0..<10 { dashboard.press(",") }
    #expect(dashboard.messageLine?.text.contains("◀ 6 frames back · the beginning") == true)
  }

  @Test("between two frames there may be much, and running on from the past says where")
  func much() {
    var dashboard = Sample.dashboard(Self.frames([(0, 0), (9000, 1200), (12_000, 34_519)]))
    dashboard.grain = .episode
    dashboard.press(",")
    #expect(dashboard.messageLine?.text == "◀ 1 frame back (33 319 episodes)")
    dashboard.press(" ")
    #expect(dashboard.messageLine?.text == "on from the present: episode 34 519")
  }

  @Test("going back pauses what runs; the frames that still come in do not move the past")
  func backPauses() {
    var dashboard = Sample.dashboard(Self.frames([(0, 0), (1, 0), (2, 0)], mode: .running(.full)))
    #expect(dashboard.press(",").words == ["pause", "frame"])
    #expect(dashboard.film.shown?.mark == 1)
    _ = dashboard.update(.frames(Self.frames([(9, 0)], from: 50), firstNumber: 3, time: 1))
    #expect(dashboard.film.shown?.mark == 1)
    #expect(dashboard.film.framesBack == 2)
  }

  @Test("whatever acts on the run shows its newest frame again", arguments: [" ", "r", "f"] as [Key])
  func live(key: Key) {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.press(",")
    #expect(!dashboard.film.isAtNewest)
    dashboard.press(key)
    #expect(dashboard.film.isAtNewest)
  }

  @Test("Esc leaves the past")
  func escape() {
    var dashboard = Sample.dashboard(Self.walk)
    dashboard.press(",", .escape)
    #expect(dashboard.film.isAtNewest)
  }

  @Test("the film is bounded, keeps its numbers, and holds a mark once")
  func bounded() {
    var film = Film()
    let many = Self.frames((0..<300).map { ($0, 0) })
    film.append(many, firstNumber: 10)
    #expect(film.frames.count == Film.capacity)
    #expect(film.nextNumber == 310)
    #expect(film.frames.first?.mark == 300 - Film.capacity)
    film.append([many.last!], firstNumber: 310)
    #expect(film.frames.count == Film.capacity)
  }

  @Test("a frame that falls off takes the user along to the oldest that is left")
  func falling() {
    var film = Film()
    film.append(Self.frames((0..<Film.capacity).map { ($0, 0) }), firstNumber: 0)
    for _ in 1..<Film.capacity { _ = film.goBack(by: .line) }
    #expect(film.shown?.mark == 0)
    film.append(Self.frames([(900, 0), (901, 0)], from: 900), firstNumber: Film.capacity)
    #expect(film.shown?.mark == 2)
  }

  @Test(
    "histories of readings end with the frame shown, skip counters, and take a value once per visit of its line"
  )
  func readings() {
    var frames = Self.frames([(0, 0), (1, 0), (2, 0), (3, 0)])
    let values: [[Double]] = [[1], [1], [5], [5]]
    for index in frames.indices {
      frames[index].line = index == 3 ? 0 : 1
      frames[index].values[0] = [NamedValue("t", 4)]
      frames[index].values[1] = [NamedValue("δ", values[index][0])]
    }
    var dashboard = Sample.dashboard(frames)
    func history() -> [Double]? { dashboard.view?.readings.first { $0.name == "δ" }?.values }
    #expect(history() == [1, 1, 5])
    #expect(dashboard.view?.readings.map(\.name) == ["δ", "H(π)"])
    dashboard.grain = .line
    dashboard.press(",", ",")
    #expect(history() == [1, 1])
  }

  @Test("a notice is shown once, by its number")
  func notices() {
    var dashboard = Sample.dashboard([Sample.frame(mark: 1, notice: Notice(number: 1, text: "kept"))])
    #expect(dashboard.note?.text == "kept")
    dashboard.press(.tab)
    _ = dashboard.update(
      .frames([Sample.frame(mark: 2, notice: Notice(number: 1, text: "kept"))], firstNumber: 1, time: 1))
    #expect(dashboard.note == nil)
  }
}
