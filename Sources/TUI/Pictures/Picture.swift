import Worlds

/// A canvas as something to keep: an SVG, rows of text, or rows of text with escape sequences for colours.
public struct Picture: Sendable, Equatable {
  public var canvas: Canvas
  /// What it shows, in a few words, for those who cannot see it.
  public var title: String
  public var ground: Ground
  /// The colours that it may use.
  public var tier: ColorTier

  public init(_ canvas: Canvas, title: String, ground: Ground, tier: ColorTier = .direct) {
    self.canvas = canvas
    self.title = title
    self.ground = ground
    self.tier = tier
  }

  /// What a picture is kept as; the raw value is the suffix of the file's name.
  public enum Kind: String, CaseIterable, Sendable {
    case svg
    case text = "txt"
    /// For `cat`: every row ends in a reset.
    case ansi = "ans"

    /// The kind that a file's suffix asks for.
    /// - Throws: a `ParameterError` that names the three.
    public init(fileName: String) throws(ParameterError) {
      let name = fileName.split(separator: "/").last ?? ""
      let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
      guard let kind = Kind(rawValue: suffix) else {
        throw ParameterError("`\(fileName)` is no kind of picture; its name must end in .svg, .txt or .ans")
      }
      self = kind
    }
  }

  /// The file's contents, with a line feed at the end.
  public func contents(as kind: Kind) -> String {
    switch kind {
    case .svg: SVGWriter(self).document
    case .text: canvas.text.map { String(Self.withoutBlanks($0)) + "\n" }.joined()
    case .ansi: ansi
    }
  }

  /// A row without the blanks at its end.
  private static func withoutBlanks(_ row: String) -> Substring {
    row.lastIndex { $0 != " " }.map { row[...$0] } ?? ""
  }
}
