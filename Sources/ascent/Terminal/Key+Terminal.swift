import CNcurses
import TUI

extension Key {
  /// The key of a code from `ascent_read_key`; `nil` for what means nothing here.
  init?(terminalCode code: Int32) {
    if let key = Self.named[code] {
      self = key
    } else if (ASCENT_KEY_FUNCTION.rawValue + 1...ASCENT_KEY_FUNCTION.rawValue + 63).contains(code) {
      self = .function(Int(code - ASCENT_KEY_FUNCTION.rawValue))
    } else if (0..<0x20).contains(code) {
      // ^A is 1; ^@ is 0, and after the letters come ^\ ^] ^^ ^_.
      let upper = UInt8(code) + 0x40
      let isLetter = (1...26).contains(code)
      self = .control(Unicode.Scalar(isLetter ? upper + 0x20 : upper))
    } else if let scalar = Unicode.Scalar(UInt32(bitPattern: code)), !(0x80..<0xA0).contains(code) {
      self = .character(scalar)
    } else {
      return nil
    }
  }

  private static let named: [Int32: Key] = [
    ASCENT_KEY_UP.rawValue: .up, ASCENT_KEY_DOWN.rawValue: .down,
    ASCENT_KEY_LEFT.rawValue: .left, ASCENT_KEY_RIGHT.rawValue: .right,
    ASCENT_KEY_HOME.rawValue: .home, ASCENT_KEY_END.rawValue: .end,
    ASCENT_KEY_PAGE_UP.rawValue: .pageUp, ASCENT_KEY_PAGE_DOWN.rawValue: .pageDown,
    ASCENT_KEY_ENTER.rawValue: .enter, ASCENT_KEY_ESCAPE.rawValue: .escape,
    ASCENT_KEY_TAB.rawValue: .tab, ASCENT_KEY_BACK_TAB.rawValue: .backTab,
    ASCENT_KEY_BACKSPACE.rawValue: .backspace, ASCENT_KEY_DELETE.rawValue: .delete,
  ]
}

extension Mouse {
  /// The event of a code from `ascent_read_key`; `nil` for a key.
  init?(terminalCode code: Int32) {
    guard let kind = Self.kinds[code & ~0xFFFFFF] else { return nil }
    self.init(kind, x: Int(code >> 12 & 0xFFF), y: Int(code & 0xFFF))
  }

  private static let kinds: [Int32: Kind] = [
    ASCENT_MOUSE_PRESS.rawValue: .press, ASCENT_MOUSE_WHEEL_UP.rawValue: .wheelUp,
    ASCENT_MOUSE_WHEEL_DOWN.rawValue: .wheelDown,
  ]
}
