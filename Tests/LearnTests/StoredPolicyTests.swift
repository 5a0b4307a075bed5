import Testing
import Worlds

@testable import Learn

/// Policies in files: every one of the catalogue comes back to the bit, and what does not fit is refused.
@Suite struct StoredPolicyTests {
  private static func trained(_ setup: Setup, steps: Int = 300) throws -> HeadlessRun {
    var run = try HeadlessRun(setup, seed: 3)
    run.run(HeadlessRun.Budget(steps: steps))
    return run
  }

  @Test(
    "every policy of the catalogue comes back from its file to the bit, and plays alike",
    arguments: ConformanceTests.pairs)
  func roundTrip(pair: ConformanceTests.Pair) throws {
    let run = try Self.trained(try pair.setup)
    let file = PolicyFile(run)
    let back = try PolicyFile(reading: file.bytes)
    #expect(back.world == file.world && back.algorithm == file.algorithm && back.seed == 3)
    #expect(back.progress == run.progress && run.progress.steps > 0)
    guard run.divergence == nil else {
      let error = #expect(throws: ParameterError.self) { try back.setup() }
      #expect(error?.description.contains("as after a run that has diverged") == true)
      return
    }
    let again = try HeadlessRun(try back.setup(), seed: 8)
    let (old, new) = (run.storedPolicy, again.storedPolicy)
    #expect(old.kind == new.kind && old.parts.map(\.tensor.name) == new.parts.map(\.tensor.name))
    for (old, new) in zip(old.parts, new.parts) {
      #expect(old.tensor.values.map(\.bitPattern) == new.tensor.values.map(\.bitPattern), "\(old.tensor.name)")
    }
    // Everything that a frozen policy does follows from its distributions.
    #expect(run.evaluate(episodes: 3, .sampled) == again.evaluate(episodes: 3, .sampled))
    #expect(run.evaluate(episodes: 3, .greedy) == again.evaluate(episodes: 3, .greedy))
  }

  @Test("a policy in place is where learning begins, after a reset too")
  func beginning() throws {
    let run = try Self.trained(try Setup("aliased-corridor", "reinforce:alpha=0.001"), steps: 3000)
    let setup = try PolicyFile(reading: PolicyFile(run).bytes).setup()
    #expect(setup.make(1).learner.policyParameters == run.parameters.first { $0.name == "θ" }?.values)
    #expect(setup.make(2).learner.policyParameters == setup.make(1).learner.policyParameters)
    var on = try HeadlessRun(setup, seed: 4)
    on.run(HeadlessRun.Budget(episodes: 50))
    #expect(on.storedPolicy.parts[0].tensor.values != run.storedPolicy.parts[0].tensor.values)
  }

  @Test("a policy may play on the same world with other chances, and on no other world")
  func otherWorld() throws {
    let run = try Self.trained(try Setup("frozen-lake", "reinforce"))
    let file = try PolicyFile(reading: PolicyFile(run).bytes)
    #expect(
      try file.setup(on: Spec("frozen-lake:slippery=false")).worldSpec.description == "frozen-lake:slippery=false")
    for other in ["cliff-walking", "gridworld:size=4", "pendulum"] {
      let error = #expect(throws: ParameterError.self) { try file.setup(on: Spec(other)) }
      #expect(error?.kind == .usage && error?.description.contains("`frozen-lake`") == true)
    }
  }

  /// A file like a trained policy's, changed by someone who gave it the digest of what is in it now.
  private static func changed(
    _ world: String = "short-corridor", _ algorithm: String = "reinforce", change: (inout SafeTensors) -> Void
  ) throws -> [UInt8] {
    var file = try SafeTensors(reading: PolicyFile(try trained(try Setup(world, algorithm))).bytes)
    change(&file)
    return file.sealed().bytes
  }

  private static func set(_ name: String, _ text: String?) -> (inout SafeTensors) -> Void {
    { file in
      file.metadata.removeAll { $0.name == name }
      if let text { file.metadata.append((name, text)) }
    }
  }

  @Test("what does not fit is refused with what is wrong and what would be right")
  func misfits() throws {
    let cases: [(bytes: [UInt8], message: String)] = [
      (try Self.changed(change: Self.set("format", "pt")), "its `format` must be ascent-policy"),
      (try Self.changed(change: Self.set("version", "2")), "reads version 1"),
      (
        SafeTensors(metadata: [("format", "ascent-policy"), ("version", "1")], []).bytes,
        "no `digest` among its words, so damage could not be seen"
      ),
      (try Self.changed(change: Self.set("world", nil)), "no `world`"),
      (try Self.changed(change: Self.set("world", "short-corider")), "did you mean `short-corridor`"),
      (try Self.changed(change: Self.set("world", "cliff-walking")), "theta"),
      (try Self.changed(change: Self.set("algorithm", "reinforce:alpha=x")), "`alpha` is `x`"),
      (
        try Self.changed(change: Self.set("algorithm", "q-learning")),
        "tensor `theta` is no part of this policy; it has w"
      ),
      (try Self.changed(change: Self.set("seed", "-1")), "its `seed` is `-1`"),
      (try Self.changed(change: Self.set("steps", "99999999999999999999")), "its `steps` is"),
      (try Self.changed { $0.tensors.removeFirst() }, "no tensor `theta`"),
      (try Self.changed { $0.tensors.append(Tensor("more", [1], [1])) }, "tensor `more` is no part"),
      (try Self.changed { $0.tensors[0].shape = [2, 1] }, "has the shape [2, 1]; on this world it must be [2]"),
      (try Self.changed { $0.tensors[0].precision = .single }, "`theta` is F32; it must be F64"),
      (try Self.changed { $0.tensors[0].values[1] = .nan }, "`theta[1]` is nan"),
      (try Self.changed { $0.tensors[0].values[0] = -.infinity }, "`theta[0]` is -inf"),
      (try Self.changed { $0.tensors[1].values[1] = 0.5 }, "`phi[0, 0, 1]` is 0.5; on this world it is"),
      (
        try Self.changed("frozen-lake", "cem-tabular:candidates=6,elite=2") { $0.tensors[0].values[5] += 0.5 },
        "row 1 of `pi` is"
      ),
    ]
    for (bytes, message) in cases {
      let error = #expect(throws: ParameterError.self, "\(message)") { try PolicyFile(reading: bytes).setup() }
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test(
    "a file in which one bit is another is refused in one line, wherever it is",
    arguments: [("short-corridor", "reinforce"), ("cart-pole", "reinforce:hidden=2")])
  func damaged(world: String, algorithm: String) throws {
    let whole = PolicyFile(try Self.trained(try Setup(world, algorithm), steps: 30)).bytes
    #expect(throws: Never.self) { try PolicyFile(reading: whole) }
    // 37 has no factor of eight: each bit of a byte has its turn. The numbers are at the end.
    let header = 8 + Int(whole[0]) + 256 * Int(whole[1])
    let bits = Array(stride(from: 0, to: 8 * header, by: 37)) + stride(from: 8 * header, to: 8 * whole.count, by: 3)
    for bit in bits {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      let error = #expect(throws: ParameterError.self, "bit \(bit)") { try PolicyFile(reading: bytes) }
      #expect(error?.kind == .brokenInput && error?.description.contains("\n") == false)
      if bit >= 8 * header { #expect(error?.description.contains("damaged or changed after it was written") == true) }
    }
  }

  @Test("the digest does not depend on the order of words and tensors, and on all else in them")
  func digest() throws {
    let file = SafeTensors(
      metadata: [("a", "b"), ("c", "d")], [Tensor("x", [2], [1, 2]), Tensor("y", [1, 2], [3, 4], .single)])
    // FNV-1a of nothing, by its authors.
    #expect(SafeTensors(metadata: [], []).digest == "cbf29ce484222325")
    var other = file
    other.metadata.reverse()
    other.tensors.reverse()
    other.metadata.append(("digest", "whatever"))
    #expect(other.digest == file.digest && other.sealed().metadata.count == 3)
    let changes: [(inout SafeTensors) -> Void] = [
      { $0.metadata[0].text = "bc" }, { $0.metadata[0] = ("ab", "") }, { $0.metadata.removeLast() },
      { ($0.metadata[0].text, $0.metadata[1].text) = ("d", "b") }, { $0.tensors[0].name = "z" },
      { $0.tensors[1].shape = [2, 1] }, { $0.tensors[1].precision = .double }, { $0.tensors[0].values[0] = -1 },
      { $0.tensors[0].values[1] = 2.0.nextUp }, { $0.tensors.removeLast() },
    ]
    var digests: Set = [file.digest]
    for change in changes {
      var changed = file
      change(&changed)
      digests.insert(changed.digest)
    }
    #expect(digests.count == 1 + changes.count)
  }

  @Test("the rows say how the policy acts: worked by hand for each kind")
  func kinds() throws {
    func stored(_ world: String, _ algorithm: String) throws -> StoredPolicy {
      try HeadlessRun(try Setup(world, algorithm), seed: 1).storedPolicy
    }
    let table = try stored("frozen-lake", "reinforce:temperature=2")
    #expect(table.kind == "softmax" && table.facts.map(\.value) == [2] && table.parts[0].tensor.shape == [16, 4])
    let gaussian = try stored("pendulum", "reinforce:sigma=0.5")
    #expect(gaussian.parts.map(\.tensor.name) == ["mean.weight", "log_sigma", "observation.scale"])
    #expect(gaussian.parts.map(\.tensor.shape) == [[1, 4], [1], [3]])
    #expect(
      gaussian.parts[2].tensor.values == [1, 1, 0.125]
        && abs(gaussian.parts[1].tensor.values[0] + 0.6931471805599453) < 1e-15)
    let values = try stored("cliff-walking", "sarsa:epsilon=0.25")
    #expect(
      values.kind == "epsilon-greedy" && values.facts.map(\.value) == [0.25] && values.parts[0].tensor.name == "q")
    #expect(try stored("short-corridor", "q-learning").parts.map(\.tensor.name) == ["w", "phi"])
    #expect(try stored("gridworld", "cem-tabular").parts.map(\.tensor.name) == ["pi"])
  }

  @Test("a run that was cut from outside ends at the same place when it is repeated", arguments: [1, 40_000, 200_000])
  func cut(after wanted: Int) throws {
    let setup = try Setup("gridworld:size=5", "td-lambda-actor-critic")
    var asked = 0
    var first = try HeadlessRun(setup, seed: 6)
    // Interrupted at some place that nothing in the run knows of.
    first.run(
      HeadlessRun.Budget(episodes: 1_000_000),
      isInterrupted: {
        asked += 1
        return asked * 100 >= wanted
      })
    let cut = try #require(first.cut)
    var second = try HeadlessRun(setup, seed: 6)
    second.run(HeadlessRun.Budget(episodes: 1_000_000, seconds: 1e-9, cut: cut))
    #expect(second.cut == cut && second.progress == first.progress && second.parameters == first.parameters)
    var third = try HeadlessRun(setup, seed: 6)
    third.run(HeadlessRun.Budget(episodes: 3))
    #expect(third.cut == nil)
  }
}
