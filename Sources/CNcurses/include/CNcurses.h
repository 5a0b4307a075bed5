// The terminal and the processor as integers and buffers: no type, macro or global of ncurses is
// visible here, so none reaches Swift. All functions of the screen belong to one thread, the one
// that called `ascent_open`; the exceptions say so.
#pragma once

#include "output.h"
#include "processor.h"
#include "restore.h"
#include "screen.h"
