import Foundation
import Testing

/// What Tab offers, by the scripts that the program prints.
@Suite struct CompletionTests {
  @Test("each shell finds its script well formed", arguments: ["bash", "zsh", "fish"])
  func syntax(shell: String) throws {
    let script = try Program.run(["--generate-completion-script", shell])
    #expect(script.status == 0 && script.errors.isEmpty && script.output.contains("ascent"))
    // zsh and fish may be missing here; bash is not.
    let found = try execute(["sh", "-c", "command -v \(shell)"]).status == 0
    if found { #expect(try execute([shell, "-n", try Scratch.file(script.output)]).status == 0) }
  }

  @Test(
    "bash completes commands, options, worlds, algorithms and files' options",
    arguments: [
      (["ascent", "tr"], ["train"]),
      (["ascent", "-w", "alia"], ["aliased-corridor"]),
      (["ascent", "--theme", "l"], ["light"]),
      (["ascent", "train", "-w", "gridw"], ["gridworld"]),
      (["ascent", "train", "-w", "pendulum", "-a", "q-"], []),
      (["ascent", "train", "-w", "gridworld", "-a", "q-l"], ["q-learning"]),
      (["ascent", "train", "--evalu"], ["--evaluate"]),
      (["ascent", "list", "w"], ["worlds"]),
      (["ascent", "bench", "pend"], ["pendulum"]),
    ])
  func bash(words: [String], offers: [String]) throws {
    let script = try Scratch.file(try Program.run(["--generate-completion-script", "bash"]).output)
    let harness = """
      PATH='\(Program.directory)':$PATH
      source '\(script)'
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _ascent ascent "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let ended = try execute(["bash", "-c", harness, "bash"] + words)
    let found = ended.output.split(separator: "\n").map(String.init)
    #expect(ended.errors.isEmpty)
    #expect(offers.isEmpty ? found.isEmpty : offers.allSatisfy(found.contains), "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix(words.last!) })
  }

  @Test("behind a colon come the world's or the algorithm's parameters")
  func parameters() throws {
    func offers(_ option: String, _ words: String...) throws -> [Substring] {
      let line = ["ascent", "train"] + words
      let call = ["---completion", "train", "--", option, "\(line.count - 1)", "\(line.last!.count)"] + line
      return try Program.run(call).output.split(separator: "\n")
    }
    #expect(try offers("--world", "-w", "gridworld:slip=0.1,s").contains("gridworld:slip=0.1,size="))
    #expect(try offers("--algorithm", "-w", "gridworld", "-a", "reinforce:").contains("reinforce:alpha="))
    #expect(try offers("--world", "-w", "nowhere:").isEmpty)
  }
}
