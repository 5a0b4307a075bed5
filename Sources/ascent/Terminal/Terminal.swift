import CNcurses
import Glibc
import TUI

/// The terminal: paints canvases and delivers keys and the mouse. The only file that knows how.
///
/// One thread owns it, the UI thread; other threads reach it through its `waker`. While it is open the
/// program owns the whole screen; whatever ends the program, the terminal is given back as found,
/// and standard error, held back meanwhile, is printed then.
final class Terminal {
  struct Options {
    /// False leaves all colours to the terminal, as a non-empty `NO_COLOR` does.
    var color = true
    /// Draw in ASCII even where the locale's encoding is UTF-8.
    var ascii = false
    /// False leaves the mouse to the terminal, for selecting text.
    var mouse = true
  }

  /// What there is beyond colours is decided once, when the terminal is opened.
  let tier: ColorTier
  /// Whether glyphs beyond ASCII cannot be shown: views are asked to do without.
  let isASCII: Bool
  private let quantise: Quantiser
  private var isOpen = true
  private var last: Canvas?

  // Kept between frames for their storage.
  private var cells: [ascent_cell] = []
  private var styles: [ascent_style] = []
  private var indices: [Style: UInt32] = [:]

  /// Takes the terminal over; if it cannot, the terminal is as before.
  init(_ options: Options = Options()) throws(TerminalError) {
    let isColorless = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let result = ascent_open(options.color && !isColorless, options.mouse)
    if let error = TerminalError(result, type: getenv("TERM").map { String(cString: $0) } ?? "") {
      throw error
    }
    let colors = Int(ascent_colors())
    tier = ColorTier(colors: colors)
    quantise = Quantiser(tier, colors: colors)
    isASCII = options.ascii || !ascent_is_unicode()
  }

  deinit { close() }

  var size: (columns: Int, rows: Int) { (Int(ascent_columns()), Int(ascent_rows())) }

  var waker: Waker { Waker() }

  // MARK: Painting

  /// Shows the canvas from the upper left corner. Only what has changed is written.
  func paint(_ canvas: Canvas) {
    if canvas == last { return }
    last = canvas
    cells.removeAll(keepingCapacity: true)
    styles.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    // Neighbours mostly look alike, so most cells need no look-up.
    var style: Style?
    var index: UInt32 = 0
    for cell in canvas.cells {
      if cell.style != style {
        style = cell.style
        index = self.index(of: cell.style)
      }
      cells.append(ascent_cell(scalar: cell.glyph.value, style: index))
    }
    ascent_paint(cells, Int32(canvas.columns), Int32(canvas.rows), styles, Int32(styles.count))
  }

  /// Makes the next paint clear the screen and draw all of it, for `^L` and whatever else wrote there.
  func forgetScreen() {
    last = nil
    ascent_forget_screen()
  }

  /// Asks the terminal to put a text on the clipboard; false where it is of a kind that is not asked.
  func copy(_ text: String) -> Bool { ascent_copy(text) }

  private func index(of style: Style) -> UInt32 {
    if let index = indices[style] { return index }
    let quantised = quantise(style)
    let index = UInt32(styles.count)
    styles.append(
      ascent_style(
        foreground: Int32(quantised.foreground), background: Int32(quantised.background),
        attributes: UInt32(quantised.attributes.rawValue)))
    indices[style] = index
    return index
  }

  // MARK: Events

  enum Event: Equatable {
    case key(Key)
    case mouse(Mouse)
    /// The terminal has a new size; paint a canvas of that size.
    case resize(columns: Int, rows: Int)
    /// Another thread called `waker.wake()`.
    case wake
    /// The process was told to end: tidy up, then call `end(bySignal:)`.
    case quit(signal: Int32)
    /// The process was stopped and continued: the screen is empty, paint again.
    case resumed
  }

  /// Waits until something happens and returns all of it, in order; nothing after the timeout.
  /// Without a timeout it waits for ever. `^Z` stops the process in here.
  func events(timeoutMilliseconds: Int?) -> [Event] {
    let ready = ascent_wait(timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1)
    func isReady(_ source: ascent_ready) -> Bool { ready & Int32(source.rawValue) != 0 }
    var events: [Event] = []
    if isReady(ASCENT_READY_SIGNAL) { readSignals(into: &events) }
    if isReady(ASCENT_READY_KEYS) { readKeys(into: &events) }
    if isReady(ASCENT_READY_WAKE) { events.append(.wake) }
    if isReady(ASCENT_READY_HANGUP) { events.append(.quit(signal: SIGHUP)) }
    return events
  }

  private func readSignals(into events: inout [Event]) {
    let before = size
    var resumed = false
    while case let signal = ascent_next_signal(), signal != 0 {
      switch signal {
      case SIGWINCH: _ = ascent_update_size()
      case SIGTSTP:
        ascent_suspend()
        resumed = true
      case SIGCONT:
        ascent_resume()
        resumed = true
      default: events.append(.quit(signal: signal))
      }
    }
    if size != before {
      last = nil
      events.append(.resize(columns: size.columns, rows: size.rows))
    }
    if resumed {
      last = nil
      events.append(.resumed)
    }
  }

  private func readKeys(into events: inout [Event]) {
    while case let code = ascent_read_key(), code != ASCENT_KEY_NONE.rawValue {
      if let mouse = Mouse(terminalCode: code) {
        events.append(.mouse(mouse))
      } else if let key = Key(terminalCode: code) {
        events.append(.key(key))
      }
    }
  }

  // MARK: Ways out

  /// Gives the terminal back and prints what standard error held. Calling it again does nothing.
  func close() {
    guard isOpen else { return }
    isOpen = false
    ascent_close()
  }

  /// Closes and ends the process by `signal`, so that a shell reports 128 + its number.
  func end(bySignal signal: Int32) -> Never {
    isOpen = false
    ascent_end(signal)
  }
}

/// Wakes the UI thread. Any thread may hold one, also after the terminal was closed.
struct Waker: Sendable {
  /// Makes `Terminal.events` return `.wake`, now or at its next call; many calls count as one.
  func wake() { ascent_wake() }
}

extension ColorTier {
  /// The tier of a terminal with so many colours by terminfo.
  init(colors: Int) {
    self =
      switch colors {
      case ..<8: .monochrome
      case ..<256: .sixteen
      case ..<(1 << 24): .indexed256
      default: .direct
      }
  }
}
