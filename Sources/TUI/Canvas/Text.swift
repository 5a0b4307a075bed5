/// Text as a terminal can show it: one scalar, one column.
public enum Text {
  /// The glyphs of a text: spelt out in ASCII where nothing else can be shown, and without what would break the columns
  /// of the screen (control characters, combining marks; a wide character becomes `?`).
  public static func glyphs(_ text: String, isASCII: Bool) -> [Unicode.Scalar] {
    if isASCII { return spelt(text) }
    var glyphs: [Unicode.Scalar] = []
    glyphs.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        glyphs.append(scalar)
      } else if isWide(scalar) {
        glyphs.append("?")
      } else if !isInvisible(scalar) {
        glyphs.append(scalar)
      }
    }
    return glyphs
  }

  /// The columns that a text takes.
  public static func width(_ text: String, isASCII: Bool = false) -> Int {
    glyphs(text, isASCII: isASCII).count
  }

  /// The text spelt out in ASCII.
  public static func ascii(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: glyphs(text, isASCII: true))
    return String(result)
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .surrogate, .lineSeparator, .paragraphSeparator:
      true
    default: false
    }
  }

  /// East Asian wide characters and pictographs.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
