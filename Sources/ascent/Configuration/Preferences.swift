import Learn
import TUI
import Worlds

/// What a user has chosen for every session: the settings of a configuration file. Arguments go before them.
struct Preferences {
  var world: String?
  var algorithm: String?
  var seed: UInt64?
  var theme: LookOptions.ThemeName?
  var ascii = false
  var color = true
  var mouse = true
  var reduceMotion = false
  var paused = false
  var speed = Speed.first
  var grain = Grain.step

  /// One setting: its name, what it can be and what it means.
  struct Row: Sendable {
    let name: String
    let values: String
    let summary: String
    let set: @Sendable (inout Preferences, String) throws(ParameterError) -> Void
  }

  static let rows: [Row] = [
    Row(name: "world", values: "ID[:NAME=VALUE,…]", summary: "what `-w` is where it is left out") {
      (preferences, text) throws(ParameterError) in
      let spec = try Spec(text)
      _ = try Catalogue.world(spec.id).prepared(spec.assignments)
      preferences.world = text
    },
    Row(name: "algorithm", values: "ID[:NAME=VALUE,…]", summary: "what `-a` is where it works on the world") {
      (preferences, text) throws(ParameterError) in
      let spec = try Spec(text)
      let row = Catalogue.worlds.lazy.flatMap(\.algorithms).first { $0.info.id == spec.id }
      guard let row else { throw Catalogue.noAlgorithm(spec.id) }
      _ = try row.prepared(spec.assignments)
      preferences.algorithm = text
    },
    Row(name: "seed", values: "a whole number", summary: "what `-s` is") { (preferences, text) throws(ParameterError) in
      guard let seed = UInt64(text) else {
        throw ParameterError("`seed` is `\(text)`; it must be a whole number from 0 on")
      }
      preferences.seed = seed
    },
    Row(name: "speed", values: "full, or grains a second", summary: "how fast it begins") {
      (preferences, text) throws(ParameterError) in preferences.speed = try Speed(text)
    },
    Row(name: "grain", values: names(Grain.allCases), summary: "what the speed counts") {
      (preferences, text) throws(ParameterError) in preferences.grain = try choice("grain", text)
    },
    Row(name: "theme", values: names(LookOptions.ThemeName.allCases), summary: "the colours") {
      (preferences, text) throws(ParameterError) in preferences.theme = try choice("theme", text)
    },
    flag("color", \.color, "colours at all"),
    flag("ascii", \.ascii, "draw in ASCII"),
    flag("mouse", \.mouse, "clicks and the wheel"),
    flag("reduce-motion", \.reduceMotion, "four pictures a second, not thirty"),
    flag("paused", \.paused, "begin paused"),
  ]

  private static func flag(
    _ name: String, _ path: WritableKeyPath<Preferences, Bool> & Sendable, _ summary: String
  ) -> Row {
    Row(name: name, values: "true, false", summary: summary) { (preferences, text) throws(ParameterError) in
      guard let value = Bool(text) else { throw ParameterError("`\(name)` is `\(text)`; it must be true or false") }
      preferences[keyPath: path] = value
    }
  }

  private static func names<Choice: RawRepresentable<String>>(_ choices: [Choice]) -> String {
    choices.map(\.rawValue).joined(separator: ", ")
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ text: String
  ) throws(ParameterError) -> Choice {
    if let choice = Choice(rawValue: text) { return choice }
    throw ParameterError(
      "`\(name)` is `\(text)`; " + Spelling.advice(for: text, among: Choice.allCases.map(\.rawValue)))
  }

  init() {}

  /// - Throws: a `ParameterError` with file, line and column for what is not understood.
  init(_ file: ConfigurationFile) throws(ParameterError) {
    for entry in file.entries {
      guard let row = Self.rows.first(where: { $0.name == entry.name }) else {
        throw file.unknown(entry, what: "setting", among: Self.rows.map(\.name))
      }
      do throws(ParameterError) {
        try row.set(&self, entry.value)
      } catch {
        throw file.wrong(entry, error.description)
      }
    }
  }
}
