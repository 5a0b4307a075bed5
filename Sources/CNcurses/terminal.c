#include "CNcurses.h"
int ascent_placeholder(void) { return 0; }
