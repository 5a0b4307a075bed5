// Keys and the mouse as plain integers.
#include "internal.h"

#include <string.h>

/// How many milliseconds the next byte of a sequence may take. Hardly anybody types its first two by hand.
enum { patience = 100 };

// Keys are read through a pad that is never shown: reading from a window would also redraw it.
static WINDOW *keyboard;

bool ascent_open_keys(void) {
  keyboard = newpad(1, 1);
  if (keyboard == NULL) return false;
  keypad(keyboard, TRUE);
  nodelay(keyboard, TRUE);
  // Reports of the mouse are read here like any other sequence: ncurses knows but one of their two forms, whichever
  // terminfo names, and would keep it from us.
  define_key(NULL, KEY_MOUSE);
  return true;
}

void ascent_close_keys(void) { delwin(keyboard); }

/// The keys that ncurses knows by number. With shift or on a keypad they mean the same.
static int32_t named(wint_t code) {
  switch (code) {
    case KEY_UP: case KEY_SR: return ASCENT_KEY_UP;
    case KEY_DOWN: case KEY_SF: return ASCENT_KEY_DOWN;
    case KEY_LEFT: case KEY_SLEFT: return ASCENT_KEY_LEFT;
    case KEY_RIGHT: case KEY_SRIGHT: return ASCENT_KEY_RIGHT;
    case KEY_HOME: case KEY_SHOME: case KEY_FIND: case KEY_A1: return ASCENT_KEY_HOME;
    case KEY_END: case KEY_SEND: case KEY_SELECT: case KEY_C1: return ASCENT_KEY_END;
    case KEY_PPAGE: case KEY_SPREVIOUS: case KEY_A3: return ASCENT_KEY_PAGE_UP;
    case KEY_NPAGE: case KEY_SNEXT: case KEY_C3: return ASCENT_KEY_PAGE_DOWN;
    case KEY_ENTER: return ASCENT_KEY_ENTER;
    case KEY_BTAB: return ASCENT_KEY_BACK_TAB;
    case KEY_BACKSPACE: return ASCENT_KEY_BACKSPACE;
    case KEY_DC: case KEY_SDC: return ASCENT_KEY_DELETE;
    default: break;
  }
  if (code > KEY_F0 && code < KEY_F0 + 64) return ASCENT_KEY_FUNCTION + (int32_t)(code - KEY_F0);
  return ASCENT_KEY_OTHER;
}

/// Arrows with control or alt, which terminfo calls kUP5, kLFT3 and so on, mean the same too.
static int32_t modified(wint_t code) {
  static const struct { const char *prefix; int32_t key; } table[] = {
    {"kUP", ASCENT_KEY_UP}, {"kDN", ASCENT_KEY_DOWN}, {"kLFT", ASCENT_KEY_LEFT},
    {"kRIT", ASCENT_KEY_RIGHT}, {"kHOM", ASCENT_KEY_HOME}, {"kEND", ASCENT_KEY_END},
    {"kPRV", ASCENT_KEY_PAGE_UP}, {"kNXT", ASCENT_KEY_PAGE_DOWN}, {"kDC", ASCENT_KEY_DELETE},
  };
  const char *name = keyname((int)code);
  if (name == NULL) return ASCENT_KEY_OTHER;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strncmp(name, table[i].prefix, strlen(table[i].prefix)) == 0) return table[i].key;
  return ASCENT_KEY_OTHER;
}

/// The keys whose sequences all terminals of today share, whatever terminfo says of TERM. `number` is
/// the first parameter; those behind it name shift, control and alt.
static int32_t sequence(int number, wint_t final) {
  switch (final) {
    case 'A': return ASCENT_KEY_UP;
    case 'B': return ASCENT_KEY_DOWN;
    case 'C': return ASCENT_KEY_RIGHT;
    case 'D': return ASCENT_KEY_LEFT;
    case 'F': return ASCENT_KEY_END;
    case 'H': return ASCENT_KEY_HOME;
    case 'M': return ASCENT_KEY_ENTER;  // on the keypad
    case 'Z': return ASCENT_KEY_BACK_TAB;
    case '~': break;
    default: return ASCENT_KEY_OTHER;
  }
  switch (number) {
    case 1: case 7: return ASCENT_KEY_HOME;
    case 3: return ASCENT_KEY_DELETE;
    case 4: case 8: return ASCENT_KEY_END;
    case 5: return ASCENT_KEY_PAGE_UP;
    case 6: return ASCENT_KEY_PAGE_DOWN;
    default: return ASCENT_KEY_OTHER;
  }
}

/// The next byte of a sequence that has begun; −1 if none comes. The rest is awaited: a network may have cut the sequence
/// in two, and its second half would act as commands.
static int next_byte(void) {
  wtimeout(keyboard, patience);
  int byte = wgetch(keyboard);
  nodelay(keyboard, TRUE);
  if (byte >= 0 && byte <= 0xFF) return byte;
  if (byte != ERR) ungetch(byte);
  return -1;
}

/// The report of a terminal that knows only the oldest form: three bytes, each with 32 added. One cannot tell which
/// button a release is of, and need not.
static int32_t old_mouse(void) {
  int bytes[3];
  for (int i = 0; i < 3; i++) {
    bytes[i] = next_byte();
    if (bytes[i] < 0) return ASCENT_KEY_OTHER;
  }
  return ascent_mouse_code(bytes[0] - 32, bytes[1] - 32, bytes[2] - 32);
}

/// A control sequence, whose introducer `ESC [` has been read.
static int32_t control_sequence(void) {
  enum { most = 3 };
  int numbers[most] = {0}, count = 0;
  int byte = next_byte();
  if (byte == 'M') return old_mouse();
  bool is_mouse = byte == '<';
  if (is_mouse) byte = next_byte();
  for (; byte >= 0x20 && byte < 0x40; byte = next_byte()) {
    if (byte == ';') count++;
    else if (byte >= '0' && byte <= '9' && count < most && numbers[count] < 10000)
      numbers[count] = 10 * numbers[count] + byte - '0';
  }
  if (byte >= 0 && byte < 0x20) ungetch(byte);  // the sequence was broken off by another
  if (byte < 0x20) return ASCENT_KEY_OTHER;
  if (is_mouse) return byte == 'M' ? ascent_mouse_code(numbers[0], numbers[1], numbers[2]) : ASCENT_KEY_OTHER;
  return sequence(numbers[0], (wint_t)byte);
}

/// After an Escape that ncurses could not extend to a key it knows: reads a sequence whole, or else its letters would act
/// as commands, and leaves everything else to be read next.
static int32_t escape(void) {
  wint_t next;
  if (wget_wch(keyboard, &next) != OK) return ASCENT_KEY_ESCAPE;
  if (next == '[') return control_sequence();
  wint_t character;
  if (next == 'O' && wget_wch(keyboard, &character) == OK) return sequence(0, character);
  unget_wch((wchar_t)next);
  return ASCENT_KEY_ESCAPE;
}

int32_t ascent_read_key(void) {
  wint_t code;
  for (;;) {
    switch (wget_wch(keyboard, &code)) {
      case KEY_CODE_YES:
        if (code == KEY_RESIZE) continue;  // sizes come by signal
        return code > KEY_MAX ? modified(code) : named(code);
      case OK:
        switch (code) {
          case 0x1B: return escape();
          case '\r': case '\n': return ASCENT_KEY_ENTER;
          case '\t': return ASCENT_KEY_TAB;
          case 0x08: case 0x7F: return ASCENT_KEY_BACKSPACE;
          default: return (int32_t)code;
        }
      default: return ASCENT_KEY_NONE;
    }
  }
}
