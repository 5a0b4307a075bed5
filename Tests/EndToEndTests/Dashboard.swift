import Foundation

/// What the dashboard shows, read off the screen as a user would.
struct Picture {
  let rows: [String]

  var title: String { rows.first ?? "" }
  var isPaused: Bool { title.contains("❚❚ paused") }
  /// The number of the episode in the title bar.
  var episode: Int? { Self.number(in: title, after: "episode ") }

  /// A row of the readings pane, such as `updates` or `J π`.
  func reading(_ name: String) -> Double? {
    rows.lazy.compactMap { row in
      // Readings stand in columns; a name begins one, or follows the blanks between two.
      [" " + name + " ", "│" + name + " "].lazy.compactMap { row.range(of: $0, options: .backwards) }.first
        .flatMap { Self.value(row[$0.upperBound...]) }
    }.last
  }

  /// The line of the pseudocode that was just executed.
  var line: String? {
    guard let row = rows.dropFirst().first(where: { $0.hasPrefix("│▶ ") }) else { return nil }
    return String(row.dropFirst(3).prefix { $0 != "│" }).trimmingCharacters(in: .whitespaces)
  }

  func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// A number with a true minus sign, digits in groups of three, or a unit of thousands or millions.
  private static func value(_ text: some StringProtocol) -> Double? {
    let words = text.trimmingCharacters(in: .whitespaces).components(separatedBy: " ")
    var word = words[0]
    if Int(word) != nil { word += words.dropFirst().prefix { $0.count == 3 && Int($0) != nil }.joined() }
    let units: [Character: Double] = ["k": 1e3, "M": 1e6]
    let unit = word.last.flatMap { units[$0] }
    let digits = (unit == nil ? word : String(word.dropLast())).replacingOccurrences(of: "−", with: "-")
    return Double(digits).map { $0 * (unit ?? 1) }
  }

  private static func number(in text: String, after name: String) -> Int? {
    text.range(of: name).flatMap { value(text[$0.upperBound...]) }.map { Int($0) }
  }
}

extension Session {
  /// Starts the dashboard and waits for its first whole picture.
  func startDashboard(_ arguments: String = "") throws {
    try start(arguments.isEmpty ? "ascent" : "ascent \(arguments)")
    try wait(until: "the first frame") { try picture().episode != nil }
  }

  /// Starts it so that nothing changes on the screen by itself.
  func startPaused(_ arguments: String = "") throws {
    try startDashboard("--paused \(arguments)")
    try wait(until: "a paused picture") { try picture().isPaused }
  }

  func picture() throws -> Picture { Picture(rows: try screen()) }

  /// Waits for a picture of which something holds, and returns it.
  @discardableResult
  func picture(with what: String, where condition: (Picture) throws -> Bool) throws -> Picture {
    var found: Picture?
    try wait(until: what) {
      let picture = try self.picture()
      if try condition(picture) { found = picture }
      return found != nil
    }
    return found!
  }

  @discardableResult
  func picture(showing text: String) throws -> Picture { try picture(with: text) { $0.contains(text) } }

  /// The picture of a run that has come to rest: two in a row are the same, with keys and their effects in between.
  func still() throws -> Picture {
    var last: Picture?
    return try picture(with: "a still picture") { picture in
      guard picture.isPaused else { return false }
      defer { last = picture }
      if picture.rows == last?.rows { return true }
      try keys("?")
      try self.picture(showing: "Run and step")
      try keys("Escape")
      try self.picture(with: "the panes") { !$0.contains("Run and step") }
      return false
    }
  }
}
