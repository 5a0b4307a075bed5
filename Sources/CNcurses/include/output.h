// Standard output, and whether all of it was written.
#pragma once

/// Writes out what is buffered. Returns 0, or the error number if anything of standard output was lost, now or before.
int ascent_flush_output(void);
