// Standard error while the screen is up: a message printed into the picture would be lost with it.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int held = -1;
static int standard_error = -1;
static atomic_bool holding;

bool ascent_hold_errors(void) {
  struct stat status;
  // A log file on disk spoils no picture, and whoever follows it wants it now.
  if (fstat(STDERR_FILENO, &status) == 0 && S_ISREG(status.st_mode)) return true;
  held = memfd_create("standard-error", MFD_CLOEXEC);
  if (held < 0) return false;
  fcntl(held, F_SETFL, O_APPEND);
  standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (standard_error < 0 || dup2(held, STDERR_FILENO) < 0) {
    close(held);
    close(standard_error);
    return false;
  }
  atomic_store(&holding, true);
  return true;
}

void ascent_release_errors(void) {
  if (!atomic_exchange(&holding, false)) return;
  dup2(standard_error, STDERR_FILENO);
  char buffer[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(held, buffer, sizeof buffer, offset)) > 0) {
    ascent_write_all(STDERR_FILENO, buffer, (size_t)count);
    offset += count;
  }
  close(standard_error);
  close(held);
}

void ascent_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}
