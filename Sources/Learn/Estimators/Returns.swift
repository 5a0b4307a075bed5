/// G_t = Σ_{k>t} γ^(k−t−1) R_k for every step t of an episode, backwards in one pass.
///
/// Source: Sutton & Barto 2018, eq. 3.8. Nothing is bootstrapped: an episode that was truncated counts as it stands,
/// which is the bias that Monte Carlo learners have there.
/// - Parameter returns: overwritten; as many as there are rewards.
public func discountedReturns(of rewards: [Double], γ: Double, into returns: inout [Double]) {
  returns.removeAll(keepingCapacity: true)
  returns.append(contentsOf: rewards)
  guard var t = returns.indices.last else { return }
  while t > 0 {
    returns[t - 1] += γ * returns[t]
    t -= 1
  }
}
