/// The last few of what came by, stored in place: a scene shows them, and adding one allocates nothing.
struct Trail<Element: Sendable, let capacity: Int>: Sendable {
  private var slots: InlineArray<capacity, Element>
  private var count = 0
  /// Where the next one goes.
  private var end = 0

  /// - Parameter blank: what the slots hold until they are used; never shown.
  init(blank: Element) {
    slots = InlineArray(repeating: blank)
  }

  mutating func append(_ element: Element) {
    slots[end] = element
    end = end &+ 1 == capacity ? 0 : end &+ 1
    count = min(count &+ 1, capacity)
  }

  mutating func removeAll() { count = 0 }

  /// Oldest first.
  var elements: [Element] {
    (0..<count).map { slots[(end - count + $0 + capacity) % capacity] }
  }
}
