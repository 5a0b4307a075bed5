import Worlds

/// How a network's parameters begin.
public enum Initialisation: Sendable, Equatable {
  /// Weights and biases uniform within ±1/√inputs of the layer, as the reference runs of DDPG, TD3 and SAC begin.
  ///
  /// Lillicrap et al. 2016 draw the last layer within ±0.003, so that the first outputs are near zero: `last`.
  case fanIn(last: Float?)
  /// Each weight matrix a random orthogonal one times a gain, biases zero (Saxe et al. 2014), as PPO's reference runs begin.
  case orthogonal(gain: Float, last: Float)
}

extension Network {
  /// Draws all parameters anew.
  /// - Parameters:
  ///   - manner: what is drawn.
  ///   - random: a stream of the run's seed.
  public mutating func initialise(_ manner: Initialisation, using random: inout RandomStream) {
    for (index, layer) in layers.enumerated() {
      let isLast = index == layers.count - 1
      switch manner {
      case .fanIn(let last):
        let bound = Double(isLast ? last ?? 0 : 0)
        let width = bound > 0 ? bound : 1 / Double(layer.inputs).squareRoot()
        for place in layer.places { buffer[place] = Float(random.uniform(-width, width)) }
      case .orthogonal(let gain, let last):
        let vectors = Self.orthonormal(
          min(layer.inputs, layer.outputs), of: max(layer.inputs, layer.outputs), using: &random)
        for input in 0..<layer.inputs {
          for output in 0..<layer.outputs {
            let entry = layer.inputs < layer.outputs ? vectors[input][output] : vectors[output][input]
            buffer[layer.weight(input, output)] = (isLast ? last : gain) * Float(entry)
          }
        }
        for output in 0..<layer.outputs { buffer[layer.biases + output] = 0 }
      }
    }
  }

  /// Vectors of a random orthonormal system: normal deviates, each freed of what the earlier ones have of it, twice, since
  /// the first time leaves roundings.
  private static func orthonormal(_ count: Int, of length: Int, using random: inout RandomStream) -> [[Double]] {
    var system: [[Double]] = []
    for _ in 0..<count {
      var vector = (0..<length).map { _ in random.normal() }
      for _ in 0..<2 {
        for earlier in system { vector = sum(vector, -dot(vector, earlier), earlier) }
      }
      let scale = 1 / Learn.length(vector)
      system.append(vector.map { $0 * scale })
    }
    return system
  }
}
