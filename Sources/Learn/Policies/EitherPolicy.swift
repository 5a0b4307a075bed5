import Worlds

/// One of two policies, whichever a parameter has chosen when the learner began.
public struct EitherPolicy<A: DifferentiablePolicy, B: DifferentiablePolicy>: DifferentiablePolicy
where A.Observation == B.Observation, A.Action == B.Action {
  // Two optionals and no enumeration: what is inside an optional is changed in place.
  private var a: A?
  private var b: B?

  public init(_ policy: A) { a = policy }
  public init(_ policy: B) { b = policy }

  public var parameters: [Double] {
    get { a?.parameters ?? b!.parameters }
    set {
      a?.parameters = newValue
      b?.parameters = newValue
    }
  }

  public var parameterNames: [String] { a?.parameterNames ?? b!.parameterNames }
  public var learntIndices: Range<Int> { a?.learntIndices ?? b!.learntIndices }

  public func sample(at observation: A.Observation, using random: inout RandomStream) -> A.Action {
    if let a { a.sample(at: observation, using: &random) } else { b!.sample(at: observation, using: &random) }
  }

  public func distribution(at observation: A.Observation) -> ActionDistribution {
    a?.distribution(at: observation) ?? b!.distribution(at: observation)
  }

  public func logProbability(of action: A.Action, at observation: A.Observation) -> Double {
    a?.logProbability(of: action, at: observation) ?? b!.logProbability(of: action, at: observation)
  }

  public func addScore(_ weight: Double, of action: A.Action, at observation: A.Observation, into sum: inout [Double]) {
    if let a {
      a.addScore(weight, of: action, at: observation, into: &sum)
    } else {
      b!.addScore(weight, of: action, at: observation, into: &sum)
    }
  }

  public func scoreRange(at observation: A.Observation) -> Range<Int> {
    a?.scoreRange(at: observation) ?? b!.scoreRange(at: observation)
  }

  public func addFisher(_ weight: Double, at observation: A.Observation, into matrix: inout BlockMatrix) {
    a?.addFisher(weight, at: observation, into: &matrix)
    b?.addFisher(weight, at: observation, into: &matrix)
  }

  public mutating func ascend(_ step: Double, along action: A.Action, at observation: A.Observation) {
    a?.ascend(step, along: action, at: observation)
    b?.ascend(step, along: action, at: observation)
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    a?.move(step, along: direction)
    b?.move(step, along: direction)
  }

  /// - Precondition: both are of the same kind.
  public func divergence(from other: Self, at observation: A.Observation) -> Double {
    if let a { a.divergence(from: other.a!, at: observation) } else { b!.divergence(from: other.b!, at: observation) }
  }

  public var stored: StoredPolicy { a?.stored ?? b!.stored }

  public mutating func restore(_ tensors: [Tensor]) {
    a?.restore(tensors)
    b?.restore(tensors)
  }
}
