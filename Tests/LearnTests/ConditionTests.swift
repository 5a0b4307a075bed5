import Testing
import Worlds

@testable import Learn

@Suite struct ConditionTests {
  @Test("a number of episodes is the condition that is written so")
  func episodes() throws { #expect(try Condition.episodes(12) == Condition("episode >= 12")) }

  private let measures = Condition.Measures(return: 5.5, episode: 120, entropy: 0.2)

  @Test(
    "conditions compare, join by and, and by or",
    arguments: [
      ("return > 5", true), ("return > 5.5", false), ("return >= 5.5", true), ("episode<100", false),
      ("entropy <= 0.2", true), ("return > 9 and episode > 1", false), ("return > 9 or episode > 1", true),
      ("return > 9 and episode > 1 or entropy < 1", true), ("return > 5 and episode >= 100 and entropy < 0.1", false),
    ])
  func conditions(text: String, holds: Bool) throws {
    #expect(try Condition(text).holds(measures) == holds)
  }

  @Test("no return yet satisfies nothing")
  func noReturn() throws {
    let early = Condition.Measures(return: nil, episode: 0, entropy: 1)
    #expect(try !Condition("return > -1000000").holds(early))
    #expect(try !Condition("return < 1000000").holds(early))
  }

  @Test(
    "what is not understood is named, with what would be",
    arguments: [
      ("retrun > 5", "a condition knows no `retrun`; did you mean `return`?"),
      ("return > high", "`return>high` compares with no number; write a condition like `return > 5`"),
      ("return", "`return` is no condition; write one like `return > 5 and episode >= 100`"),
      ("return > 5 and", "`` is no condition; write one like `return > 5 and episode >= 100`"),
      ("", "`` is no condition; write one like `return > 5 and episode >= 100`"),
    ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try Condition(text) }
    #expect(error?.description == message)
  }
}
