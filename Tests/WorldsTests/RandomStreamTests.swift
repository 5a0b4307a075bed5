import Testing

@testable import Worlds

@Suite struct RandomStreamTests {
  @Test("xoshiro256++ gives the first words of its authors' reference")
  func reference() {
    var stream = RandomStream(words: (1, 2, 3, 4))
    #expect(
      (0..<4).map { _ in stream.next() } == [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386])
  }

  @Test("the same seed and name give the same stream; another seed or name another one")
  func streams() {
    func first(_ seed: UInt64, _ name: String) -> [UInt64] {
      var stream = RandomStream(seed: seed, name: name)
      return (0..<8).map { _ in stream.next() }
    }
    #expect(first(7, "world") == first(7, "world"))
    #expect(first(7, "world") != first(8, "world"))
    #expect(first(7, "world") != first(7, "policy"))
  }

  @Test("uniform draws lie in [0, 1) with mean 1/2 and variance 1/12")
  func uniform() {
    var stream = RandomStream(seed: 1, name: "test")
    let draws = (0..<100_000).map { _ in stream.uniform() }
    #expect(draws.allSatisfy { (0..<1).contains($0) })
    let mean = draws.reduce(0, +) / 100_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 0.5) < 0.004)
    #expect(abs(variance - 1.0 / 12) < 0.002)
  }

  @Test("normal deviates have the moments 0, 1, 0, 3")
  func normal() {
    var stream = RandomStream(seed: 2, name: "test")
    var moments = [0.0, 0, 0, 0]
    let count = 200_000
    for _ in 0..<count {
      let z = stream.normal()
      moments[0] += z
      moments[1] += z * z
      moments[2] += z * z * z
      moments[3] += z * z * z * z
    }
    let expected = [0.0, 1, 0, 3]
    for (sum, value) in zip(moments, expected) { #expect(abs(sum / Double(count) - value) < 0.06) }
  }

  @Test("whole numbers below a bound are even")
  func indices() {
    var stream = RandomStream(seed: 3, name: "test")
    var counts = [0, 0, 0, 0, 0]
    for _ in 0..<50_000 { counts[stream.index(below: 5)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }
}
