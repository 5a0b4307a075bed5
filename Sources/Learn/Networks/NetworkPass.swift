/// Rows of numbers in somebody else's memory: entry (row, column) is at `start[row · stride + column]`.
///
/// It may be read and written until the owner is next copied or goes away. What is between the last column and the stride
/// is zero and must stay so.
public struct MatrixView {
  let start: UnsafeMutablePointer<Float>
  public let rows: Int
  public let columns: Int
  public let stride: Int

  @inline(__always)
  public subscript(row: Int, column: Int) -> Float {
    get {
      assert(row >= 0 && row < rows && column >= 0 && column < columns)
      return start[row * stride + column]
    }
    nonmutating set {
      assert(row >= 0 && row < rows && column >= 0 && column < columns)
      start[row * stride + column] = newValue
    }
  }
}

/// What one batch needs on its way through a network and back: its rows, every layer's values, and the gradients.
///
/// It is kept from batch to batch, so that no pass allocates. Like all else in a learner it is a value.
public struct NetworkPass: Sendable {
  /// The most rows.
  public let capacity: Int
  /// Rows of the present batch.
  public var rows: Int {
    didSet { precondition(rows >= 0 && rows <= capacity, "there is room for \(capacity) rows, not \(rows)") }
  }
  private let inputCount: Int
  private let outputCount: Int
  private let outputStride: Int
  /// Where the inputs and each layer's values begin, and where the gradients of the inputs and of each layer's sums do.
  let values: [Int]
  let gradients: [Int]
  /// Room for rows of a weight matrix, transposed, by each of two threads.
  let scratch: Int
  let secondScratch: Int
  let isOneWay: Bool
  var buffer: Floats

  /// - Parameters:
  ///   - network: the pass fits every network of the same sizes.
  ///   - rows: the most that go through at once.
  ///   - isOneWay: there is no room for gradients: nothing goes back.
  public init(_ network: Network, rows: Int, isOneWay: Bool = false) {
    precondition(rows > 0, "a pass needs room for a row")
    (capacity, self.rows) = (rows, rows)
    let layers = network.layers
    (inputCount, outputCount) = (network.sizes[0], network.sizes[layers.count])
    outputStride = layers[layers.count - 1].outputStride
    let lengths = [padded(layers[0].inputs)] + layers.map(\.outputStride)
    var (places, next) = ([Int](), 0)
    for length in lengths + lengths {
      places.append(next)
      next += padded(rows * length)
    }
    values = Array(places[..<lengths.count])
    gradients = Array(places[lengths.count...])
    scratch = next
    let room = WideRow.columns * (layers.filter(\.isWide).map(\.outputStride).max() ?? 0)
    secondScratch = next + room
    self.isOneWay = isOneWay
    // A register more, so that the last row of outputs can be read like the others.
    buffer = Floats(count: (isOneWay ? gradients[0] : next + 2 * room) + 16)
  }

  private mutating func view(_ place: Int, _ columns: Int, _ stride: Int) -> MatrixView {
    MatrixView(start: buffer.mutablePointer() + place, rows: rows, columns: columns, stride: stride)
  }

  /// x: written by the owner before `forward`.
  public var inputs: MatrixView {
    mutating get { view(values[0], inputCount, padded(inputCount)) }
  }

  /// y, after `forward`.
  public var outputs: MatrixView {
    mutating get { view(values[values.count - 1], outputCount, outputStride) }
  }

  /// ∂L/∂y: written by the owner before `backward`, which spoils it.
  public var outputGradients: MatrixView {
    mutating get { view(gradients[gradients.count - 1], outputCount, outputStride) }
  }

  /// ∂L/∂x, after a backward pass that was asked for it.
  public var inputGradients: MatrixView {
    mutating get { view(gradients[0], inputCount, padded(inputCount)) }
  }
}

extension NetworkPass {
  /// The outputs of all rows, one behind the other.
  mutating func keepOutputs(in target: inout Floats) {
    let (y, to) = (outputs, target.mutablePointer())
    for row in 0..<rows { for column in 0..<y.columns { to[row * y.columns + column] = y[row, column] } }
  }

  /// ∂L/∂y of all rows, given one behind the other, times a factor.
  mutating func write(_ gradients: Floats, times factor: Float) {
    let (dy, from) = (outputGradients, gradients.pointer)
    for row in 0..<rows { for column in 0..<dy.columns { dy[row, column] = factor * from[row * dy.columns + column] } }
  }
}

/// ∂L/∂θ of a network, in the order that its parameters are kept in.
public struct NetworkGradient: Sendable {
  let layers: [LayerShape]
  var buffer: Floats

  /// Zero.
  public init(_ network: Network) {
    layers = network.layers
    buffer = Floats(count: network.buffer.count)
  }

  /// In the order of `Network.parameters`.
  public var values: [Float] { layers.flatMap(\.places).map { buffer[$0] } }

  /// The Euclidean norm.
  public var norm: Float {
    let (pointer, count) = (buffer.pointer, buffer.count)
    // Four sums, so that none waits for the one before.
    var (a, b, c, d) = (Lanes(), Lanes(), Lanes(), Lanes())
    var index = 0
    while index + 64 <= count {
      let (p, q, r, s) = (
        pointer.lanes(index), pointer.lanes(index + 16), pointer.lanes(index + 32), pointer.lanes(index + 48)
      )
      (a, b, c, d) = (a.plus(p, p), b.plus(q, q), c.plus(r, r), d.plus(s, s))
      index += 64
    }
    while index < count {
      a = a.plus(pointer.lanes(index), pointer.lanes(index))
      index += 16
    }
    return ((a + b) + (c + d)).total.squareRoot()
  }

  /// Multiplies all by a factor.
  public mutating func scale(by factor: Float) {
    let pointer = buffer.mutablePointer()
    for index in stride(from: 0, to: buffer.count, by: 16) { pointer.set(index, pointer.lanes(index) * factor) }
  }

  /// Shortens the gradient to this norm where it is longer; returns the norm it had.
  @discardableResult
  public mutating func clip(norm limit: Float) -> Float {
    let norm = norm
    if norm > limit { scale(by: limit / norm) }
    return norm
  }
}
