import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Draws a figure of Sutton & Barto 2018 from runs made now.",
    discussion: """
      Returns by episode, averaged over a hundred runs with seeds 1 to 100 from the
      book's start. 13.1: REINFORCE with three step sizes; 13.2: what a baseline
      does. A run is stuck where its last hundred returns are below -100 on average;
      it counts in the mean. The same program draws the same picture.

      Example: ascent figure 13.1
               ascent figure 13.2 --theme light -o baseline.svg
      """)

  @Argument(help: "13.1 or 13.2.", completion: .figures)
  var id: String

  @OptionGroup var size: SizeOption
  @OptionGroup var look: LookOptions

  @Option(name: .shortAndLong, help: "The file, named .svg, .txt or .ans; - is standard output, as text.")
  var output = "-"

  @Option(help: "Threads that train at once. (default: one on each processor)")
  var jobs: Int?

  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(jobs, "jobs")
    let figure = try BookFigure.named(id)
    let (columns, rows) = try size.parsed(isShown: output == "-")
    let kind = output == "-" ? .text : try Picture.Kind(fileName: output)
    let file = OutputFile(output)
    try file.requireWritable()
    let outcomes = try figure.outcomes(jobs: jobs)
    if json.json {
      for (curve, outcome) in zip(figure.curves, outcomes) {
        print(
          JSON.object([
            ("figure", .string(figure.id)), ("curve", .string(curve.label)), ("world", .string(figure.world)),
            ("algorithm", .string(curve.algorithm)), ("runs", .integer(figure.runs)),
            ("stuck", .integer(outcome.stuck)),
            ("means", .reals(outcome.means)),
          ]))
      }
      if output == "-" { return }
    }
    let theme = (look.theme ?? .dark).theme
    var canvas = Canvas(columns: columns, rows: rows, isASCII: look.ascii)
    FigurePicture(figure, outcomes, theme).draw(on: &canvas)
    let title = "Figure \(figure.id) of Sutton and Barto, drawn again: \(figure.title)"
    try file.write(Picture(canvas, title: title, ground: theme.ground).contents(as: kind))
  }
}
