import Learn
import Worlds

/// What can be typed after `:` beside the names of the key table's actions: a name, what follows it, and what it does.
struct CommandRow: Sendable {
  typealias Run = @Sendable (inout Dashboard, _ argument: String) throws(ParameterError) -> [Effect]
  /// The candidates for the argument typed so far, up to the cursor.
  typealias Complete = @Sendable (Dashboard, _ argument: String) -> Completion

  let name: String
  /// What follows the name; in brackets where it may be left out.
  let usage: String
  let summary: String
  let complete: Complete
  let run: Run

  init(
    _ name: String, _ usage: String, _ summary: String, complete: @escaping Complete = noCandidates, run: @escaping Run
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.complete = complete
    self.run = run
  }

  static let noCandidates: Complete = { _, _ in .none }
}

/// Every command: those that take something, then the actions of the key table.
enum CommandTable {
  static let own: [CommandRow] = [
    CommandRow(
      "until", "CONDITION", "run until it holds, such as return > 5 and episode >= 100",
      complete: { _, argument in Arguments.condition(argument) },
      run: { dashboard, argument throws(ParameterError) in dashboard.run(until: try Condition(argument)) }),
    CommandRow("run", "", "run at the chosen speed") { dashboard, _ in dashboard.run() },
    CommandRow("pause", "", "pause") { dashboard, _ in dashboard.command(.pause) },
    CommandRow(
      "speed", "N or full", "so many grains a second, or as fast as it goes",
      complete: { _, argument in Arguments.one(argument, of: ["full"] + Speed.rates.map(Speed.number)) },
      run: { dashboard, argument throws(ParameterError) in dashboard.change(try Speed(argument)) }),
    CommandRow(
      "grain", "line, step, episode or update", "what the speed counts, and what forward and back go by",
      complete: { _, argument in Arguments.one(argument, of: Grain.allCases.map(\.rawValue)) },
      run: { dashboard, argument throws(ParameterError) in dashboard.change(try Arguments.grain(argument)) }),
    CommandRow(
      "set", "NAME VALUE", "a parameter; NAME=VALUE alone does the same",
      complete: { dashboard, argument in Arguments.assignment(argument, separator: " ", dashboard) },
      run: { dashboard, argument throws(ParameterError) in
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw ParameterError("`set` takes a name and a value, such as `set alpha 0.01`") }
        return try dashboard.set(words[0], to: words[1])
      }),
    CommandRow(
      "algorithm", "[ID:NAME=VALUE,…]", "another algorithm for this world; alone it opens the list",
      complete: { dashboard, argument in Arguments.algorithm(argument, on: dashboard.setup.world) },
      run: { dashboard, argument throws(ParameterError) in
        if argument.isEmpty { return dashboard.perform(.pickAlgorithm) }
        return dashboard.build(world: dashboard.setup.worldSpec, algorithm: try Spec(argument))
      }),
    CommandRow(
      "world", "[ID:NAME=VALUE,…]", "another world; alone it opens the list",
      complete: { _, argument in Arguments.world(argument) },
      run: { dashboard, argument throws(ParameterError) in
        if argument.isEmpty { return dashboard.perform(.pickWorld) }
        return try dashboard.go(to: try Spec(argument))
      }),
    CommandRow(
      "scene", "[NAME or -w … -a … -s …]", "a set-up with something to look for; alone it opens the list",
      complete: { _, argument in
        Completion(
          argument, word: argument, Catalogue.scenes.map { Completion.Candidate(text: $0.id, summary: $0.title) })
      },
      run: { dashboard, argument throws(ParameterError) in
        if argument.isEmpty { return dashboard.perform(.pickScene) }
        if Arguments.isSetup(String(argument.prefix { $0 != " " })) {
          return try dashboard.begin(try SetupLine(argument))
        }
        return dashboard.change(to: try LectureScene.named(argument))
      }),
    CommandRow(
      "values", "[NAME]", "what the colours of cells mean; alone it opens the list",
      complete: { dashboard, argument in Arguments.one(argument, of: dashboard.availableHeatMaps.map(\.rawValue)) },
      run: { dashboard, argument throws(ParameterError) in
        if argument.isEmpty { return try dashboard.performTyped(.pickHeatMap) }
        try dashboard.show(values: argument)
        return []
      }),
    CommandRow(
      "axes", "[X Y]", "the two of θ that a generation is shown over; alone the first",
      complete: { dashboard, argument in Arguments.axes(argument, of: dashboard.searchedNames) },
      run: { dashboard, argument throws(ParameterError) in
        try dashboard.show(axes: argument)
        return []
      }),
    CommandRow("seed", "N", "begin anew with this seed") { dashboard, argument throws(ParameterError) in
      dashboard.command(.reset(seed: try Arguments.seed(argument)))
    },
    CommandRow(
      "theme", Theme.choices.joined(separator: ", "), "other colours",
      complete: { _, argument in Arguments.one(argument, of: Theme.choices) },
      run: { dashboard, argument throws(ParameterError) in try dashboard.changeTheme(to: argument) }),
  ]

  static let rows: [CommandRow] =
    own
    + KeyTable.actions.filter { action in !own.contains { $0.name == action.name } }.map { action in
      CommandRow(action.name, "", KeyTable.row(of: action)!.description) { dashboard, argument throws(ParameterError) in
        guard argument.isEmpty else {
          throw ParameterError("`\(action.name)` stands alone; leave out `\(argument)`")
        }
        return try dashboard.performTyped(action)
      }
    }

  /// The row of a name, or of what no other begins with.
  static func row(_ name: String) throws(ParameterError) -> CommandRow {
    if let row = rows.first(where: { $0.name == name }) { return row }
    let alike = rows.filter { $0.name.hasPrefix(name) }
    if alike.count == 1 { return alike[0] }
    let names = (alike.isEmpty ? rows : alike).map(\.name)
    let near = Spelling.nearest(to: name, among: names).map { "`\($0)`" }
    throw ParameterError(
      "there is no command `\(name)`; "
        + (near.isEmpty ? "Tab lists what there is" : "did you mean \(near.joined(separator: " or "))?"))
  }

  // MARK: What is typed

  /// Carries out a line as it was typed.
  static func run(_ text: String, _ dashboard: inout Dashboard) throws(ParameterError) -> [Effect] {
    let (name, argument) = parts(of: text)
    if Arguments.isSetup(name) { return try dashboard.begin(try SetupLine(text)) }
    if let equals = text.firstIndex(of: "="), name.contains("=") || argument.hasPrefix("=") {
      return try dashboard.set(
        String(text[..<equals]).trimmed, to: String(text[text.index(after: equals)...]).trimmed)
    }
    return try row(name).run(&dashboard, argument)
  }

  /// What could stand where the cursor is.
  static func complete(_ head: String, _ dashboard: Dashboard) -> Completion {
    let blanks = head.prefix { $0 == " " }.count
    let text = String(head.dropFirst(blanks))
    var completion: Completion
    if let end = text.firstIndex(of: " ") {
      let name = String(text[..<end])
      let argument = String(text[end...].drop { $0 == " " })
      completion =
        Arguments.isSetup(name)
        ? Arguments.setup(text, dashboard) : (try? row(name))?.complete(dashboard, argument) ?? .none
      if !Arguments.isSetup(name) { completion.start += (text.unicodeScalars.count - argument.unicodeScalars.count) }
    } else if text.contains("=") {
      completion = Arguments.assignment(text, separator: "=", dashboard)
    } else {
      completion = Completion(text, word: text, names + (text.isEmpty ? [] : Arguments.parameterNames(dashboard, "=")))
    }
    completion.start += blanks
    return completion
  }

  private static let names: [Completion.Candidate] = rows.map {
    Completion.Candidate(text: $0.name, suffix: $0.usage.isEmpty ? "" : " ", summary: $0.summary)
  }

  /// What the line expects, in words.
  static func hint(for text: String) -> String {
    let (name, _) = parts(of: text)
    if name.isEmpty { return "a command, or NAME=VALUE · Tab lists and completes · Enter runs · Esc leaves" }
    if Arguments.isSetup(name) { return "-w WORLD -a ALGORITHM -s SEED, as the dashboard's own line has it" }
    if name.contains("=") { return "NAME=VALUE sets a parameter" }
    guard let row = try? row(name) else {
      let alike = rows.filter { $0.name.hasPrefix(name) }.map(\.name)
      return alike.isEmpty ? "Tab lists what there is" : alike.joined(separator: "  ")
    }
    return "\(row.name)\(row.usage.isEmpty ? "" : " " + row.usage) · \(row.summary)"
  }

  private static func parts(of text: String) -> (name: String, argument: String) {
    let words = text.trimmed.split(separator: " ", maxSplits: 1).map(String.init)
    return (words.first ?? "", words.count > 1 ? words[1].trimmed : "")
  }
}
