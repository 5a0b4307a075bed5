import Testing
import Worlds

@testable import Learn

@Suite struct WordTests {
  /// The dashboard draws a sign a cell, and leaves out what would stand over another: H with a bar would be read as H.
  @Test("nothing that is shown has signs over signs")
  func marks() {
    func isPlain(_ text: String) -> Bool {
      text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .nonspacingMark }
    }
    for world in Catalogue.worlds {
      var names: [String] = []
      if case .vector(let components) = world.standard.observationSpace { names += components.map(\.name) }
      if case .box(let components) = world.standard.actionSpace { names += components.map(\.name) }
      for text in names + world.parameters.map(\.info.summary) { #expect(isPlain(text), "\(world.info.id): \(text)") }
    }
    for row in Catalogue.algorithms {
      for text in row.listing + [row.info.title, row.info.summary, row.info.lesson] {
        #expect(isPlain(text), "\(row.info.id): \(text)")
      }
    }
    for world in Catalogue.worlds {
      for row in world.algorithms {
        for text in row.parameters.map(\.info.summary) { #expect(isPlain(text), "\(row.info.id): \(text)") }
      }
    }
  }
}
