/// Finds what a mistyped name was meant to be.
public enum Spelling {
  /// Did-you-mean advice: the nearest names, or all of them where none is near.
  public static func advice(for name: String, among names: [String]) -> String {
    let near = nearest(to: name, among: names)
    if !near.isEmpty {
      return "did you mean " + near.map { "`\($0)`" }.joined(separator: " or ") + "?"
    }
    return names.isEmpty ? "there is none" : "it can be " + names.joined(separator: ", ")
  }

  /// At most three names within a third of the length in edits, or that begin alike; nearest first.
  public static func nearest(to name: String, among names: [String]) -> [String] {
    let candidates = names.map { candidate in
      let alike = candidate.hasPrefix(name) && !name.isEmpty
      return (candidate, alike ? 1 : distance(name, candidate))
    }
    let limit = max(2, name.count / 3)
    return candidates.filter { $0.1 <= limit }.sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
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
