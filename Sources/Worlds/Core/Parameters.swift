/// A parameter's value, as it is written in a spec, a list and the dashboard.
public enum ParameterValue: Sendable, Equatable, CustomStringConvertible {
  case real(Double)
  case integer(Int)
  case flag(Bool)
  case text(String)
  case none

  public var description: String {
    switch self {
    case .real(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    case .integer(let value): String(value)
    case .flag(let value): String(value)
    case .text(let value): value
    case .none: "none"
    }
  }
}

/// What is wrong with a setting, and what would be right; one line.
public struct ParameterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Whose fault it is; the command line turns this into its exit code.
  public enum Kind: Sendable, Equatable { case usage, missingInput, brokenInput }

  public let description: String
  public let kind: Kind

  public init(_ description: String, kind: Kind = .usage) {
    self.description = description
    self.kind = kind
  }
}

extension ParameterError {
  /// A name that nothing has, with the nearest of those that there are.
  public static func unknown(_ name: String, among names: [String]) -> ParameterError {
    ParameterError("there is no parameter `\(name)`; " + Spelling.advice(for: name, among: names))
  }
}

/// A small struct of named, adjustable values.
public protocol ParameterSet: Sendable, Equatable {
  /// The defaults.
  init()
  static var parameters: [Parameter<Self>] { get }
}

/// One adjustable value: its name in specs, its meaning, unit and range, and where it is stored.
public struct Parameter<Owner>: Sendable {
  public let info: ParameterInfo
  let read: @Sendable (Owner) -> ParameterValue
  let write: @Sendable (inout Owner, ParameterValue) -> Void
}

/// The words about a parameter that lists, pickers and docs show, and how its text is understood.
public struct ParameterInfo: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case real(ClosedRange<Double>)
    case integer(ClosedRange<Int>)
    /// A whole number, or `none`.
    case optionalInteger(ClosedRange<Int>)
    case flag
    case choice([String])
    /// Any text, such as a file's name, or `none`.
    case text
  }

  public let name: String
  public let summary: String
  public let unit: String
  public let kind: Kind
  /// Whether it can change while the learner runs; what cannot needs a new one.
  public let isLive: Bool
  /// Another name under which it is understood, but never shown.
  public internal(set) var alias: String? = nil
  /// How many layers it is the size of, which may be written out, as in `64x64`; nil where it is no such size.
  public internal(set) var layers: Int? = nil

  /// Whether this is what the name means.
  public func isCalled(_ name: String) -> Bool { name == self.name || name == alias }

  /// The range in words.
  public var range: String {
    switch kind {
    case .real(let range):
      range.upperBound == .greatestFiniteMagnitude
        ? "≥ \(ParameterValue.real(range.lowerBound))"
        : "\(ParameterValue.real(range.lowerBound))…\(ParameterValue.real(range.upperBound))"
    case .integer(let range), .optionalInteger(let range):
      (range.upperBound == .max ? "≥ \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)")
        + (isOptional ? " or none" : "")
    case .flag: "true or false"
    case .choice(let names): names.joined(separator: ", ")
    case .text: "text or none"
    }
  }

  private var isOptional: Bool {
    if case .optionalInteger = kind { true } else { false }
  }

  /// Understands a value as the user typed it.
  public func parse(_ text: String) throws(ParameterError) -> ParameterValue {
    switch kind {
    case .real(let range):
      if let value = Double(text), range.contains(value) { return .real(value) }
      throw ParameterError("`\(name)` is `\(text)`; it must be a number, \(self.range)")
    case .integer(let range):
      if let value = Int(try size(text)), range.contains(value) { return .integer(value) }
      throw ParameterError("`\(name)` is `\(text)`; it must be a whole number, \(self.range)")
    case .optionalInteger(let range):
      if text == "none" { return .none }
      if let value = Int(text), range.contains(value) { return .integer(value) }
      throw ParameterError("`\(name)` is `\(text)`; it must be a whole number, \(self.range)")
    case .flag:
      switch text.lowercased() {
      case "true", "on", "yes": return .flag(true)
      case "false", "off", "no": return .flag(false)
      default: break
      }
      throw ParameterError("`\(name)` is `\(text)`; it must be true or false")
    case .choice(let names):
      if names.contains(text) { return .text(text) }
      throw ParameterError("`\(name)` is `\(text)`; it must be one of \(self.range)")
    case .text:
      return text == "none" || text.isEmpty ? .none : .text(text)
    }
  }

  /// The size of one layer where those of all are written; any other text as it is.
  private func size(_ text: String) throws(ParameterError) -> String {
    guard let layers, text.contains("x") else { return text }
    let sizes = text.split(separator: "x", omittingEmptySubsequences: false)
    guard sizes.count == layers, sizes.allSatisfy({ $0 == sizes[0] }) else {
      let whole = Array(repeating: "64", count: layers).joined(separator: "x")
      throw ParameterError(
        "`\(name)` is `\(text)`; there are always \(layers) layers of one size, such as `64` or `\(whole)`")
    }
    return String(sizes[0])
  }
}

extension Parameter {
  /// The same parameter of a larger set that has this one's as a part.
  public func of<Whole>(_ path: WritableKeyPath<Whole, Owner> & Sendable) -> Parameter<Whole> {
    Parameter<Whole>(
      info: info, read: { read($0[keyPath: path]) }, write: { write(&$0[keyPath: path], $1) })
  }

  /// The same parameter as the size of so many layers, which other programs call and write in another way.
  public func ofLayers(_ count: Int, alias: String) -> Parameter {
    var info = info
    (info.layers, info.alias) = (count, alias)
    return Parameter(info: info, read: read, write: write)
  }

  public static func real(
    _ name: String, _ path: WritableKeyPath<Owner, Double> & Sendable, _ range: ClosedRange<Double>,
    unit: String = "", live: Bool = false, _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(name: name, summary: summary, unit: unit, kind: .real(range), isLive: live),
      read: { .real($0[keyPath: path]) },
      write: { if case .real(let value) = $1 { $0[keyPath: path] = value } })
  }

  public static func integer(
    _ name: String, _ path: WritableKeyPath<Owner, Int> & Sendable, _ range: ClosedRange<Int>,
    unit: String = "", live: Bool = false, _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(name: name, summary: summary, unit: unit, kind: .integer(range), isLive: live),
      read: { .integer($0[keyPath: path]) },
      write: { if case .integer(let value) = $1 { $0[keyPath: path] = value } })
  }

  public static func optionalInteger(
    _ name: String, _ path: WritableKeyPath<Owner, Int?> & Sendable, _ range: ClosedRange<Int>,
    unit: String = "", live: Bool = false, _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(
        name: name, summary: summary, unit: unit, kind: .optionalInteger(range), isLive: live),
      read: { $0[keyPath: path].map(ParameterValue.integer) ?? .none },
      write: { owner, value in
        switch value {
        case .integer(let number): owner[keyPath: path] = number
        case .none: owner[keyPath: path] = nil
        case .real, .flag, .text: break
        }
      })
  }

  public static func flag(
    _ name: String, _ path: WritableKeyPath<Owner, Bool> & Sendable, live: Bool = false, _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(name: name, summary: summary, unit: "", kind: .flag, isLive: live),
      read: { .flag($0[keyPath: path]) },
      write: { if case .flag(let value) = $1 { $0[keyPath: path] = value } })
  }

  public static func text(
    _ name: String, _ path: WritableKeyPath<Owner, String?> & Sendable, live: Bool = false, _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(name: name, summary: summary, unit: "", kind: .text, isLive: live),
      read: { $0[keyPath: path].map(ParameterValue.text) ?? .none },
      write: { owner, value in
        if case .text(let text) = value { owner[keyPath: path] = text } else { owner[keyPath: path] = nil }
      })
  }

  public static func choice<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ name: String, _ path: WritableKeyPath<Owner, Choice> & Sendable, live: Bool = false,
    _ summary: String
  ) -> Parameter {
    Parameter(
      info: ParameterInfo(
        name: name, summary: summary, unit: "", kind: .choice(Choice.allCases.map(\.rawValue)),
        isLive: live),
      read: { .text($0[keyPath: path].rawValue) },
      write: { owner, value in
        if case .text(let text) = value, let choice = Choice(rawValue: text) { owner[keyPath: path] = choice }
      })
  }
}

extension ParameterSet {
  public subscript(name: String) -> ParameterValue? {
    Self.parameters.first { $0.info.name == name }?.read(self)
  }

  /// Every parameter with its present value, in the order of declaration.
  public var values: [(info: ParameterInfo, value: ParameterValue)] {
    Self.parameters.map { ($0.info, $0.read(self)) }
  }

  /// Sets one parameter from its text.
  /// - Throws: a `ParameterError` naming the nearest parameter, or the range, where the text does not fit.
  public mutating func set(_ name: String, to text: String) throws(ParameterError) {
    guard let parameter = Self.parameters.first(where: { $0.info.isCalled(name) }) else {
      throw ParameterError.unknown(name, among: Self.parameters.map(\.info.name))
    }
    parameter.write(&self, try parameter.info.parse(text))
  }
}
