/// What an observation is made of.
public enum ObservationSpace: Sendable, Equatable {
  /// An index into these labels; several states may share one.
  case indices(labels: [String])
  /// A vector with a name and bounds for each component.
  case vector([Component])

  public struct Component: Sendable, Equatable {
    public let name: String
    public let range: ClosedRange<Double>

    public init(_ name: String, _ range: ClosedRange<Double>) {
      self.name = name
      self.range = range
    }
  }
}

/// What an action is made of.
public enum ActionSpace: Sendable, Equatable {
  case choices([Choice])
  /// A vector with a name and bounds for each component.
  case box([ObservationSpace.Component])

  public struct Choice: Sendable, Equatable {
    public let name: String
    /// One column wide.
    public let glyph: Unicode.Scalar
    /// The same where only ASCII can be shown.
    public let ascii: Unicode.Scalar

    public init(_ name: String, _ glyph: Unicode.Scalar, ascii: Unicode.Scalar) {
      self.name = name
      self.glyph = glyph
      self.ascii = ascii
    }
  }

  /// The number of choices; nil for a box.
  public var count: Int? {
    if case .choices(let choices) = self { choices.count } else { nil }
  }
}

/// The four moves on a grid, in the order in which every grid world numbers them.
public enum Compass: Int, CaseIterable, Sendable {
  case north, east, south, west

  public var dx: Int { [0, 1, 0, -1][rawValue] }
  public var dy: Int { [-1, 0, 1, 0][rawValue] }
  /// A quarter turn clockwise.
  public var right: Compass { Compass(rawValue: (rawValue + 1) % 4)! }
  /// A quarter turn anticlockwise.
  public var left: Compass { Compass(rawValue: (rawValue + 3) % 4)! }

  public static let choices: [ActionSpace.Choice] = [
    .init("N", "↑", ascii: "^"), .init("E", "→", ascii: ">"),
    .init("S", "↓", ascii: "v"), .init("W", "←", ascii: "<"),
  ]
}

/// An observation or an action, whatever its type: as numbers it can be printed, read and drawn.
public protocol SpacePoint: Sendable {
  /// The index, or the components of the vector.
  var components: [Double] { get }
  /// - Precondition: as many numbers as `components` has; an index is a whole number.
  init(components: [Double])
}

extension Int: SpacePoint {
  public var components: [Double] { [Double(self)] }

  public init(components: [Double]) {
    precondition(components.count == 1)
    self = Int(components[0])
  }
}

/// A short vector of reals: an observation or an action of a continuous world.
public protocol RealVector: SpacePoint, Equatable {
  var count: Int { get }
  /// - Parameters:
  ///   - value: of every component.
  ///   - count: how many there are; it must be one that the type can hold.
  init(repeating value: Double, count: Int)
  subscript(index: Int) -> Double { get set }
}

/// `n` reals, stored in place: no allocation, no reference.
public struct Vector<let n: Int>: RealVector {
  private var components: InlineArray<n, Double>

  public var count: Int { n }

  public init(repeating value: Double) {
    components = InlineArray(repeating: value)
  }

  public init(repeating value: Double, count: Int) {
    precondition(count == n, "a vector of \(n) cannot have \(count) components")
    components = InlineArray(repeating: value)
  }

  public init(_ components: InlineArray<n, Double>) {
    self.components = components
  }

  public subscript(index: Int) -> Double {
    get { components[index] }
    set { components[index] = newValue }
  }

  public static func == (a: Self, b: Self) -> Bool {
    (0..<n).allSatisfy { a[$0] == b[$0] }
  }
}

/// At most eight reals, stored in place, whose number is known only when the program runs: one type for the vectors of all
/// worlds, so that they can share compiled loops (`SharedWorld`).
public struct Reals: RealVector {
  public static let capacity = 8

  private var components: InlineArray<8, Double>
  public let count: Int

  public init(repeating value: Double, count: Int) {
    precondition(0...Self.capacity ~= count, "\(count) reals are more than \(Self.capacity)")
    components = InlineArray(repeating: value)
    self.count = count
  }

  @inline(__always)
  public init(_ vector: some RealVector) {
    self.init(repeating: 0, count: vector.count)
    for index in 0..<count { components[index] = vector[index] }
  }

  public subscript(index: Int) -> Double {
    get { components[index] }
    set { components[index] = newValue }
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && (0..<a.count).allSatisfy { a[$0] == b[$0] }
  }
}

extension RealVector {
  /// The components as an array, for display and files.
  public var array: [Double] { (0..<count).map { self[$0] } }

  /// - Precondition: as many values as the type can hold.
  public init(array values: [Double]) {
    self.init(repeating: 0, count: values.count)
    for index in values.indices { self[index] = values[index] }
  }

  public var components: [Double] { array }
  public init(components: [Double]) { self.init(array: components) }
}
