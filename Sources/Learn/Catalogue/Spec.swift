import Worlds

/// A world or an algorithm with its parameters, as one string: `gridworld:size=20,slip=0.1`.
public struct Spec: Sendable, Equatable, CustomStringConvertible {
  public struct Assignment: Sendable, Equatable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  public var id: String
  public var assignments: [Assignment]

  public init(id: String, assignments: [Assignment] = []) {
    self.id = id
    self.assignments = assignments
  }

  /// - Throws: a `ParameterError` where an assignment has no `=`.
  public init(_ text: String) throws(ParameterError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    id = parts.first.map(String.init) ?? ""
    assignments = []
    guard parts.count == 2 else { return }
    for item in parts[1].split(separator: ",", omittingEmptySubsequences: true) {
      let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[0].isEmpty else {
        throw ParameterError("`\(item)` in `\(text)` is no parameter; write it as name=value")
      }
      assignments.append(Assignment(String(sides[0]), String(sides[1])))
    }
  }

  public var description: String {
    assignments.isEmpty
      ? id : id + ":" + assignments.map { "\($0.name)=\($0.text)" }.joined(separator: ",")
  }

  /// The same with one parameter set; an earlier value gives way.
  public func setting(_ name: String, to text: String) -> Spec {
    var copy = self
    copy.assignments.removeAll { $0.name == name }
    copy.assignments.append(Assignment(name, text))
    return copy
  }
}

/// A parameter with its value: what lists print and the dashboard edits.
public struct ParameterState: Sendable, Equatable {
  public let info: ParameterInfo
  public var value: ParameterValue
}

extension Spec {
  /// With every parameter of these.
  init(id: String, _ states: [ParameterState]) {
    self.init(id: id, assignments: states.map { .init($0.info.name, $0.value.description) })
  }

  /// The same with these parameters under their own names.
  func named(by states: [ParameterState]) -> Spec {
    Spec(
      id: id,
      assignments: assignments.map { assignment in
        Assignment(states.first { $0.info.isCalled(assignment.name) }?.info.name ?? assignment.name, assignment.text)
      })
  }
}

extension ParameterSet {
  var states: [ParameterState] { values.map { ParameterState(info: $0.info, value: $0.value) } }

  mutating func apply(_ assignments: [Spec.Assignment]) throws(ParameterError) {
    for assignment in assignments { try set(assignment.name, to: assignment.text) }
  }
}
