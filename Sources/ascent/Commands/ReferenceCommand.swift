import ArgumentParser

/// Prints and writes what is generated from the program itself, for `make install` and `make docs`.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "The manual page, and the documents' pages.",
    discussion: """
      Example: ascent reference manual > ascent.1
               ascent reference documents docs
      """,
    shouldDisplay: false)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case manual, documents
  }

  @Argument(help: "The manual page in roff, or a page for each world and algorithm.")
  var kind: Kind

  @Argument(help: "Where the documents' pages go.")
  var directory = "docs"

  func run() throws {
    switch kind {
    case .manual: print(ManualPage.text, terminator: "")
    case .documents: try DocumentPages.write(into: directory)
    }
  }
}
