import Testing

@testable import Worlds

/// The grid worlds of the literature, by figures of their own.
@Suite struct GridRoomTests {
  @Test("the wind of the column left lifts a move, as far as the edge")
  func wind() {
    let model = WindyGridworld(.init()).model
    func next(column: Int, row: Int, _ action: Compass) -> [Int] {
      let outcome = model.transitions[row * 10 + column][action.rawValue][0]
      return [outcome.next % 10, outcome.next / 10]
    }
    #expect(next(column: 2, row: 3, .east) == [3, 3])
    #expect(next(column: 3, row: 3, .east) == [4, 2])
    #expect(next(column: 6, row: 5, .east) == [7, 3])
    #expect(next(column: 6, row: 5, .south) == [6, 4])
    #expect(next(column: 6, row: 1, .north) == [6, 0])
    // Move and wind are one displacement: what the wind takes back was not cut at the edge before.
    #expect(next(column: 3, row: 6, .south) == [3, 6] && next(column: 6, row: 6, .south) == [6, 5])
    #expect(next(column: 8, row: 0, .west) == [7, 0])
    #expect(next(column: 9, row: 6, .south) == [9, 6])
    // One cell east of the goal and one below it, left by a wind of 1.
    #expect(
      model.transitions[48][Compass.west.rawValue] == [.init(probability: 1, next: 37, reward: -1, terminates: true)])
  }

  @Test("the shortest ways: fifteen steps in the wind, thirteen along the cliff, twenty through open rooms")
  func shortestWays() {
    #expect(steps(WindyGridworld(.init()).model) == 15)
    #expect(steps(CliffWalking(.init()).model) == 13)
    #expect(steps(FourRooms(.init()).model) == 20)
    var settings = FourRooms.Settings()
    settings.goal = .eastHallway
    #expect(steps(FourRooms(settings).model) == 14)
  }

  @Test("four rooms have 104 cells; a move goes as meant two times in three, else anywhere else alike")
  func rooms() throws {
    let model = FourRooms(.init()).model
    #expect(model.stateCount == 104)
    // The north-west corner: north and west are walls.
    let east = model.transitions[0][Compass.east.rawValue]
    let moved = try #require(east.first { $0.next == 1 })
    let stayed = try #require(east.first { $0.next == 0 })
    #expect(east.count == 3)
    #expect(abs(moved.probability - 2.0 / 3) < 1e-15 && abs(stayed.probability - 2.0 / 9) < 1e-15)
    for goal in FourRooms.Goal.allCases {
      var settings = FourRooms.Settings()
      settings.goal = goal
      #expect(FourRooms(settings).model.stateCount == 104, "\(goal)")
    }
  }

  @Test("the wind is drawn where it blows, and the agent sees nothing at the goal")
  func scene() {
    guard case .cells(let scene) = WindyGridworld(.init()).scene else {
      Issue.record("a gridworld is made of cells")
      return
    }
    #expect(scene[3, 0].kind == .wind(1) && scene[6, 6].kind == .wind(2) && scene[9, 0].kind == .floor)
    #expect(scene[7, 3].kind == .goal && scene[7, 3].observation == nil)
  }

  /// The length of the shortest way from the start to an ending that is not a punishment.
  private func steps(_ model: TabularModel) -> Int? {
    var reached = Set(model.start.indices.filter { model.start[$0] > 0 })
    for step in 1...1000 {
      var next = reached
      for state in reached {
        for outcome in model.transitions[state].joined() {
          if outcome.terminates { return step }
          next.insert(outcome.next)
        }
      }
      if next == reached { return nil }
      reached = next
    }
    return nil
  }
}
