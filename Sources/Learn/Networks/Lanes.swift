internal import CVectors

/// Sixteen floats: one register of AVX-512, two of AVX, four of a processor with registers of four. Everything in this
/// folder is written in them, and the compiler splits them where it must.
typealias Lanes = SIMD16<Float>

/// Whether a product and a sum are one instruction here. Without it the kernels round twice, since a fused product would
/// be a call of the C library for each number.
let isFused = vectors_fused == 1
/// Whether a register holds all sixteen.
let hasWideRegisters = vectors_floats == 16

/// `count` rounded up to whole registers.
@inline(__always) func padded(_ count: Int) -> Int { (count + 15) & ~15 }

extension UnsafePointer<Float> {
  @inline(__always) func lanes(_ offset: Int) -> Lanes { vectors_load(self + offset) }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always) func lanes(_ offset: Int) -> Lanes { vectors_load(self + offset) }
  @inline(__always) func set(_ offset: Int, _ value: Lanes) { vectors_store(self + offset, value) }
}

extension Lanes {
  /// self + a b: rounded once where the processor does it in one instruction, else twice.
  @inline(__always) func plus(_ a: Lanes, _ b: Lanes) -> Lanes {
    isFused ? vectors_plus(self, a, b) : self + a * b
  }

  /// The sum of all, in a fixed order. The standard library's is a call.
  @inline(__always) var total: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// a₀ b₀ a₁ b₁ … of the lower halves.
  @inline(__always) static func lowPairs(_ a: Lanes, _ b: Lanes) -> Lanes { vectors_low_pairs(a, b) }

  /// The same of the upper halves.
  @inline(__always) static func highPairs(_ a: Lanes, _ b: Lanes) -> Lanes { vectors_high_pairs(a, b) }
}
