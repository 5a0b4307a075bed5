// Signals become bytes in a pipe, so that the UI thread meets them where it waits for keys.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
enum { caught_count = sizeof caught / sizeof *caught, patience = 3 };
static struct sigaction previous[caught_count];

// Created once and kept: another thread may wake a screen that was closed a moment ago.
static int reading = -1;
static int writing = -1;
static int waking = -1;
static atomic_int unanswered;

static bool ends_process(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

static void caught_signal(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  ssize_t ignored = write(writing, &byte, 1);
  (void)ignored;
  // Somebody who presses ^C three times is not being heard: the UI thread hangs.
  if (ends_process(signal) && atomic_fetch_add(&unanswered, 1) + 1 >= patience) {
    ascent_restore_now();
    ascent_default_action(signal);
    raise(signal);
  }
  errno = saved;
}

static void install(int signal, struct sigaction *found) {
  struct sigaction action = {.sa_handler = caught_signal, .sa_flags = SA_RESTART};
  sigaction(signal, &action, found);
}

bool ascent_catch_signals(void) {
  if (waking < 0) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return false;
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (event < 0) {
      close(ends[0]);
      close(ends[1]);
      return false;
    }
    reading = ends[0];
    writing = ends[1];
    waking = event;
  }
  for (int i = 0; i < caught_count; i++) {
    sigaction(caught[i], NULL, &previous[i]);
    // `nohup` and shells ignore some signals on purpose; that holds here too.
    if (previous[i].sa_handler != SIG_IGN) install(caught[i], NULL);
  }
  return true;
}

void ascent_release_signals(void) {
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &previous[i], NULL);
}

void ascent_default_action(int signal) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
}

int ascent_next_signal(void) {
  unsigned char byte;
  if (read(reading, &byte, 1) != 1) return 0;
  if (ends_process(byte)) atomic_store(&unanswered, 0);
  return byte;
}

_Noreturn void ascent_end(int signal) {
  ascent_close();
  ascent_default_action(signal);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(signal);
  _exit(128 + signal);  // for a signal whose default is not the end
}

void ascent_suspend(void) {
  ascent_set_screen_up(false);
  ascent_switch_mouse(false);
  endwin();
  // Both as the system has them, or the process would not stop, and would hear of its return twice.
  ascent_default_action(SIGTSTP);
  ascent_default_action(SIGCONT);
  raise(SIGTSTP);
  install(SIGTSTP, NULL);
  install(SIGCONT, NULL);
  ascent_resume();
}

// MARK: Waiting

int ascent_wait(int milliseconds) {
  struct pollfd sources[] = {
    {.fd = STDIN_FILENO, .events = POLLIN},
    {.fd = reading, .events = POLLIN},
    {.fd = waking, .events = POLLIN},
  };
  if (poll(sources, 3, milliseconds) < 0) {
    // A signal came: its byte is in the pipe by now.
    if (errno != EINTR || poll(sources, 3, 0) < 0) return 0;
  }
  int ready = 0;
  if (sources[0].revents != 0) {
    int bytes = 0;
    bool gone = (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    if (gone || ioctl(STDIN_FILENO, FIONREAD, &bytes) < 0 || bytes == 0)
      ready |= ASCENT_READY_HANGUP;
    else
      ready |= ASCENT_READY_KEYS;
  }
  if (sources[1].revents & POLLIN) ready |= ASCENT_READY_SIGNAL;
  if (sources[2].revents & POLLIN) {
    eventfd_t count;
    eventfd_read(waking, &count);
    ready |= ASCENT_READY_WAKE;
  }
  return ready;
}

void ascent_wake(void) {
  if (waking >= 0) eventfd_write(waking, 1);
}
