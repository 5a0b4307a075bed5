import Testing

@testable import Learn
@testable import TUI

/// The key that saves the screen.
@Suite struct DashboardPictureTests {
  typealias Sample = DashboardSample

  private static func saved(_ effects: [Effect]) -> (picture: Picture, name: String)? {
    effects.lazy.compactMap { effect in
      if case .save(let picture, let name) = effect { (picture, name) } else { nil }
    }.first
  }

  @Test func `x saves what is seen, under a name that says what it shows`() throws {
    var dashboard = Sample.dashboard([Sample.frame(steps: 200, mark: 1)], theme: .light)
    let (picture, name) = try #require(Self.saved(dashboard.press("x")))
    let episodes = try #require(dashboard.film.shown?.progress.episodes)
    #expect(episodes > 0 && name == "ascent-aliased-corridor-reinforce-baseline-\(episodes)")
    #expect(picture.canvas.text == Sample.screen(dashboard))
    #expect(picture.ground == .day && picture.tier == .direct)
    #expect(picture.title == "Ascent: REINFORCE with baseline on aliased-corridor, seed 1, episode \(episodes)")
  }

  @Test func `A sentence that is there for a moment is not in the picture`() throws {
    var dashboard = Sample.dashboard()
    let before = Sample.screen(dashboard)
    _ = dashboard.update(.saved(.success("ascent-1")))
    #expect(Sample.screen(dashboard) != before)
    // ^X leaves the sentence, and the picture is without it.
    let (picture, _) = try #require(Self.saved(dashboard.press(.control("x"))))
    #expect(picture.canvas.text == before)
  }

  @Test func `Where letters are typed x is a letter, and ^X saves the overlay too`() throws {
    var dashboard = Sample.dashboard()
    dashboard.press("?")
    #expect(Self.saved(dashboard.press("x"))?.picture.canvas.text == Sample.screen(dashboard))
    dashboard.press(.escape, "a")
    let picker = Sample.screen(dashboard)
    #expect(Self.saved(dashboard.press(.control("x")))?.picture.canvas.text == picker)
    #expect(Self.saved(dashboard.press("x")) == nil)
    #expect(Sample.screen(dashboard) != picker)
  }

  @Test func `The message says where the picture went, or what to try`() {
    var dashboard = Sample.dashboard()
    _ = dashboard.update(.saved(.success("ascent-a-2")))
    #expect(dashboard.note == .init(text: "saved ascent-a-2.svg and .txt"))
    _ = dashboard.update(.saved(.failure(PictureError("a.svg: No space left on device"))))
    #expect(
      dashboard.note
        == .init(
          text: "no picture: a.svg: No space left on device; start ascent in a directory that you may write to",
          isError: true))
  }
}
