/// All placements at once, as a player looks at them. They are here, and not where players are, because a loop over placements is
/// three times as fast where all of it is compiled as one.
extension TetrisPosition {
  /// Judges every legal placement by weights of its features.
  /// - Parameters:
  ///   - θ: a weight for each of the features.
  ///   - features: what is looked at.
  ///   - actions: gets the action of each, in order; room for `actionCount`.
  ///   - preferences: gets θᵀφ of each, likewise.
  /// - Returns: how many there are.
  public func judge(
    by θ: UnsafeBufferPointer<Double>, _ features: TetrisFeatures, actions: UnsafeMutablePointer<Int>,
    preferences: UnsafeMutablePointer<Double>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * TetrisBoard.widths.upperBound + 2) { buffer in
      let φ = buffer.baseAddress.unsafelyUnwrapped
      let weights = θ.baseAddress.unsafelyUnwrapped
      var found = 0
      forEachPlacement { action, afterstate in
        features.write(afterstate, into: φ)
        var preference = 0.0
        for index in 0..<θ.count { preference += weights[index] * φ[index] }
        actions[found] = action
        preferences[found] = preference
        found &+= 1
      }
      return found
    }
  }

  /// Writes the features of every legal placement.
  /// - Parameters:
  ///   - features: what is looked at.
  ///   - actions: gets the action of each, in order; room for `actionCount`.
  ///   - φ: gets the features of each, one after the other.
  /// - Returns: how many there are.
  public func describe(
    by features: TetrisFeatures, actions: UnsafeMutablePointer<Int>, φ: UnsafeMutablePointer<Double>
  ) -> Int {
    let count = features.count(width: board.width)
    var found = 0
    forEachPlacement { action, afterstate in
      features.write(afterstate, into: φ + found &* count)
      actions[found] = action
      found &+= 1
    }
    return found
  }
}
