import Learn
import Worlds

/// The world with the agent in it, and what the agent knows drawn into it: its policy, and how good it finds a place.
public struct WorldPane: Pane {
  public init() {}

  public var name: String { "World" }

  public func title(_ view: ViewState) -> String {
    guard case .cells(let scene) = view.frame.scene else { return "World" }
    return view.shown(["World", HeatScale.legend(view, scene)].compactMap { $0 }.joined(separator: " · "))
  }

  public func titles(_ view: ViewState) -> [String] {
    guard case .cells(let scene) = view.frame.scene, let legend = HeatScale.legend(view, scene) else {
      return [title(view)]
    }
    let words = legend.split(separator: " ")
    return [title(view), view.shown(legend), view.shown("\(words[0]) \(words.last ?? "")"), "World"]
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect, of: &canvas) { canvas in
      switch view.frame.scene {
      case .cells(let scene): CellMap(scene, view).draw(on: &canvas)
      case .plane(let scene): PlanePicture(scene, view).draw(on: &canvas)
      }
    }
  }
}
