// The clipboard, by the escape sequence that xterm has brought up (OSC 52) and most terminals have taken over.
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <term.h>

static FILE *terminal;

void ascent_open_clipboard(FILE *output) {
  // A terminal that reports a mouse is of xterm's kind, and ignores such a sequence where it does not follow it; the
  // others might print it.
  const char *report = tigetstr("kmous");
  terminal = report != NULL && report != (char *)-1 ? output : NULL;
}

static void encode(const unsigned char *bytes, size_t count, char *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < count; i += 3) {
    unsigned long three = (unsigned long)bytes[i] << 16;
    if (i + 1 < count) three |= (unsigned long)bytes[i + 1] << 8;
    if (i + 2 < count) three |= bytes[i + 2];
    *out++ = digits[three >> 18];
    *out++ = digits[three >> 12 & 63];
    *out++ = i + 1 < count ? digits[three >> 6 & 63] : '=';
    *out++ = i + 2 < count ? digits[three & 63] : '=';
  }
}

bool ascent_copy(const char *text) {
  static const char begin[] = "\033]52;c;";
  size_t count = strlen(text), length = (count + 2) / 3 * 4, head = sizeof begin - 1;
  // Terminals take no more than some kilobytes.
  if (terminal == NULL || count > 4096) return false;
  char *sequence = malloc(head + length + 1);
  if (sequence == NULL) return false;
  memcpy(sequence, begin, head);
  encode((const unsigned char *)text, count, sequence + head);
  sequence[head + length] = '\a';
  // Nothing of a picture is on its way: each is written whole.
  fflush(terminal);
  ascent_write_all(fileno(terminal), sequence, head + length + 1);
  free(sequence);
  return true;
}
