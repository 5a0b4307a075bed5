import Learn
import TUI
import Worlds

/// The manual page, from the command tree, the key table and the catalogue.
enum ManualPage {
  static var text: String {
    var page = Roff(name: "ASCENT", date: Ascent.released, source: "ascent \(Ascent.configuration.version)")
    let commands = CommandReference.all
    page.section("Name")
    // One line, by which apropos finds it.
    page.plain("ascent - \(Ascent.configuration.abstract.lowercasedFirst.withoutStop)")
    page.section("Synopsis")
    for command in commands { page.synopsis(command.usage) }
    describe(commands, on: &page)
    page.section("Keys")
    page.paragraph("In the dashboard:")
    for section in KeyReference.sections {
      page.subsection(section.title)
      for row in section.rows { page.item(row.keys, row.description) }
    }
    page.section("Worlds")
    page.paragraph("A world takes its parameters behind a colon: gridworld:size=20,slip=0.1.")
    for entry in Entry.worlds { describe(entry, on: &page) }
    page.section("Algorithms")
    page.paragraph("Likewise: reinforce:alpha=0.01. Defaults are set for each world.")
    for entry in Entry.algorithms { describe(entry, on: &page) }
    page.section("Estimators")
    page.paragraph("What ascent gradients puts beside the exact gradient; likewise: gae:lambda=0.5.")
    for entry in Entry.estimators { describe(entry, on: &page) }
    page.section("Scenes")
    page.paragraph("Set-ups with something to look for, by ascent --scene, S or :scene.")
    for scene in Catalogue.scenes { page.item(scene.id, "\(scene.title): \(scene.watch). \(scene.commandLine)") }
    addEnding(to: &page)
    return page.text
  }

  private static func describe(_ commands: [CommandReference], on page: inout Roff) {
    for (index, command) in commands.enumerated() {
      if index < 2 { page.section(["Description", "Commands"][index]) }
      if index > 0 { page.subsection(command.name) }
      page.paragraph(command.abstract)
      for paragraph in command.discussion { page.paragraph(paragraph) }
      // What every command has is said once.
      let common = ["--version", "-h, --help"]
      let items = command.arguments + command.options.filter { index == 0 || !common.contains($0.term) }
      for item in items { page.item(item.term, item.description) }
      if !command.examples.isEmpty {
        page.paragraph("For example:")
        page.verbatim(command.examples)
      }
    }
  }

  private static func describe(_ entry: Entry, on page: inout Roff) {
    page.item(entry.id, "\(entry.title) (\(entry.source)): \(entry.summary).")
    page.more(entry.lesson)
    for offer in entry.offers {
      let (info, value) = (offer.state.info, offer.state.value)
      let others = offer.others.map { "; \($0)" }.joined()
      let only = entry.restriction(of: offer).joined(separator: ", ")
      page.more(
        "\(info.name): \(info.summary), \(offer.range); \(value)\(others)\(only.isEmpty ? "" : "; only on \(only)").")
    }
    page.more("Works with \(entry.partners.joined(separator: ", ")).")
  }

  private static func addEnding(to page: inout Roff) {
    page.section("JSON")
    page.paragraph(
      """
      With --json a command prints one object a line. Numbers read back to the same bits; what JSON cannot say, such as \
      an infinity, is null.
      """)
    page.section("Exit status")
    page.item("0", "All went well.")
    page.item("1", "The terminal cannot serve, or a file cannot be written.")
    page.item("64", "The command line is wrong.")
    page.item("66", "A file is missing or cannot be read.")
    page.item("78", "A file is broken; the error names it with line and column.")
    page.item("128 + n", "Signal n ended the program, as 130 after ^C.")
    page.section("Files")
    page.item("$XDG_CONFIG_HOME/ascent/config", "Settings for every session of the dashboard.")
    page.item("$XDG_CONFIG_HOME/ascent/keys", "Other keys for the dashboard's actions.")
    page.item("$XDG_STATE_HOME/ascent/history", "What was entered after a colon.")
    page.section("Environment")
    page.item("XDG_CONFIG_HOME", "Where the first two files are; ~/.config where it is not set.")
    page.item("XDG_STATE_HOME", "Where the history is; ~/.local/state where it is not set.")
    page.item("NO_COLOR", "If it is not empty, no colours are used.")
    page.item("TERM, LC_ALL, LC_CTYPE, LANG", "What the terminal can do, and whether it shows more than ASCII.")
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
