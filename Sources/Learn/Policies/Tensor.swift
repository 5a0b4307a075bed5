/// An array of numbers with a name and a shape, as files keep it.
public struct Tensor: Sendable {
  /// How many bits a number has in the file. In here all are doubles, which hold both kinds exactly.
  public enum Precision: String, Sendable, CaseIterable {
    case double = "F64"
    case single = "F32"

    /// Of one number.
    public var bytes: Int { self == .double ? 8 : 4 }
  }

  public var name: String
  /// The length of each axis, the last of which varies fastest; no axes for a single number.
  public var shape: [Int]
  public var precision: Precision
  public var values: [Double]

  /// - Precondition: as many values as the shape has places.
  public init(_ name: String, _ shape: [Int], _ values: [Double], _ precision: Precision = .double) {
    precondition(values.count == shape.reduce(1, *), "`\(name)` has \(values.count) values, not \(shape)")
    self.name = name
    self.shape = shape
    self.precision = precision
    self.values = values
  }

  /// The place of a value, such as `theta[3, 1]`.
  func place(of index: Int) -> String {
    var (rest, axes) = (index, [Int]())
    for length in shape.reversed() {
      axes.insert(rest % length, at: 0)
      rest /= length
    }
    return axes.isEmpty ? "`\(name)`" : "`\(name)\(axes)`"
  }
}
