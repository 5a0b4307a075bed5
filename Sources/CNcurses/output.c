// Standard output, and whether all of it was written.
#include "CNcurses.h"

#include <errno.h>
#include <stdio.h>

int ascent_flush_output(void) {
  errno = 0;
  // An earlier write that failed has left only its flag; a full disk is what it mostly was.
  if (fflush(stdout) != 0) return errno != 0 ? errno : EIO;
  return ferror(stdout) ? EIO : 0;
}
