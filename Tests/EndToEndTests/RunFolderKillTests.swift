import Foundation
import Testing

/// Files of a run are written whole or not at all.
@Suite struct RunFolderKillTests {
  @Test("whoever is killed at any moment leaves the old files or the new ones, each of them whole")
  func killed() throws {
    let folder = KeptRun.newPath()
    let train = { (seed: Int) in
      [
        "train", "-w", "gridworld:size=40", "-a", "reinforce", "--steps", "2000", "-s", "\(seed)", "--out", folder,
        "--replace",
      ]
    }
    // What each seed's files are, but for the speeds.
    var policies: [Data: Int] = [:]
    var configurations: [Data: Int] = [:]
    var metrics: [[[Substring]]: Int] = [:]
    let begin = ContinuousClock.now
    for seed in 1...2 {
      #expect(try Program.run(train(seed)).status == 0)
      policies[try KeptRun.bytes(folder, "policy.safetensors")] = seed
      configurations[try KeptRun.bytes(folder, "config.json")] = seed
      metrics[try KeptRun.rows(folder).map { $0.dropLast() }] = seed
    }
    let usual = (ContinuousClock.now - begin) / .seconds(2)
    var (wereKilled, changes, last) = (0, 0, 2)
    for round in 0..<60 {
      // From the very beginning to a little beyond the usual end.
      let delay = usual * Double((round * 37) % 60) / 50
      let process = try Program.start(train(round % 2 + 1))
      usleep(UInt32(delay * 1e6))
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      if status & 0x7F == SIGKILL { wereKilled += 1 }
      let policy = try #require(policies[try KeptRun.bytes(folder, "policy.safetensors")])
      #expect(configurations[try KeptRun.bytes(folder, "config.json")] != nil)
      #expect(metrics[try KeptRun.rows(folder).map { $0.dropLast() }] != nil)
      if policy != last { (changes, last) = (changes + 1, policy) }
    }
    #expect(wereKilled > 20 && changes > 2, "\(wereKilled) killed, \(changes) changes")
    // The next run takes away what was left half written.
    #expect(try Program.run(train(1)).status == 0)
    #expect(try KeptRun.names(in: folder) == ["config.json", "metrics.csv", "policy.safetensors"])
  }
}
