import Foundation
import Testing

/// The dashboard by its keys: what each of them must make visible.
@Suite(.serialized) struct DashboardTests {
  private func session(columns: Int = 120, rows: Int = 36) throws -> Session {
    try Session(columns: columns, rows: rows)
  }

  private func quit(_ session: Session) throws {
    try session.keys("q")
    #expect(try session.finish() == 0)
    #expect(try session.hasFoundModes())
  }

  // MARK: Running

  @Test("it opens with an agent that is learning", arguments: [(80, 24), (120, 36), (200, 60)])
  func learns(columns: Int, rows: Int) throws {
    let session = try session(columns: columns, rows: rows)
    try session.startDashboard()
    let first = try #require(try session.picture().episode)
    try session.picture(with: "more episodes") { $0.episode ?? 0 > first + 3 }
    try quit(session)
  }

  @Test("space pauses and runs; while it is paused nothing moves")
  func pause() throws {
    let session = try session()
    try session.startDashboard()
    try session.picture(with: "an episode") { $0.episode ?? 0 > 0 }
    try session.keys("Space")
    let paused = try session.still()
    #expect(try session.still().rows == paused.rows)
    try session.keys("Space")
    try session.picture(with: "more episodes") { !$0.isPaused && $0.episode ?? 0 > paused.episode! }
    try quit(session)
  }

  @Test("+ and - change the speed, up to full and back")
  func speed() throws {
    let session = try session()
    try session.startDashboard()
    for (key, shown) in [("-", "300 steps/s"), ("-", "100 steps/s"), ("+", "300 steps/s"), ("=", "1k steps/s")] {
      try session.keys(key)
      try session.picture(with: shown) { $0.title.contains("▶ \(shown)") }
    }
    for key in ["+", "+", "+"] { try session.keys(key) }
    try session.picture(showing: "this is full speed")
    let before = try #require(try session.picture(with: "full speed") { $0.title.contains("full speed") }.episode)
    try session.picture(with: "many episodes") { $0.episode ?? 0 > before + 10_000 }
    try quit(session)
  }

  // MARK: Stepping

  @Test("lines are executed one by one, and gone back over")
  func lines() throws {
    let session = try session()
    try session.startPaused()
    var seen: [String] = []
    for key in ["l", "l", ".", "."] {
      try session.keys(key)
      let picture = try session.picture(with: "the line after \(seen)") { $0.line != nil && $0.line != seen.last }
      seen.append(picture.line!)
    }
    #expect(
      seen
        == ["for each episode", "S ← a start state", "until the episode ends", "A ∼ π(·∣S, θ)"].map { line in
          seen.first { $0.hasPrefix(line) } ?? line
        })
    for line in seen.dropLast().reversed() {
      try session.keys(",")
      try session.picture(with: "\(line), looking back") { $0.line == line && $0.title.contains("looking back") }
    }
    for line in seen.dropFirst() {
      try session.keys(".")
      try session.picture(with: "\(line) once more") { $0.line == line }
    }
    try session.picture(with: "the present") { $0.isPaused }
    try session.keys(".")
    try session.picture(with: "a new line") { $0.line != seen.last }
    try quit(session)
  }

  @Test(
    "steps, episodes and updates are counted on, back and on again",
    arguments: [("s", "step"), ("e", "episode"), ("u", "updates")])
  func grains(key: String, counter: String) throws {
    // Rows enough for all readings.
    let session = try session(columns: 120, rows: 48)
    try session.startPaused("-w gridworld -a td-actor-critic")
    func wait(for count: Int, after key: String) throws {
      try session.keys(key)
      try session.picture(with: "\(counter) \(count) after \(key)") {
        (counter == "episode" ? $0.episode.map(Double.init) : $0.reading(counter)) == Double(count)
      }
    }
    try wait(for: 1, after: key)
    try wait(for: 2, after: ".")
    try wait(for: 3, after: key)
    try wait(for: 2, after: ",")
    try wait(for: 1, after: "Left")
    try session.picture(showing: "frames back")
    try wait(for: 2, after: "Right")
    try wait(for: 3, after: ".")
    try session.picture(with: "the present") { $0.isPaused }
    try wait(for: 4, after: ".")
    try quit(session)
  }

  // MARK: Changing what runs

  @Test("another algorithm is picked by a few letters; the policy is kept and the chart marked")
  func algorithm() throws {
    let session = try session()
    try session.startDashboard()
    try session.picture(with: "some episodes") { $0.episode ?? 0 > 20 }
    try session.keys("a")
    try session.picture(showing: "type to filter")
    try session.enter("td-")
    let picture = try session.picture(showing: "the policy is kept: td-actor-critic on aliased-corridor")
    #expect(picture.title.contains("td-actor-critic"))
    #expect(!picture.contains("type to filter"))
    // The mark: in the chart, a line down from its label.
    try session.picture(showing: "┊td-actor-critic")
    try quit(session)
  }

  @Test("Escape closes a picker and changes nothing; Backspace takes a letter back")
  func cancel() throws {
    let session = try session()
    try session.startPaused()
    let before = try session.screen()
    try session.keys("a")
    try session.picture(showing: "type to filter")
    try session.keys("x", "y")
    try session.picture(showing: "nothing has this in it")
    try session.keys("BSpace", "BSpace")
    try session.picture(showing: "type to filter")
    try session.keys("Escape")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("another world is picked, with the nearest algorithm that works on it, and the first one again")
  func world() throws {
    let session = try session()
    try session.startDashboard("-a q-learning")
    for (letters, id, message) in [
      ("grid", "gridworld", "a new policy, the old one does not fit: q-learning on gridworld"),
      ("pend", "pendulum", "Q-learning does not work on pendulum"), ("alias", "aliased-corridor", "a new policy"),
    ] {
      try session.keys("w")
      try session.picture(showing: "type to filter")
      try session.enter(letters)
      try session.picture(showing: message)
      let picture = try session.picture(with: id) { $0.title.contains(id) }
      try session.picture(with: "learning on \(id)") { $0.episode ?? 0 != picture.episode }
    }
    try quit(session)
  }

  @Test("a live parameter changes while it runs; a bad value says why and loses nothing")
  func parameter() throws {
    let session = try session()
    try session.startDashboard()
    try session.keys("p")
    try session.picture(showing: "changes at once")
    try session.enter("-1")
    let refused = try session.picture(showing: "✗ `alpha` is `-1`")
    #expect(refused.contains("-1"))
    try session.picture(with: "more episodes behind it") { $0.episode ?? 0 > refused.episode ?? 0 }
    #expect(try session.picture().contains("✗ `alpha` is `-1`"))
    // Back to the value that is in force, then to a good one.
    try session.keys("Escape")
    try session.picture(showing: "changes at once")
    try session.enter("0.0625")
    try session.picture(showing: "alpha = 0.0625, from the next line on")
    try session.keys("Escape")
    try session.picture(with: "the panes") { !$0.contains("changes at once") }
    try session.keys("p")
    try session.picture(with: "the new value") { $0.rows.contains { $0.contains("alpha") && $0.contains("0.0625") } }
    try session.keys("Escape")
    try quit(session)
  }

  @Test("f freezes: the policy plays on and is not updated; f again lets it learn")
  func freeze() throws {
    // Rows enough for all readings.
    let session = try session(columns: 120, rows: 48)
    try session.startDashboard()
    try session.picture(with: "an episode") { $0.episode ?? 0 > 0 }
    try session.keys("f")
    let frozen = try session.picture(with: "a frozen policy") {
      $0.title.contains("frozen") && $0.contains("Frozen policy · nothing is learnt")
    }
    let later = try session.picture(with: "more episodes") { $0.episode ?? 0 > frozen.episode! + 5 }
    #expect(later.reading("updates") == frozen.reading("updates") && frozen.reading("updates") != nil)
    try session.keys("f")
    try session.picture(with: "updates") { $0.reading("updates") ?? 0 > frozen.reading("updates")! }
    try quit(session)
  }

  @Test("r begins anew with the same seed, R with the next")
  func reset() throws {
    let session = try session()
    try session.startPaused("-s 7")
    for (key, seed) in [("r", 7), ("R", 8), ("R", 9)] {
      try session.keys("e")
      try session.picture(with: "an episode") { $0.episode == 1 && $0.isPaused }
      try session.keys(key)
      let picture = try session.picture(showing: "began anew with seed \(seed)")
      #expect(picture.title.contains("seed \(seed) ") && picture.episode == 0)
    }
    try quit(session)
  }

  // MARK: Looking

  @Test("? names every key, scrolls where it must, and goes away")
  func help() throws {
    let session = try session(columns: 80, rows: 24)
    try session.startPaused()
    let before = try session.screen()
    try session.keys("?")
    try session.picture(with: "the beginning") { $0.contains("Run and step") && $0.contains("run, or pause") }
    try session.keys("End")
    try session.picture(showing: "other colours")
    try session.keys("Escape")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("Enter gives the pane in focus the screen, a number another, Escape takes it back")
  func zoom() throws {
    let session = try session()
    try session.startPaused()
    let before = try session.screen()
    try session.keys("Enter")
    try session.picture(with: "the world alone") { $0.contains("╭1 World") && !$0.contains("Readings") }
    try session.keys("5")
    try session.picture(with: "the readings alone") { $0.contains("╭5 Readings") && !$0.contains("World") }
    try session.keys("1", "Escape")
    try session.wait(until: "all panes") { try session.screen() == before }
    try quit(session)
  }

  @Test("i looks at a cell, arrows and the mouse at another, while it runs on; Escape leaves")
  func inspect() throws {
    let session = try session(columns: 80, rows: 24)
    try session.startPaused()
    let before = try session.screen()
    try session.keys("i")
    try session.picture(with: "a cell") { $0.contains("╔") && $0.contains("another cell") }
    try session.keys("Left", "Left", "Left", "Left", "Right")
    let picture = try session.picture(showing: "looks like column 4, row 1")
    #expect(picture.contains("wall N, S") && picture.contains("┏") && picture.contains("d^π"))
    try session.keys("Space")
    try session.picture(with: "other numbers of the same cell") {
      $0.contains("looks like column 4, row 1")
        && $0.rows.first { $0.contains(" V ") } != picture.rows.first { $0.contains(" V ") }
    }
    try session.keys("Space")
    let row = try #require(try session.screen().firstIndex { $0.contains("skull") })
    try session.click(6, row)
    try session.picture(showing: "a skull: the episode ends here")
    try session.keys("Escape", "r")
    try session.picture(with: "the world as it was") { !$0.contains("╔") && $0.rows[1...8] == before[1...8] }
    try quit(session)
  }

  @Test("v goes through what the colours of cells mean, V chooses")
  func values() throws {
    let session = try session(columns: 120, rows: 36)
    try session.startPaused("-a q-learning")
    for title in [
      "V exact", "Q learnt", "Q exact", "A exact", "d^π exact", "no visits yet", "best deterministic J 0.20",
    ] {
      try session.keys("v")
      try session.picture(with: title) { $0.rows[1].contains("World · \(title)") }
    }
    try session.keys("v")
    try session.picture(with: "no values") { !$0.rows[1].contains("·") || !$0.rows[1].contains("World ·") }
    try session.keys("V")
    try session.picture(showing: "Values in the cells")
    try session.enter("q-l")
    try session.picture(with: "Q learnt") { $0.rows[1].contains("World · Q learnt") }
    try quit(session)
  }

  @Test("6 to 9 give two panes the screen, h hides one, 0 shows all")
  func views() throws {
    let session = try session(columns: 80, rows: 24)
    try session.startPaused()
    let before = try session.screen()
    let titles = ["╭1 ", "╭2 ", "╭3 ", "╭4 ", "╭5 "]
    func wait(for panes: [Int], after key: String) throws {
      try session.keys(key)
      try session.picture(with: "panes \(panes) after \(key)") { picture in
        titles.indices.allSatisfy { picture.contains(titles[$0]) == panes.contains($0 + 1) }
      }
    }
    for (key, panes) in [("6", [1, 4]), ("7", [1, 3]), ("8", [1, 2]), ("9", [4, 5]), ("9", [1, 2, 3, 4, 5])] {
      try wait(for: panes, after: key)
    }
    try wait(for: [1, 2, 3, 5], after: "h")
    try wait(for: [1, 2, 3, 4, 5], after: "4")
    try session.keys("0", "Escape")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("^L paints over whatever else wrote on the screen")
  func repaint() throws {
    let session = try session()
    try session.startPaused()
    let before = try session.screen()
    try session.write("\u{1B}[5;5Hsomebody else was here\r\n\n\n\u{1B}[36;1H\n\n")
    try session.wait(until: "the damage") { try session.screen() != before }
    try session.keys("C-l")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("sizes change while it runs, down to one cell; afterwards the picture is whole")
  func resize() throws {
    let session = try session()
    try session.startDashboard()
    for (columns, rows) in [(120, 36), (80, 24), (40, 12), (20, 6), (3, 2), (1, 1), (1, 24), (200, 60), (80, 24)] {
      try session.resize(columns: columns, rows: rows)
      // One column shows the mode's sign, in every size.
      try session.picture(with: "\(columns)×\(rows)") { picture in
        picture.rows.count == rows && picture.title.contains("▶") && (columns < 20 || picture.title.hasPrefix(" "))
          && picture.rows.allSatisfy { $0.count <= columns }
      }
    }
    try session.picture(with: "all panes") { $0.contains("╭1 World") && $0.contains("q quit") }
    try session.keys("Space")
    let paused = try session.still()
    // What is on the screen is what a terminal that knows nothing would be sent.
    try session.keys("C-l")
    try session.keys("?")
    try session.picture(showing: "Run and step")
    try session.keys("Escape")
    try session.wait(until: "the same picture") { try session.screen() == paused.rows }
    try quit(session)
  }

  @Test("^Z and fg while it runs: it learns on")
  func suspend() throws {
    let session = try session()
    try session.startDashboard()
    try session.keys("C-z")
    #expect(try session.finish() == 128 + Int(SIGTSTP))
    #expect(try session.hasFoundModes())
    try session.enter("fg")
    let back = try session.picture(with: "the panes") { $0.episode != nil && $0.contains("╭1 World") }
    try session.picture(with: "more episodes") { $0.episode ?? 0 > back.episode! }
    try quit(session)
  }

  // MARK: Why policy search

  @Test("the greedy policy of Q-learning is worth −35.2 in the aliased corridor; one key apart REINFORCE finds better")
  func whyPolicySearch() throws {
    let session = try session()
    try session.startDashboard("-w aliased-corridor -a q-learning")
    for _ in 0..<3 { try session.keys("+") }
    try session.picture(with: "J greedy −35.2") { $0.reading("J greedy").map { abs($0 + 35.2) < 0.06 } ?? false }
    try session.keys("a")
    try session.picture(showing: "type to filter")
    try session.keys("reinforce")
    try session.picture(with: "REINFORCE selected") { $0.rows.contains { $0.contains("▸ reinforce ") } }
    try session.keys("Enter")
    try session.picture(with: "REINFORCE") { $0.title.contains("reinforce") }
    try session.picture(with: "J π above 0") { $0.reading("J π") ?? -100 > 0 }
    try quit(session)
  }
}
