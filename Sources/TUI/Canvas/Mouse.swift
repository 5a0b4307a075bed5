/// What the mouse did, and over which cell of the screen.
public struct Mouse: Hashable, Sendable {
  public enum Kind: Sendable { case press, wheelUp, wheelDown }

  public var kind: Kind
  public var x, y: Int

  public init(_ kind: Kind, x: Int, y: Int) {
    self.kind = kind
    self.x = x
    self.y = y
  }
}

extension Rect {
  func contains(_ x: Int, _ y: Int) -> Bool {
    (self.x..<self.x + width).contains(x) && (self.y..<self.y + height).contains(y)
  }
}
