import Testing
import Worlds

@testable import Learn

/// The size of hidden layers, which other programs call and write in several ways.
@Suite struct HiddenLayerTests {
  @Test("every learner by networks understands both names and both spellings, and shows one")
  func spellings() throws {
    var learners: Set<String> = []
    for id in ["cart-pole", "pendulum"] {
      for row in try Catalogue.world(id).algorithms {
        guard let standard = row.parameters.first(where: { $0.info.name == "hidden" }) else {
          #expect(!row.parameters.contains { $0.info.isCalled("units") }, "\(row.info.id)")
          continue
        }
        learners.insert(row.info.id)
        #expect(standard.value != .integer(8) && standard.info.layers == 2)
        for text in ["hidden=8", "hidden=8x8", "units=8", "units=8x8"] {
          let setup = try Setup(id, "\(row.info.id):\(text)")
          #expect(setup.parameters.first { $0.info.name == "hidden" }?.value == .integer(8), "\(row.info.id):\(text)")
          #expect(setup.fullAlgorithmSpec.assignments.filter { $0.name == "hidden" }.map(\.text) == ["8"])
          #expect(!setup.fullAlgorithmSpec.assignments.contains { $0.name == "units" })
          #expect(setup.algorithmSpec.assignments.map(\.name) == ["hidden"])
          #expect(setup.commandLine(seed: 1).contains("hidden=8") && !setup.commandLine(seed: 1).contains("units"))
        }
        for text in ["hidden=64x32", "units=64x32", "hidden=64x64x64", "hidden=64x"] {
          let error = #expect(throws: ParameterError.self) { try Setup(id, "\(row.info.id):\(text)") }
          let value = text.split(separator: "=")[1]
          #expect(
            error?.description
              == "`hidden` is `\(value)`; there are always 2 layers of one size, such as `64` or `64x64`")
        }
      }
    }
    let all = [
      "a2c", "a3c", "ddpg", "ppo", "reinforce", "reinforce-baseline", "sac", "sac-v", "td-lambda-actor-critic", "td3",
      "trpo",
    ]
    #expect(learners.isSuperset(of: all), "\(learners.sorted())")
  }

  @Test("the last of several names counts, and both give the same networks")
  func same() throws {
    let setups = try ["units=4x4", "hidden=4", "hidden=9,units=4", "units=9,hidden=4x4"].map {
      try Setup("pendulum", "sac:\($0)")
    }
    let policies = try setups.map { try HeadlessRun($0, seed: 2).storedPolicy.parts.map(\.tensor.values) }
    #expect(policies.allSatisfy { $0 == policies[0] } && !policies[0].isEmpty)
    let other = try HeadlessRun(try Setup("pendulum", "sac:hidden=9"), seed: 2).storedPolicy
    #expect(other.parts.map(\.tensor.values) != policies[0])
  }
}
