/// The commands entered so far, oldest first; the same one twice in a row is kept once.
public struct History: Equatable, Sendable {
  public static let capacity = 200

  public private(set) var lines: [String] = []

  public init(_ lines: [String] = []) {
    for line in lines.suffix(Self.capacity) { add(line) }
  }

  /// - Returns: whether the line is a new one.
  @discardableResult
  public mutating func add(_ line: String) -> Bool {
    guard !line.isEmpty, line != lines.last else { return false }
    lines.append(line)
    if lines.count > Self.capacity { lines.removeFirst() }
    return true
  }
}
