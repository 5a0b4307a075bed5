import Worlds

/// A policy as it is kept: what it consists of, and how actions follow from that.
///
/// Whoever reads it needs nothing of this program: what is fixed by the world, such as features, is there too.
public struct StoredPolicy: Sendable {
  /// What may stand in a tensor.
  public enum Role: Sendable {
    /// Any numbers.
    case learnt
    /// Rows of probabilities: the last axis sums to 1.
    case probabilities
    /// These numbers and no others: they follow from the world, and are there for other readers.
    case fixed
  }

  public struct Part: Sendable {
    public var tensor: Tensor
    public var role: Role
    /// What the numbers are, in one line.
    public var meaning: String

    public init(_ tensor: Tensor, _ meaning: String, _ role: Role = .learnt) {
      self.tensor = tensor
      self.role = role
      self.meaning = meaning
    }
  }

  /// Of which kind the policy is, such as `softmax`.
  public var kind: String
  /// Single numbers that it has besides, such as a temperature.
  public var facts: [(name: String, value: Double)]
  public var parts: [Part]

  public init(_ kind: String, facts: [(name: String, value: Double)] = [], _ parts: [Part]) {
    self.kind = kind
    self.facts = facts
    self.parts = parts
  }

  /// No parameter of a run that has gone well is larger; see `Learner.divergence`.
  private static let largest = 1e8

  /// The tensors of a file in the order of the parts.
  /// - Parameter found: the file's, in any order.
  /// - Throws: a `ParameterError` for the first tensor that is missing, of another shape or kind, no part of such a policy,
  ///   or holds what it may not hold.
  func matching(_ found: [Tensor]) throws(ParameterError) -> [Tensor] {
    func broken(_ what: String) -> ParameterError { ParameterError(what, kind: .brokenInput) }
    let names = parts.map(\.tensor.name)
    if let stranger = found.first(where: { !names.contains($0.name) }) {
      throw broken("tensor `\(stranger.name)` is no part of this policy; it has \(names.joined(separator: ", "))")
    }
    var result: [Tensor] = []
    for part in parts {
      let wanted = part.tensor
      guard let tensor = found.first(where: { $0.name == wanted.name }) else {
        throw broken("there is no tensor `\(wanted.name)`; it must be there, with the shape \(wanted.shape)")
      }
      guard tensor.shape == wanted.shape else {
        throw broken("`\(wanted.name)` has the shape \(tensor.shape); on this world it must be \(wanted.shape)")
      }
      guard tensor.precision == wanted.precision else {
        throw broken("`\(wanted.name)` is \(tensor.precision.rawValue); it must be \(wanted.precision.rawValue)")
      }
      if let index = tensor.values.firstIndex(where: { !(abs($0) <= Self.largest) }) {
        let value = tensor.values[index]
        throw broken(
          "\(tensor.place(of: index)) is \(value.isNaN ? "nan" : "\(value)"), as after a run that has diverged; "
            + "a policy that can be played has numbers up to 10⁸: train it anew, with a smaller step size perhaps")
      }
      try Self.check(tensor, part.role, wanted)
      result.append(tensor)
    }
    return result
  }

  private static func check(_ tensor: Tensor, _ role: Role, _ wanted: Tensor) throws(ParameterError) {
    switch role {
    case .learnt: break
    case .fixed:
      guard let index = tensor.values.indices.first(where: { tensor.values[$0] != wanted.values[$0] }) else { return }
      throw ParameterError(
        "\(tensor.place(of: index)) is \(tensor.values[index]); on this world it is \(wanted.values[index])",
        kind: .brokenInput)
    case .probabilities:
      let width = max(tensor.shape.last ?? 1, 1)
      for begin in stride(from: 0, to: tensor.values.count, by: width) {
        let row = tensor.values[begin..<begin + width]
        guard row.allSatisfy({ $0 >= 0 }), abs(row.reduce(0, +) - 1) < 1e-9 else {
          throw ParameterError(
            "row \(begin / width) of `\(tensor.name)` is \(Array(row)); it must be probabilities with the sum 1",
            kind: .brokenInput)
        }
      }
    }
  }
}

/// A policy that can be kept in a file and put back, to the bit.
public protocol StorablePolicy {
  /// What it consists of now.
  var stored: StoredPolicy { get }
  /// Puts other numbers in place.
  /// - Precondition: the tensors are those of `stored` in name, order and shape, and hold what their roles allow.
  mutating func restore(_ tensors: [Tensor])
}

extension StorablePolicy where Self: DifferentiablePolicy {
  /// θ as one vector: a policy with more to tell says so itself.
  public var stored: StoredPolicy {
    StoredPolicy("parameters", [.init(Tensor("theta", [parameters.count], parameters), "the parameters")])
  }

  public mutating func restore(_ tensors: [Tensor]) { parameters = tensors[0].values }
}
