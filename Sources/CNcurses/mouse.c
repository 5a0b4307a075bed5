// The mouse: presses and the wheel, no motion.
#include "internal.h"

#include <string.h>
#include <term.h>

// Presses and releases, in the form that has no largest column. A terminal that lacks that form ignores the second and
// reports in the oldest.
static const char on[] = "\033[?1000h\033[?1006h";
const char ascent_mouse_off[] = "\033[?1006l\033[?1000l";

static FILE *terminal;

void ascent_open_mouse(bool wanted, FILE *output) {
  // What a terminal reports a press with: one without it has no mouse, and might print what it does not understand.
  const char *report = tigetstr("kmous");
  terminal = wanted && report != NULL && report != (char *)-1 ? output : NULL;
}

bool ascent_has_mouse(void) { return terminal != NULL; }

void ascent_switch_mouse(bool is_on) {
  if (terminal == NULL) return;
  const char *bytes = is_on ? on : ascent_mouse_off;
  fflush(terminal);
  ascent_write_all(fileno(terminal), bytes, strlen(bytes));
}

int32_t ascent_mouse_code(int button, int column, int row) {
  enum { modifiers = 4 | 8 | 16, motion = 32 };
  int x = column - 1, y = row - 1;
  if (x < 0 || y < 0 || x > 0xFFF || y > 0xFFF || button & motion) return ASCENT_KEY_OTHER;
  switch (button & ~modifiers) {
    case 0: return ASCENT_MOUSE_PRESS | x << 12 | y;
    case 64: return ASCENT_MOUSE_WHEEL_UP | x << 12 | y;
    case 65: return ASCENT_MOUSE_WHEEL_DOWN | x << 12 | y;
    default: return ASCENT_KEY_OTHER;
  }
}
