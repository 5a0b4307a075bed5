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
