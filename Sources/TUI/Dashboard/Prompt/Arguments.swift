import Learn
import Worlds

/// How the arguments of commands are understood and completed.
enum Arguments {
  typealias Candidate = Completion.Candidate

  static func grain(_ text: String) throws(ParameterError) -> Grain {
    if let grain = Grain(rawValue: text) { return grain }
    throw ParameterError(
      "there is no grain `\(text)`; " + Spelling.advice(for: text, among: Grain.allCases.map(\.rawValue)))
  }

  static func seed(_ text: String) throws(ParameterError) -> UInt64 {
    if let seed = UInt64(text) { return seed }
    throw ParameterError("the seed is `\(text)`; it must be a whole number from 0 on")
  }

  /// Two parameters by their names or by their numbers from 1 on.
  static func axes(_ text: String, among names: [String]) throws(ParameterError) -> PlaneAxes {
    func place(_ name: String) -> Int? {
      names.firstIndex(of: name) ?? Int(name).map { $0 - 1 }.flatMap { names.indices.contains($0) ? $0 : nil }
    }
    // A name may have blanks in it.
    let words = text.split(separator: " ").map(String.init)
    for count in words.indices.dropFirst() {
      let parts = [words[..<count], words[count...]].map { $0.joined(separator: " ") }
      if let x = place(parts[0]), let y = place(parts[1]) { return PlaneAxes(x, y) }
    }
    guard words.count == 2, let unknown = words.first(where: { place($0) == nil }) else {
      throw ParameterError(
        "`axes` takes two parameters by name or number, such as `axes \(names[0]) \(names[names.count - 1])`")
    }
    throw ParameterError(
      Int(unknown) == nil
        ? "there is no parameter `\(unknown)`; " + Spelling.advice(for: unknown, among: names)
        : "there is no parameter \(unknown); they have the numbers 1 to \(names.count)")
  }

  static func axes(_ argument: String, of names: [String]) -> Completion {
    let first = names.filter { argument.hasPrefix($0 + " ") }.max { $0.count < $1.count }
    let word = argument.dropFirst(first.map { $0.count + 1 } ?? 0)
    return Completion(argument, word: word, names.map { Candidate(text: $0, suffix: first == nil ? " " : "") })
  }

  /// Whether a line that begins with this word is a whole set-up.
  static func isSetup(_ word: String) -> Bool { word.hasPrefix("-") || word == "ascent" }

  // MARK: Completion

  static func one(_ argument: String, of words: [String]) -> Completion {
    Completion(argument, word: argument, words.map { Candidate(text: $0) })
  }

  /// Quantity, relation, number, `and` or `or`, and so on.
  static func condition(_ argument: String) -> Completion {
    let words = argument.split(separator: " ", omittingEmptySubsequences: false)
    let done = words.dropLast().filter { !$0.isEmpty }.count
    let word = words.last ?? ""
    let next: [Candidate]
    switch done % 4 {
    case 0:
      next = Condition.Quantity.allCases.map { Candidate(text: $0.rawValue, suffix: " ", summary: summary(of: $0)) }
    case 1: next = Condition.Relation.allCases.map { Candidate(text: $0.rawValue, suffix: " ") }
    case 3: next = ["and", "or"].map { Candidate(text: $0, suffix: " ") }
    default: next = []
    }
    return Completion(argument, word: word, next)
  }

  private static func summary(of quantity: Condition.Quantity) -> String {
    switch quantity {
    case .return: "the mean of the last hundred"
    case .episode: "how many have ended"
    case .entropy: "of the policy, in nats"
    }
  }

  static func world(_ argument: String) -> Completion {
    spec(argument, Catalogue.worlds.map { ($0.info.id, $0.info.title, $0.parameters) })
  }

  static func algorithm(_ argument: String, on world: PreparedWorld) -> Completion {
    spec(argument, world.algorithms.map { ($0.info.id, $0.info.title, $0.parameters) })
  }

  /// `ID:NAME=VALUE,…`
  private static func spec(
    _ argument: String, _ rows: [(id: String, title: String, parameters: [ParameterState])]
  ) -> Completion {
    guard let colon = argument.firstIndex(of: ":") else {
      return Completion(argument, word: argument, rows.map { Candidate(text: $0.id, summary: $0.title) })
    }
    let parameters = rows.first { $0.id == argument[..<colon] }?.parameters ?? []
    let item = argument[argument.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false).last!
    return Self.item(argument, item, separator: "=", parameters)
  }

  /// A parameter of what runs now: its name, the separator, its value.
  static func assignment(_ argument: String, separator: Character, _ dashboard: Dashboard) -> Completion {
    item(argument, argument[...], separator: separator, parameters(dashboard))
  }

  static func parameterNames(_ dashboard: Dashboard, _ suffix: String) -> [Candidate] {
    parameters(dashboard).map {
      Candidate(text: $0.info.name, suffix: suffix, summary: "now \($0.value): \($0.info.summary)")
    }
  }

  private static func parameters(_ dashboard: Dashboard) -> [ParameterState] {
    dashboard.setup.parameters + dashboard.setup.world.parameters
  }

  private static func item(
    _ head: String, _ item: Substring, separator: Character, _ parameters: [ParameterState]
  ) -> Completion {
    guard let end = item.firstIndex(of: separator) else {
      return Completion(
        head, word: item,
        parameters.map {
          Candidate(text: $0.info.name, suffix: String(separator), summary: "now \($0.value): \($0.info.summary)")
        })
    }
    let value = item[item.index(after: end)...].drop { $0 == " " }
    guard let parameter = parameters.first(where: { $0.info.isCalled(String(item[..<end])) }) else { return .none }
    let values: [String] =
      switch parameter.info.kind {
      case .flag: ["true", "false"]
      case .choice(let names): names
      case .optionalInteger: [parameter.value.description, "none"]
      case .real, .integer, .text: [parameter.value.description]
      }
    return Completion(head, word: value, values.map { Candidate(text: $0, summary: parameter.info.range) })
  }

  /// `-w WORLD -a ALGORITHM -s SEED`
  static func setup(_ head: String, _ dashboard: Dashboard) -> Completion {
    let words = head.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let word = words.last ?? ""
    let before = words.dropLast().last { !$0.isEmpty } ?? ""
    var completion: Completion
    switch before {
    case "-w": completion = world(word)
    case "-a":
      let id = words.firstIndex(of: "-w").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
      let typed = id.flatMap { try? Spec($0) }.flatMap { try? Catalogue.world($0.id).standard }
      completion = algorithm(word, on: typed ?? dashboard.setup.world)
    case "-s": return .none
    default:
      return Completion(head, word: word, ["-w", "-a", "-s"].map { Candidate(text: $0, suffix: " ") })
    }
    completion.start += head.unicodeScalars.count - word.unicodeScalars.count
    return completion
  }
}
