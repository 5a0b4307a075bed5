/// The last few of what came by, stored in place: a scene shows them, and adding one allocates nothing.
struct Trail<Element: Sendable, let capacity: Int>: Sendable {
  private var slots: InlineArray<capacity, Element>
  // Unsigned, so that the remainder by a power of two is a mask: the worlds that are measured against plain C keep a trail too.
  private var written: UInt = 0

  /// - Parameter blank: what the slots hold until they are used; never shown.
  init(blank: Element) {
    slots = InlineArray(repeating: blank)
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    slots[Int(truncatingIfNeeded: written % UInt(capacity))] = element
    written &+= 1
  }

  mutating func removeAll() { written = 0 }

  /// Oldest first.
  var elements: [Element] {
    let all = Int(written)
    return (max(0, all - capacity)..<all).map { slots[$0 % capacity] }
  }
}
