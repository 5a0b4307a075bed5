/// Curves over a common axis, drawn in dots: what is measured, where it ranges, and the levels it is compared with.
public struct LineChart: Sendable {
  public struct Point: Sendable, Equatable {
    public var x, y: Double
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Curve: Sendable {
    /// Written at the curve's end, as `J π 5.9`.
    public var label: String
    public var points: [Point]
    public var style: Style
    /// What the curve may be off by, from left to right: drawn as loose dots behind all curves, and left out in ASCII.
    public var band: [(x: Double, low: Double, high: Double)] = []
    /// Dots drawn and left out in turn; 0 for a line without gaps.
    public var dash = 0
    /// A line two dots wide.
    public var isBold = false
    /// Whether the curve keeps its height until its next point, as what is known only now and then does.
    public var isStepped = false
    /// Its turn where not all names fit, and in their row: lower ones first.
    public var rank = 0

    /// How its line looks, before its name: curves can be told apart without their colours.
    public var sign: (glyph: Unicode.Scalar, ascii: Unicode.Scalar) {
      switch (isBold, dash) {
      case (true, 0): ("━", "*")
      case (true, _): ("╍", "o")
      case (false, 0): ("─", "-")
      case (false, 1): ("┈", ".")
      case (false, _): ("┄", "+")
      }
    }

    public init(_ label: String, _ points: [Point], _ style: Style) {
      self.label = label
      self.points = points
      self.style = style
    }
  }

  /// Everything between a smallest and a largest value at one place.
  public struct Span: Sendable, Equatable {
    public var x, low, high: Double
    /// Where most of the values lie; nil where that says nothing more.
    public var usual: ClosedRange<Double>?
    public init(x: Double, low: Double, high: Double, usual: ClosedRange<Double>? = nil) {
      self.x = x
      self.low = low
      self.high = high
      self.usual = usual
    }
  }

  /// A value worth comparing with: a dashed line across.
  public struct Level: Sendable {
    public var label: String
    public var value: Double
    public var style: Style
    public init(_ label: String, _ value: Double, _ style: Style) {
      self.label = label
      self.value = value
      self.style = style
    }
  }

  /// Something that happened: a line from top to bottom.
  public struct Mark: Sendable, Equatable {
    public var label: String
    public var x: Double
    public init(_ label: String, _ x: Double) {
      self.label = label
      self.x = x
    }
  }

  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  /// How y is stretched over the rows.
  public var height = Height.linear
  /// Drawn in this order, later ones over earlier ones.
  public var curves: [Curve] = []
  /// The raw values behind the curves.
  public var spans: [Span] = []
  public var levels: [Level] = []
  public var marks: [Mark] = []
  /// What the x-axis counts, such as `episodes`.
  public var unit = ""
  /// How many there are, where the axis goes on beyond them.
  public var count: Int?
  /// What the range leaves out, such as `highest 120` and `lowest −1000`; empty where it leaves out nothing.
  public var above = ""
  public var below = ""
  /// What cannot be shown, and why; empty where all is.
  public var remark = ""
  public var axisStyle = Style.plain
  /// The ground behind where most values lie; nil where the terminal has no tints.
  public var band: Color?
  public var labelStyle = Style.plain

  /// A range without length is widened around its value.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
      let (low, high) = (range.lowerBound, range.upperBound)
      guard low.isFinite, high.isFinite else { return 0...1 }
      let size = max(abs(low), abs(high), 1)
      return high - low > size * 1e-9 ? range : low - size / 2...high + size / 2
    }
    self.x = widened(x)
    self.y = widened(y)
  }
}
