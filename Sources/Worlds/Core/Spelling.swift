/// Finds what a mistyped name was meant to be.
public enum Spelling {
  /// Did-you-mean advice: the nearest names, or all of them where none is near.
  /// - Parameters:
  ///   - name: what was written.
  ///   - names: what could be meant.
  ///   - keywords: other words for some of the names, with spaces between.
  public static func advice(
    for name: String, among names: [String], keywords: [String: String] = [:]
  ) -> String {
    let near = nearest(to: name, among: names, keywords: keywords)
    if !near.isEmpty {
      return "did you mean " + near.map { "`\($0)`" }.joined(separator: " or ") + "?"
    }
    return names.isEmpty ? "there is none" : "it can be " + names.joined(separator: ", ")
  }

  /// At most three names, nearest first: those within a third of the length in edits, that begin alike, whose words have
  /// these initials, or that have it as a keyword. Capitals, hyphens and a version such as `-v1` make no difference.
  /// - Parameters:
  ///   - name: what was written.
  ///   - names: what could be meant.
  ///   - keywords: other words for some of the names, with spaces between.
  public static func nearest(
    to name: String, among names: [String], keywords: [String: String] = [:]
  ) -> [String] {
    let wanted = plain(name)
    guard !wanted.isEmpty else { return [] }
    if let same = names.first(where: { plain($0) == wanted }) { return [same] }
    let candidates = names.map { candidate in
      let other = plain(candidate)
      let initials = String(candidate.split(separator: "-").compactMap(\.first)).lowercased()
      let words = keywords[candidate, default: ""].split(separator: " ").map { plain(String($0)) }
      let isAlike = other.hasPrefix(wanted) || initials == wanted || words.contains(wanted)
      return (candidate, isAlike ? 0 : distance(wanted, other))
    }
    let limit = wanted.count < 4 ? wanted.count - 1 : max(2, wanted.count / 3)
    return candidates.filter { $0.1 <= limit }.sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
  }

  /// Without capitals, hyphens, underscores and a version at the end.
  private static func plain(_ name: String) -> String {
    var text = name.lowercased()[...]
    if let version = text.firstRange(of: /-v[0-9]+$/) { text = text[..<version.lowerBound] }
    return String(text.filter { $0 != "-" && $0 != "_" })
  }

  /// The least number of insertions, deletions, substitutions and swaps of neighbours between two words.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    for i in 1...a.count {
      for j in 1...b.count {
        var best = min(rows[i - 1][j], rows[i][j - 1]) + 1
        best = min(best, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, rows[i - 2][j - 2] + 1)
        }
        rows[i][j] = best
      }
    }
    return rows[a.count][b.count]
  }
}
