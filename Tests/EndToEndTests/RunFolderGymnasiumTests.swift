import Foundation
import Testing

/// The script of docs/runs.md, where Python has what it needs.
@Suite struct RunFolderGymnasiumTests {
  /// A Python that has what the page asks for; `ASCENT_PYTHON` names another than the system's.
  static let python: String? = {
    let name = ProcessInfo.processInfo.environment["ASCENT_PYTHON"] ?? "python3"
    let ended = try? execute(["/usr/bin/env", name, "-c", "import gymnasium, numpy, safetensors"])
    return ended?.status == 0 ? name : nil
  }()

  @Test(
    "the page's Python plays kept policies in Gymnasium and gets the same returns",
    .enabled(if: python != nil, "needs python3 with gymnasium, numpy and safetensors; ASCENT_PYTHON may name one"))
  func gymnasium() throws {
    let page = try Project.contents(of: "docs/runs.md")
    let script = try Scratch.file(page.components(separatedBy: "```python\n")[1].components(separatedBy: "```")[0])
    func play(_ arguments: [String]) throws -> (mean: Double, error: Double) {
      let ended = try execute(["/usr/bin/env", try #require(Self.python), script] + arguments)
      let numbers = ended.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      #expect(ended.status == 0 && numbers.count == 2, "\(ended.output)\(ended.errors)")
      return (numbers[0], numbers[1])
    }
    // Where nothing is left to chance the returns are equal.
    let cliff = try KeptRun.trained(["-w", "cliff-walking", "-a", "q-learning", "--episodes", "500"])
    #expect(try play([cliff, "2", "greedy"]).mean == -13)
    let pendulum = try KeptRun.trained(["-w", "pendulum", "-a", "td-actor-critic", "--episodes", "20"])
    let pole = try KeptRun.trained(["-w", "cart-pole", "-a", "reinforce:degree=2", "--episodes", "150"])
    let soft = try KeptRun.trained(["-w", "pendulum", "-a", "sac", "--steps", "3000"])
    let sure = try KeptRun.trained(["-w", "mountain-car-continuous", "-a", "td3:start=20", "--steps", "200"])
    let fresh = try ["pendulum", "cart-pole"].map {
      try KeptRun.trained(["-w", $0, "-a", "ppo:steps=32,batch=64,units=8,normalize=true", "--steps", "2000"])
    }
    let values = try KeptRun.trained([
      "-w", "cart-pole", "-a", "a3c:method=q-learning,hidden=8", "--steps", "3000",
    ])
    for (folder, state) in [
      (values, "0,0.01,0.02,-0.03"), (values, "0.1,0,-0.04,0"),
      (soft, "3.14,0"), (soft, "-2,-6"), (sure, "-0.5,0"),
      (fresh[0], "3.14,0"), (fresh[0], "0.5,1"), (fresh[1], "0,0.01,0.02,-0.03"),
      (pendulum, "3.14,0"), (pendulum, "0.5,1"), (pendulum, "-2,-6"), (pole, "0,0.01,0.02,-0.03"),
    ] {
      let own = try EvaluateTests.lines([
        "rollout", "--policy", folder, "--greedy", "--state", "[\(state)]", "--json",
      ]).reduce(0) { $0 + ($1["reward"]?.number ?? .nan) }
      // Gymnasium shows its observations in single precision.
      #expect(abs(try play([folder, "1", "greedy", state]).mean - own) < 1e-3 * abs(own))
    }
    // Elsewhere they agree within four standard errors of the exact J.
    for (arguments, episodes) in [
      (["-w", "frozen-lake", "-a", "reinforce:alpha=0.05", "--episodes", "20000"], "2000"),
      (["-w", "frozen-lake", "-a", "cem-tabular", "--episodes", "2000"], "2000"),
      (["-w", "cliff-walking", "-a", "sarsa", "--episodes", "500"], "300"),
    ] {
      let folder = try KeptRun.trained(arguments)
      let exact = try #require(try EvaluateTests.lines(["evaluate", folder, "--json"])[0]["objective"]?.number)
      let played = try play([folder, episodes])
      #expect(abs(played.mean - exact) < 4 * played.error, "\(arguments): \(played) and \(exact)")
    }
  }
}
