/// The key table for readers outside the dashboard: the manual page and the documents.
public enum KeyReference {
  public struct Section: Sendable {
    public let title: String
    /// Keys, such as `. →`, and what they do.
    public let rows: [(keys: String, description: String)]
  }

  /// With the keys that the table itself gives.
  public static var sections: [Section] {
    KeyRow.Section.allCases.map { section in
      let rows = KeyTable.rows.filter { $0.section == section }
      return Section(
        title: section.rawValue, rows: rows.map { ($0.label(.standard, isASCII: false), $0.description) })
    }
  }
}
