import Learn
import Worlds

/// A matrix game: the payoffs with both players' mixtures at their sides, how exploitable the agent's policy is, and with room
/// the simplex that both move in.
struct GamePicture {
  let scene: GameScene
  let choices: [ActionSpace.Choice]
  /// π at the present observation; none where the numbers do not fit the moves.
  let probabilities: [Double]
  /// nil where π left the finite numbers.
  let exploitability: Exploited?
  let theme: Theme

  /// How much a round an opponent who knows the policy would win from it.
  struct Exploited: Equatable {
    var value: Double
    /// The move that wins it at the present observation.
    var response: Int
    /// Over all observations by how often they are met, or at the present one alone.
    var isMean: Bool
  }

  init(_ scene: GameScene, _ view: ViewState) {
    self.scene = scene
    theme = view.theme
    choices = ActionGlyphs.choices(of: view.frame.setup.world.actionSpace, count: scene.payoffs.count)
    guard case .discrete(let π) = view.frame.distribution, π.count == scene.payoffs.count,
      π.allSatisfy({ $0 >= 0 && $0 <= 1.000_001 })
    else {
      (probabilities, exploitability) = ([], nil)
      return
    }
    probabilities = π
    exploitability = Self.exploited(π, scene.payoffs, view)
  }

  private static func exploited(_ π: [Double], _ payoffs: [[Double]], _ view: ViewState) -> Exploited {
    let here = Exploitability(
      of: PolicyTable(name: "π", actionCount: π.count, probabilities: π), payoffs: payoffs)
    let observation = if case .index(let index) = view.frame.observation { index } else { 0 }
    var result = Exploited(value: here.values[0], response: here.responses[0], isMean: false)
    // The policy that plays, where several are known.
    let tables = view.frame.policies.filter { $0.actionCount == π.count && $0.observationCount > observation }
    guard let table = tables.first(where: { Array($0.row(observation)) == π }) ?? tables.first else { return result }
    guard table.observationCount > 1 else {
      result.isMean = true
      return result
    }
    let model = view.frame.setup.world.model
    let shares = view.visits ?? view.frame.visitShares
    guard let model, let shares, shares.count == model.stateCount,
      model.observationCount == table.observationCount,
      let mean = Exploitability(of: table, payoffs: payoffs).mean(over: model.byObservation(shares))
    else { return result }
    (result.value, result.isMean) = (mean, true)
    return result
  }

  /// Σ_ab π_a σ_b u(a, b): what the agent can expect of the next round.
  private var expected: Double? {
    guard !probabilities.isEmpty, scene.mixture.count == scene.payoffs[0].count else { return nil }
    return scene.payoffs.indices.reduce(0) { sum, a in
      sum + probabilities[a] * zip(scene.payoffs[a], scene.mixture).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// What the title can say, the longest first.
  var legends: [String] {
    guard let exploitability else { return [] }
    let number = Numbers.fixed(exploitability.value, 2)
    let place = exploitability.isMean ? "" : " here"
    return ["exploitable\(place): \(number) a round", "exploitable \(number)"]
  }

  // MARK: Layout

  /// Columns of a payoff, of what stands left of them, and of the whole table.
  private static let cell = 5
  private static let side = 13
  private var tableWidth: Int { Self.side + Self.cell * choices.count }

  func draw(on canvas: inout Canvas) {
    guard canvas.columns > 0, canvas.rows > 0, !choices.isEmpty else { return }
    let hasSimplex = choices.count == 3 && canvas.columns >= tableWidth + 16 && canvas.rows >= 7
    let isBelow = !hasSimplex && choices.count == 3 && canvas.rows >= 20 && canvas.columns >= 16
    let columns = hasSimplex ? tableWidth + 1 : canvas.columns
    // The table stands in the middle of its height, its pillars taking what room there is.
    let pillars = min(max((canvas.rows - 9) / 2, 0), 4)
    let height = min(pillars + 9, canvas.rows)
    let top = isBelow ? 0 : (canvas.rows - height) / 2
    drawTable(columns: columns, y: top, pillars: pillars, rows: canvas.rows - top, on: &canvas)
    if hasSimplex {
      let rect = Rect(x: columns + 1, y: 0, width: canvas.columns - columns - 1, height: canvas.rows)
      SimplexPicture(scene, probabilities, choices, theme).draw(in: rect, on: &canvas)
    } else if isBelow {
      let rect = Rect(x: 0, y: height + 1, width: canvas.columns, height: canvas.rows - height - 1)
      SimplexPicture(scene, probabilities, choices, theme).draw(in: rect, on: &canvas)
    }
  }

  /// Row by row: who plays above, σ, then each move of the agent with π and its payoffs, then what they come to.
  private func drawTable(columns: Int, y top: Int, pillars: Int, rows: Int, on canvas: inout Canvas) {
    var y = top
    let isWide = columns >= tableWidth
    let side = isWide ? Self.side : max(columns - Self.cell * choices.count, 2)
    func x(_ b: Int) -> Int { side + b * Self.cell }
    if rows >= 7 {
      if isWide { canvas.write(scene.opponent, x: 1, y: y + pillars, theme.muted, width: side - 2, align: .right) }
      for b in choices.indices where b < scene.mixture.count {
        canvas.pillar(
          scene.mixture[b], x: x(b) + 1, bottom: y + pillars - 1, width: 3, height: pillars, theme.action(b))
        drawMove(b, isLast: scene.last?.opponent == b, x: x(b) + 2, y: y + pillars, on: &canvas)
      }
      y += pillars + 1
    }
    if rows >= 5 {
      if isWide { canvas.write("σ", x: 1, y: y, theme.muted, width: side - 2, align: .right) }
      for b in choices.indices where b < scene.mixture.count {
        canvas.write(
          Numbers.probability(scene.mixture[b]), x: x(b) + 1, y: y,
          scene.last?.opponent == b ? theme.agent : theme.text)
      }
      y += 1
    }
    for a in choices.indices {
      drawMove(a, isLast: scene.last?.agent == a, x: 1, y: y, on: &canvas)
      if a < probabilities.count, isWide {
        canvas.bar(probabilities[a], x: 3, y: y, width: 5, theme.action(a))
        canvas.write(
          Numbers.probability(probabilities[a]), x: 8, y: y, scene.last?.agent == a ? theme.agent : theme.text,
          width: 3, align: .right)
      }
      for b in scene.payoffs[a].indices {
        let payoff = scene.payoffs[a][b]
        var style = payoff > 0 ? theme.good : payoff < 0 ? theme.bad : theme.muted
        if scene.last == .init(agent: a, opponent: b) { style.attributes.formUnion([.bold, .reverse]) }
        canvas.write(Self.signed(payoff), x: x(b), y: y, style, width: Self.cell - 1, align: .right)
      }
      y += 1
    }
    drawSums(columns: columns, y: y, rows: top + rows - y, on: &canvas)
  }

  private func drawMove(_ move: Int, isLast: Bool, x: Int, y: Int, on canvas: inout Canvas) {
    var style = theme.action(move)
    if isLast { style.attributes.formUnion([.bold, .reverse]) }
    canvas.put(choices[move].glyph, ascii: choices[move].ascii, x: x, y: y, style)
  }

  /// The exploitability as a bar, then the round and the score; the first of them where there is little room.
  private func drawSums(columns: Int, y: Int, rows: Int, on canvas: inout Canvas) {
    guard rows > 0 else { return }
    var y = y + (rows >= 5 ? 1 : 0)
    let end = min(columns, tableWidth) - 1
    if let exploitability {
      let number = Numbers.fixed(exploitability.value, 2)
      let response = choices[exploitability.response].name
      canvas.write("exploitable", x: 1, y: y, theme.text)
      let largest = scene.payoffs.flatMap { $0 }.max() ?? 1
      canvas.bar(exploitability.value / max(largest, 1e-9), x: 13, y: y, width: end - 18, theme.bad)
      canvas.write(number, x: end - 4, y: y, theme.agent, width: 5, align: .right)
      y += 1
      if rows >= 3 {
        let how = exploitability.value > 1e-9 ? "by \(response)" : "by no move"
        canvas.write(
          "a round, " + how + (exploitability.isMean ? "" : " here"), x: 1, y: y, theme.muted, width: end,
          align: .right)
        y += 1
      }
    }
    if let expected, rows >= 4 {
      canvas.write("expected now", x: 1, y: y, theme.text)
      canvas.write(Self.signed(expected, decimals: 2), x: end - 5, y: y, theme.text, width: 6, align: .right)
      y += 1
    }
    guard rows >= 2 else { return }
    let rounds = scene.rounds.map { "/\($0)" } ?? ""
    canvas.write("round \(scene.round)\(rounds)", x: 1, y: y, theme.muted)
    canvas.write("score \(Self.signed(scene.score))", x: 1, y: y, theme.text, width: end, align: .right)
  }

  private static func signed(_ value: Double, decimals: Int = 0) -> String {
    let text = Numbers.fixed(value, decimals)
    return value > 0 && text.contains(where: { $0 != "0" && $0 != "." }) ? "+" + text : text
  }
}
