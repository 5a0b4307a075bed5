import Worlds

/// J and ∇J as a batch of whole episodes shows them, by their returns alone.
///
/// J_N is the mean of the N discounted returns. g = (1/N) Σ γᵗ (G_t − b_t) ∇ln π(A_t∣S_t) with the return to come, and for b_t
/// the mean of G_t over the *other* episodes that came to a step t: it has not seen the actions that it judges, so that
/// g has the mean ∇J exactly, and no critic is needed. A step that one episode alone came to has b_t = 0.
///
/// g is the slope of J and not of J_N. Of discrete actions J_N, with the luck held fast, is a staircase in θ: flat where
/// no draw changes sides.
struct BatchObjective: Sendable {
  private(set) var J = 0.0
  /// By component of θ; all 0 where it was not asked for.
  private(set) var g: [Double]

  /// - Parameters:
  ///   - batch: whole episodes, of which there is one at least, with γᵗ for the weights.
  ///   - policy: that played them.
  ///   - γ: the discount.
  ///   - wantsGradient: whether g is to be computed, which costs as much as the playing.
  init<W: World, P: DifferentiablePolicy>(
    _ batch: EpisodeBatch<W>, of policy: P, γ: Double, wantsGradient: Bool
  ) where P.Observation == W.Observation, P.Action == W.Action {
    g = Array(repeating: 0, count: policy.parameters.count)
    let N = Double(batch.episodes.count)
    var returns = [Double](repeating: 0, count: batch.steps.count)
    /// By step t of an episode: how many came to it, and the sum of their returns to come.
    var (counts, sums) = ([Double](), [Double]())
    var first = 0
    for episode in batch.episodes {
      var G = 0.0
      for index in stride(from: episode.end - 1, through: first, by: -1) {
        G = batch.steps[index].reward + γ * G
        returns[index] = G
      }
      J += G / N
      while counts.count < episode.end - first {
        counts.append(0)
        sums.append(0)
      }
      for index in first..<episode.end {
        counts[index - first] += 1
        sums[index - first] += returns[index]
      }
      first = episode.end
    }
    guard wantsGradient else { return }
    first = 0
    for episode in batch.episodes {
      for index in first..<episode.end {
        let (t, step, G) = (index - first, batch.steps[index], returns[index])
        let b = counts[t] > 1 ? (sums[t] - G) / (counts[t] - 1) : 0
        policy.addScore(batch.weights[index] * (G - b) / N, of: step.action, at: step.observation, into: &g)
      }
      first = episode.end
    }
  }
}
