/// What a layer does to its sums.
public enum Activation: String, Sendable, CaseIterable {
  case identity, relu, tanh
}

/// An activation as the kernels see it, chosen when they are compiled.
protocol ActivationFunction {
  static func value(_ z: Lanes) -> Lanes
  /// gradient · f′(z), from y = f(z).
  static func pulledBack(_ gradient: Lanes, through y: Lanes) -> Lanes
}

enum Identity: ActivationFunction {
  @inline(__always) static func value(_ z: Lanes) -> Lanes { z }
  @inline(__always) static func pulledBack(_ gradient: Lanes, through y: Lanes) -> Lanes { gradient }
}

enum ReLU: ActivationFunction {
  /// What is not a number stays so.
  @inline(__always) static func value(_ z: Lanes) -> Lanes { z.replacing(with: 0, where: z .< 0) }
  @inline(__always) static func pulledBack(_ gradient: Lanes, through y: Lanes) -> Lanes {
    gradient.replacing(with: 0, where: y .<= 0)
  }
}

enum Tanh: ActivationFunction {
  @inline(__always) static func value(_ z: Lanes) -> Lanes { hyperbolicTangent(z) }
  /// tanh′ = 1 − tanh².
  @inline(__always) static func pulledBack(_ gradient: Lanes, through y: Lanes) -> Lanes {
    gradient * Lanes(repeating: 1).plus(-y, y)
  }
}
