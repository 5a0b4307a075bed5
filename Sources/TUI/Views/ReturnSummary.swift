import Learn

/// A history of returns for a chart of so many places: at each its smallest and largest return, and a running mean.
struct ReturnSummary {
  private(set) var spans: [LineChart.Span] = []
  private(set) var mean: [LineChart.Point] = []

  /// - Parameter places: the dots that the chart is wide.
  init(_ history: ReturnHistory, places: Int) {
    let buckets = history.buckets
    guard !buckets.isEmpty, places > 0 else { return }
    let groupSize = (buckets.count + places - 1) / places
    let steps = Double(history.stepsOfEntry)
    var entry = 0.0
    var groups: [(middle: Double, bucket: ReturnHistory.Bucket)] = []
    for start in stride(from: 0, to: buckets.count, by: groupSize) {
      var group = ReturnHistory.Bucket()
      for bucket in buckets[start..<min(start + groupSize, buckets.count)] { group.merge(bucket) }
      groups.append(((entry + (Double(group.count) + 1) / 2) * steps, group))
      entry += Double(group.count)
    }
    // A place that has hardly begun says as much by chance as a full one does by right: it waits beside its neighbour.
    if groups.count > 1, let last = groups.last, last.bucket.count * 2 < groups[groups.count - 2].bucket.count {
      groups.removeLast()
      groups[groups.count - 1].bucket.merge(last.bucket)
    }
    // Mean and deviation run over a twenty-fifth of the history, so that they can be followed; the smallest and the
    // largest return of each place stay visible behind them.
    let reach = groups.count / 50
    for index in groups.indices {
      var around = ReturnHistory.Bucket()
      for group in groups[max(index - reach, 0)...min(index + reach, groups.count - 1)] { around.merge(group.bucket) }
      let (place, bucket) = groups[index]
      mean.append(.init(place, around.mean))
      spans.append(.init(x: place, low: bucket.minimum, high: bucket.maximum, usual: around.usual))
    }
  }
}

extension ReturnHistory.Bucket {
  /// Within a standard deviation of the mean, as far as there are values; nil where there is one at most.
  fileprivate var usual: ClosedRange<Double>? {
    let deviation = variance.squareRoot()
    let (low, high) = (max(mean - deviation, minimum), min(mean + deviation, maximum))
    return count > 1 && low.isFinite && high.isFinite && low <= high ? low...high : nil
  }
}
