/// What training a network needs beside it: the pass that batches go through, the gradient and the optimiser.
struct NetworkTraining: Sendable {
  var pass: NetworkPass
  var gradient: NetworkGradient
  var adam: Adam

  /// - Parameter rows: the most in a batch.
  init(_ network: Network, rows: Int) {
    pass = NetworkPass(network, rows: rows)
    gradient = NetworkGradient(network)
    adam = Adam(network)
  }

  /// One step of Adam down the gradient.
  /// - Parameter rate: the step size.
  mutating func descend(_ network: inout Network, rate: Double) {
    adam.descend(&network, gradient, rate: Float(rate))
  }
}
