import Foundation
import Testing

/// What is generated from the program, against what the project holds.
@Suite struct DocumentTests {
  @Test("the pages of docs are those that the catalogue generates")
  func pages() throws {
    let directory = "\(Scratch.directory)/docs-\(UUID().uuidString)"
    let ended = try Program.run(["reference", "documents", directory])
    #expect(ended.status == 0 && ended.errors.isEmpty)
    for folder in ["worlds", "algorithms"] {
      let names = { try FileManager.default.contentsOfDirectory(atPath: $0).sorted() }
      #expect(try names("\(directory)/\(folder)") == names("\(Project.root)/docs/\(folder)"), "run `make docs`")
    }
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory) where path.hasSuffix(".md") {
      let generated = try String(contentsOfFile: "\(directory)/\(path)", encoding: .utf8)
      #expect(
        generated == (try? Project.contents(of: "docs/\(path)")), "docs/\(path) is not up to date; run `make docs`")
    }
  }

  @Test("every algorithm's page names the file that it is in and the suite that checks it")
  func code() throws {
    let list = try Program.run(["list", "algorithms", "--json"]).output.split(separator: "\n")
      .map { try StrictJSON(String($0)) }
    for id in list.compactMap({ $0["id"]?.text }) {
      let page = try Project.contents(of: "docs/algorithms/\(id).md")
      let paths = page.components(separatedBy: "## Code\n").last!.split(separator: "`").filter {
        $0.hasSuffix(".swift")
      }
      try #require(paths.count == 2, "\(id): name both in CodePlaces.swift")
      let (source, suite) = (try Project.contents(of: String(paths[0])), try Project.contents(of: String(paths[1])))
      let type = paths[0].split(separator: "/").last!.dropLast(".swift".count)
      #expect(source.contains("public struct \(type)"), "\(id): \(paths[0])")
      #expect(
        suite.contains("\(type)<") || suite.contains("\(type)(") || suite.contains("\"\(id)"), "\(id): \(paths[1])")
    }
  }

  @Test("the manual page names every command, key, world and algorithm, in roff that its readers accept")
  func manual() throws {
    let page = try Program.run(["reference", "manual"])
    #expect(page.status == 0 && page.errors.isEmpty)
    let plain = page.output.replacingOccurrences(of: "\\-", with: "-")
    let list = try Program.run(["list", "--json"]).output.split(separator: "\n").map { try StrictJSON(String($0)) }
    for id in list.compactMap({ $0["id"]?.text }) { #expect(plain.contains("\\fB\(id)\\fR\n")) }
    for command in ["list", "train", "evaluate", "rollout", "model", "gradients", "learn", "figure", "bench"] {
      #expect(plain.contains(".SS ascent \(command)\n"))
    }
    // The README's keys are checked against the key table by a test of their own.
    let readme = try Project.contents(of: "README.md")
    let keys = readme.components(separatedBy: "<!-- keys -->")[1].components(separatedBy: "<!-- /keys -->")[0]
    for row in keys.split(separator: "\n") where row.hasPrefix("| `") {
      let label = row.dropFirst(3).prefix { $0 != "`" }
      #expect(plain.contains("\\fB\(label)\\fR\n"), "\(label)")
    }
    let file = try Scratch.file(page.output)
    for reader in [["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8"]] {
      // Not everywhere is there one.
      guard try execute(["sh", "-c", "command -v \(reader[0])"]).status == 0 else { continue }
      let ended = try execute(reader + [file])
      #expect(ended.output + ended.errors == "", "\(reader[0])")
    }
  }

  @Test("the README's table of what is learnt is of docs/learning.md, a row for each algorithm that has a bar")
  func learnt() throws {
    func rows(_ text: String) -> [[String]] {
      text.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") }
        .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } }
    }
    let readme = try Project.contents(of: "README.md")
    let quoted = readme.components(separatedBy: "<!-- learnt -->")[1].components(separatedBy: "<!-- /learnt -->")[0]
    let page = rows(try Project.contents(of: "docs/learning.md"))
    var names: Set<Substring> = []
    let firsts = page.filter { names.insert($0[0].prefix { $0 != ":" }).inserted }
    #expect(rows(quoted) == firsts.map { Array($0[..<6]) + [$0[8]] }, "run scripts/quote.sh")
  }

  @Test("the documentation of Worlds and Learn builds without a warning")
  func docc() throws {
    let ended = try execute([
      "\(Project.root)/scripts/docc.sh", "\(Program.directory)/Modules", "\(Scratch.directory)/docc",
    ])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.output)\(ended.errors)")
  }

  @Test("make install puts binary, manual page and completions in place, and make uninstall removes just those")
  func install() throws {
    let prefix = "\(Scratch.directory)/prefix-\(UUID().uuidString)"
    let bystander = "\(prefix)/usr/share/man/man1/other.1"
    try FileManager.default.createDirectory(
      atPath: "\(prefix)/usr/share/man/man1", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: bystander))
    // Built already: what is tested is where things go.
    let make = [
      "make", "-C", Project.root, "-s", "DESTDIR=\(prefix)", "PREFIX=/usr", "built=\(Program.directory)/ascent",
    ]
    #expect(try execute(make + ["put"]).status == 0)
    let files = try FileManager.default.subpathsOfDirectory(atPath: "\(prefix)/usr").filter { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(prefix)/usr/\(path)", isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }
    #expect(
      Set(files) == [
        "bin/ascent", "share/man/man1/ascent.1", "share/man/man1/other.1",
        "share/bash-completion/completions/ascent", "share/zsh/site-functions/_ascent",
        "share/fish/vendor_completions.d/ascent.fish",
      ])
    #expect(try execute(["\(prefix)/usr/bin/ascent", "--version"]).status == 0)
    #expect(try execute(make + ["uninstall"]).status == 0)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: prefix).contains("usr/share/man/man1/other.1"))
    #expect(try !FileManager.default.subpathsOfDirectory(atPath: prefix).contains { $0.contains("ascent") })
  }
}

/// The project's own files, found from this one.
enum Project {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static func contents(of path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }
}
