extension GlyphShape {
  /// The signs that many fonts lack, draw too wide, or show as a coloured pictograph.
  ///
  /// Their middle is half a unit below the cell's, at the height of lines and minus signs.
  static let signs: [Unicode.Scalar: GlyphShape] = [
    "▲": .filled([Figure(0.5, 14, "l4-9 4 9z")]),
    "▼": .filled([Figure(0.5, 5, "l4 9 4-9z")]),
    "▶": .filled([Figure(0.5, 4.5, "l8 5-8 5z")]),
    "◀": .filled([Figure(8.5, 4.5, "l-8 5 8 5z")]),
    "▸": .filled([Figure(2, 6, "l5.5 3.5-5.5 3.5z")]),
    "◂": .filled([Figure(7, 6, "l-5.5 3.5 5.5 3.5z")]),
    "●": .filled([Figure(0.5, 9.5, "a4 4 0 1 1 8 0a4 4 0 1 1-8 0z")]),
    "○": .drawn([Figure(1, 9.5, "a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0z")]),
    "◆": .filled([Figure(4.5, 5, "l4 4.5-4 4.5-4-4.5z")]),
    "◇": .drawn([Figure(4.5, 5.5, "l3.5 4-3.5 4-3.5-4z")]),
    "■": .filled([Figure(1, 6, "h7v7h-7z")]),
    "★": .filled([Figure(4.5, 4.5, "l1.2 3.5h3.3l-2.6 2.2.9 3.7-2.8-2.2-2.8 2.2.9-3.7-2.6-2.2h3.3z")]),
    "❚": .blocks([Box(x: 2, y: 4, width: 5, height: 11)]),
    // A skull with holes for eyes, turned against the outline so that they stay empty, and two bones.
    "☠": .filled([
      Figure(
        0.7, 7.2,
        "a3.8 4 0 0 1 7.6 0c0 1.6-.6 2.4-1.5 2.9v1.9h-4.6v-1.9c-.9-.5-1.5-1.3-1.5-2.9z"
          + "m1.1.3a1 1.1 0 1 0 2 0a1 1.1 0 1 0-2 0zm3.4 0a1 1.1 0 1 0 2 0a1 1.1 0 1 0-2 0z"),
      Figure(0.2, 13, "l.5-1 3.8 1.5 3.8-1.5.5 1-2.9 1.1 2.9 1.1-.5 1-3.8-1.5-3.8 1.5-.5-1 2.9-1.1z"),
    ]),
    "←": .drawn([Figure(8.5, 9.5, "h-8m3.5-3.5l-3.5 3.5 3.5 3.5")]),
    "→": .drawn([Figure(0.5, 9.5, "h8m-3.5-3.5l3.5 3.5-3.5 3.5")]),
    "↑": .drawn([Figure(4.5, 14.5, "v-10m-3 3.5l3-3.5 3 3.5")]),
    "↓": .drawn([Figure(4.5, 4.5, "v10m-3-3.5l3 3.5 3-3.5")]),
    "↔": .drawn([Figure(0.5, 9.5, "h8m-2.5-2.5l2.5 2.5-2.5 2.5m-3-5l-2.5 2.5 2.5 2.5")]),
    "↕": .drawn([Figure(4.5, 4, "v11m-2.5-2.5l2.5 2.5 2.5-2.5m-5-6l2.5-2.5 2.5 2.5")]),
    "✗": .drawn([Figure(1.5, 5.5, "l6 8m0-8l-6 8")]),
    "✓": .drawn([Figure(1, 10, "l2.5 3.5 4.5-8")]),
    "❄": .drawn([Figure(4.5, 5, "v9m-3.8-6.7l7.6 4.4m-7.6 0l7.6-4.4")]),
    "∣": .drawn([Figure(4.5, 3.5, "v12")]),
    "∥": .drawn([Figure(3, 3.5, "v12m3-12v12")]),
    "‖": .drawn([Figure(3, 3.5, "v12m3-12v12")]),
    "∇": .drawn([Figure(0.8, 4.5, "h7.4l-3.7 9z")]),
  ]
}
