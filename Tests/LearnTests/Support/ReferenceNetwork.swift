import func Glibc.tanh
import Worlds

@testable import Learn

/// A network as the textbook writes it, one sum at a time, in any precision: what the kernels are compared with.
struct ReferenceNetwork<Scalar: BinaryFloatingPoint & Sendable> {
  let sizes: [Int]
  let activation: Activation
  let outputActivation: Activation
  /// In the order of `Network.parameters`.
  var parameters: [Scalar]

  init(_ network: Network) {
    (sizes, activation, outputActivation) = (network.sizes, network.activation, network.outputActivation)
    parameters = network.parameters.map { Scalar($0) }
  }

  /// Every layer's values, the inputs first.
  func values(_ inputs: [Scalar]) -> [[Scalar]] {
    var values = [inputs]
    var start = 0
    for (layer, (from, to)) in zip(sizes, sizes.dropFirst()).enumerated() {
      let f = layer == sizes.count - 2 ? outputActivation : activation
      let x = values[layer]
      values.append(
        (0..<to).map { output in
          var sum = parameters[start + from * to + output]
          for input in 0..<from { sum += x[input] * parameters[start + input * to + output] }
          return Self.value(f, sum)
        })
      start += (from + 1) * to
    }
    return values
  }

  /// Σ over the rows of weights · y, with its gradient by the parameters and by each row's inputs.
  func gradient(_ rows: [[Scalar]], weights: [[Scalar]]) -> (parameters: [Scalar], inputs: [[Scalar]]) {
    var total = [Scalar](repeating: 0, count: parameters.count)
    var inputs: [[Scalar]] = []
    for (row, weight) in zip(rows, weights) {
      let values = values(row)
      var dy = weight
      var end = parameters.count
      for layer in (0..<sizes.count - 1).reversed() {
        let (from, to) = (sizes[layer], sizes[layer + 1])
        let start = end - (from + 1) * to
        let f = layer == sizes.count - 2 ? outputActivation : activation
        let dz = zip(dy, values[layer + 1]).map { $0 * Self.slope(f, $1) }
        for output in 0..<to {
          for input in 0..<from { total[start + input * to + output] += values[layer][input] * dz[output] }
          total[start + from * to + output] += dz[output]
        }
        dy = (0..<from).map { input in
          (0..<to).reduce(0) { $0 + parameters[start + input * to + $1] * dz[$1] }
        }
        end = start
      }
      inputs.append(dy)
    }
    return (total, inputs)
  }

  func loss(_ rows: [[Scalar]], weights: [[Scalar]]) -> Scalar {
    zip(rows, weights).reduce(0) { sum, pair in
      sum + zip(values(pair.0).last!, pair.1).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  private static func value(_ f: Activation, _ z: Scalar) -> Scalar {
    switch f {
    case .identity: z
    case .relu: max(0, z)
    case .tanh: Scalar(tanh(Double(z)))
    }
  }

  private static func slope(_ f: Activation, _ y: Scalar) -> Scalar {
    switch f {
    case .identity: 1
    case .relu: y > 0 ? 1 : 0
    case .tanh: 1 - y * y
    }
  }
}
