/// A reproducible stream of random numbers: xoshiro256++ (Blackman & Vigna 2019).
///
/// Every random draw of a run comes from a stream that is named after its purpose and derived from
/// the run's seed, so that drawing more in one place never changes another.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
  private var s0, s1, s2, s3: UInt64
  /// The second half of the last pair of normal deviates.
  private var spare: Double?

  /// The stream called `name` of the run with this seed.
  public init(seed: UInt64, name: String) {
    // FNV-1a of the name, mixed with the seed, then expanded by SplitMix64 as the authors advise.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixer = SplitMix64(state: seed)
    mixer.state = mixer.next() ^ hash
    s0 = mixer.next()
    s1 = mixer.next()
    s2 = mixer.next()
    s3 = mixer.next()
  }

  /// The stream in this state, which is not all zero.
  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = words
  }

  @inline(__always)
  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = (sum &<< 23 | sum &>> 41) &+ s0
    let t = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = s3 &<< 45 | s3 &>> 19
    return result
  }

  /// A uniform real in [0, 1), with 53 random bits.
  @inline(__always)
  public mutating func uniform() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// A uniform real in [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A uniform integer in 0..<count, without bias (Lemire 2019). `count` must be positive.
  public mutating func index(below count: Int) -> Int {
    Int.random(in: 0..<count, using: &self)
  }

  /// A standard normal deviate, by Marsaglia's polar method.
  public mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let x = uniform(-1, 1)
      let y = uniform(-1, 1)
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let scale = (-2 * log(square) / square).squareRoot()
      spare = y * scale
      return x * scale
    }
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014): expands a seed into well-mixed words.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }
}
