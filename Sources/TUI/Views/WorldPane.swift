import Learn
import Worlds

/// The world with the agent in it, and what the agent knows drawn into it: its policy, and how good it finds a place.
public struct WorldPane: Pane {
  public init() {}

  public var name: String { "World" }

  public func title(_ view: ViewState) -> String {
    titles(view)[0]
  }

  public func titles(_ view: ViewState) -> [String] {
    let legends: [String]
    switch view.frame.scene {
    case .cells(let scene):
      let legend = HeatScale.legend(view, scene)
      let words = legend?.split(separator: " ") ?? []
      legends = legend.map { [$0, "\(words[0]) \(words.last ?? "")"] } ?? []
    case .plane: legends = []
    case .arms(let scene): legends = ArmPicture(scene, view).legends
    case .curve(let scene): legends = CurvePicture(scene, view).legends
    case .game(let scene): legends = GamePicture(scene, view).legends
    case .tetris(let scene): legends = TetrisPicture(scene, view).legends
    }
    guard let first = legends.first else { return ["World"] }
    return (["World · \(first)"] + legends).map { view.shown($0) } + ["World"]
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect, of: &canvas) { canvas in
      switch view.frame.scene {
      case .cells(let scene): CellMap(scene, view).draw(on: &canvas)
      case .plane(let scene): PlanePicture(scene, view).draw(on: &canvas)
      case .arms(let scene): ArmPicture(scene, view).draw(on: &canvas)
      case .curve(let scene): CurvePicture(scene, view).draw(on: &canvas)
      case .game(let scene): GamePicture(scene, view).draw(on: &canvas)
      case .tetris(let scene): TetrisPicture(scene, view).draw(on: &canvas)
      }
    }
  }
}
