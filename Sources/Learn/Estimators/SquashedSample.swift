import Worlds

/// Actions of a squashed Gaussian for every row of a batch, drawn by reparametrisation: a = tanh(μ + σ ε), so that an action can
/// be differentiated by μ and ln σ while chance, ε, stays outside.
///
/// Source: Haarnoja et al. 2018, eqs. 11 and 13 and appendix C.
struct SquashedSample: Sendable {
  /// Of the action.
  private let count: Int
  private let rows: Int
  private var mean: Floats
  private var logDeviation: Floats
  private(set) var noise: Floats
  private var deviation: Floats
  /// a of each row, in the learner's unit.
  private(set) var action: Floats
  private var logDensity: Floats
  /// ln π(a∣s) of each row, by the learner's unit.
  private(set) var logProbabilities: [Float]

  init(rows: Int, count: Int) {
    (self.rows, self.count) = (rows, count)
    mean = Floats(count: padded(rows * count))
    logDeviation = mean
    noise = mean
    deviation = mean
    action = mean
    logDensity = mean
    logProbabilities = Array(repeating: 0, count: rows)
  }

  /// Draws an action for each row.
  /// - Parameters:
  ///   - y: the network's outputs: μ, then ln σ.
  ///   - first: the row of y that belongs to row 0.
  mutating func draw(from y: MatrixView, at first: Int = 0, using random: inout NormalStream) {
    let (μ, s, ε) = (mean.mutablePointer(), logDeviation.mutablePointer(), noise.mutablePointer())
    for row in 0..<rows {
      for index in 0..<count {
        μ[row * count + index] = y[first + row, index]
        s[row * count + index] = y[first + row, count + index]
      }
    }
    random.fill(ε, count: padded(rows * count))
    let (σ, a, logs) = (deviation.mutablePointer(), action.mutablePointer(), logDensity.mutablePointer())
    let (low, high) = (SquashedGaussian.logDeviations.lowerBound, SquashedGaussian.logDeviations.upperBound)
    for place in stride(from: 0, to: padded(rows * count), by: 16) {
      let raw = s.lanes(place)
      let held = raw.replacing(with: low, where: raw .< low).replacing(with: high, where: raw .> high)
      let (deviation, noise) = (exponential(held), ε.lanes(place))
      let u = μ.lanes(place).plus(deviation, noise)
      σ.set(place, deviation)
      a.set(place, hyperbolicTangent(u))
      // ln(1 − tanh² u) = 2 (ln 2 − u − ln(1 + e^−2u)), without the difference of two numbers near 1.
      let squash = Lanes(repeating: 2) * (Lanes(repeating: Self.log2) - u - softplus(u * -2))
      logs.set(place, noise * noise * -0.5 - held - Self.halfLog2π - squash)
    }
    for row in 0..<rows {
      var sum: Float = 0
      for index in 0..<count { sum += logs[row * count + index] }
      logProbabilities[row] = sum
    }
  }

  private static let log2: Float = 0.6931471805599453
  private static let halfLog2π: Float = 0.9189385332046727

  /// ln π's mean over the batch.
  var meanLogProbability: Double { Double(logProbabilities.reduce(0, +)) / Double(rows) }

  /// What the first row shows.
  var first: (action: Double, noise: Double, logProbability: Double) {
    (Double(action.pointer[0]), Double(noise.pointer[0]), Double(logProbabilities[0]))
  }

  /// The gradient of mean(α ln π(a∣s) − Q(s, a)) by the network's outputs.
  ///
  /// By u = μ + σ ε it is α · 2a − ∂Q/∂a (1 − a²), each over the number of rows; by ln σ it is that times σ ε, and −α beside, since
  /// ln π has −ln σ; where ln σ was held it is 0.
  /// - Parameters:
  ///   - slope: ∂(mean Q)/∂a, row by row.
  ///   - α: the temperature.
  func writeGradients(_ slope: Floats, _ α: Float, into dy: MatrixView) {
    let (a, σ, ε, s, pull) = (
      action.pointer, deviation.pointer, noise.pointer, logDeviation.pointer, slope.pointer
    )
    let share = α / Float(rows)
    for row in 0..<rows {
      for index in 0..<count {
        let place = row * count + index
        let du = 2 * share * a[place] - pull[place] * (1 - a[place] * a[place])
        dy[row, index] = du
        dy[row, count + index] =
          SquashedGaussian.logDeviations.contains(s[place]) ? du * σ[place] * ε[place] - share : 0
      }
    }
  }
}
