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
    var episode = 0.0
    var groups: [(middle: Double, bucket: ReturnHistory.Bucket)] = []
    for start in stride(from: 0, to: buckets.count, by: groupSize) {
      var group = ReturnHistory.Bucket()
      for bucket in buckets[start..<min(start + groupSize, buckets.count)] { group.merge(bucket) }
      groups.append((episode + (Double(group.count) + 1) / 2, group))
      episode += Double(group.count)
    }
    // A place that has hardly begun says as much by chance as a full one does by right: it waits beside its neighbour.
    if groups.count > 1, let last = groups.last, last.bucket.count * 2 < groups[groups.count - 2].bucket.count {
      groups.removeLast()
      groups[groups.count - 1].bucket.merge(last.bucket)
    }
    spans = groups.map { .init(x: $0.middle, low: $0.bucket.minimum, high: $0.bucket.maximum) }

    // The mean runs over a twenty-fifth of the history, so that its line can be followed; the raw returns stay visible
    // behind it.
    let reach = groups.count / 50
    mean = groups.indices.map { index in
      let around = groups[max(index - reach, 0)...min(index + reach, groups.count - 1)]
      let count = around.reduce(0) { $0 + $1.bucket.count }
      let sum = around.reduce(0.0) { $0 + $1.bucket.mean * Double($1.bucket.count) }
      return .init(groups[index].middle, sum / Double(count))
    }
  }
}
