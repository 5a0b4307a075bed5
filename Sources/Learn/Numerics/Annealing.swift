/// A step size as it is after so many steps, where it falls in a line to 0 at `end`; where that is nil it stays.
func annealed(_ α: Double, over end: Int?, after steps: Int) -> Double {
  end.map { α * max(0, 1 - Double(steps) / Double($0)) } ?? α
}
