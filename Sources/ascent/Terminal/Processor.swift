import CNcurses

/// Ends the program with one clear line where this processor lacks instructions that the Swift code
/// was built with; else it would die by SIGILL at its first vector operation.
///
/// To be called before anything else. Not inlined, so that nothing of the caller moves before it.
@inline(never)
func requireProcessor() {
  ascent_require_processor(UInt32(ascent_built_for))
}
