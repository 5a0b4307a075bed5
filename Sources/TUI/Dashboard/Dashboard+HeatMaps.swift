/// What the colours of cells mean, and how that is chosen.
extension Dashboard {
  /// Those of which there can be something to see now.
  var availableHeatMaps: [HeatMap] {
    guard let frame = film.shown else { return [.off] }
    return HeatMap.allCases.filter { $0.isAvailable(frame) }
  }

  mutating func show(_ map: HeatMap) {
    heatMap = map
    note = Note(text: "cells: \(map.summary)")
    // What is now to be seen may not have been computed.
    observe()
  }

  mutating func showNextHeatMap() {
    let all = availableHeatMaps
    let index = all.firstIndex(of: heatMap).map { $0 + 1 } ?? 0
    show(all[index % all.count])
  }
}

extension Picker {
  static func heatMaps(_ maps: [HeatMap], present: HeatMap) -> Picker {
    Picker(
      .heatMap,
      maps.map {
        Item(
          id: $0.rawValue, title: $0.title, summary: $0.summary, synonyms: $0.synonyms, isPresent: $0 == present)
      })
  }
}
