import Learn
import TUI

/// What came of a comparison, as people read it.
struct ComparisonTable {
  let text: String

  /// - Parameter columns: what it should fit into: where it does not, the score over the whole run is left out.
  init(_ comparison: Comparison, _ summary: ComparisonSummary, columns: Int) {
    let heads = ["algorithm", "runs", "last part", "whole run", "less \(comparison.algorithms[0].id)", "better in"]
    let rows = summary.curves.map { curve -> [String] in
      let difference = curve.difference.map { Self.words($0.score) } ?? ""
      let wins = curve.difference.map { "\($0.wins) of \($0.pairs)" } ?? ""
      let scores = [curve.last, curve.mean].map { $0.map(Self.words) ?? Self.lack(of: curve) }
      return [curve.algorithm.description, Self.runs(of: curve)] + scores + [difference, wins]
    }
    let hasDifferences = summary.curves.count > 1
    var cells = ([heads] + rows).map { hasDifferences ? $0 : Array($0.prefix(4)) }
    func widths() -> [Int] { cells[0].indices.map { column in cells.map { Text.width($0[column]) }.max() ?? 0 } }
    if widths().reduce(-2, { $0 + $1 + 2 }) > columns { for index in cells.indices { cells[index].remove(at: 3) } }
    text = cells.map { row in
      zip(row, widths()).map { $0 + String(repeating: " ", count: $1 - Text.width($0)) }.joined(separator: "  ")
        .replacing(/\ +$/, with: "")
    }.joined(separator: "\n")
  }

  private static func runs(of curve: ComparisonSummary.Curve) -> String {
    var words = ["\(curve.runs)"]
    if curve.diverged > 0 { words.append("\(curve.diverged) diverged") }
    if curve.scored > 0, curve.scored < curve.runs { words.append("\(curve.scored) with a score") }
    return words.joined(separator: ", ")
  }

  /// Why there is no score.
  private static func lack(of curve: ComparisonSummary.Curve) -> String {
    curve.runs > 0 && curve.diverged == curve.runs ? "diverged" : "no episode yet"
  }

  private static func words(_ estimate: Estimate) -> String {
    "\(Numbers.short(estimate.value)) [\(Numbers.short(estimate.low)), \(Numbers.short(estimate.high))]"
  }
}
