// The few operations on vectors of parameters that gradient methods are written in.

/// aᵀb.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}

/// The Euclidean norm.
func length(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

/// a + scale · b.
func sum(_ a: [Double], _ scale: Double, _ b: [Double]) -> [Double] {
  var result = a
  for index in a.indices { result[index] += scale * b[index] }
  return result
}

/// a − b.
func difference(_ a: [Double], _ b: [Double]) -> [Double] { sum(a, -1, b) }

/// The cosine of the angle between two vectors; 0 where one is 0.
func cosine(_ a: [Double], _ b: [Double]) -> Double {
  let norms = length(a) * length(b)
  return norms > 0 ? dot(a, b) / norms : 0
}

/// Mean and variance of points, component by component; the variance is the mean of the squared deviations.
func moments(of points: [[Double]]) -> (mean: [Double], variance: [Double]) {
  let share = 1 / Double(points.count)
  var mean = points[0].map { _ in 0.0 }
  var variance = mean
  for point in points { mean = sum(mean, share, point) }
  for point in points {
    for index in point.indices {
      let away = point[index] - mean[index]
      variance[index] += share * away * away
    }
  }
  return (mean, variance)
}
