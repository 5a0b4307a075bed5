import Testing

@testable import Learn
@testable import TUI

/// What every pane keeps, whatever it shows.
@Suite struct PaneConformanceTests {
  private static let sizes = [
    (0, 0), (1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (7, 3), (16, 4), (24, 9), (32, 6), (44, 9), (80, 24),
    (200, 60),
  ]

  @Test func `A pane draws inside its rectangle only, at every size and every place`() throws {
    for view in try Fixture.all() {
      for pane in Panes.all {
        for (width, height) in Self.sizes {
          for (x, y) in [(2, 1), (-3, -2), (50, 20), (.max - 1, .max - 1)] {
            let rect = Rect(x: x, y: y, width: width, height: height)
            var canvas = Canvas(columns: 60, rows: 25)
            let filled = Cell("?", .plain)
            canvas.fill(canvas.bounds, filled)
            pane.draw(view, in: rect, on: &canvas)
            let inside = rect.intersection(canvas.bounds)
            for row in 0..<canvas.rows {
              for column in 0..<canvas.columns
              where
                !(column >= inside.x && column < inside.x + inside.width && row >= inside.y
                && row < inside.y + inside.height)
              {
                #expect(canvas[column, row] == filled, "\(pane.name) at \(column), \(row) of \(rect)")
              }
            }
          }
        }
      }
    }
  }

  @Test func `In ASCII nothing above the tilde is drawn or said`() throws {
    for theme in Theme.all {
      for view in try Fixture.all(theme, isASCII: true) {
        for pane in Panes.all {
          #expect(pane.title(view).unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
          for (width, height) in Self.sizes {
            let others = pane.drawn(view, width, height).cells.filter {
              !(0x20...0x7E).contains($0.glyph.value)
            }
            #expect(others.isEmpty, "\(pane.name), \(width)×\(height)")
          }
        }
      }
    }
  }

  @Test func `In monochrome no cell has a colour`() throws {
    for view in try Fixture.all(.monochrome) {
      for pane in Panes.all {
        for (width, height) in Self.sizes {
          let coloured = pane.drawn(view, width, height).cells.filter {
            $0.style.foreground != .standard || $0.style.background != .standard
          }
          #expect(coloured.isEmpty, "\(pane.name), \(width)×\(height)")
        }
      }
    }
  }

  @Test func `A pane survives numbers that left the finite ones`() throws {
    for bad in [Double.nan, .infinity, -.infinity, 1e308, -1e308] {
      for var view in try Fixture.all() {
        view.frame.returns.add(bad)
        view.frame.learntValues = view.frame.learntValues?.map { _ in bad }
        view.exactValues = view.exactValues?.map { $0 * bad }
        if view.frame.region?.bound != nil { view.frame.region?.bound = bad }
        view.frame.region?.ratios.append(TrustRegion.Ratio(value: bad, advantage: 1))
        view.frame.region?.divergences.append(bad)
        view.frame.region?.natural.append(TrustRegion.Point(length: 1, divergence: bad, gain: bad))
        view.frame.region?.tries.append(
          TrustRegion.Try(point: TrustRegion.Point(length: bad, divergence: bad, gain: bad), isTaken: true))
        view.readings.append(ReadingSeries(name: "bad", values: [1, bad, 2, bad]))
        view.objectives.append(ObjectiveCurve(name: "bad", points: [.init(episode: 3, value: bad)]))
        view.frame.distribution =
          if case .discrete(let p) = view.frame.distribution { .discrete(p.map { _ in bad }) } else {
            .gaussian(mean: [bad], deviation: [bad])
          }
        if let policy = view.frame.policies.first {
          view.frame.policies[0].probabilities = policy.probabilities.map { _ in bad }
        }
        for pane in Panes.all {
          for (width, height) in Self.sizes { #expect(pane.drawn(view, width, height).columns == width) }
        }
      }
    }
  }

  @Test func `Every pane has a name of its own`() {
    #expect(Set(Panes.all.map(\.name)).count == Panes.all.count)
    #expect(
      Panes.all.map(\.name) == [
        "World", "Policy", "Returns", "Pseudocode", "Readings", "Trajectory", "Phase", "Population", "Region",
        "Workers",
      ])
  }
}
