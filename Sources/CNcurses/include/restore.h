// The ways out that no program plans: a trap, a bad pointer, an exhausted stack.
#pragma once

/// Gives the calling thread a stack of its own for crash handlers, freed when the thread ends.
/// Without it the terminal is still restored after every crash but a stack overflow. Any thread
/// may call it, more than once; the thread of `ascent_open` need not.
void ascent_use_crash_stack(void);
