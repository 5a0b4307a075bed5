import Testing
import Worlds

@testable import Learn
@testable import TUI

/// What the catalogue says can be said in ASCII.
@Suite struct SpellingTests {
  /// Every listing of every algorithm, with each of its switches.
  private static func listings() throws -> [[String]] {
    var listings: Set<[String]> = []
    for world in Catalogue.worlds where ["aliased-corridor", "cart-pole", "pendulum", "tetris"].contains(world.info.id)
    {
      for algorithm in world.algorithms {
        let id = algorithm.info.id
        listings.insert(try Setup(world.info.id, id).listing)
        for state in algorithm.parameters {
          let values: [String]
          switch state.info.kind {
          case .flag: values = ["true", "false"]
          case .choice(let choices): values = choices
          case .real, .integer, .optionalInteger, .text: continue
          }
          // Some do not go together with the others' defaults.
          for value in values {
            let setup = try? Setup(world.info.id, "\(id):\(state.info.name)=\(value)")
            if let setup { listings.insert(setup.listing) }
          }
        }
      }
    }
    return Array(listings)
  }

  /// Whether no sign is lost.
  private static func isWhole(_ text: String) -> Bool {
    Text.ascii(text).count { $0 == "?" } == text.count { $0 == "?" }
  }

  @Test func `Every line of pseudocode is spelt out, and no two lines alike`() throws {
    let listings = try Self.listings()
    #expect(listings.count > 40)
    for line in listings.joined() { #expect(Self.isWhole(line), "\(line): \(Text.ascii(line))") }
    let lines = Set(listings.joined())
    #expect(Set(lines.map(Text.ascii)).count == lines.count)
  }

  @Test func `So are all words about algorithms, worlds, their parameters and scenes`() {
    var texts: [String] = Catalogue.scenes.flatMap { [$0.title, $0.section, $0.watch] }
    for world in Catalogue.worlds {
      texts += [world.info.title, world.info.summary, world.info.lesson] + world.parameters.map(\.info.summary)
      for algorithm in world.algorithms {
        let info = algorithm.info
        texts += [info.title, info.summary, info.lesson, info.source, info.section, algorithm.caveat ?? ""]
        texts += algorithm.parameters.flatMap { [$0.info.summary, $0.info.unit] }
      }
    }
    for text in Set(texts) { #expect(Self.isWhole(text), "\(text): \(Text.ascii(text))") }
  }
}
