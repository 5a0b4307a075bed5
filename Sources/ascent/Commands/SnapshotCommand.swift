import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Draws the dashboard after so many episodes, without a terminal.",
    discussion: """
      The file's suffix says what it becomes: .svg looks the same in every viewer,
      .txt is plain text, .ans is text with escape sequences for colours, to be
      shown by cat. The same arguments give the same bytes.

      --keys presses keys before the picture is taken, by their names in the
      dashboard's help, blanks between them: '1 Enter' shows the world alone, p the
      parameters, u the next update. Whatever sets it running is refused.

      Example: ascent snapshot -w aliased-corridor -a reinforce-baseline \\
                 --episodes 20000 --size 120x36 -o corridor.svg
               ascent snapshot -w pendulum -a td-actor-critic --theme light \\
                 --keys '1 Enter' -o pendulum.svg
               ascent snapshot -w gridworld -o - --format ans | less -R
      """)

  @OptionGroup var session: SessionOptions

  @Option(parsing: .unconditional, help: "Take it after so many episodes.")
  var episodes = 1000

  @OptionGroup var size: SizeOption

  @OptionGroup var look: LookOptions

  @Option(help: "The colours that there are.")
  var colors = Colors.direct

  @Option(help: "Press these keys first, such as 'p Down'.")
  var keys: String?

  @Option(name: .shortAndLong, help: "The file, named .svg, .txt or .ans; - is standard output.")
  var output: String

  @Option(help: "What standard output gets: svg, txt or ans. (default: txt)")
  var format: String?

  enum Colors: String, ExpressibleByArgument, CaseIterable {
    case direct
    case indexed256 = "256"
    case sixteen = "16"
    case none

    var tier: ColorTier {
      switch self {
      case .direct: .direct
      case .indexed256: .indexed256
      case .sixteen: .sixteen
      case .none: .monochrome
      }
    }
  }

  func run() throws {
    // Whatever is wrong is said before anything is trained.
    let kind = try kind
    let (columns, rows) = try size.parsed(isShown: output == "-")
    let keys = try parsedKeys
    if episodes < 0 { throw ParameterError("`--episodes` is \(episodes); it must be at least 0") }
    let (setup, seed, scene) = try session.beginning()
    try OutputFile(output).requireWritable()

    var stage = HeadlessDashboard(
      setup, seed: seed, columns: columns, rows: rows, theme: (look.theme ?? .dark).theme, tier: colors.tier,
      isASCII: look.ascii, scene: scene)
    try learn(&stage)
    for key in keys { try stage.press(key) }
    var picture = stage.dashboard.picture(withNote: !keys.isEmpty)
    stage.end()
    // Without colours the theme is still whether to write on light or on dark.
    if colors.tier == .monochrome { picture.ground = (look.theme ?? .dark).theme.ground }
    picture.tier = colors.tier
    try OutputFile(output).write(picture.contents(as: kind))
  }

  private func learn(_ stage: inout HeadlessDashboard) throws {
    let bar = ProgressBar(budget: HeadlessRun.Budget(episodes: episodes))
    let begin = ContinuousClock.now
    let last = stage.learn(episodes: episodes) { progress in
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      bar.show(episode: progress.episodes, steps: progress.steps, seconds: seconds)
    }
    bar.clear()
    if let last, last.divergence != nil, last.progress.episodes < episodes {
      printError(
        "learning diverged at episode \(last.progress.episodes) of \(episodes), which the picture shows; "
          + "a smaller step size may hold")
    }
  }

  // MARK: Arguments

  private var kind: Picture.Kind {
    get throws(ParameterError) {
      guard output == "-" else {
        if format != nil { throw ParameterError("`--format` is for `-o -`; the suffix of a file says what it becomes") }
        return try Picture.Kind(fileName: output)
      }
      guard let format else { return .text }
      if let kind = Picture.Kind(rawValue: format) { return kind }
      throw ParameterError("`--format` is `\(format)`; it can be svg, txt or ans")
    }
  }

  private var parsedKeys: [Key] {
    get throws(ParameterError) {
      var result: [Key] = []
      for word in (keys ?? "").split(separator: " ") {
        guard let key = Key(name: word) else {
          throw ParameterError(
            "there is no key `\(word)` for `--keys`; " + Spelling.advice(for: String(word), among: Key.words))
        }
        result.append(key)
      }
      return result
    }
  }
}
