import Learn
import Worlds

/// The generation of candidates: over which two parameters it is shown.
extension Dashboard {
  /// The parameters that are searched; empty where no candidates are tried.
  var searchedNames: [String] { film.shown?.population?.names ?? [] }

  /// Shows the generation over two parameters.
  /// - Parameter text: their names or numbers; empty for the first two.
  /// - Throws: a `ParameterError` where there are no such parameters.
  mutating func show(axes text: String) throws(ParameterError) {
    let names = searchedNames
    guard !names.isEmpty else {
      throw ParameterError("`\(setup.algorithm.id)` tries no candidates that could be shown; `cem-parameters` does")
    }
    axes = text.isEmpty ? .first : try Arguments.axes(text, among: names)
    let shown = axes.clamped(to: names.count)
    note = Note(text: "the generation over \(names[shown.x]) and \(names[shown.y])")
    if preset != .population { showPreset(.population) }
  }
}
