/// π_b = exp(τ⁻¹ h_b) / Σ exp(τ⁻¹ h) over `count` preferences, four at a time.
///
/// The largest preference is subtracted first, so that nothing overflows. Both may be the same memory.
/// - Parameter inverseTemperature: 1/τ, positive.
@inline(__always)
func softmax(
  _ preferences: UnsafePointer<Double>, count: Int, inverseTemperature: Double,
  into probabilities: UnsafeMutablePointer<Double>
) {
  var largest = -Double.infinity
  for b in 0..<count { largest = max(largest, preferences[b]) }
  var sum = 0.0
  for b in stride(from: 0, to: count, by: 4) {
    var h = SIMD4<Double>(repeating: -.infinity)
    for lane in 0..<min(4, count - b) { h[lane] = preferences[b + lane] }
    let weights = exponential((h - largest) * inverseTemperature)
    for lane in 0..<min(4, count - b) { probabilities[b + lane] = weights[lane] }
    sum += total(weights)
  }
  for b in 0..<count { probabilities[b] /= sum }
}

/// h_b ← h_b + step (1(b = action) − π_b), then π anew from h: one gradient step of a table's row.
///
/// Four actions, the most frequent number, stay in one register from the old probabilities to the new: narrow stores
/// that are read back as one wide load would cost as much as the rest.
@inline(__always)
func ascendSoftmax(
  preferences: UnsafeMutablePointer<Double>, probabilities: UnsafeMutablePointer<Double>, count: Int,
  by step: Double, along action: Int, inverseTemperature: Double
) {
  guard count == 4 else {
    for b in 0..<count { preferences[b] -= step * probabilities[b] }
    preferences[action] += step
    softmax(preferences, count: count, inverseTemperature: inverseTemperature, into: probabilities)
    return
  }
  let lanes = SIMD4<Double>(0, 1, 2, 3)
  let taken = SIMD4<Double>(repeating: 0).replacing(with: 1, where: lanes .== Double(action))
  moveSoftmax(
    preferences: preferences, probabilities: probabilities, by: step * (taken - four(probabilities)),
    inverseTemperature: inverseTemperature)
}

/// h_b ← h_b + step · direction_b, then π anew from h.
@inline(__always)
func moveSoftmax(
  preferences: UnsafeMutablePointer<Double>, probabilities: UnsafeMutablePointer<Double>, count: Int,
  by step: Double, along direction: UnsafePointer<Double>, inverseTemperature: Double
) {
  guard count == 4 else {
    for b in 0..<count { preferences[b] += step * direction[b] }
    softmax(preferences, count: count, inverseTemperature: inverseTemperature, into: probabilities)
    return
  }
  moveSoftmax(
    preferences: preferences, probabilities: probabilities, by: step * four(direction),
    inverseTemperature: inverseTemperature)
}

@inline(__always)
private func four(_ numbers: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(numbers).loadUnaligned(as: SIMD4<Double>.self)
}

/// The same for four actions.
@inline(__always)
private func moveSoftmax(
  preferences: UnsafeMutablePointer<Double>, probabilities: UnsafeMutablePointer<Double>, by shift: SIMD4<Double>,
  inverseTemperature: Double
) {
  let (h, π) = (UnsafeMutableRawPointer(preferences), UnsafeMutableRawPointer(probabilities))
  let moved = four(preferences) + shift
  h.storeBytes(of: moved, as: SIMD4<Double>.self)
  // Preferences that cannot overflow need no subtraction, and the processor need not wait for their largest.
  let scaled = moved * inverseTemperature
  let isTame = total(scaled * scaled) < 360_000
  let weights = exponential(isTame ? scaled : scaled - greatest(scaled))
  π.storeBytes(of: weights / total(weights), as: SIMD4<Double>.self)
}

// The standard library's reductions of vectors are calls; these are a few instructions.
@inline(__always)
private func greatest(_ x: SIMD4<Double>) -> Double {
  let (low, high) = (x.lowHalf, x.highHalf)
  let pairs = low.replacing(with: high, where: high .> low)
  return pairs[1] > pairs[0] ? pairs[1] : pairs[0]
}

@inline(__always)
private func total(_ x: SIMD4<Double>) -> Double {
  let pairs = x.lowHalf + x.highHalf
  return pairs[0] + pairs[1]
}

/// eˣ of four numbers at once, for x ≤ 700, to within two ulps; 0 below −708.
///
/// x = k ln 2 + r with |r| ≤ ½ ln 2 (ln 2 in two parts, after Cody & Waite 1980), then Taylor's series to degree 13, whose
/// first neglected term is below 2⁻⁵⁷, and 2ᵏ by adding k to the exponent. Every product and sum is a fused one or a
/// plain one by design, so that every processor gives the same bits, which the C library's `exp` does not promise.
@inline(__always)
func exponential(_ x: SIMD4<Double>) -> SIMD4<Double> {
  typealias Four = SIMD4<Double>
  /// a + b c, rounded once.
  @inline(__always) func fused(_ a: Four, _ b: Four, _ c: Four) -> Four { a.addingProduct(b, c) }
  @inline(__always) func fused(_ a: Double, _ b: Double, _ c: Four) -> Four {
    fused(Four(repeating: a), Four(repeating: b), c)
  }
  // Adding 1.5 · 2⁵² rounds to a whole number and leaves it in the low bits.
  let shifted = fused(0x1.8p52, 1.4426950408889634, x)
  let k = shifted - 0x1.8p52
  let r = fused(fused(x, Four(repeating: -0x1.62e42feep-1), k), Four(repeating: -0x1.a39ef35793c76p-33), k)
  // Estrin's scheme: short chains that the processor can run side by side.
  let r2 = r * r
  let r4 = r2 * r2
  let low = fused(1 + r, r2, fused(1.0 / 2, 1.0 / 6, r))
  let middle = fused(fused(1.0 / 24, 1.0 / 120, r), r2, fused(1.0 / 720, 1.0 / 5040, r))
  let high = fused(fused(1.0 / 40320, 1.0 / 362_880, r), r2, fused(1.0 / 3_628_800, 1.0 / 39_916_800, r))
  let top = fused(1.0 / 479_001_600, 1.0 / 6_227_020_800, r)
  let series = fused(low, r4, fused(middle, r4, fused(high, r4, top)))
  let bits = unsafeBitCast(series, to: SIMD4<UInt64>.self) &+ (unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &<< 52)
  return unsafeBitCast(bits, to: Four.self).replacing(with: 0, where: x .< -708)
}
