/// A key as the terminal delivers it.
public enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// Control with a lower-case letter, such as `control("l")`.
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}
