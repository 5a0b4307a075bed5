// What the C files share. The rest of the program sees include/ only.
#pragma once

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <termios.h>

#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#else
#include <curses.h>
#endif

#include "CNcurses.h"

// screen.c

/// How the terminal was set before it was taken over.
extern struct termios ascent_found;
/// Whether use_default_colors worked: whether −1 is a colour.
extern bool ascent_has_default_colors;
/// Whether the cursor could not be hidden and must be kept out of the way.
extern bool ascent_cursor_shows;

// pairs.c

/// Forgets all pairs; to be called for each new screen.
void ascent_reset_pairs(void);
/// Finds a colour pair for each style; pairs[i] is 0, the default, where none is left.
void ascent_assign_pairs(const struct ascent_style *styles, int count, int *pairs);

// keys.c

/// Prepares the reading of keys; false without memory.
bool ascent_open_keys(void);
void ascent_close_keys(void);

// mouse.c

/// What ends the reports of the mouse.
extern const char ascent_mouse_off[];
/// Finds out whether there is a mouse to be listened to; `output` is what ncurses writes to.
void ascent_open_clipboard(FILE *output);
void ascent_open_mouse(bool wanted, FILE *output);
bool ascent_has_mouse(void);
/// Asks the terminal for reports of the mouse, or for none; does nothing where there is no mouse.
void ascent_switch_mouse(bool is_on);
/// The code of a report, by the number of its button, which carries modifiers, motion and the wheel as bits, and its
/// place, counted from 1.
int32_t ascent_mouse_code(int button, int column, int row);

// signals.c

/// Installs the handlers that pass signals on to `ascent_next_signal`; false without resources.
bool ascent_catch_signals(void);
/// Puts back the handlers that were found.
void ascent_release_signals(void);
/// Sets one signal's action to the system's.
void ascent_default_action(int signal);

// restore.c

/// Installs the crash handlers; `terminal` is the descriptor that ncurses writes to.
bool ascent_catch_crashes(int terminal);
void ascent_release_crashes(void);
/// Writes down what the terminal needs after a crash; to be called when its size changes too.
void ascent_prepare_reset(void);
/// Says whether there is a screen to be restored.
void ascent_set_screen_up(bool up);
/// Restores the terminal at once and lets nothing more be painted. Async-signal-safe.
void ascent_restore_now(void);

// errors.c

/// Sends standard error to a nameless file; false without resources.
bool ascent_hold_errors(void);
/// Puts standard error back and prints what was held. Async-signal-safe, idempotent.
void ascent_release_errors(void);
/// Writes all bytes, whatever interrupts. Async-signal-safe.
void ascent_write_all(int descriptor, const char *bytes, size_t count);
