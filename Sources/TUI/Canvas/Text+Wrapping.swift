extension Text {
  /// A text in lines of at most so many columns, broken at blanks; a word that is longer has a line for itself.
  public static func wrapped(_ text: String, width: Int, isASCII: Bool = false) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var columns = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      let length = self.width(String(word), isASCII: isASCII)
      if !lines.isEmpty, columns + 1 + length <= width {
        lines[lines.count - 1] += " " + word
        columns += 1 + length
      } else {
        lines.append(String(word))
        columns = length
      }
    }
    return lines
  }
}
