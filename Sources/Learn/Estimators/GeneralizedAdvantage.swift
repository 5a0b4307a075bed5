/// Generalised advantage estimates: Â_t = Σ_k (γλ)^k δ_{t+k} with δ_t = R_{t+1} + γ v(S_{t+1}) − v(S_t), backwards in one pass.
///
/// Source: Schulman et al. 2016, eq. 16; the sum runs from the present step on (the lecture's runs from the first; that is a
/// slip). λ = 0 leaves δ_t, λ = 1 the return from t on less v(S_t). Between them the critic's bias is traded for the
/// noise of the returns.
/// - Parameters:
///   - rewards: R_{t+1} of T consecutive steps of one episode.
///   - values: v(S_t) of the same steps.
///   - following: v of the state that the last step led to: 0 where the episode terminated there, and the critic's value
///     where it was cut or goes on.
///   - γ: the discount, 0…1.
///   - λ: 0…1.
///   - advantages: its first T places are overwritten with Â_t; it grows where it is too short.
public func generalizedAdvantages(
  rewards: [Double], values: [Double], following: Double, γ: Double, λ: Double, into advantages: inout [Double]
) {
  precondition(rewards.count == values.count, "\(rewards.count) rewards need as many values, not \(values.count)")
  if advantages.count < rewards.count {
    advantages.append(contentsOf: repeatElement(0, count: rewards.count - advantages.count))
  }
  var (A, next) = (0.0, following)
  for t in stride(from: rewards.count - 1, through: 0, by: -1) {
    A = rewards[t] + γ * next - values[t] + γ * λ * A
    advantages[t] = A
    next = values[t]
  }
}

/// The same for steps of several copies of a world that go on side by side, through the ends of episodes.
///
/// Place t · copies + k of every array is step t of copy k.
/// - Parameters:
///   - rewards: R_{t+1}.
///   - values: v(S_t).
///   - following: v of the state that the step led to: 0 where the episode terminated there; where it was cut, of its last
///     state and not of the one after the reset.
///   - isLast: whether the episode ended with the step, in whichever way: nothing flows back from the next one.
///   - copies: how many there are.
///   - γ: the discount, 0…1.
///   - λ: 0…1.
///   - advantages: as long as the others; is overwritten with Â_t.
public func generalizedAdvantages(
  rewards: [Double], values: [Double], following: [Double], isLast: [Bool], copies: Int, γ: Double, λ: Double,
  into advantages: inout [Double]
) {
  let count = rewards.count
  precondition(values.count == count && following.count == count && isLast.count == count)
  precondition(advantages.count == count && count % copies == 0)
  for i in stride(from: count - 1, through: 0, by: -1) {
    let δ = rewards[i] + γ * following[i] - values[i]
    advantages[i] = isLast[i] || i + copies >= count ? δ : δ + γ * λ * advantages[i + copies]
  }
}
