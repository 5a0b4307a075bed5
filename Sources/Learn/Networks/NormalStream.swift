import Worlds

/// Normal deviates in single precision, sixteen at a time, from a named stream of the run's seed.
///
/// Box & Muller 1958: √(−2 ln u) cos 2πv and √(−2 ln u) sin 2πv for u, v uniform in the unit interval.
public struct NormalStream: Sendable {
  private var random: RandomStream

  public init(seed: UInt64, name: String) { random = RandomStream(seed: seed, name: name) }

  /// - Parameter count: a multiple of sixteen.
  mutating func fill(_ target: UnsafeMutablePointer<Float>, count: Int) {
    for place in stride(from: 0, to: count, by: 32) {
      let (cosines, sines) = pairs()
      target.set(place, cosines)
      if place + 16 < count { target.set(place + 16, sines) }
    }
  }

  private mutating func pairs() -> (Lanes, Lanes) {
    var words = SIMD16<UInt64>()
    for index in 0..<16 { words[index] = random.next() }
    // 24 bits each; u half an interval further, so that it is never 0.
    let u = (Lanes(SIMD16<Int32>(truncatingIfNeeded: words &>> 40)) + 0.5) * 0x1p-24
    let v = Lanes(SIMD16<Int32>(truncatingIfNeeded: (words &>> 8) & 0xff_ffff)) * 0x1p-24
    let radius = root(logarithm(u) * -2)
    let (cosine, sine) = turns(v)
    return (radius * cosine, radius * sine)
  }
}

/// cos 2πv and sin 2πv for 0 ≤ v < 1, to within 2⁻²².
///
/// The nearest quarter turn is taken off; what is left is at most an eighth of one, where the Taylor series are short.
@inline(__always)
func turns(_ v: Lanes) -> (cosine: Lanes, sine: Lanes) {
  let shifted = Lanes(repeating: 0x1.8p23).plus(v, Lanes(repeating: 4))
  let quarters = shifted - 0x1.8p23
  let x = v.plus(quarters, Lanes(repeating: -0.25)) * (2 * Float.pi)
  let z = x * x
  var sine = Lanes(repeating: -1.0 / 5040).plus(z, Lanes(repeating: 1.0 / 362_880))
  sine = Lanes(repeating: 1.0 / 120).plus(z, sine)
  sine = Lanes(repeating: -1.0 / 6).plus(z, sine)
  sine = x.plus(x * z, sine)
  var cosine = Lanes(repeating: -1.0 / 720).plus(z, Lanes(repeating: 1.0 / 40320))
  cosine = Lanes(repeating: 1.0 / 24).plus(z, cosine)
  cosine = Lanes(repeating: -1.0 / 2).plus(z, cosine)
  cosine = Lanes(repeating: 1).plus(z, cosine)
  // Odd quarters exchange the two; the signs go round.
  let quarter = unsafeBitCast(shifted, to: SIMD16<UInt32>.self)
  let isOdd = quarter & 1 .== 1
  let (c, s) = (cosine.replacing(with: sine, where: isOdd), sine.replacing(with: cosine, where: isOdd))
  return (
    c.replacing(with: -c, where: (quarter &+ 1) & 2 .== 2), s.replacing(with: -s, where: quarter & 2 .== 2)
  )
}
