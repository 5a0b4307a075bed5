import Worlds

/// One or two networks of Q(s, a), each with a target network that follows it slowly.
///
/// Two, of which the smaller counts, are the remedy of Fujimoto et al. 2018 against over-estimation. A batch's rows are those of the
/// `ReplayBatch` that is handed in.
struct ActionCritics: Sendable {
  fileprivate struct Critic: Sendable {
    var network: Network
    var training: NetworkTraining
    var target: Network
    /// The mean squared error.
    var loss = 0.0
  }

  private var critics: [Critic]
  private let rows: Int
  private let observationCount: Int
  private let actionCount: Int
  /// min_j Q_j of each row, of the targets after `bootstrap` and of the critics after `judge`.
  private(set) var minimum: [Float]
  /// ∂(mean min_j Q_j)/∂a, row by row, after `differentiateByActions`.
  private(set) var slope: Floats
  /// The mean squared error, over all critics, and Q₁ of the first row, after `differentiate`.
  private(set) var loss = 0.0
  private(set) var firstValue = 0.0
  /// Q₂ of it; NaN where there is one critic.
  private(set) var secondValue = Double.nan

  /// - Parameters:
  ///   - count: 1 or 2.
  ///   - rows: of a batch.
  init(
    count: Int, observationCount: Int, actionCount: Int, width: Int, rows: Int, using random: inout RandomStream
  ) {
    (self.rows, self.observationCount, self.actionCount) = (rows, observationCount, actionCount)
    minimum = Array(repeating: 0, count: rows)
    slope = Floats(count: padded(rows * actionCount))
    critics = []
    for _ in 0..<count {
      var network = Network([observationCount + actionCount, width, width, 1], .relu, output: .identity)
      network.initialise(.fanIn(last: nil), using: &random)
      critics.append(
        Critic(
          network: network, training: NetworkTraining(network, rows: rows), target: network))
    }
  }

  // MARK: Learning

  /// min_j Q_j(s′, a′; w⁻_j), into `minimum`.
  /// - Parameter byTargets: whether the target networks are asked, or the critics themselves.
  mutating func bootstrap(_ batch: ReplayBatch, actions: Floats, byTargets: Bool) {
    each { $0.bootstrap(batch, actions, byTargets) }
    for index in critics.indices { keepMinimum(of: critics[index].training.pass.outputs, isFirst: index == 0) }
  }

  /// The gradients of mean (Q_j(s, a; w_j) − y)² by w_j.
  mutating func differentiate(_ batch: ReplayBatch, towards targets: [Float]) {
    each { $0.differentiate(batch, towards: targets) }
    loss = critics.reduce(0) { $0 + $1.loss } / Double(critics.count)
    firstValue = Double(critics[0].training.pass.outputs[0, 0])
    if critics.count > 1 { secondValue = Double(critics[1].training.pass.outputs[0, 0]) }
  }

  /// A step of Adam for each; its target network follows in the same pass over memory.
  /// - Parameter share: τ; nil where the targets wait.
  mutating func descend(rate: Double, share: Double?) {
    each { $0.descend(rate, share) }
  }

  /// w⁻ ← w⁻ + τ (w − w⁻).
  mutating func follow(_ share: Double) {
    each { $0.target.approach($0.network, by: Float(share)) }
  }

  /// ∥∇_w∥ of all critics together.
  var gradientNorm: Double {
    critics.reduce(0) { $0 + Double($1.training.gradient.norm) * Double($1.training.gradient.norm) }.squareRoot()
  }

  // MARK: What an actor asks

  /// min_j Q_j(s, a; w_j), into `minimum`, for actions of the actor's choice.
  /// - Parameter isFirstOnly: whether Q₁ alone judges.
  mutating func judge(_ batch: ReplayBatch, actions: Floats, isFirstOnly: Bool = false) {
    let count = isFirstOnly ? 1 : critics.count
    each(count) { $0.judge(batch, actions) }
    for index in 0..<count { keepMinimum(of: critics[index].training.pass.outputs, isFirst: index == 0) }
  }

  /// ∂(mean min_j Q_j)/∂a after `judge`, into `slope`: each row goes back through the critic whose value is the smaller.
  mutating func differentiateByActions(isFirstOnly: Bool = false) {
    let share = 1 / Float(rows)
    let count = isFirstOnly ? 1 : critics.count
    for index in 0..<count {
      let (q, dq) = (critics[index].training.pass.outputs, critics[index].training.pass.outputGradients)
      // Where both are equal the first goes back.
      for row in 0..<rows { dq[row, 0] = q[row, 0] == minimum[row] ? share : 0 }
      if index == 1 {
        let first = critics[0].training.pass.outputs
        for row in 0..<rows where first[row, 0] == minimum[row] { dq[row, 0] = 0 }
      }
    }
    let columns = observationCount..<observationCount + actionCount
    each(count) { $0.backwardToInputs(columns) }
    let target = slope.mutablePointer()
    for index in 0..<count {
      let dx = critics[index].training.pass.inputGradients
      for row in 0..<rows {
        for column in 0..<actionCount {
          let place = row * actionCount + column
          target[place] = (index == 0 ? 0 : target[place]) + dx[row, observationCount + column]
        }
      }
    }
  }

  /// The mean of `minimum`.
  var meanMinimum: Double { Double(minimum.reduce(0, +)) / Double(rows) }

  /// The same for every critic or the first of them, at once where two threads are allowed.
  private mutating func each(_ count: Int? = nil, _ work: (inout Critic) -> Void) {
    critics.withUnsafeMutableBufferPointer { critics in
      Helper.shared.share(count ?? critics.count, isWorthIt: critics[0].isLarge) { indices in
        for index in indices { work(&critics[index]) }
      }
    }
  }

  private mutating func keepMinimum(of q: MatrixView, isFirst: Bool) {
    if isFirst {
      for row in 0..<rows { minimum[row] = q[row, 0] }
    } else {
      for row in 0..<rows { minimum[row] = min(minimum[row], q[row, 0]) }
    }
  }

  // MARK: For display and for checks

  /// min_j Q_j(s, a) of several pairs, the actions in the learner's unit.
  func values(at observations: [Reals], of actions: [Reals]) -> [Double] {
    var pass = NetworkPass(critics[0].network, rows: actions.count, isOneWay: true)
    let x = pass.inputs
    for (row, (observation, action)) in zip(observations, actions).enumerated() {
      for index in 0..<observationCount { x[row, index] = Float(observation[index]) }
      for index in 0..<actionCount { x[row, observationCount + index] = Float(action[index]) }
    }
    var smallest = [Double](repeating: .infinity, count: actions.count)
    for critic in critics {
      critic.network.forward(&pass)
      let q = pass.outputs
      for row in actions.indices { smallest[row] = min(smallest[row], Double(q[row, 0])) }
    }
    return smallest
  }

  /// Shows the critics by the names that listings have for them.
  func visitNetworks(_ visit: (_ name: String, Network) -> Void) {
    for index in critics.indices { visit(name(index), critics[index].network) }
  }

  /// Shows their targets likewise.
  func visitTargets(_ visit: (_ name: String, Network) -> Void) {
    for index in critics.indices { visit(name(index) + "⁻", critics[index].target) }
  }

  private func name(_ index: Int) -> String { critics.count == 1 ? "w" : index == 0 ? "w₁" : "w₂" }
}

extension ActionCritics.Critic {
  /// Whether its sums take longer than handing them over to another thread.
  fileprivate var isLarge: Bool { training.pass.rows * network.buffer.count > 1 << 15 }

  fileprivate mutating func bootstrap(_ batch: ReplayBatch, _ actions: Floats, _ byTarget: Bool) {
    batch.write(batch.next, actions, into: training.pass.inputs)
    if byTarget { target.forward(&training.pass) } else { network.forward(&training.pass) }
  }

  fileprivate mutating func differentiate(_ batch: ReplayBatch, towards targets: [Float]) {
    judge(batch, batch.actions)
    let (q, dq) = (training.pass.outputs, training.pass.outputGradients)
    let factor = 2 / Float(batch.rows)
    var sum: Float = 0
    for row in 0..<batch.rows {
      let error = q[row, 0] - targets[row]
      sum += error * error
      dq[row, 0] = factor * error
    }
    loss = Double(sum) / Double(batch.rows)
    network.backward(&training.pass, into: &training.gradient)
  }

  fileprivate mutating func judge(_ batch: ReplayBatch, _ actions: Floats) {
    batch.write(batch.observations, actions, into: training.pass.inputs)
    network.forward(&training.pass)
  }

  fileprivate mutating func backwardToInputs(_ columns: Range<Int>) {
    network.backwardToInputs(&training.pass, columns: columns)
  }

  fileprivate mutating func descend(_ rate: Double, _ share: Double?) {
    guard let share else { return training.descend(&network, rate: rate) }
    training.adam.descend(&network, training.gradient, rate: Float(rate), target: &target, by: Float(share))
  }
}
