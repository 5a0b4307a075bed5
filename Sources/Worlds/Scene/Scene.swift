/// What a front end needs to draw a world: plain data, no drawing.
public enum Scene: Sendable, Equatable {
  case cells(CellScene)
  case plane(PlaneScene)
  case arms(ArmScene)
  case curve(CurveScene)
  case game(GameScene)
  case tetris(TetrisScene)
}

/// A world made of cells in rows and columns.
public struct CellScene: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Not part of the world: nothing is drawn.
    case absent
    case floor, wall, start, goal, pit, slippery
    /// Gold, as in the lecture's corridor; ends the episode well.
    case money
    /// A skull; ends the episode badly.
    case skull
    /// Wind that lifts what leaves this place by so many cells.
    case wind(Int)
    /// Pays this reward when it is entered.
    case reward(Int)
  }

  public struct Place: Sendable, Equatable {
    public var kind: Kind
    /// What the agent observes here; nil where it never is, or where the episode ends.
    public var observation: Int?
    /// The state's index in the model; nil where there is none.
    public var state: Int?
    /// Whether the agent takes this place for another one.
    public var isAliased: Bool

    public init(_ kind: Kind, observation: Int? = nil, state: Int? = nil, isAliased: Bool = false) {
      self.kind = kind
      self.observation = observation
      self.state = state
      self.isAliased = isAliased
    }
  }

  public let columns: Int
  public let rows: Int
  /// Row by row.
  public var places: [Place]
  /// The place of the agent.
  public var agent: Int?

  public init(columns: Int, rows: Int, places: [Place], agent: Int?) {
    self.columns = columns
    self.rows = rows
    self.places = places
    self.agent = agent
  }

  public subscript(column: Int, row: Int) -> Place { places[row * columns + column] }
}

/// A world in the plane, in its own units: y grows upwards.
public struct PlaneScene: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    public var x, y: Double
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What a shape means; the front end chooses how it looks.
  public enum Role: Sendable, Equatable {
    /// `agent` is the agent itself, where it is no more than a point.
    case body, joint, ground, target, force, trail, agent
  }

  public enum Shape: Sendable, Equatable {
    /// A line through these points, `width` wide (0: as thin as can be).
    case line([Point], width: Double)
    case disc(Point, radius: Double)
    case circle(Point, radius: Double)
    /// Part of a circle from one angle to another (radians, anticlockwise from the x-axis), with an arrow head at
    /// its end.
    case arc(Point, radius: Double, from: Double, to: Double)
    case arrow(from: Point, to: Point)
  }

  public struct Element: Sendable, Equatable {
    public var shape: Shape
    public var role: Role
    public init(_ shape: Shape, _ role: Role) {
      self.shape = shape
      self.role = role
    }
  }

  /// What must be visible.
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  public var elements: [Element]
  /// Numbers worth reading beside the picture: name, value, unit.
  public var readings: [Reading]

  public struct Reading: Sendable, Equatable {
    public var name: String
    public var value: Double
    public var unit: String
    public init(_ name: String, _ value: Double, _ unit: String) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, elements: [Element], readings: [Reading]) {
    self.x = x
    self.y = y
    self.elements = elements
    self.readings = readings
  }
}
