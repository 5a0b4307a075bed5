import Worlds

/// One step as it was lived: S_t, A_t and R_{t+1}.
public struct Step<W: World>: Sendable {
  public let observation: W.Observation
  public let action: W.Action
  public let reward: Double

  public init(_ observation: W.Observation, _ action: W.Action, _ reward: Double) {
    self.observation = observation
    self.action = action
    self.reward = reward
  }
}

/// G_t = Σ_{k>t} γ^(k−t−1) R_k for every step t of an episode, backwards in one pass.
///
/// Source: Sutton & Barto 2018, eq. 3.8. Nothing is bootstrapped: an episode that was truncated counts as it stands,
/// which is the bias that Monte Carlo learners have there.
/// - Parameters:
///   - episode: its T steps.
///   - γ: the discount.
///   - returns: its first T places are overwritten with G_t for t = 0, …, T−1; it grows where it is too short.
public func discountedReturns<W: World>(of episode: [Step<W>], γ: Double, into returns: inout [Double]) {
  if returns.count < episode.count {
    returns.append(contentsOf: repeatElement(0, count: episode.count - returns.count))
  }
  var G = 0.0
  for t in stride(from: episode.count - 1, through: 0, by: -1) {
    G = episode[t].reward + γ * G
    returns[t] = G
  }
}

/// G_{t:t+n} = R_{t+1} + γ R_{t+2} + … + γⁿ v, of n steps and the value v of the state they lead to.
///
/// Source: Sutton & Barto 2018, eq. 7.1.
/// - Parameters:
///   - steps: from t on, at most n.
///   - γ: the discount.
///   - following: v(S_{t+n}); 0 where the episode terminated.
public func bootstrappedReturn<W: World>(of steps: ArraySlice<Step<W>>, γ: Double, following: Double) -> Double {
  var G = following
  for t in stride(from: steps.endIndex - 1, through: steps.startIndex, by: -1) {
    G = steps[t].reward + γ * G
  }
  return G
}
