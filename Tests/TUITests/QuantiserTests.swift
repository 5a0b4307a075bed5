import Testing

@testable import TUI

@Suite struct QuantiserTests {
  static let okabeIto: [Color] = [
    .rgb(0, 0, 0), .rgb(230, 159, 0), .rgb(86, 180, 233), .rgb(0, 158, 115), .rgb(240, 228, 66),
    .rgb(0, 114, 178), .rgb(213, 94, 0), .rgb(204, 121, 167),
  ]

  @Test("the terminal's own colour stays its own in every tier", arguments: ColorTier.allCases)
  func standard(tier: ColorTier) {
    #expect(Quantiser(tier)(Color.standard) == -1)
  }

  @Test("a monochrome terminal keeps attributes and loses colours")
  func monochrome() {
    let result = Quantiser(.monochrome)(Style(.rgb(255, 0, 0), on: .rgb(1, 2, 3), [.bold, .reverse]))
    #expect(result == .init(foreground: -1, background: -1, attributes: [.bold, .reverse]))
  }

  @Test("direct colour is the colour itself, and never an index of the palette")
  func direct() {
    let quantise = Quantiser(.direct)
    #expect(quantise(.rgb(0x12, 0x34, 0x56)) == 0x123456)
    #expect(quantise(.rgb(255, 255, 255)) == 0xFFFFFF)
    for blue in 0..<8 { #expect(quantise(.rgb(0, 0, UInt8(blue))) == 8) }
  }

  @Test(
    "256 colours: the nearest of cube and grey ramp",
    arguments: [
      (Color.rgb(0, 0, 0), 16), (.rgb(255, 255, 255), 231), (.rgb(255, 0, 0), 196),
      (.rgb(95, 135, 175), 67), (.rgb(128, 128, 128), 244), (.rgb(8, 8, 8), 232),
      (.rgb(238, 238, 238), 255), (.rgb(230, 159, 0), 208), (.rgb(240, 228, 66), 227), (.rgb(0, 114, 178), 25),
    ])
  func indexed(color: Color, index: Int) {
    #expect(Quantiser(.indexed256)(color) == index)
  }

  @Test("256 colours: the sixteen that users choose are never used")
  func indexedRange() {
    let quantise = Quantiser(.indexed256)
    for value in stride(from: 0, through: 0xFFFFFF, by: 4_099) {
      let color = Color.rgb(
        UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
      #expect((16...255).contains(quantise(color)))
    }
  }

  @Test("the hues of Okabe and Ito stay distinct", arguments: [ColorTier.sixteen, .indexed256, .direct])
  func okabeItoDistinct(tier: ColorTier) {
    #expect(Set(Self.okabeIto.map { Quantiser(tier)($0) }).count == Self.okabeIto.count)
  }

  @Test("yellow and orange are not of one family, which bold would merge")
  func orange() {
    #expect(Quantiser(.sixteen)(.rgb(240, 228, 66)) % 8 != Quantiser(.sixteen)(.rgb(230, 159, 0)) % 8)
  }

  @Test("they stay distinct as text on a terminal with eight colours")
  func okabeItoOnEight() {
    let quantise = Quantiser(.sixteen, colors: 8)
    let results = Self.okabeIto.map { quantise(Style($0)) }
    #expect(Set(results).count == results.count)
    #expect(results.allSatisfy { (0..<8).contains($0.foreground) })
  }

  @Test(
    "sixteen colours: greys stay grey and hues never become grey",
    arguments: [
      (Color.rgb(0, 0, 0), 0), (.rgb(20, 20, 20), 0), (.rgb(110, 110, 110), 8), (.rgb(200, 200, 200), 7),
      (.rgb(250, 250, 250), 15), (.rgb(255, 0, 0), 9), (.rgb(120, 0, 0), 1), (.rgb(0, 0, 100), 4),
      (.rgb(130, 110, 150), 12),
    ])
  func sixteen(color: Color, index: Int) {
    #expect(Quantiser(.sixteen)(color) == index)
  }

  @Test("eight colours: bright text is bold, dark grey is dim white, backgrounds are darker")
  func fold() {
    let quantise = Quantiser(.sixteen, colors: 8)
    #expect(
      quantise(Style(.rgb(255, 255, 255), on: .rgb(255, 0, 0)))
        == .init(foreground: 7, background: 1, attributes: .bold))
    #expect(
      quantise(Style(.rgb(127, 127, 127))) == .init(foreground: 7, background: -1, attributes: .dim))
    #expect(
      quantise(Style(.rgb(255, 255, 0), .dim)) == .init(foreground: 3, background: -1, attributes: .dim))
  }
}
