import Learn
import Worlds

/// What typed commands do that keys do not.
extension Dashboard {
  mutating func take(_ key: Key, in prompt: Prompt) -> [Effect] {
    var prompt = prompt
    let outcome = prompt.handle(key, history: history.lines) { CommandTable.complete($0, self) }
    switch outcome {
    case .open: overlay = .prompt(prompt)
    case .cancelled: overlay = nil
    case .entered(let text): return enter(text)
    }
    return []
  }

  /// Carries out a line; what is wrong with it is said where it can be mended.
  mutating func enter(_ text: String) -> [Effect] {
    overlay = nil
    let line = text.trimmed
    guard !line.isEmpty else { return [] }
    let kept: [Effect] = history.add(line) ? [.remember(line)] : []
    do throws(ParameterError) {
      return kept + (try CommandTable.run(line, &self))
    } catch {
      var prompt = Prompt(text)
      prompt.error = error.description
      overlay = .prompt(prompt)
      return kept
    }
  }

  /// An action by its name: where its key would do nothing, the reason is an error.
  mutating func performTyped(_ action: Action) throws(ParameterError) -> [Effect] {
    if let row = KeyTable.row(of: action), !row.isEnabled(self) {
      throw ParameterError(row.otherwise.isEmpty ? "there is nothing to \(action.name) now" : row.otherwise)
    }
    return perform(action)
  }

  mutating func run(until condition: Condition) -> [Effect] {
    meter.reset()
    return command(.runUntil(condition, speed.pace(by: grain)))
  }

  mutating func change(_ speed: Speed) -> [Effect] { change(speed, limit: "") }

  mutating func change(_ grain: Grain) -> [Effect] {
    self.grain = grain
    return change(speed)
  }

  mutating func changeTheme(to id: String) throws(ParameterError) -> [Effect] {
    guard Theme.choices.contains(id), let theme = Theme.named(id) else {
      throw ParameterError("there is no theme `\(id)`; " + Spelling.advice(for: id, among: Theme.choices))
    }
    guard self.theme != .monochrome else { throw ParameterError("this terminal has no colours to choose among") }
    self.theme = theme.adapted(to: tier)
    return []
  }

  mutating func show(values id: String) throws(ParameterError) {
    let maps = hasCells ? availableHeatMaps : []
    guard let map = maps.first(where: { $0.rawValue == id }) else {
      throw ParameterError("there are no values `\(id)` here; " + Spelling.advice(for: id, among: maps.map(\.rawValue)))
    }
    show(map)
  }

  // MARK: Set-ups

  /// Makes a set-up ready; what is wrong with it is said where it was typed.
  mutating func build(world: Spec, algorithm: Spec, preface: String? = nil, seed: UInt64? = nil) -> [Effect] {
    pending = .command(preface: preface, seed: seed)
    return [.build(world: world, algorithm: algorithm)]
  }

  /// Another world, with what runs now where it works there.
  mutating func go(to spec: Spec) throws(ParameterError) -> [Effect] {
    let (algorithm, note) = companion(on: try Catalogue.world(spec.id))
    return build(world: spec, algorithm: algorithm, preface: note)
  }

  mutating func begin(_ line: SetupLine) throws(ParameterError) -> [Effect] {
    guard line.world != nil || line.algorithm != nil else {
      guard let seed = line.seed else { throw ParameterError("nothing is set up by this; say -w, -a or -s") }
      return command(.reset(seed: seed))
    }
    let world = line.world ?? setup.worldSpec
    let (standard, note) = companion(on: try Catalogue.world(world.id))
    return build(
      world: world, algorithm: line.algorithm ?? standard, preface: line.algorithm == nil ? note : nil, seed: line.seed)
  }

  mutating func set(_ name: String, to text: String) throws(ParameterError) -> [Effect] {
    let rows = ParameterEditor(setup).rows
    guard let row = rows.first(where: { $0.info.isCalled(name) }) else {
      throw ParameterError.unknown(name, among: rows.map(\.info.name))
    }
    guard try row.info.parse(text) != row.value else {
      note = Note(text: "\(row.info.name) is \(text) already")
      return []
    }
    return apply(row, text, otherwise: .command(preface: rebuildNote(row, text), seed: nil))
  }
}

extension Theme {
  /// Those that can be asked for; monochrome is for terminals that have nothing else.
  public static let choices = ["dark", "light", "high-contrast"]
}
