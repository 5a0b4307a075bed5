import Worlds

/// A JSON value that keeps its keys in order; each prints on one line.
///
/// Numbers print so that reading them back gives the same bits; what JSON cannot say (NaN, infinities) is null. The
/// standard library has no encoder, and Foundation's would triple the program's start.
public enum JSON: Sendable, CustomStringConvertible {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case real(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The value as JSON, without blanks.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .real(let value): value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ":" + $0.1.description }.joined(separator: ",") + "}"
    }
  }

  /// Numbers in a row.
  public static func reals(_ values: [Double]) -> JSON { .array(values.map(JSON.real)) }
  /// A row of numbers that may stand for indices, which print as whole numbers.
  public static func numbers(_ values: [Double], areIndices: Bool) -> JSON {
    .array(values.map { areIndices ? .integer(Int($0)) : .real($0) })
  }
  /// Texts in a row.
  public static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
  /// A number, or null.
  public static func real(orNull value: Double?) -> JSON { value.map(JSON.real) ?? .null }
  /// A whole number, or null.
  public static func integer(orNull value: Int?) -> JSON { value.map(JSON.integer) ?? .null }

  /// A parameter's value.
  public static func value(_ value: ParameterValue) -> JSON {
    switch value {
    case .real(let value): .real(value)
    case .integer(let value): .integer(value)
    case .flag(let value): .bool(value)
    case .text(let value): .string(value)
    case .none: .null
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
