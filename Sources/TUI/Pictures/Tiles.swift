/// Filled rectangles of one colour, those that share a whole side joined: fewer bytes, and no seams when a viewer scales.
struct Tiles {
  private var boxes: [GlyphShape.Box] = []

  var isEmpty: Bool { boxes.isEmpty }

  /// Row by row, and from left to right in a row.
  mutating func append(_ box: GlyphShape.Box) {
    // Neighbours come soon after one another: a row's lines and blocks are few.
    for index in boxes.indices.suffix(4).reversed() {
      let other = boxes[index]
      if other.y == box.y, other.height == box.height, other.x + other.width == box.x {
        boxes[index].width += box.width
        return
      }
    }
    boxes.append(box)
  }

  /// As the data of an SVG path.
  var path: String {
    var joined: [GlyphShape.Box] = []
    /// By the place where a rectangle ends below: its index.
    var ends: [GlyphShape.Box: Int] = [:]
    for box in boxes {
      let above = GlyphShape.Box(x: box.x, y: box.y, width: box.width, height: 0)
      let index: Int
      if let found = ends.removeValue(forKey: above) {
        joined[found].height += box.height
        index = found
      } else {
        joined.append(box)
        index = joined.count - 1
      }
      let end = GlyphShape.Box(x: box.x, y: box.y + box.height, width: box.width, height: 0)
      ends[end] = index
    }
    return joined.map { box in
      "M\(SVG.number(box.x)) \(SVG.number(box.y))h\(SVG.number(box.width))v\(SVG.number(box.height))"
        + "h\(SVG.number(-box.width))z"
    }.joined()
  }
}
