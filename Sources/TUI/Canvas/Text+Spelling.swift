/// How mathematics is spelt where there are no signs for it.
extension Text {
  /// The text in ASCII. Names and fractions that would run into what stands beside them are kept apart, and what is raised or
  /// lowered together has one mark.
  static func spelt(_ text: String) -> [Unicode.Scalar] {
    var glyphs: [Unicode.Scalar] = []
    glyphs.reserveCapacity(text.utf8.count)
    let scalars = Array(text.unicodeScalars)
    // Of the sign before: the mark that it is raised or lowered by, and whether it was spelt as a word.
    var (mark, isWord): (Unicode.Scalar?, Bool) = (nil, false)
    for (index, scalar) in scalars.enumerated() {
      if (0x20...0x7E).contains(scalar.value) {
        if isWord, scalar.properties.isAlphabetic { glyphs.append(" ") }
        // What follows a mark that was written out belongs to it too, as in `δ_t₊₁`.
        mark = scalar == "_" || mark == "_" && scalar.properties.isAlphabetic ? "_" : nil
        isWord = false
        glyphs.append(scalar)
        continue
      }
      let spelling = Array(spelling(index, of: scalars).unicodeScalars)
      guard let first = spelling.first else { continue }
      if spelling.count > 1, first == "^" || first == "_" {
        glyphs.append(contentsOf: mark == first ? spelling.dropFirst() : spelling[...])
        (mark, isWord) = (first, false)
        continue
      }
      let isName = spelling.count > 1 && !isLatin(scalar) && first.properties.isAlphabetic
      let isFraction = spelling.contains("/")
      if isName || isFraction, isWord || glyphs.last.map(isDigit) ?? false { glyphs.append(" ") }
      glyphs.append(contentsOf: spelling)
      (mark, isWord) = (nil, isName && spelling.last?.properties.isAlphabetic == true)
    }
    return glyphs
  }

  private static func spelling(_ index: Int, of scalars: [Unicode.Scalar]) -> String {
    let scalar = scalars[index]
    // A dot between blanks parts phrases; any other is a place to be filled, or a product.
    if scalar == "·" {
      let sides = [index - 1, index + 1].map { scalars.indices.contains($0) ? scalars[$0] : " " }
      return sides == [" ", " "] ? "-" : "."
    }
    return plain[scalar] ?? (isInvisible(scalar) ? "" : "?")
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Letters with accents, which are spelt as letters and not as names.
  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { (0xC0...0x24F).contains(scalar.value) }

  /// How the signs of the listings, the titles and the worlds are spelt in ASCII.
  static let plain: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
    "σ": "sigma",
    "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Π": "Pi", "Σ": "sum", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ϕ": "phi",
    "∇": "grad ", "∂": "d", "∑": "sum", "∏": "prod", "√": "sqrt", "∞": "inf", "∫": "int", "∪": "U", "∠": "angle",
    "←": "<-", "→": "->", "↑": "^", "↓": "v", "↔": "<->", "↕": "^v", "⇐": "<=", "⇒": "=>", "⇄": "<->", "↻": ")",
    "↺": "(",
    "«": "<<", "»": ">>",
    "∼": "~", "≈": "~", "∣": "|", "‖": "||", "∥": "||", "−": "-", "–": "-", "—": "-", "×": "x", "·": "-", "∗": "*",
    "⋅": "*",
    "≤": "<=", "≥": ">=", "≠": "!=", "±": "+-", "∈": "in", "∀": "all ", "∝": "~", "≪": "<<", "≫": ">>",
    "′": "'", "″": "''", "’": "'", "‘": "'", "“": "\"", "”": "\"", "…": "...", "°": " deg", "•": "*",
    "⁺": "^+", "⁻": "^-", "¹": "^1", "²": "^2", "³": "^3", "ᵗ": "^t", "ᵀ": "^T", "ⁿ": "^n", "ⁱ": "^i",
    "⁰": "^0", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8", "⁹": "^9", "ᵏ": "^k",
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4",
    "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8", "₉": "_9",
    "ₐ": "_a", "ₑ": "_e", "ₙ": "_n", "ₘ": "_m", "ₛ": "_s", "ⱼ": "_j", "ʲ": "^j", "₊": "_+", "₋": "_-",
    "❚": "|", "❄": "*", "✗": "X", "›": ">", "‹": "<", "━": "*", "╍": "o", "┄": "+", "─": "-",
    "ₜ": "_t", "ₖ": "_k", "ᵢ": "_i", "ℓ": "l", "ẋ": "x'", "ẏ": "y'", "\u{307}": "'",
    "●": "@", "○": "o", "◆": "@", "◇": "o", "☠": "X", "★": "*", "▶": ">", "▸": ">", "◂": "<", "◀": "<", "▲": "^",
    "▼": "v",
    "Ĵ": "J^", "Â": "A^", "ã": "a~", "é": "e", "è": "e", "ő": "o", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss",
    "\u{A0}": " ", "\u{2009}": " ",
    "\u{202F}": " ",
  ]
}
