import Glibc
import Learn
import Worlds

/// A page of Markdown for every world and algorithm, and their index.
enum DocumentPages {
  /// Writes them below a directory, each in the place of the one before.
  /// - Throws: a `Failure` where a file cannot be written.
  static func write(into directory: String) throws(Failure) {
    for folder in [directory, "\(directory)/worlds", "\(directory)/algorithms"] { mkdir(folder, 0o777) }
    for (path, text) in all {
      do throws(SystemError) {
        try WholeFile.write(text, to: "\(directory)/\(path)")
      } catch {
        throw Failure("\(directory)/\(path): \(error); name a directory that can be written to", code: 1)
      }
    }
  }

  /// Every page with its path.
  static var all: [(path: String, text: String)] {
    let entries = Entry.worlds + Entry.algorithms
    return [("README.md", index), ("scenes.md", scenes)]
      + entries.map { ("\(folder($0.kind))/\($0.id).md", page(of: $0)) }
  }

  private static func folder(_ kind: Entry.Kind) -> String {
    switch kind {
    case .world: "worlds"
    case .algorithm: "algorithms"
    // Without pages of their own: `list estimators` and `gradients --help` say all there is.
    case .estimator: "estimators"
    }
  }

  /// What stands at the head of every page.
  private static let notice = "<!-- Written by `make docs` from the catalogue; change it there. -->\n"

  // MARK: The index

  private static var index: String {
    func table(_ title: String, _ entries: [Entry]) -> String {
      let rows = entries.map {
        "| [`\($0.id)`](\(folder($0.kind))/\($0.id).md) | \(cell($0.title)) | \(cell($0.summary)) |"
      }
      return "## \(title)\n\n| id | title | what it shows |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }
    return notice + """
      # Worlds and algorithms

      Each page says what there is to see, every parameter, and what works together; `ascent list` and the manual page say
      the same. [What `--json` prints](json.md) has a page of its own, and so have [runs in folders](runs.md): what
      `ascent train --out` keeps, and how other programs play it.

      \(table("Worlds", Entry.worlds))
      \(table("Algorithms", Entry.algorithms))
      """
  }

  // MARK: The scenes

  private static var scenes: String {
    let rows = Catalogue.scenes.map {
      "| `\($0.id)` | \($0.section) | \(cell($0.title)) | \(cell($0.watch)) | `\($0.commandLine)` |"
    }
    return notice + """
      # Scenes

      Set-ups with something to look for: `ascent --scene ID`, `S` in the dashboard, or `:scene ID`.

      | id | section | title | what to look for | the same without the name |
      |---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  // MARK: A page

  private static func page(of entry: Entry) -> String {
    var parts = ["# \(entry.title)", "`\(entry.id)`: \(entry.summary).", entry.lesson]
    parts.append("Source: \(entry.source)." + (entry.section.map { " In the lecture: \($0)." } ?? ""))
    if let world = entry.world { parts.append(facts(of: world)) }
    if !entry.listing.isEmpty { parts.append("## Pseudocode\n\n```\n\(entry.listing.joined(separator: "\n"))\n```") }
    parts.append("## Parameters\n\n\(parameters(of: entry))")
    parts.append(partners(of: entry))
    if let caveats = caveats(of: entry) { parts.append(caveats) }
    if entry.kind == .algorithm, let code = CodePlaces.paragraph(for: entry.id) { parts.append(code) }
    return notice + parts.joined(separator: "\n\n") + "\n"
  }

  private static func facts(of world: PreparedWorld) -> String {
    var rows: [(String, String)] = []
    switch world.observationSpace {
    case .indices(let labels):
      rows.append(
        (
          "observation",
          (labels.count == 1 ? "an index, always 0" : "an index, 0 to \(labels.count - 1)")
            + (labels.count > 8 ? "" : ": " + labels.joined(separator: "; "))
        ))
    case .vector(let components):
      rows.append(("observation", components.isEmpty ? "nothing: a vector of no components" : ranges(components)))
    }
    switch world.actionSpace {
    case .choices(let choices): rows.append(("actions", choices.map(\.name).joined(separator: ", ")))
    case .box(let components):
      let beyond =
        switch world.beyondBounds {
        case .refused: ""
        case .clipped: "; clipped beyond"
        case .taken: "; taken beyond as well"
        }
      rows.append(("action", ranges(components) + beyond))
    }
    rows.append(("discount γ", ParameterValue.real(world.γ).description))
    rows.append(
      ("horizon", world.horizon.map { $0 == 1 ? "1 step" : "\($0) steps, then the episode is truncated" } ?? "none"))
    let model = world.model.map {
      "\($0.stateCount) state\($0.stateCount == 1 ? "" : "s"): `ascent model -w \(world.info.id) --json`"
    }
    rows.append(("full model", model ?? "none: it \(world.lackOfModel ?? "has none")"))
    return "## What the agent sees and does\n\n| | |\n|---|---|\n"
      + rows.map { "| \($0.0) | \(cell($0.1)) |" }.joined(separator: "\n")
  }

  private static func ranges(_ components: [ObservationSpace.Component]) -> String {
    components.map { component in
      let (low, high) = (
        ParameterValue.real(component.range.lowerBound), ParameterValue.real(component.range.upperBound)
      )
      return "\(component.name) in \(low)…\(high)"
    }.joined(separator: ", ")
  }

  private static func parameters(of entry: Entry) -> String {
    let rows = entry.offers.map { offer in
      let info = offer.state.info
      let others = offer.grouped(quote: "`") { "\($0.value)" }.map { "; \($0.value) on \($0.worlds)" }.joined()
      let range = [offer.range] + offer.grouped(quote: "`", Entry.Offer.range).map { "\($0.value) on \($0.worlds)" }
      let meanings = offer.grouped(quote: "`", \.info.summary).map { "; on \($0.worlds): \($0.value)" }.joined()
      let only = entry.restriction(of: offer).map { "`\($0)`" }.joined(separator: ", ")
      let meaning = info.summary + meanings + (only.isEmpty ? "" : "; only on \(only)")
      let change = info.isLive ? "at once" : "with a new start"
      return
        "| `\(info.name)` | \(offer.state.value)\(others) | \(cell(range.joined(separator: "; "))) | \(cell(meaning)) | \(change) |"
    }
    return "| name | default | range | meaning | a change acts |\n|---|---|---|---|---|\n"
      + rows.joined(separator: "\n")
  }

  private static func partners(of entry: Entry) -> String {
    let other: Entry.Kind = entry.kind == .world ? .algorithm : .world
    let links = entry.partners.map { "[`\($0)`](../\(folder(other))/\($0).md)" }.joined(separator: ", ")
    let (world, algorithm) =
      entry.kind == .world ? (entry.id, companion(of: entry)) : (entry.partners[0], entry.id)
    return "## Works with\n\n\(links).\n\n```sh\nascent -w \(world) -a \(algorithm)\n```"
  }

  /// The partners with which it does not learn, and why.
  private static func caveats(of entry: Entry) -> String? {
    let isWorld = entry.kind == .world
    let rows = entry.partners.compactMap { partner in
      (isWorld ? Catalogue.caveat(of: partner, on: entry.id) : Catalogue.caveat(of: entry.id, on: partner))
        .map { "- [`\(partner)`](../\(folder(isWorld ? .algorithm : .world))/\(partner).md): \($0)" }
    }
    return rows.isEmpty ? nil : "## Does not learn with its defaults\n\n" + rows.joined(separator: "\n")
  }

  /// The algorithm to try on a world first: the one that the program opens with or, where only others have shown that they
  /// learn there, the first of those; where another's bar is more than twice as high, the highest.
  private static func companion(of world: Entry) -> String {
    let standard = Catalogue.firstAlgorithm
    let bars = LearningBar.all.filter { $0.world == world.id && world.partners.contains($0.algorithm) }
    if let own = bars.first(where: { $0.algorithm == standard }) {
      let likewise = bars.filter { $0.measure == own.measure && !own.measure.isOfLeast }
      let best = likewise.max { $0.bar < $1.bar } ?? own
      return own.bar > 0 && best.bar > 2 * own.bar ? best.algorithm : standard
    }
    // Gradient-free search works everywhere, but it is not what the program is about.
    let first = bars.map(\.algorithm).first { $0 != "cem-tabular" }
    return first ?? (world.partners.contains(standard) ? standard : world.partners[0])
  }

  /// Text that stays in its cell.
  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
