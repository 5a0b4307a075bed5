import Worlds

/// The steps that several copies of a world have lived side by side since the last update: what is learnt from once and then
/// forgotten.
///
/// Place t · copies + k of every array is step t of copy k. All places are there from the start, so that nothing is allocated
/// while steps come.
struct FreshSteps<Action: Sendable>: Sendable {
  let copies: Int
  /// Steps of all copies.
  let count: Int
  /// x, rows as a network takes them.
  private var rows: Floats
  private let width: Int
  var actions: [Action]
  /// ln π(A∣S) when the action was drawn.
  var logProbabilities: [Double]
  var rewards: [Double]
  /// Whether the episode ended with the step.
  var isLast: [Bool]
  /// v(S).
  var values: [Double]
  /// v of the state that the step led to; see `generalizedAdvantages`.
  var following: [Double]
  var advantages: [Double]

  /// - Parameters:
  ///   - copies: of the world.
  ///   - steps: of each copy.
  ///   - components: of an observation.
  ///   - action: any.
  init(copies: Int, steps: Int, components: Int, action: Action) {
    (self.copies, count, width) = (copies, copies * steps, padded(components))
    rows = Floats(count: count * width)
    actions = Array(repeating: action, count: count)
    logProbabilities = Array(repeating: 0, count: count)
    (rewards, values, following) = (logProbabilities, logProbabilities, logProbabilities)
    advantages = logProbabilities
    isLast = Array(repeating: false, count: count)
  }

  /// Keeps a row of a network's inputs.
  @inline(__always)
  mutating func keep(_ row: Int, of inputs: MatrixView, at place: Int) {
    let (target, source) = (rows.mutablePointer() + place * width, inputs.start + row * inputs.stride)
    for index in stride(from: 0, to: width, by: 16) { target.set(index, source.lanes(index)) }
  }

  /// Writes a row that was kept into a network's inputs.
  @inline(__always)
  func write(_ place: Int, to row: Int, of inputs: MatrixView) {
    let (target, source) = (inputs.start + row * inputs.stride, rows.pointer + place * width)
    for index in stride(from: 0, to: width, by: 16) { target.set(index, source.lanes(index)) }
  }

  /// Writes the rows of some steps into a network's inputs, one behind the other.
  /// - Parameters:
  ///   - places: of the steps, at most as many as the pass has room for.
  ///   - pass: gets as many rows.
  func write(_ places: some Collection<Int>, to pass: inout NetworkPass) {
    pass.rows = places.count
    let x = pass.inputs
    for (row, place) in places.enumerated() { write(place, to: row, of: x) }
  }

  /// Â of every step, once rewards, values and the values after the last steps are there.
  mutating func computeAdvantages(γ: Double, λ: Double) {
    for place in 0..<count - copies where !isLast[place] { following[place] = values[place + copies] }
    generalizedAdvantages(
      rewards: rewards, values: values, following: following, isLast: isLast, copies: copies, γ: γ, λ: λ,
      into: &advantages)
  }

  /// The mean of Â over some steps, and its deviation with 10⁻⁸ more, so that equal ones do no harm.
  func moments(_ places: ArraySlice<Int>) -> (mean: Double, deviation: Double) {
    guard places.count > 1 else { return (0, 1) }
    var (mean, squares) = (0.0, 0.0)
    for place in places { mean += advantages[place] }
    mean /= Double(places.count)
    for place in places { squares += (advantages[place] - mean) * (advantages[place] - mean) }
    return (mean, (squares / Double(places.count - 1)).squareRoot() + 1e-8)
  }
}
