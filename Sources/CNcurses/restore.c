// Restores the terminal when the program dies of itself.
//
// A trap may come in any thread, with ncurses in any state: nothing of ncurses may run then. What
// must be written is prepared while all is well; the handler only copies bytes.
#include "internal.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

enum { crash_stack_size = 64 * 1024, reset_capacity = 512 };

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
enum { crash_count = sizeof crashes / sizeof *crashes };
static struct sigaction previous[crash_count];

/// What to write, and a spare to prepare the next one in; a handler sees one of them whole.
struct reset {
  size_t count;
  char bytes[reset_capacity];
};
static struct reset resets[2];
static _Atomic(struct reset *) reset = &resets[0];

static atomic_bool screen_up;
static atomic_flag crashing = ATOMIC_FLAG_INIT;
static int painter = -1;   // what ncurses writes to
static int terminal = -1;  // the same terminal, for the handler alone
static int nowhere = -1;   // /dev/null

// MARK: What to write

static struct reset *preparing;

static int append(int byte) {
  if (preparing->count < reset_capacity) preparing->bytes[preparing->count++] = (char)byte;
  return byte;
}

static void append_capability(const char *name) {
  const char *value = tigetstr(name);
  if (value != NULL && value != (char *)-1) tputs(value, 1, append);
}

void ascent_prepare_reset(void) {
  preparing = atomic_load(&reset) == &resets[0] ? &resets[1] : &resets[0];
  preparing->count = 0;
  if (ascent_has_mouse())
    for (const char *byte = ascent_mouse_off; *byte != '\0'; byte++) append(*byte);
  append_capability("rmacs");
  append_capability("sgr0");
  append_capability("op");
  append_capability("rmkx");
  append_capability("cnorm");
  const char *leave = tigetstr("rmcup");
  const char *move = tigetstr("cup");
  // A terminal without a second screen keeps the picture: go below it.
  if ((leave == NULL || leave == (char *)-1) && move != NULL && move != (char *)-1) {
    tputs(tparm(move, LINES - 1, 0, 0, 0, 0, 0, 0, 0, 0), 1, append);
    append('\r');
    append('\n');
  }
  append_capability("rmcup");
  atomic_store(&reset, preparing);
}

void ascent_set_screen_up(bool up) { atomic_store(&screen_up, up); }

void ascent_restore_now(void) {
  if (atomic_exchange(&screen_up, false)) {
    // From here on the UI thread, should it still run, paints into the void.
    dup2(nowhere, painter);
    const struct reset *ready = atomic_load(&reset);
    ascent_write_all(terminal, ready->bytes, ready->count);
    tcsetattr(terminal, TCSANOW, &ascent_found);
  }
  ascent_release_errors();
}

// MARK: Crashes

static void crashed(int signal, siginfo_t *info, void *context) {
  (void)context;
  // Two threads may crash at once. The second waits for the first to end the process.
  while (atomic_flag_test_and_set(&crashing)) pause();
  ascent_restore_now();
  // The faulting instruction runs again on return and meets the next handler, so that the exit
  // status and a core file show the true cause. A signal that was sent must be sent again.
  for (int i = 0; i < crash_count; i++)
    if (crashes[i] == signal) sigaction(signal, &previous[i], NULL);
  if (info->si_code <= 0) raise(signal);
  atomic_flag_clear(&crashing);
}

bool ascent_catch_crashes(int descriptor) {
  painter = descriptor;
  terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (terminal < 0 || nowhere < 0) {
    close(terminal);
    close(nowhere);
    return false;
  }
  ascent_use_crash_stack();
  struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  // All of them are blocked meanwhile: a crash in the handler must end the process, not recur.
  for (int i = 0; i < crash_count; i++) sigaddset(&action.sa_mask, crashes[i]);
  // Swift's own handler asks questions on the terminal; it is for those who ask for it.
  bool chain = getenv("SWIFT_BACKTRACE") != NULL;
  for (int i = 0; i < crash_count; i++) {
    sigaction(crashes[i], &action, &previous[i]);
    if (!chain) previous[i] = (struct sigaction){.sa_handler = SIG_DFL};
  }
  // exit() may be called by any thread, and from a library.
  static bool registered = false;
  if (!registered) registered = atexit(ascent_restore_now) == 0;
  return true;
}

void ascent_release_crashes(void) {
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &previous[i], NULL);
  close(terminal);
  close(nowhere);
}

// MARK: Stacks

static pthread_key_t stack_key;

static void free_stack(void *stack) {
  sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
  munmap(stack, crash_stack_size);
}

static void create_stack_key(void) { pthread_key_create(&stack_key, free_stack); }

void ascent_use_crash_stack(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, create_stack_key);
  if (pthread_getspecific(stack_key) != NULL) return;
  void *stack =
    mmap(NULL, crash_stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack == MAP_FAILED) return;
  pthread_setspecific(stack_key, stack);
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = crash_stack_size}, NULL);
}
