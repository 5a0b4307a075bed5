/// The index that a uniform draw in [0, 1) falls on: the first whose cumulated probability exceeds it.
///
/// It counts instead of looking for the first, because a loop that is left at a random place is one that the processor
/// cannot predict. What rounding leaves at the end belongs to the last index.
@inline(__always)
func index(of draw: Double, in probabilities: UnsafePointer<Double>, count: Int) -> Int {
  if count == 4 {
    // The most frequent number, without a loop; the sums are the same.
    let first = probabilities[0]
    let second = first + probabilities[1]
    let third = second + probabilities[2]
    return (draw >= first ? 1 : 0) + (draw >= second ? 1 : 0) + (draw >= third ? 1 : 0)
  }
  var cumulated = 0.0
  var index = 0
  for b in 0..<count - 1 {
    cumulated += probabilities[b]
    index += draw >= cumulated ? 1 : 0
  }
  return index
}
