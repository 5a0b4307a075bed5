/// What a critic promised at an episode's start, less what then came: how far it over-estimates.
///
/// What came is G = Σ γᵗ R and, where the horizon cut the episode, γᵀ times what the critic expects beyond. Of one episode the
/// difference is noisy; its mean is the bias (Fujimoto et al. 2018, figure 1). A soft critic promises entropy besides, that of every
/// action but the first: it is counted as it came, −α ln π for each action that was drawn.
struct PromiseGauge: Sendable {
  private var promised: Double?
  private var sum = 0.0
  private var discount = 1.0
  private var isFirst = true
  /// Of the last whole episode: the promise, and what came.
  private(set) var last: (promised: Double, came: Double)?
  /// The differences of the last twenty, the oldest first.
  private var recent: [Double] = []

  /// An episode begins, and Q of its first action is this; nil before anything is learnt.
  mutating func begin(_ promise: Double?) { (promised, sum, discount, isFirst) = (promise, 0, 1, true) }

  /// - Parameter entropy: what the action's chance is worth to a soft critic, α times −ln π of it.
  mutating func add(_ reward: Double, entropy: Double = 0, _ γ: Double) {
    sum += discount * (isFirst ? reward : reward + entropy)
    discount *= γ
    isFirst = false
  }

  /// - Parameter beyond: what the critic expects after the last step; 0 where the episode terminated.
  mutating func end(beyond: Double) {
    guard let promised else { return }
    let came = sum + discount * beyond
    last = (promised, came)
    if recent.count == 20 { recent.removeFirst() }
    recent.append(promised - came)
  }

  var values: Values {
    guard let last else { return [:] }
    return [
      "Q(S₀, A₀)": last.promised, "G₀": last.came, "Q − G": last.promised - last.came,
      "mean Q − G": recent.reduce(0, +) / Double(recent.count),
    ]
  }
}
