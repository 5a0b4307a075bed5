import Testing

@testable import TUI

@Suite struct NumbersTests {
  @Test(arguments: [
    (1.25, 1, "1.3"), (-1.37, 2, "−1.37"), (-0.001, 2, "0.00"), (0.05, 2, "0.05"), (12, 0, "12"),
    (99.995, 2, "100.00"),
    (1e12, 2, "1.0e12"), (.infinity, 2, "∞"), (-.infinity, 2, "−∞"), (.nan, 2, "NaN"),
  ])
  func `A number with fixed decimals is rounded, and zero has no sign`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(Numbers.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.0, "0.00"), (0.42, "0.42"), (-35.2, "−35.2"), (1648, "1648"), (12_400, "12.4k"), (2_500_000, "2.5M"),
    (0.0421, "0.042"), (-4.2e-5, "−4.2e−5"), (9.996, "10.0"), (99.96, "100"), (9999.7, "10.0k"),
    (999_960, "1.0M"),
    (3.2e26, "3.2e26"), (5e-305, "0.00"),
  ])
  func `A compact number takes about five columns`(value: Double, text: String) {
    #expect(Numbers.compact(value) == text)
  }

  @Test(arguments: [(0.0, ".00"), (0.004, ".00"), (0.05, ".05"), (0.494, ".49"), (0.996, ".99"), (1, "1.0")])
  func `A probability takes three columns, and only certainty is 1`(p: Double, text: String) {
    #expect(Numbers.probability(p) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1648, "1 648"), (1_234_567, "1 234 567"), (-1000, "−1 000")])
  func `Thousands stand apart`(count: Int, text: String) {
    #expect(Numbers.grouped(count) == text)
  }

  @Test func `Every Double has a text`() {
    for value in [
      Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, .nan, .infinity,
    ] {
      #expect(!Numbers.compact(value).isEmpty)
      #expect(!Numbers.short(value).isEmpty)
      #expect(!Numbers.fixed(value, 3).isEmpty)
      #expect(!Numbers.tick(value, step: 1).isEmpty)
      #expect(!Numbers.probability(value).isEmpty)
    }
  }

  // MARK: Ticks

  @Test(arguments: [
    (0.0, 10.0, 5, [0.0, 2, 4, 6, 8, 10], 2.0), (-40, 6, 3, [-40, -20, 0], 20),
    (0, 1648, 4, [0, 500, 1000, 1500], 500),
    (0, 1, 2, [0, 1], 1), (5.9, 6.3, 4, [5.9, 6, 6.1, 6.2, 6.3], 0.1),
  ])
  func `Ticks are multiples of 1, 2 or 5 times a power of ten`(
    low: Double, high: Double, count: Int, values: [Double], step: Double
  ) {
    let ticks = Ticks.nice(low...high, atMost: values.count)
    #expect(ticks.values.count == values.count)
    for (tick, value) in zip(ticks.values, values) { #expect(abs(tick - value) < 1e-9) }
    #expect(abs(ticks.step - step) < 1e-9)
  }

  @Test func `There are never more ticks than asked for, and none without a range`() {
    for exponent in -12...12 {
      var scale = 1.0
      for _ in 0..<abs(exponent) { scale *= exponent < 0 ? 0.1 : 10 }
      for high in [1.0, 1.7, 3.3, 9.9] {
        #expect(Ticks.nice(-0.3 * scale...high * scale, atMost: 4).values.count <= 4)
      }
    }
    #expect(Ticks.nice(1...1, atMost: 4).values.isEmpty)
    #expect(Ticks.nice(0...1, atMost: 0).values.isEmpty)
  }

  @Test(arguments: [
    (0.5, 0.5, "0.5"), (-20, 20, "−20"), (20_000, 5_000, "20k"), (1e-20, 1, "0"), (0.25, 0.25, "0.25"),
  ])
  func `A tick has the decimals that its step needs`(value: Double, step: Double, text: String) {
    #expect(Numbers.tick(value, step: step) == text)
  }
}
