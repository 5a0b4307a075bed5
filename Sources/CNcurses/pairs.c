// Colour pairs: ncurses numbers the combinations of foreground and background, and a terminal of
// 8 colours has only 63 of them. They are made when first needed and reused, the oldest first.
#include "internal.h"

#include <stdlib.h>

enum { most_pairs = 4096 };

struct pair {
  int foreground, background;
  unsigned long last_used;
};

static struct pair *table;  // pair n is table[n - 1]
static int made, capacity;
static unsigned long frame;

void ascent_reset_pairs(void) {
  free(table);
  table = NULL;
  made = capacity = 0;
}

static bool matches(int index, const struct ascent_style *style) {
  return table[index].foreground == style->foreground
    && table[index].background == style->background;
}

/// `hint` is where the same style was in the last frame: most frames differ little.
static int find(const struct ascent_style *style, int hint) {
  if (hint < made && matches(hint, style)) return hint;
  for (int i = 0; i < made; i++)
    if (matches(i, style)) return i;
  return -1;
}

/// A place for a new pair: a free one, or that of the pair unused for longest; −1 if this frame
/// uses them all.
static int vacancy(void) {
  if (made < capacity) return made++;
  int oldest = -1;
  for (int i = 0; i < made; i++)
    if (table[i].last_used != frame && (oldest < 0 || table[i].last_used < table[oldest].last_used))
      oldest = i;
  return oldest;
}

static bool ready(void) {
  if (table != NULL) return true;
  capacity = COLOR_PAIRS - 1 < most_pairs ? COLOR_PAIRS - 1 : most_pairs;
  table = capacity > 0 ? calloc((size_t)capacity, sizeof *table) : NULL;
  return table != NULL;
}

static bool is_default(const struct ascent_style *style) {
  return style->foreground < 0 && style->background < 0;
}

void ascent_assign_pairs(const struct ascent_style *styles, int count, int *pairs) {
  frame++;
  bool colors = ascent_colors() > 0 && ready();
  // Those that exist are marked first, so that none of them makes room for a new one.
  for (int i = 0; i < count; i++) {
    pairs[i] = 0;
    if (!colors || is_default(&styles[i])) continue;
    int index = find(&styles[i], i);
    if (index < 0) continue;
    table[index].last_used = frame;
    pairs[i] = index + 1;
  }
  for (int i = 0; i < count; i++) {
    if (!colors || pairs[i] != 0 || is_default(&styles[i])) continue;
    int index = find(&styles[i], i);  // another style of this frame may have made it by now
    if (index < 0) {
      index = vacancy();
      if (index < 0) continue;
      table[index] = (struct pair){styles[i].foreground, styles[i].background, frame};
      int foreground = styles[i].foreground, background = styles[i].background;
      if (!ascent_has_default_colors) {
        // White on black is what every such terminal shows by default.
        if (foreground < 0) foreground = COLOR_WHITE;
        if (background < 0) background = COLOR_BLACK;
      }
      // ncurses redraws the cells that still show the pair's former colours.
      init_extended_pair(index + 1, foreground, background);
    }
    pairs[i] = index + 1;
  }
}
