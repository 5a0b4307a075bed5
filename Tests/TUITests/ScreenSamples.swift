import Worlds

@testable import Learn
@testable import TUI

/// Dashboards that have received frames made by hand: what is on them changes with the drawing alone, whatever learners do.
enum ScreenSample: String, CaseIterable {
  case corridor, gridworld, bandit, continuousBandit, game, pointMass, pendulum, cartPole, mountainCar, acrobot,
    swingUp, swimmer, tetris, population, region, clipped

  func dashboard(_ columns: Int, _ rows: Int, _ look: ScreenLook) throws -> Dashboard {
    let frames = try frames()
    var dashboard = Dashboard(
      frames[0].setup, seed: 7, mode: .paused, columns: columns, rows: rows, theme: look.theme, tier: look.tier,
      isASCII: look.isASCII)
    // One by one, so that the exact J of each is in the chart.
    for (index, frame) in frames.enumerated() {
      _ = dashboard.update(.frames([frame], firstNumber: index, time: 0))
    }
    if self == .population { dashboard.press("g") }
    if self == .region || self == .clipped { dashboard.press("K") }
    while dashboard.wantsLeisure { _ = dashboard.update(.leisure) }
    return dashboard
  }

  /// The way from chance to the fixture's policy, with values and returns that rise and fall on it.
  private func frames() throws -> [Frame] {
    let view =
      switch self {
      case .corridor: try Fixture.corridor()
      case .gridworld: try Fixture.square(side: 10, agent: 23)
      case .bandit: try Fixture.bandit()
      case .continuousBandit: try Fixture.continuousBandit()
      case .game: try Fixture.game()
      case .pointMass: try Fixture.pointMass()
      case .pendulum: try Fixture.pendulum(mean: 0.4)
      case .cartPole: try Fixture.cartPole()
      case .mountainCar: try Fixture.mountainCar()
      case .acrobot: try Fixture.acrobot()
      case .swingUp: try Fixture.swingUp()
      case .swimmer: try Fixture.swimmer()
      case .tetris: try Fixture.tetris()
      case .population: try Fixture.population()
      case .region: try Fixture.region()
      case .clipped: try Fixture.clipped()
      }
    // Exact evaluation of a hundred states takes a while in a debug build.
    let count = self == .gridworld ? 5 : 32
    var returns = ReturnHistory()
    return (1...count).map { index in
      var frame = view.frame
      let share = Double(index) / Double(count)
      for episode in 0..<480 / count {
        returns.add(share * 12 - 8 + Double(episode * 5 % 7) - (episode == 3 ? 12 : 0))
      }
      if index == count / 2 { returns.note("α = 0.01") }
      frame.mark = 100 + index
      frame.returns = returns
      frame.progress = Progress(steps: 4321 + index, episodes: returns.count, updates: 12_345 + index)
      frame.line = frame.listing.count - 1 - index % 2
      for line in frame.values.indices.dropFirst(4) {
        let value = Double((index * 7 + line * 3) % 11 - 5) * 0.37
        frame.values[line] = [NamedValue(["δ", "G", "v(S)", "∣∇∣"][line % 4], value)]
      }
      for policy in frame.policies.indices {
        let table = frame.policies[policy]
        let chance = 1 / Double(table.actionCount)
        frame.policies[policy].probabilities = table.probabilities.map { chance + ($0 - chance) * share }
      }
      return frame
    }
  }
}

/// A theme on a tier, or in ASCII.
struct ScreenLook {
  var theme: Theme
  var tier: ColorTier
  var isASCII = false

  var name: String {
    isASCII ? "ascii" : tier == .monochrome ? "monochrome" : "\(theme.id) \(tier.rawValue)"
  }

  static let all =
    [Theme.dark, .light, .highContrast].flatMap { theme in
      [ColorTier.direct, .indexed256, .sixteen].map { ScreenLook(theme: theme, tier: $0) }
    } + [ScreenLook(theme: .dark, tier: .monochrome), ScreenLook(theme: .dark, tier: .direct, isASCII: true)]
}
