/// The index that a uniform draw in [0, 1) falls on: the first whose cumulated probability exceeds it.
///
/// It counts instead of looking for the first, because a loop that is left at a random place is one that the processor
/// cannot predict. What rounding leaves at the end belongs to the last index.
@inline(__always)
func index(of draw: Double, in probabilities: UnsafePointer<Double>, count: Int) -> Int {
  var cumulated = 0.0
  var index = 0
  for b in 0..<count - 1 {
    cumulated += probabilities[b]
    index += draw >= cumulated ? 1 : 0
  }
  return index
}
