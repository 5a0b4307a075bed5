// Keys as plain integers.
#include "internal.h"

#include <string.h>

// Keys are read through a pad that is never shown: reading from a window would also redraw it.
static WINDOW *keyboard;

bool ascent_open_keys(void) {
  keyboard = newpad(1, 1);
  if (keyboard == NULL) return false;
  keypad(keyboard, TRUE);
  nodelay(keyboard, TRUE);
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

/// After an Escape that ncurses could not extend to a key it knows: reads a control sequence whole,
/// or else its letters would act as commands, and leaves everything else to be read next.
static int32_t escape(void) {
  wint_t next;
  if (wget_wch(keyboard, &next) != OK) return ASCENT_KEY_ESCAPE;
  wint_t character;
  if ((next == '[' || next == 'O') && wget_wch(keyboard, &character) == OK) {
    int number = 0;
    bool first = true;
    while (next == '[' && (character < 0x40 || character > 0x7E)) {
      bool digit = character >= '0' && character <= '9';
      first = first && digit;
      if (first && number < 1000) number = 10 * number + (int)(character - '0');
      if (wget_wch(keyboard, &character) != OK) return ASCENT_KEY_OTHER;
    }
    return sequence(number, character);
  }
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
