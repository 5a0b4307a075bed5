/// Where the numbers of one dense layer are in a network's buffer: y = f(x W + b).
///
/// A *wide* layer's W is kept input by input, each row padded with zeros to whole registers, as the kernels' tiles want it.
/// Where the last layer has fewer than eight outputs that would waste most of a register: such a *narrow* layer's W is kept
/// output by output. The zeros stay zero in every operation, so that nothing ever has to mask them.
struct LayerShape: Sendable, Equatable {
  let inputs: Int
  let outputs: Int
  let isWide: Bool
  /// Of the first weight.
  let weights: Int
  /// Of the first bias.
  let biases: Int

  init(inputs: Int, outputs: Int, isLast: Bool, at start: Int) {
    (self.inputs, self.outputs) = (inputs, outputs)
    isWide = !isLast || outputs >= 8
    weights = start
    biases = start + (isWide ? inputs * padded(outputs) : outputs * padded(inputs))
  }

  var end: Int { biases + padded(outputs) }
  /// From one row of W to the next.
  var weightStride: Int { isWide ? padded(outputs) : padded(inputs) }
  /// From one row of the outputs' matrix to the next.
  var outputStride: Int { isWide ? padded(outputs) : outputs }

  /// The place of the weight from an input to an output.
  func weight(_ input: Int, _ output: Int) -> Int {
    weights + (isWide ? input * weightStride + output : output * weightStride + input)
  }

  /// Every number's place: W input by input, then b.
  var places: [Int] {
    (0..<inputs).flatMap { input in (0..<outputs).map { weight(input, $0) } } + (0..<outputs).map { biases + $0 }
  }
}
