import Glibc

extension Dots {
  /// A line as thin as a dot. With a `dash` of 3, for instance, three dots alternate with three gaps.
  public mutating func line(from start: Point, to end: Point, _ style: Style, dash: Int = 0) {
    guard let (a, b) = clipped(start, end) else { return }
    let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up)))
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      let point = Point(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
      // Dashes are counted from the grid's corner, so that the pieces of a polyline share one rhythm.
      if dash > 0, Int((abs(b.x - a.x) >= abs(b.y - a.y) ? point.x : point.y).rounded(.down)) / dash % 2 == 1 {
        continue
      }
      set(point, style)
    }
  }

  /// A line of this width, with round ends; a disc where both ends are one point.
  public mutating func stroke(from a: Point, to b: Point, width thickness: Double, _ style: Style) {
    let radius = thickness / 2
    guard [a.x, a.y, b.x, b.y, radius].allSatisfy({ abs($0) < 1e6 }) else { return }
    let columns = span(min(a.x, b.x) - radius, max(a.x, b.x) + radius, below: width)
    let rows = span(min(a.y, b.y) - radius, max(a.y, b.y) + radius, below: height)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = dx * dx + dy * dy
    for y in rows {
      for x in columns {
        let (px, py) = (Double(x) + 0.5 - a.x, Double(y) + 0.5 - a.y)
        let t = length > 0 ? min(max((px * dx + py * dy) / length, 0), 1) : 0
        let (ex, ey) = (px - t * dx, py - t * dy)
        if ex * ex + ey * ey <= radius * radius { set(x, y, style) }
      }
    }
    // What is thinner than the dots are apart still shows.
    if thickness < 1.5 { line(from: a, to: b, style) }
  }

  public mutating func disc(_ centre: Point, radius: Double, _ style: Style) {
    stroke(from: centre, to: centre, width: 2 * radius, style)
  }

  /// Part of a circle between two angles in radians, anticlockwise from the x-axis as it is seen.
  public mutating func arc(
    _ centre: Point, radius: Double, from start: Double, to end: Double, _ style: Style, hasHead: Bool = false
  ) {
    guard [centre.x, centre.y, radius, start, end].allSatisfy({ abs($0) < 1e6 }), radius > 0 else { return }
    // Just inside, so that a circle around a corner of dots is as wide on either side.
    let inner = radius * (1 - 1e-9)
    func point(_ angle: Double) -> Point {
      Point(centre.x + inner * cos(angle), centre.y - inner * sin(angle))
    }
    let steps = min(max(Int((abs(end - start) * radius).rounded(.up)), 8), 4000)
    for step in 0...steps { set(point(start + (end - start) * Double(step) / Double(steps)), style) }
    guard hasHead else { return }
    let size = min(max(radius * 0.4, 2.5), 6)
    let turn: Double = end >= start ? 1 : -1
    // The head points along the tangent, a little inwards because the arc has bent since.
    let heading = end + turn * (.pi / 2 - size / radius / 4)
    head(at: point(end), heading: heading, size: size, style)
  }

  public mutating func circle(_ centre: Point, radius: Double, _ style: Style) {
    arc(centre, radius: radius, from: 0, to: 2 * .pi, style)
  }

  public mutating func arrow(from a: Point, to b: Point, _ style: Style) {
    line(from: a, to: b, style)
    guard a != b else { return }
    let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    head(at: b, heading: atan2(a.y - b.y, b.x - a.x), size: min(max(length * 0.3, 2.5), 6), style)
  }

  private mutating func head(at tip: Point, heading: Double, size: Double, _ style: Style) {
    for side in [-2.5, 2.5] {
      let angle = heading + side
      line(from: tip, to: Point(tip.x + size * cos(angle), tip.y - size * sin(angle)), style)
    }
  }

  private func span(_ low: Double, _ high: Double, below count: Int) -> Range<Int> {
    let first = min(max(Int(low.rounded(.down)), 0), count)
    return first..<max(first, min(Int(high.rounded(.up)) + 1, count))
  }

  /// The part of a line inside the grid (Liang & Barsky 1984), so that no far end costs time.
  private func clipped(_ a: Point, _ b: Point) -> (Point, Point)? {
    guard [a.x, a.y, b.x, b.y].allSatisfy({ abs($0) < 1e12 }) else { return nil }
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    for (move, room) in [
      (-dx, a.x), (dx, Double(width) - 1e-6 - a.x), (-dy, a.y), (dy, Double(height) - 1e-6 - a.y),
    ] {
      if move == 0 {
        if room < 0 { return nil }
      } else if move < 0 {
        enter = max(enter, room / move)
      } else {
        leave = min(leave, room / move)
      }
    }
    guard enter <= leave else { return nil }
    return (Point(a.x + enter * dx, a.y + enter * dy), Point(a.x + leave * dx, a.y + leave * dy))
  }
}
