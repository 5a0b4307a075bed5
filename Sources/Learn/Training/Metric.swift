/// A column of a run's table of metrics: losses and the like, made of values that the lines of a listing show.
public struct Metric: Sendable {
  /// Under the name that CleanRL has for it.
  public let column: String
  /// The values that it is made of, by the names that the lines give them.
  let sources: [String]
  let combine: @Sendable ([Double]) -> Double

  /// A value as it is, or a multiple of it.
  init(_ column: String, _ source: String, times factor: Double = 1) {
    (self.column, sources) = (column, [source])
    combine = { factor * $0[0] }
  }

  init(_ column: String, of sources: [String], _ combine: @escaping @Sendable ([Double]) -> Double) {
    (self.column, self.sources, self.combine) = (column, sources, combine)
  }
}

/// The last values that lines have shown of what a table of metrics asks for.
struct MetricValues {
  private let metrics: [Metric]
  private let names: [String]
  /// NaN before a line has shown it.
  private var latest: [Double]

  init(_ metrics: [Metric]) {
    self.metrics = metrics
    var names: [String] = []
    for name in metrics.flatMap(\.sources) where !names.contains(name) { names.append(name) }
    self.names = names
    latest = Array(repeating: .nan, count: names.count)
  }

  mutating func note(_ values: Values) {
    for (name, value) in values {
      if let index = names.firstIndex(of: name) { latest[index] = value }
    }
  }

  mutating func note(_ values: [NamedValue]) {
    for value in values {
      if let index = names.firstIndex(of: value.name) { latest[index] = value.value }
    }
  }

  /// Metric by metric; NaN where something has not been shown yet.
  var current: [Double] {
    metrics.map { metric in
      metric.combine(metric.sources.map { source in names.firstIndex(of: source).map { latest[$0] } ?? .nan })
    }
  }
}
