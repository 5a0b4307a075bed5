internal import CVectors
import Worlds

/// What a row of a network's outputs means: a distribution over actions, with what policy gradients need of it.
///
/// All of it is in double precision, whatever the network's: the logarithms of a ratio near 1 differ in their last digits.
public protocol PolicyHead: Sendable {
  associatedtype Action: SpacePoint

  /// The name that files have for a policy with such outputs.
  static var kind: String { get }
  /// The outputs that a policy over these actions needs, at most `OutputRow.capacity`.
  static func outputCount(for actions: ActionSpace) -> Int
  /// Those among the outputs that say how widely actions are spread, as ln σ does; none where nothing does.
  static func spreads(of outputCount: Int) -> Range<Int>
  /// Whether there are such.
  static var isSpread: Bool { get }
  /// What the outputs are, in a line for readers of a file.
  static var meaning: String { get }

  init(_ outputs: OutputRow)

  func sample(using random: inout RandomStream) -> Action
  /// ln π(a); of real actions, the density's.
  func logProbability(of action: Action) -> Double
  /// In nats; the differential entropy of real actions.
  var entropy: Double { get }
  /// The gradient of weight · ln π(a) + share · H by the outputs.
  func gradient(_ weight: Double, of action: Action, entropy share: Double) -> OutputRow
  /// KL(self ∥ other), in nats.
  func divergence(from other: Self) -> Double
  /// M v, with the Fisher matrix M = E[∇ln π ∇ln πᵀ] by the outputs, which is the curvature of KL(self ∥ ·) at self.
  func fisher(times v: OutputRow) -> OutputRow
  /// As a front end shows it.
  var distribution: ActionDistribution { get }
}

/// A row of a network's outputs, or of a gradient by them: stored in place, in double precision.
public struct OutputRow: Sendable {
  public static let capacity = 16

  private var numbers = InlineArray<16, Double>(repeating: 0)
  public let count: Int

  /// Zero.
  public init(count: Int) {
    precondition(1...Self.capacity ~= count, "a row has up to \(Self.capacity) outputs, not \(count)")
    self.count = count
  }

  /// - Parameter numbers: those from `count` on are never looked at.
  @inline(__always)
  init(_ numbers: SIMD16<Double>, count: Int) {
    precondition(1...Self.capacity ~= count, "a row has up to \(Self.capacity) outputs, not \(count)")
    self.numbers = unsafeBitCast(numbers, to: InlineArray<16, Double>.self)
    self.count = count
  }

  public init(_ values: [Double]) {
    self.init(count: values.count)
    for index in 0..<count { numbers[index] = values[index] }
  }

  @inline(__always)
  public subscript(index: Int) -> Double {
    get { numbers[index] }
    set { numbers[index] = newValue }
  }

  public var array: [Double] { (0..<count).map { numbers[$0] } }
}

extension MatrixView {
  /// One row in double precision; of a pass's outputs or their gradients, behind which there is always room for a register.
  ///
  /// All sixteen are written at once, whatever the row's length: a row that was written number by number is copied only when
  /// all of them have reached the cache, and that would be a third of what PPO does beside its networks.
  @inline(__always)
  func outputs(of row: Int) -> OutputRow {
    OutputRow(vectors_widen(vectors_load(start + row * stride)), count: columns)
  }

  /// Rounds a row to single precision and writes it, times a factor.
  @inline(__always)
  func write(_ factor: Double, _ outputs: OutputRow, to row: Int) {
    for column in 0..<columns { self[row, column] = Float(factor * outputs[column]) }
  }
}
