/// What a frequency counter needs of its counts: how far each move of the agent leads the rarest one.
///
/// The best response depends on the differences of the counts alone, so the smallest is taken off all three. Leads grow
/// to at most `capacity` in sum, since an episode against the counter has at most as many rounds: it has finitely many
/// states, 1 + 3·100·101/2 = 15,151. In the model, where the clock is not part of the state, a move beyond that is counted
/// no more.
struct Leads: Hashable, Sendable {
  static let capacity = 100

  private(set) var rock = 0
  private(set) var paper = 0
  private(set) var scissors = 0

  /// After one more move of the agent.
  func counting(_ move: Int) -> Leads {
    var next = self
    switch move {
    case 0: next.rock += 1
    case 1: next.paper += 1
    default: next.scissors += 1
    }
    let rarest = min(next.rock, next.paper, next.scissors)
    next.rock -= rarest
    next.paper -= rarest
    next.scissors -= rarest
    return next.rock + next.paper + next.scissors > Self.capacity ? self : next
  }

  /// The best response to the frequencies, ties shared alike. Against counts n the move b earns n_{b−1} − n_{b+1}.
  var response: Vector<3> {
    let gains = (scissors - paper, rock - scissors, paper - rock)
    let best = max(gains.0, gains.1, gains.2)
    var result = Vector<3>(repeating: 0)
    var ties = 0.0
    for (move, gain) in [gains.0, gains.1, gains.2].enumerated() where gain == best {
      result[move] = 1
      ties += 1
    }
    for move in 0..<3 { result[move] /= ties }
    return result
  }
}
