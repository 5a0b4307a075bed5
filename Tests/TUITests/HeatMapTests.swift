import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("The colours of cells")
struct HeatMapTests {
  private func view(_ map: HeatMap, _ theme: Theme = .dark) throws -> ViewState {
    var view = try Fixture.corridor(theme)
    view.heatMap = map
    return view
  }

  @Test("the title names what is shown and its range")
  func titles() throws {
    for (map, title) in [
      (.exactQ, "World · Q exact −11.0…9.0"), (.advantage, "World · A exact −17.0…1.0"),
      (.visits, "World · d^π exact 0.10…0.25"), (.deterministic, "World · best deterministic J 0.20"), (.off, "World"),
      (.learntQ, "World · no Q yet"),
    ] as [(HeatMap, String)] {
      #expect(WorldPane().title(try view(map)) == title)
    }
  }

  @Test("a large cell shows each action's value on the side that it leads to, the best in bold")
  func zones() throws {
    let canvas = WorldPane().drawn(try view(.exactQ), 76, 13)
    #expect(
      canvas.trimmed.prefix(6) == [
        "┌──────────────┬──────────────┬──────────────┬──────────────┬──────────────┐",
        "│     ↑5.0     │●    ↑6.0     │     ↑8.0     │     ↑6.0     │     ↑5.0     │",
        "│              │              │              │              │              │",
        "│ ←5.0   →6.0  │ ←5.0   →8.0  │ ←6.0   →6.0  │ ←8.0   →5.0  │ ←6.0   →5.0  │",
        "│              │              │              │              │              │",
        "│    ↓−11.0    │     ↓6.0     │     ↓9.0     │     ↓6.0     │    ↓−11.0    │",
      ])
    let best = canvas.cells.filter { $0.style.attributes.contains(.underline) }.map(\.glyph)
    #expect(best.filter { $0 == "→" }.count == 2 && best.contains("↓") && best.filter { $0 == "←" }.count == 2)
    #expect(canvas[1, 3].style.background == Theme.dark.heat(16.0 / 20))
    #expect(canvas[7, 5].style.background == Theme.dark.heat(0))
  }

  @Test("a small cell shows the largest")
  func small() throws {
    let canvas = WorldPane().drawn(try view(.exactQ), 44, 7)
    #expect(canvas.trimmed[1] == " │   6.0 │←● 8.0 │   9.0 │   8.0 │   6.0 │")
  }

  @Test("the advantage diverges around zero: zero is the middle colour, whatever the range")
  func divergence() throws {
    let view = try view(.advantage)
    guard case .cells(let scene) = view.frame.scene else { return }
    let scale = try #require(HeatScale(view, scene))
    #expect(scale.share(of: 0) == 0.5 && scale.share(of: -17) == 0 && scale.ends.low == -17 && scale.ends.high == 17)
    #expect(scale.color(0.5, .dark) == .rgb(58, 58, 58))
    for theme in Theme.all where theme.hasHeat {
      for tier in ColorTier.allCases where tier != .monochrome {
        let adapted = theme.adapted(to: tier)
        #expect(Set([0, 0.5, 1].map { adapted.rift($0) }).count == 3, "\(theme.id), \(tier)")
      }
    }
  }

  @Test(
    "what is written on a colour is not of that colour, however few the terminal has", arguments: [8, 16, 256, 1 << 24])
  func ink(colors: Int) {
    let tier: ColorTier = colors < 256 ? .sixteen : colors == 256 ? .indexed256 : .direct
    let quantise = Quantiser(tier, colors: colors)
    for theme in Theme.all where theme.hasHeat {
      let adapted = theme.adapted(to: tier)
      for step in 0...20 {
        for ground in [adapted.rift(Double(step) / 20), adapted.heat(Double(step) / 20)].compactMap({ $0 }) {
          let shown = quantise(adapted.ink(over: ground))
          #expect(shown.foreground != shown.background, "\(theme.id), \(colors) colours, \(step) of 20")
        }
      }
    }
  }

  @Test("without colours a zone is a shade, and its number can be read")
  func monochrome() throws {
    let rows = WorldPane().drawn(try view(.exactQ, .monochrome), 76, 13).trimmed
    #expect(rows[1].contains("█ ↑5.0 █") && rows[5].contains("░ ↓−11.0 ░"))
  }

  @Test("the arrows of the best deterministic policy take the place of the policy's own")
  func deterministic() throws {
    let canvas = WorldPane().drawn(try view(.deterministic), 44, 9)
    #expect(canvas.trimmed[2].split(separator: "│").filter { $0.contains("1.0") }.count == 5)
  }

  @Test("the chart and the readings tell what deterministic policies are worth where that is less")
  func level() throws {
    let corridor = try view(.off)
    #expect(ReadingsPane.readings(of: corridor).contains { $0.name == "determ. best" && $0.value == "0.20" })
    let square = try Fixture.square(side: 4)
    #expect(!ReadingsPane.readings(of: square).contains { $0.name == "determ. best" })
  }

  @Test("d^π stands above what was lived through where there is room for both, on one scale")
  func pairs() throws {
    var view = try view(.visits)
    view.frame.visits = [10, 30, 10, 50]
    let canvas = WorldPane().drawn(view, 76, 13)
    #expect(canvas.trimmed[2].contains("│    d 0.20    │    d 0.25    │    d 0.20    │"))
    #expect(canvas.trimmed[4].contains("│    n 0.10    │    n 0.30    │    n 0.10    │    n 0.50    │    n 0.00    │"))
    #expect(canvas[6, 2].style.background == Theme.dark.heat(0.4))
    #expect(canvas[6, 4].style.background == Theme.dark.heat(0.2))
    #expect(WorldPane().title(view) == "World · d^π exact 0.00…0.50")
    view.heatMap = .counts
    #expect(WorldPane().title(view) == "World · visits 0.00…0.50")
    #expect(!WorldPane().drawn(view, 76, 13).trimmed.joined().contains("d 0.20"))
  }

  @Test("in a low cell the one stands on the left of the other, in colour alone")
  func lowPairs() throws {
    var view = try Fixture.square(side: 8)
    view.heatMap = .visits
    view.visits = (0..<64).map { $0 == 9 ? 0.4 : $0 == 10 ? 0.2 : 0 }
    view.frame.visits = (0..<64).map { $0 == 9 ? 30 : $0 == 10 ? 50 : $0 == 11 ? 20 : 0 }
    let canvas = WorldPane().drawn(view, 32, 8)
    let colors = (0..<16).map { canvas[$0, 1].style.background }
    let expected = [0, 0, 0.4, 0.3, 0.2, 0.5, 0, 0.2].flatMap { [$0, $0] }.map { Theme.dark.heat($0 / 0.5) }
    #expect(colors == expected)
    #expect(!canvas.trimmed.joined().contains { $0.isNumber })
  }

  @Test("what was never learnt about does not set the scale of what was")
  func unlearnt() throws {
    var view = try Fixture.square(side: 4)
    view.heatMap = .learnt
    view.frame.learntValues = [-9, -7, 0, 0] + Array(repeating: 0, count: 12)
    #expect(WorldPane().title(view) == "World · V learnt −9.0…−7.0")
    view.frame.learntValues = Array(repeating: 0, count: 16)
    #expect(WorldPane().title(view) == "World · V learnt 0.00…0.00")
  }

  @Test("small cells have their value where all of them fit: beside the arrow, or below it")
  func smallCells() throws {
    func drawn(_ world: String, _ columns: Int, _ rows: Int, _ values: [Double]) throws -> [String] {
      let frame = DashboardSample.frame(DashboardSample.setup(world, "td-actor-critic"))
      var view = try #require(DashboardSample.dashboard([frame]).view)
      view.heatMap = .exact
      view.exactValues = (0..<frame.setup.world.model!.stateCount).map { values[$0 % values.count] }
      return WorldPane().drawn(view, columns, rows).trimmed
    }
    let lake = try drawn("frozen-lake-8x8", 40, 9, [0.414, 0, 0.998])
    #expect(lake[1] == "·  1 ·.41 ·.00 ·  1 ·.41 ·.00 ·  1 ·.41")
    let cliff = try drawn("cliff-walking", 60, 13, [-13, -8.2, -1])
    #expect(cliff.joined().contains("│−13│−8 │−1 │"))
    // One value that does not fit takes them all away.
    let far = try drawn("cliff-walking", 60, 13, [-13, -8.2, -123_456])
    #expect(!far.joined().contains { $0.isNumber })
  }

  @Test(
    "a value takes as many columns as there are",
    arguments: [
      (-12.44, 5, "−12.4"), (-12.44, 4, "−12"), (0.414, 4, "0.41"), (0.414, 3, ".41"), (0.414, 2, ".4"),
      (-0.36, 3, "−.4"),
      (1648, 4, "1648"), (1648, 3, "2k"), (0.999, 3, "1"),
    ])
  func columns(value: Double, columns: Int, text: String) {
    #expect(Numbers.short(value, columns: columns) == text)
    #expect(Numbers.short(-12345, columns: 2) == nil)
  }

  @Test("only what can be seen is on offer")
  func available() throws {
    let corridor = try Fixture.corridor().frame
    #expect(!HeatMap.learntQ.isAvailable(corridor) && HeatMap.deterministic.isAvailable(corridor))
    let pendulum = try Fixture.pendulum().frame
    #expect(HeatMap.allCases.filter { $0.isAvailable(pendulum) } == [.learnt, .off])
  }

  /// Where a value lies between 0.005 and the largest, by logarithms.
  private func logShare(_ value: Double, of reach: Double = 1) -> Double {
    let steps: Double = log(value / 0.005)
    return steps / log(reach / 0.005)
  }

  private func close(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-12 } ?? false }

  /// A square whose trace has a fresh end, an older part and one that has all but faded.
  private func traced(_ theme: Theme = .dark) throws -> ViewState {
    var view = try Fixture.square(side: 3, agent: 2, theme)
    view.heatMap = .eligibility
    view.frame.eligibility = [0.25, 0.5, 1, 0.001, 0, 0, 0, 0, 0]
    return view
  }

  @Test("a trace is coloured by its logarithm up to one visit's 1, and where it has all but faded nothing is")
  func eligibility() throws {
    let view = try traced()
    #expect(WorldPane().title(view) == "World · z_w (log) 0.005…1.0")
    guard case .cells(let scene) = view.frame.scene else { return }
    let scale = try #require(HeatScale(view, scene))
    // Each halving of 0.005 · 2ⁿ takes away the same part.
    let shares = (0..<9).map(scale.share)
    #expect(close(shares[0], logShare(0.25)) && close(shares[1], logShare(0.5)))
    #expect(shares[2...] == [1, nil, nil, nil, nil, nil, nil])
    #expect(scale.share(of: HeatScale.faded) == 0)
    var twice = view
    twice.frame.eligibility![2] = 2
    let larger = try #require(HeatScale(twice, scene))
    #expect(close(larger.share(1), logShare(0.5, of: 2)))
    let canvas = WorldPane().drawn(view, 40, 14)
    for share in shares[..<2].compactMap({ $0 }) {
      #expect(canvas.cells.contains { $0.style.background == Theme.dark.heat(share) }, "\(share)")
    }
    var none = view
    none.frame.eligibility = Array(repeating: 0, count: 9)
    #expect(WorldPane().title(none) == "World · no z_w yet")
  }

  @Test("the actor's trace has a value for each action: what is favoured above zero, what is not below, by logarithms")
  func policyEligibility() throws {
    var view = try traced()
    view.heatMap = .policyEligibility
    view.frame.policyEligibility = [0.001, -0.002, 0, 0.001, -0.1, 0.3, -0.1, -0.1] + Array(repeating: 0, count: 28)
    #expect(HeatMap.policyEligibility.isAvailable(view.frame))
    #expect(!HeatMap.policyEligibility.isAvailable(try Fixture.corridor().frame))
    guard case .cells(let scene) = view.frame.scene else { return }
    let scale = try #require(HeatScale(view, scene))
    #expect(scale.values[0] == nil && scale.values[1] == 0.3 && scale.actions[1] == [-0.1, 0.3, -0.1, -0.1])
    #expect(scale.ends == (-1, 1) && scale.share(of: 1) == 1 && scale.share(of: -1) == 0)
    #expect(close(scale.share(of: 0.3), 0.5 + logShare(0.3) / 2) && scale.share(of: 0.003) == 0.5)
    #expect(WorldPane().title(view).hasPrefix("World · z_θ (log)"))
    #expect(WorldPane().drawn(view, 60, 18).trimmed.joined().contains("→0.30"))
  }

  @Test("a trace is on offer where the critic has one, and can be told without colours")
  func eligibilityOffer() throws {
    let view = try traced(.monochrome)
    #expect(HeatMap.eligibility.isAvailable(view.frame))
    #expect(!HeatMap.eligibility.isAvailable(try Fixture.corridor().frame))
    let text = WorldPane().drawn(view, 40, 14).trimmed.joined(separator: "\n")
    #expect(text.contains("0.25") && text.contains("0.50"))
  }
}
