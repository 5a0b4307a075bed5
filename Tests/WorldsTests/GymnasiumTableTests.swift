import Recorded
import Testing

@testable import Worlds

/// Transition for transition, what Gymnasium has.
@Suite struct GymnasiumTableTests {
  @Test("every state and action leads where Gymnasium's table says, as likely, for as much, and ends as it does")
  func tables() throws {
    var cliff = CliffWalking.Settings()
    try compare(CliffWalking(cliff).model, "cliff-walking")
    cliff.isSlippery = true
    try compare(CliffWalking(cliff).model, "cliff-walking:slippery=true")
    var lake = FrozenLake.Settings()
    try compare(FrozenLake(lake).model, "frozen-lake")
    lake.isSlippery = false
    try compare(FrozenLake(lake).model, "frozen-lake:slippery=false")
    var large = FrozenLake8x8.Settings()
    try compare(FrozenLake8x8(large).model, "frozen-lake-8x8")
    large.isSlippery = false
    try compare(FrozenLake8x8(large).model, "frozen-lake-8x8:slippery=false")
  }

  @Test("horizons are as registered; the cliff, which has none there, is cut after 1,000 steps")
  func horizons() {
    #expect(FrozenLake(.init()).horizon == 100)
    #expect(FrozenLake8x8(.init()).horizon == 200)
    #expect(CliffWalking(.init()).horizon == 1000)
  }

  @Test("actions are numbered as in Gymnasium")
  func actions() {
    #expect(FrozenLake(.init()).model.actions == ["left", "down", "right", "up"])
    #expect(CliffWalking(.init()).model.actions == ["N", "E", "S", "W"])
  }

  @Test("the start is where Gymnasium's episodes begin")
  func starts() {
    #expect(CliffWalking(.init()).model.start[36] == 1)
    #expect(FrozenLake(.init()).model.start[0] == 1)
    #expect(FrozenLake8x8(.init()).model.start[0] == 1)
  }

  private struct Event: Hashable {
    var next: Int
    var reward: Double
    var terminates: Bool
  }

  /// As distributions: whether equal outcomes are joined does not matter.
  private func compare(_ model: TabularModel, _ spec: String) throws {
    let recorded = try #require(gymnasiumTables.first { $0.spec == spec })
    let lines = recorded.table.split(separator: "\n")
    #expect(lines.count == model.stateCount)
    for (state, line) in lines.enumerated() {
      let fields = line.split(separator: " ")
      #expect(fields.count == 4)
      for (action, field) in fields.enumerated() {
        let outcomes = field.split(separator: ",")
        var difference: [Event: Double] = [:]
        for outcome in outcomes {
          let parts = outcome.split(separator: ":")
          let (next, reward) = (Int(parts[0]), Double(String(parts[1].filter { $0 != "!" })))
          let event = Event(
            next: try #require(next), reward: try #require(reward), terminates: outcome.last == "!")
          difference[event, default: 0] += 1 / Double(outcomes.count)
        }
        for outcome in model.transitions[state][action] {
          let event = Event(next: outcome.next, reward: outcome.reward, terminates: outcome.terminates)
          difference[event, default: 0] -= outcome.probability
        }
        #expect(difference.values.allSatisfy { abs($0) < 1e-12 }, "\(spec): state \(state), action \(action)")
      }
    }
  }
}
