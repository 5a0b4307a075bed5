import Learn
import Worlds

/// Everything known about one cell of a world: what the policy does there, and what it is worth.
struct InspectedCell {
  /// Such as `column 2, row 1`.
  let name: String
  /// What is observed there, where that says more than the name.
  let observation: String?
  /// Why nothing is decided there; nil where something is.
  let remark: String?
  /// The cells that look alike to the agent.
  let twins: [String]
  let policyName: String
  let probabilities: [Double]
  let choices: [ActionSpace.Choice]
  let exactV: Double?
  let learntV: Double?
  let exactQ: [Double]?
  let learntQ: [Double]?
  let visits: Double?
  /// The share of the steps watched.
  let experience: Double?
  let theme: Theme
  private let isASCII: Bool

  /// nil where no cell is looked at.
  init?(_ view: ViewState) {
    guard case .cells(let scene) = view.frame.scene, let index = view.inspected, scene.places.indices.contains(index)
    else { return nil }
    let (frame, place) = (view.frame, scene.places[index])
    (theme, isASCII) = (view.theme, view.isASCII)
    name = scene.name(of: index)
    twins = scene.twins(of: index).map(scene.name(of:))
    let policy = frame.policies.first
    policyName = policy?.name ?? "π"
    choices = ActionGlyphs.choices(of: frame.setup.world.actionSpace, count: policy?.actionCount ?? 0)
    remark = Self.remark(place)
    guard let seen = place.observation, let policy, seen < policy.observationCount else {
      (observation, probabilities) = (nil, [])
      (exactV, learntV, exactQ, learntQ, visits, experience) = (nil, nil, nil, nil, nil, nil)
      return
    }
    var label: String?
    if case .indices(let labels) = frame.setup.world.observationSpace, labels.indices.contains(seen) {
      label = labels[seen]
    }
    observation = label == name ? nil : label
    probabilities = Array(policy.row(seen))
    func at<Value>(_ index: Int?, _ values: [Value]?) -> Value? {
      guard let index, let values, values.indices.contains(index) else { return nil }
      return values[index]
    }
    exactV = at(place.state, view.exactValues)
    exactQ = at(place.state, view.exactActionValues)
    visits = at(place.state, view.visits)
    experience = at(place.state, frame.visitShares)
    learntV = at(seen, frame.learntValues)
    let count = policy.actionCount
    learntQ = frame.learntActionValues.flatMap { values in
      values.count >= (seen + 1) * count ? Array(values[seen * count..<(seen + 1) * count]) : nil
    }
  }

  private static func remark(_ place: CellScene.Place) -> String? {
    switch place.kind {
    case .wall: return "a wall: the agent is never here"
    case .goal: return "the goal: the episode ends here"
    case .money: return "money: the episode ends here"
    case .skull, .pit: return "a \(place.kind == .pit ? "pit" : "skull"): the episode ends here"
    case .absent, .floor, .start, .slippery, .wind, .reward:
      return place.observation == nil ? "nothing is decided here" : nil
    }
  }

  /// `A = Q − V`, exact.
  var advantages: [Double]? { exactQ.flatMap { q in exactV.map { v in q.map { $0 - v } } } }

  /// The name and what is observed there.
  var title: String { observation.map { "\(name): \($0)" } ?? name }

  /// V and d^π, such as `V 6.37  learnt 6.40  d^π .21`.
  var summary: [(name: String, value: String)] {
    var parts: [(String, String)] = []
    if let exactV { parts.append(("V", Numbers.compact(exactV))) }
    if let learntV { parts.append((exactV == nil ? "V learnt" : "learnt", Numbers.compact(learntV))) }
    if let visits { parts.append(("d^π", Numbers.compact(visits))) }
    if let experience { parts.append(("n", Numbers.compact(experience))) }
    return parts
  }

  var likeness: String? {
    switch twins.count {
    case 0: nil
    case 1: "looks like \(twins[0])"
    case 2: "looks like \(twins[0]) and \(twins[1])"
    default: "looks like \(twins.count) other cells"
    }
  }

  /// As much of it as fits into a line, each action's Q before what the cell looks like; no number is ever cut.
  func line(width: Int) -> String {
    if let remark { return "\(title) · \(remark)" }
    let values = summary.map { "\($0.name) \($0.value)" }.joined(separator: " ")
    var actions = ""
    if let q = exactQ ?? learntQ, q.count == choices.count {
      actions =
        "Q "
        + zip(choices, q).map { "\(String(isASCII ? $0.ascii : $0.glyph))\(Numbers.short($1))" }.joined(separator: " ")
    }
    let all = likeness ?? ""
    let lines = [
      [title, values, actions, all], [name, values, actions, all], [title, values, actions], [name, values, actions],
      [name, values], [name, summary.first.map { "\($0.name) \($0.value)" } ?? ""], [name],
    ].map { parts in parts.filter { !$0.isEmpty }.joined(separator: " · ") }
    return lines.first { Text.width($0, isASCII: isASCII) <= width } ?? name
  }
}
