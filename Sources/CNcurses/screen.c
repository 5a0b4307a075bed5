// Takes the terminal over and gives it back.
#include "internal.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

struct termios ascent_found;
bool ascent_has_default_colors;
bool ascent_cursor_shows;

static SCREEN *screen;
static FILE *output;
static FILE *input;
static int colors;
static int width;

// ncurses fills the lower right corner from its left, where a terminal of one column has nothing. It is told of a second
// column, which stays empty.
enum { fewest_columns = 2 };

// MARK: The locale

/// The environment's locale or, where it asks for UTF-8 in a language that is not installed (as
/// happens over ssh and in containers), the one UTF-8 locale that always is.
static void choose_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL) return;
  const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
  for (int i = 0; i < 3; i++) {
    if (names[i] == NULL || *names[i] == '\0') continue;
    if (strcasestr(names[i], "utf-8") || strcasestr(names[i], "utf8"))
      setlocale(LC_CTYPE, "C.UTF-8");
    return;
  }
}

bool ascent_is_unicode(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

// MARK: Opening

/// Looks the terminal up without touching it: newterm would clear the screen before one can ask.
static enum ascent_opened look_up(const char **type) {
  int error;
  *type = getenv("TERM");
  if (*type == NULL || **type == '\0' || setupterm(*type, STDOUT_FILENO, &error) == ERR) {
    // Most terminals of today that terminfo has not heard of understand this one.
    *type = "xterm-256color";
    if (setupterm(*type, STDOUT_FILENO, &error) == ERR) return ASCENT_UNKNOWN_TERMINAL;
  }
  const char *move = tigetstr("cup");
  bool movable = move != NULL && move != (char *)-1;
  del_curterm(cur_term);
  return movable ? ASCENT_OPEN : ASCENT_NO_ADDRESSING;
}

/// Streams of our own, on descriptors of our own: a crash handler can cut the painter off without
/// closing the program's standard output.
static bool open_streams(void) {
  int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  int in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  output = out < 0 ? NULL : fdopen(out, "w");
  input = in < 0 ? NULL : fdopen(in, "r");
  if (output != NULL && input != NULL) return true;
  if (output != NULL) fclose(output); else close(out);
  if (input != NULL) fclose(input); else close(in);
  return false;
}

static void set_modes(void) {
  set_escdelay(25);
  cbreak();
  noecho();
  nonl();
  // ^S would freeze a lecture, and nobody present would know about ^Q.
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) == 0) {
    modes.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    def_prog_mode();
  }
  ascent_cursor_shows = curs_set(0) == ERR;
  leaveok(stdscr, !ascent_cursor_shows);
}

enum ascent_opened ascent_open(bool color, bool mouse) {
  if (screen != NULL) return ASCENT_OPEN;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return ASCENT_NOT_A_TERMINAL;
  choose_locale();
  const char *type;
  enum ascent_opened found = look_up(&type);
  if (found != ASCENT_OPEN) return found;
  if (tcgetattr(STDIN_FILENO, &ascent_found) < 0) return ASCENT_NOT_A_TERMINAL;
  if (!open_streams()) return ASCENT_NO_RESOURCES;
  // Our handlers first: ncurses takes the signals that nobody has taken.
  if (!ascent_catch_signals()) goto no_signals;
  if (!ascent_catch_crashes(fileno(output))) goto no_crashes;
  if (!ascent_hold_errors()) goto no_errors;
  screen = newterm(type, output, input);
  if (screen == NULL) goto no_screen;
  if (!ascent_open_keys()) goto no_keys;
  ascent_reset_pairs();
  colors = color && has_colors() && start_color() == OK ? COLORS : 0;
  ascent_has_default_colors = colors > 0 && use_default_colors() == OK;
  ascent_open_mouse(mouse, output);
  ascent_open_clipboard(output);
  ascent_prepare_reset();
  ascent_set_screen_up(true);
  set_modes();
  ascent_switch_mouse(true);
  width = 0;
  if (!ascent_update_size()) width = COLS;
  ascent_forget_screen();
  return ASCENT_OPEN;

no_keys:
  endwin();
  delscreen(screen);
  screen = NULL;
no_screen:
  ascent_release_errors();
no_errors:
  ascent_release_crashes();
no_crashes:
  ascent_release_signals();
no_signals:
  fclose(output);
  fclose(input);
  return ASCENT_NO_RESOURCES;
}

// MARK: Closing and coming back

void ascent_close(void) {
  if (screen == NULL) return;
  ascent_set_screen_up(false);
  ascent_switch_mouse(false);
  ascent_close_keys();
  endwin();
  tcsetattr(STDIN_FILENO, TCSADRAIN, &ascent_found);
  delscreen(screen);
  screen = NULL;
  ascent_release_crashes();
  fclose(output);
  fclose(input);
  ascent_release_signals();
  ascent_release_errors();
}

void ascent_resume(void) {
  // Leaving first makes ncurses send everything again that takes the terminal over.
  if (!isendwin()) endwin();
  ascent_set_screen_up(true);
  reset_prog_mode();
  ascent_switch_mouse(true);
  ascent_update_size();
  ascent_forget_screen();
  // The first repaint enters the other screen again; without a change it would not come.
  doupdate();
}

// MARK: What the terminal is

int ascent_columns(void) { return width; }
int ascent_rows(void) { return LINES; }
int ascent_colors(void) { return colors; }

bool ascent_update_size(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
    return false;
  if (size.ws_row == LINES && size.ws_col == width) return false;
  width = size.ws_col;
  resize_term(size.ws_row, width < fewest_columns ? fewest_columns : width);
  ascent_prepare_reset();
  ascent_forget_screen();
  return true;
}
