import Learn
import Worlds

/// What there is to show in a cell.
extension CellPicture {
  /// The agent with the action that brought it here, or the sign of the cell's kind.
  func mark(isASCII: Bool, width: Int) -> [Cell] {
    if isAgentHere {
      let agent = Cell(isASCII ? "@" : "●", theme.marker)
      guard width >= 2, let action = map.lastAction, map.choices.indices.contains(action) else {
        return [agent]
      }
      return [Cell(isASCII ? map.choices[action].ascii : map.choices[action].glyph, theme.marker), agent]
    }
    func sign(_ glyph: Unicode.Scalar, _ ascii: Unicode.Scalar, _ role: Style) -> [Cell] {
      var bold = style(role)
      bold.attributes.insert(.bold)
      return [Cell(isASCII ? ascii : glyph, bold)]
    }
    return switch place.kind {
    case .goal: sign("★", "G", theme.good)
    case .money: sign("$", "$", theme.good)
    case .skull: sign("☠", "X", theme.bad)
    case .pit: sign("☠", "X", theme.bad)
    case .reward(10...): sign("$", "$", theme.good)
    case .reward(let digit): sign(self.digit(digit), self.digit(digit), theme.good)
    case .start: actions.isEmpty || width >= 2 && !hasNeighbours ? sign("S", "S", theme.muted) : []
    case .absent, .floor, .wall, .slippery, .wind: []
    }
  }

  private func digit(_ value: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(48 + min(max(value, 0), 9))) }

  var kindName: String? {
    switch place.kind {
    case .goal: "goal"
    case .money: "money"
    case .skull: "skull"
    case .pit: "pit"
    case .start: "start"
    case .reward(let digit): "+\(digit)"
    case .absent, .floor, .wall, .slippery, .wind: nil
    }
  }

  /// The actions of the policy here; none where the agent never acts.
  var actions: Range<Int> {
    guard let policy = map.policy, let observation = place.observation, observation < policy.observationCount,
      place.kind != .wall
    else { return 0..<0 }
    return 0..<policy.actionCount
  }

  /// The actions worth an arrow, in their own order: those with this share of the best one's probability; none where few
  /// can be shown and none is preferred.
  func probable(atMost count: Int, share: Double) -> [Int] {
    guard let policy = map.policy, let observation = place.observation, !actions.isEmpty, count > 0 else {
      return []
    }
    let best = actions.map { policy[observation, $0] }.max() ?? 0
    guard best >= 1.25 / Double(actions.count) || count >= actions.count else { return [] }
    return actions.filter { policy[observation, $0] >= best * share }
      .sorted { policy[observation, $0] > policy[observation, $1] }.prefix(count).sorted()
  }

  func put(_ glyphs: [Cell], x: Int, y: Int, on canvas: inout Canvas) {
    for (offset, cell) in glyphs.enumerated() { canvas[x + offset, y] = cell }
  }
}
