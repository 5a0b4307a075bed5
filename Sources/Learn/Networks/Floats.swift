/// Floats as a value, aligned to a cache line: a copy costs nothing until one of the two is written to.
///
/// An array would do, but its elements begin in the middle of a cache line, and each access of a whole register would
/// touch two.
struct Floats: Sendable, Equatable {
  private var storage: Storage

  /// All zero.
  init(count: Int) { storage = Storage(count: count) }

  var count: Int { storage.count }

  /// For reading, as long as this value lives and is not written to.
  @inline(__always) var pointer: UnsafePointer<Float> { UnsafePointer(storage.start) }

  /// For writing, until this value is copied; where it shares its memory, it gets its own first.
  @inline(__always) mutating func mutablePointer() -> UnsafeMutablePointer<Float> {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
    return storage.start
  }

  /// Writes another's numbers over its own, and shares no memory with it.
  mutating func take(_ other: Floats) {
    precondition(other.count == count, "\(other.count) numbers do not fit into \(count) places")
    mutablePointer().update(from: other.pointer, count: count)
  }

  subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return storage.start[index]
    }
    set {
      precondition(index >= 0 && index < count)
      mutablePointer()[index] = newValue
    }
  }

  /// Equal to the bit, NaN included.
  static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && (0..<a.count).allSatisfy { a.pointer[$0].bitPattern == b.pointer[$0].bitPattern }
  }

  /// Sendable, because it is written to only while one value alone refers to it, and values are not shared.
  private final class Storage: @unchecked Sendable {
    let start: UnsafeMutablePointer<Float>
    let count: Int

    init(count: Int) {
      self.count = count
      let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 4), alignment: 64)
      start = bytes.bindMemory(to: Float.self, capacity: count)
      start.initialize(repeating: 0, count: count)
    }

    convenience init(copying other: Storage) {
      self.init(count: other.count)
      start.update(from: other.start, count: count)
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }
  }
}
