import Worlds

/// Whole episodes of one policy, with what their steps turned out to be worth.
struct EpisodeBatch<W: World>: Sendable {
  private(set) var steps: [Step<W>] = []
  /// The weight of each step, such as γᵗ.
  private(set) var weights: [Double] = []
  /// Where each episode ends among the steps, and in what.
  private(set) var episodes: [(end: Int, last: W.Observation, ending: Ending)] = []
  /// The return of each step, G_t or Gᵗ_λ, and what it is above v(S_t).
  private(set) var returns: [Double] = []
  private(set) var advantages: [Double] = []

  mutating func clear() {
    steps.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    episodes.removeAll(keepingCapacity: true)
  }

  mutating func append(_ step: Step<W>, weight: Double) {
    steps.append(step)
    weights.append(weight)
  }

  /// Ends an episode with the observation that it came to.
  mutating func endEpisode(in last: W.Observation, _ ending: Ending) {
    episodes.append((steps.count, last, ending))
  }

  /// The steps of the first episodes, or of those from there on.
  func range(ofEpisodes range: Range<Int>) -> Range<Int> {
    let first = range.lowerBound == 0 ? 0 : episodes[range.lowerBound - 1].end
    return range.isEmpty ? first..<first : first..<episodes[range.upperBound - 1].end
  }

  /// Computes the returns and advantages of all steps with the critic as it is.
  ///
  /// Gᵗ_λ = v(S_t) + Σ_k (γλ)^(k−t) δ_k with δ_k = R + γ v(S′) − v(S), backwards through each episode: Sutton & Barto 2018,
  /// section 12.1. At λ = 1 these are the returns as they were lived, whatever the critic says.
  /// - Parameters:
  ///   - γ: the discount.
  ///   - λ: 1 for returns as they came, less to believe the critic sooner.
  ///   - bootstraps: whether the state in which the horizon cut an episode has its value; after an end it never has.
  ///   - critic: v.
  mutating func estimate<V: ValueFunction>(γ: Double, λ: Double, bootstraps: Bool, by critic: V)
  where V.Observation == W.Observation {
    if returns.count < steps.count {
      returns += Array(repeating: 0, count: steps.count - returns.count)
      advantages += Array(repeating: 0, count: steps.count - advantages.count)
    }
    var first = 0
    for episode in episodes {
      var value = bootstraps && episode.ending == .truncated ? critic.value(at: episode.last) : 0
      var G = value
      for t in stride(from: episode.end - 1, through: first, by: -1) {
        G = steps[t].reward + γ * ((1 - λ) * value + λ * G)
        value = critic.value(at: steps[t].observation)
        returns[t] = G
        advantages[t] = G - value
      }
      first = episode.end
    }
  }
}
