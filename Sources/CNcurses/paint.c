// Puts cells on the screen, and only those that have changed.
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

struct look {
  attr_t attributes;
  int pair;
};

struct painted {
  wchar_t glyph;
  struct look look;
};

static struct painted *last;  // what the screen shows, `last_columns × last_rows`
static int last_columns, last_rows;
static bool forgotten = true;

static struct look *looks;  // one for each style of this frame
static int *pairs;
static int look_capacity;

void ascent_forget_screen(void) { forgotten = true; }

// MARK: Styles and glyphs

static attr_t attributes(uint32_t bits) {
  return (bits & ASCENT_BOLD ? WA_BOLD : 0) | (bits & ASCENT_DIM ? WA_DIM : 0)
    | (bits & ASCENT_UNDERLINE ? WA_UNDERLINE : 0) | (bits & ASCENT_REVERSE ? WA_REVERSE : 0)
    | (bits & ASCENT_ITALIC ? WA_ITALIC : 0);
}

static bool resolve_styles(const struct ascent_style *styles, int count) {
  if (count > look_capacity) {
    struct look *more_looks = realloc(looks, (size_t)count * sizeof *looks);
    if (more_looks != NULL) looks = more_looks;
    int *more_pairs = realloc(pairs, (size_t)count * sizeof *pairs);
    if (more_pairs != NULL) pairs = more_pairs;
    if (more_looks == NULL || more_pairs == NULL) return false;
    look_capacity = count;
  }
  ascent_assign_pairs(styles, count, pairs);
  for (int i = 0; i < count; i++)
    looks[i] = (struct look){attributes(styles[i].attributes), pairs[i]};
  return true;
}

/// What the locale can write in one column; ncurses would disturb the row with anything else.
static wchar_t showable(uint32_t scalar) {
  if (scalar >= 0x20 && scalar < 0x7F) return (wchar_t)scalar;
  return wcwidth((wchar_t)scalar) == 1 ? (wchar_t)scalar : L'?';
}

// MARK: Cells

/// Makes room for a screen of the present size; false without memory.
static bool fit(void) {
  if (last != NULL && last_columns == COLS && last_rows == LINES) return true;
  struct painted *more = realloc(last, (size_t)COLS * (size_t)LINES * sizeof *last);
  if (more == NULL) return false;
  last = more;
  last_columns = COLS;
  last_rows = LINES;
  forgotten = true;
  return true;
}

static void put(int x, int y, const struct painted *cell) {
  wchar_t text[] = {cell->glyph, 0};
  int pair = cell->look.pair;
  cchar_t packed;
  // The short pair is ignored where the extended one is given.
  setcchar(&packed, text, cell->look.attributes, (short)(pair & 0x7FFF), &pair);
  // In the lower right corner this reports an error, for the cursor cannot advance, and yet puts
  // the cell; ncurses knows how to write it without scrolling.
  (void)mvadd_wch(y, x, &packed);
}

void ascent_paint(
  const struct ascent_cell *cells, int columns, int rows, const struct ascent_style *styles,
  int style_count
) {
  if (!fit() || !resolve_styles(styles, style_count)) return;
  if (forgotten) {
    clearok(curscr, TRUE);
    // No cell looks like this one, so all are put again.
    for (int i = 0; i < last_columns * last_rows; i++) last[i] = (struct painted){0};
  }
  bool changed = forgotten;
  forgotten = false;
  for (int y = 0; y < last_rows; y++) {
    for (int x = 0; x < last_columns; x++) {
      struct painted cell = {.glyph = L' '};
      if (x < columns && y < rows) {
        const struct ascent_cell *source = &cells[y * columns + x];
        cell.glyph = showable(source->scalar);
        cell.look = looks[source->style];
      }
      struct painted *shown = &last[y * last_columns + x];
      if (shown->glyph == cell.glyph && shown->look.pair == cell.look.pair
        && shown->look.attributes == cell.look.attributes)
        continue;
      *shown = cell;
      put(x, y, &cell);
      changed = true;
    }
  }
  if (!changed) return;
  if (ascent_cursor_shows) move(LINES - 1, COLS - 1);
  wnoutrefresh(stdscr);
  doupdate();
}
