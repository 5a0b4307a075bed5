// Open, paint, read, close: what a program with a full screen needs of a terminal.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// MARK: Opening and closing

enum ascent_opened {
  ASCENT_OPEN = 0,
  /// Standard input or standard output is not a terminal.
  ASCENT_NOT_A_TERMINAL,
  /// terminfo knows neither TERM nor xterm-256color.
  ASCENT_UNKNOWN_TERMINAL,
  /// The terminal cannot place its cursor, as with TERM=dumb.
  ASCENT_NO_ADDRESSING,
  /// No memory or no file descriptor was left.
  ASCENT_NO_RESOURCES,
};

/// Takes the terminal over: own screen, no echo, no visible cursor, keys one by one; catches
/// signals and crashes, and keeps standard error back until the terminal is given up.
/// With `color` false the terminal keeps its own colours and `ascent_colors` is 0; with `mouse` false, or
/// where terminfo knows of none, the mouse is left to the terminal.
/// Unless it returns ASCENT_OPEN nothing has changed.
enum ascent_opened ascent_open(bool color, bool mouse);

/// Gives the terminal back as it was found, then prints what standard error held back.
/// Calling it again, or without having opened, does nothing.
void ascent_close(void);

/// Closes, then ends the process by `signal`, so that its parent sees that signal as the cause.
_Noreturn void ascent_end(int signal);

/// Stops the process as ^Z does, with the terminal given back meanwhile; returns when it is
/// continued, with the terminal taken over again. The next paint draws every cell.
void ascent_suspend(void);

/// Takes the terminal over once more after something else had it, as after SIGSTOP and SIGCONT.
void ascent_resume(void);

// MARK: What the terminal is

int ascent_columns(void);
int ascent_rows(void);
/// How many colours the terminal has by terminfo, 0 if none or none wanted; ≥ 2²⁴ are RGB values.
int ascent_colors(void);
/// Whether characters beyond ASCII can be written: the locale's encoding is UTF-8.
bool ascent_is_unicode(void);
/// Asks the kernel for the size and adopts it; true if it has changed.
bool ascent_update_size(void);

// MARK: Painting

struct ascent_cell {
  /// A Unicode scalar one column wide; what cannot be shown appears as a question mark.
  uint32_t scalar;
  /// An index into the table of styles.
  uint32_t style;
};

/// Colours are palette indices or, on a terminal with direct colour, 0xRRGGBB; −1 is the default.
struct ascent_style {
  int32_t foreground;
  int32_t background;
  /// A union of the bits below.
  uint32_t attributes;
};

enum ascent_attribute {
  ASCENT_BOLD = 1,
  ASCENT_DIM = 2,
  ASCENT_UNDERLINE = 4,
  ASCENT_REVERSE = 8,
  ASCENT_ITALIC = 16,
};

/// Shows `columns × rows` cells, row by row, from the upper left corner; the rest of the screen is
/// blank and what does not fit is cut off. Writes only what differs from the last paint: a still
/// picture writes nothing. Styles beyond the terminal's number of colour pairs lose their colours.
void ascent_paint(
  const struct ascent_cell *cells, int columns, int rows, const struct ascent_style *styles,
  int style_count);

/// Makes the next paint clear the terminal and draw every cell, for a screen others wrote on.
void ascent_forget_screen(void);

/// Asks the terminal to put a text on the clipboard. Whether it does is up to the terminal; false where this one is not
/// asked.
bool ascent_copy(const char *text);

// MARK: Waiting and reading

enum ascent_ready {
  ASCENT_READY_KEYS = 1,
  ASCENT_READY_SIGNAL = 2,
  ASCENT_READY_WAKE = 4,
  /// The terminal is gone: nothing will ever be read again.
  ASCENT_READY_HANGUP = 8,
};

/// Waits until something happens and returns a union of `ascent_ready`, 0 after `milliseconds`;
/// a negative time waits for ever.
int ascent_wait(int milliseconds);

/// Makes `ascent_wait` return ASCENT_READY_WAKE, now or the next time. Any thread may call it, at
/// any time; many calls before one wait count as one.
void ascent_wake(void);

/// The oldest signal not yet read: SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP or
/// SIGCONT; 0 if there is none.
int ascent_next_signal(void);

/// Values of `ascent_read_key` that are no characters; they lie beyond the last Unicode scalar.
enum ascent_key {
  ASCENT_KEY_NONE = -1,
  ASCENT_KEY_UP = 0x110000,
  ASCENT_KEY_DOWN,
  ASCENT_KEY_LEFT,
  ASCENT_KEY_RIGHT,
  ASCENT_KEY_HOME,
  ASCENT_KEY_END,
  ASCENT_KEY_PAGE_UP,
  ASCENT_KEY_PAGE_DOWN,
  ASCENT_KEY_ENTER,
  ASCENT_KEY_ESCAPE,
  ASCENT_KEY_TAB,
  ASCENT_KEY_BACK_TAB,
  ASCENT_KEY_BACKSPACE,
  ASCENT_KEY_DELETE,
  /// Pressed, but with no meaning here, such as an unknown escape sequence.
  ASCENT_KEY_OTHER,
  /// F1 is ASCENT_KEY_FUNCTION + 1.
  ASCENT_KEY_FUNCTION = 0x110100,
  /// The mouse, at column x and row y counted from 0: one of these + x · 2¹² + y.
  ASCENT_MOUSE_PRESS = 0x1000000,
  ASCENT_MOUSE_WHEEL_UP = 0x2000000,
  ASCENT_MOUSE_WHEEL_DOWN = 0x3000000,
};

/// The next key or event of the mouse without waiting, or ASCENT_KEY_NONE. Characters come as their scalar, keys with
/// control as the control character (^A is 1). Alt with a key comes as Escape, then the key, as
/// every terminal sends it.
int32_t ascent_read_key(void);
