internal import CVectors

// Functions of sixteen floats at once. They are sums and products in a fixed order, so that every processor with fused
// products computes the same bits, which the C library does not promise.

/// ln 2 in two parts, the first so short that its product with a small whole number is exact (Cody & Waite 1980).
private let ln2 = (high: Float(0x1.63p-1), low: Float(-0x1.bd0106p-13))

/// x = k ln 2 + r with |r| ≤ ½ ln 2: (2ᵏ, eʳ − 1), for −87 ≤ x ≤ 88.
///
/// The Taylor series of eʳ − 1 ends with r⁷/7!; the first term left out is below 2⁻²⁵ of the sum.
@inline(__always)
private func exponentialParts(_ x: Lanes) -> (power: Lanes, rest: Lanes) {
  // Adding 1.5 · 2²³ rounds to a whole number and leaves it in the low bits.
  let shifted = Lanes(repeating: 0x1.8p23).plus(x, Lanes(repeating: 0x1.715476p0))
  let k = shifted - 0x1.8p23
  let r = x.plus(k, Lanes(repeating: -ln2.high)).plus(k, Lanes(repeating: -ln2.low))
  var sum = Lanes(repeating: 1.0 / 720).plus(r, Lanes(repeating: 1.0 / 5040))
  sum = Lanes(repeating: 1.0 / 120).plus(r, sum)
  sum = Lanes(repeating: 1.0 / 24).plus(r, sum)
  sum = Lanes(repeating: 1.0 / 6).plus(r, sum)
  sum = Lanes(repeating: 1.0 / 2).plus(r, sum)
  let bits = unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &<< 23 &+ 0x3f80_0000
  return (unsafeBitCast(bits, to: Lanes.self), r.plus(r * r, sum))
}

/// eˣ to within two units in the last place; 0 below −87, and ∞ above 88.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
  let (power, rest) = exponentialParts(x)
  return power.plus(power, rest).replacing(with: 0, where: x .< -87).replacing(with: .infinity, where: x .> 88)
}

/// tanh x to within four units in the last place, for every x.
///
/// With t = e²ˣ − 1 it is t / (t + 2); t comes from the series itself, so that nothing cancels near 0. Beyond ±9.1 it is
/// ±1 to all digits.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes {
  let tame = x.replacing(with: 9.1, where: x .> 9.1).replacing(with: -9.1, where: x .< -9.1)
  let (power, rest) = exponentialParts(tame + tame)
  let t = (power - 1).plus(power, rest)
  return t / (t + 2)
}

/// ln x of normal positive numbers, to within two units in the last place or 2⁻²⁴.
///
/// x = 2ᵏ m with m between √½ and √2; with s = (m − 1)/(m + 1), ln m = 2 (s + s³/3 + s⁵/5 + …) up to s⁹/9; what is left out
/// is below 2⁻²⁸ of it.
@inline(__always)
func logarithm(_ x: Lanes) -> Lanes {
  // The bits of √½: what is above them in the exponent is k.
  let root: UInt32 = 0x3f35_04f3
  let bits = unsafeBitCast(x, to: SIMD16<UInt32>.self) &- root
  let exponent = unsafeBitCast(bits, to: SIMD16<Int32>.self) &>> 23
  let m = unsafeBitCast((bits & 0x7f_ffff) &+ root, to: Lanes.self)
  let k = Lanes(exponent)
  let s = (m - 1) / (m + 1)
  let z = s * s
  var sum = Lanes(repeating: 1.0 / 7).plus(z, Lanes(repeating: 1.0 / 9))
  sum = Lanes(repeating: 1.0 / 5).plus(z, sum)
  sum = Lanes(repeating: 1.0 / 3).plus(z, sum)
  let twice = s + s
  let rest = twice.plus(twice * z, sum)
  return (k * ln2.high) + rest.plus(k, Lanes(repeating: ln2.low))
}

/// ln(1 + eˣ) to within 2⁻²³ or two units in the last place: what is larger.
@inline(__always)
func softplus(_ x: Lanes) -> Lanes {
  let size = x.replacing(with: -x, where: x .< 0)
  let tail = logarithm(1 + exponential(-size))
  return x.replacing(with: 0, where: x .< 0) + tail
}

/// √x, rounded correctly.
@inline(__always)
func root(_ x: Lanes) -> Lanes { vectors_root(x) }
