import Learn

extension NamedValue {
  /// Whether it counts a loop: a whole number that says nothing over time.
  var isCounter: Bool { ["t", "k", "i", "s", "τ", "episode", "epoch"].contains(name) }

  /// Whether it is a whole number by its meaning.
  private var isCount: Bool { isCounter || ["m", "n(s)", "pairs", "trials", "∣D∣"].contains(name) }

  /// The value as listings and readings show it: counts without decimals.
  var number: String { isCount ? Numbers.fixed(value, 0) : Numbers.compact(value) }
}
