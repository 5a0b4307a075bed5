/// An algorithm's pseudocode: one case per line, in the order of the page.
///
/// A line is *passed* once its work is done, so the highlighted line is the one just executed.
public protocol Listing: CaseIterable, RawRepresentable, Sendable where RawValue == Int {
  /// The line as the pane shows it; two leading blanks per level of indentation.
  var text: String { get }
}

extension Listing {
  /// The whole page. In the listing of a learner a line that its set-up has no use for is empty: it is not shown, and never
  /// passed.
  public static var lines: [String] { allCases.map(\.text) }
}
