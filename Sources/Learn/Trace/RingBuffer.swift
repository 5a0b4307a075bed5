/// The last few values of an endless sequence, numbered from 0. When it is full the newest overwrites the oldest.
///
/// A plain value without a lock: `Gate` keeps one under its own.
public struct RingBuffer<Element> {
  public let capacity: Int
  private var slots: [Element] = []
  /// The number that the next value will get.
  public private(set) var nextNumber = 0

  /// - Precondition: a positive capacity.
  public init(capacity: Int) {
    precondition(capacity > 0, "a ring buffer holds at least one value, not \(capacity)")
    self.capacity = capacity
    slots.reserveCapacity(capacity)
  }

  public var count: Int { slots.count }
  /// The number of the oldest value still held.
  public var firstNumber: Int { nextNumber - slots.count }

  public mutating func append(_ element: Element) {
    if slots.count < capacity {
      slots.append(element)
    } else {
      slots[nextNumber % capacity] = element
    }
    nextNumber += 1
  }

  /// The value with this number; nil where it is overwritten or not yet there.
  public subscript(number: Int) -> Element? {
    (firstNumber..<nextNumber).contains(number) ? slots[number % capacity] : nil
  }

  /// The values from `number` on that are still held, and how many the reader missed.
  public func values(from number: Int) -> (values: [Element], missed: Int) {
    let first = max(number, firstNumber)
    let values = first < nextNumber ? (first..<nextNumber).map { slots[$0 % capacity] } : []
    return (values, max(0, min(firstNumber, nextNumber) - max(0, number)))
  }
}
