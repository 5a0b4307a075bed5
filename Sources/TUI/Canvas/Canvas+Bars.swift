extension Canvas {
  private static let eighthsAcross: [Unicode.Scalar] = Array(" ▏▎▍▌▋▊▉█".unicodeScalars)
  // Never the whole height: histories in neighbouring rows keep a line apart.
  private static let eighthsUp: [Unicode.Scalar] = Array("▁▂▃▄▅▆▇".unicodeScalars)
  private static let asciiUp: [Unicode.Scalar] = Array("_.-:=+#".unicodeScalars)

  /// A horizontal bar that fills `fraction` of `width` columns, to an eighth of a column. Whatever is not nothing
  /// shows at least its thinnest line.
  public mutating func bar(_ fraction: Double, x: Int, y: Int, width: Int, _ style: Style) {
    guard width > 0, fraction > 0 else { return }
    let share = min(fraction, 1)
    if isASCII {
      let length = Int((share * Double(width)).rounded())
      for column in 0..<max(length, 0) { self[x + column, y] = Cell("#", style) }
      if length == 0 { self[x, y] = Cell("|", style) }
      return
    }
    let eighths = max(1, Int((share * Double(width) * 8).rounded()))
    for column in 0..<eighths / 8 { self[x + column, y] = Cell("█", style) }
    if eighths % 8 > 0 { self[x + eighths / 8, y] = Cell(Self.eighthsAcross[eighths % 8], style) }
  }

  /// The last values of a history, the newest at the right end, between their smallest and their largest; what is not a
  /// number is a gap.
  public mutating func sparkline(_ values: [Double], x: Int, y: Int, width: Int, _ style: Style) {
    guard width > 0 else { return }
    let shown = values.suffix(width)
    let finite = shown.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return }
    let glyphs = isASCII ? Self.asciiUp : Self.eighthsUp
    for (offset, value) in shown.enumerated() where value.isFinite {
      // A history without change is a line in the middle.
      let share = high > low ? value / (high - low) - low / (high - low) : 0.45
      let level = min(max(Int((share * 6).rounded()), 0), 6)
      self[x + offset, y] = Cell(glyphs[level], style)
    }
  }
}

extension Canvas {
  /// A bar that grows upwards from row `bottom` and fills `fraction` of `height` rows, to an eighth of a row. Whatever is
  /// not nothing shows at least its thinnest line.
  public mutating func pillar(_ fraction: Double, x: Int, bottom: Int, width: Int, height: Int, _ style: Style) {
    guard width > 0, height > 0, fraction > 0 else { return }
    let eighths = max(1, Int((min(fraction, 1) * Double(height) * 8).rounded()))
    for row in 0..<(eighths + 7) / 8 {
      let part = min(eighths - row * 8, 8)
      let glyph: Unicode.Scalar =
        isASCII ? Self.asciiUp[min(part - 1, 6)] : part == 8 ? "█" : Self.eighthsUp[part - 1]
      for column in 0..<width { self[x + column, bottom - row] = Cell(glyph, style) }
    }
  }
}
