/// How often each action was taken at each observation, in a table that is cleared in the time that it took to fill.
struct ActionTally: Sendable {
  /// A pair of observation and action, observation-major, and how often it occurred.
  struct Entry: Sendable, Equatable {
    var pair: Int32
    var count: Int32
  }

  private let actionCount: Int
  private var table: [Int32]
  /// The pairs whose count is not 0, in the order of their first occurrence.
  private var touched: [Int32] = []

  init(observationCount: Int, actionCount: Int) {
    self.actionCount = actionCount
    table = Array(repeating: 0, count: observationCount * actionCount)
  }

  mutating func clear() {
    for pair in touched { table[Int(pair)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }

  mutating func add(_ action: Int, at observation: Int) {
    add(Entry(pair: Int32(observation * actionCount + action), count: 1))
  }

  mutating func add(_ entries: [Entry]) {
    for entry in entries { add(entry) }
  }

  private mutating func add(_ entry: Entry) {
    if table[Int(entry.pair)] == 0 { touched.append(entry.pair) }
    table[Int(entry.pair)] &+= entry.count
  }

  /// The counts that are not 0: all that need be kept of the table.
  var entries: [Entry] { touched.map { Entry(pair: $0, count: table[Int($0)]) } }

  func counts(at observation: Int) -> [Double] {
    table[observation * actionCount..<(observation + 1) * actionCount].map(Double.init)
  }

  /// An action that was taken at an observation; nil where none was.
  func action(at observation: Int) -> Int? {
    let row = observation * actionCount
    return (0..<actionCount).first { table[row + $0] > 0 }
  }
}
