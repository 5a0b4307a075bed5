/// Three equal rods in a row, joined at their ends, in a viscous plane: their motion and what acts on them.
///
/// The rods have length l = 1 m and mass m = 1 kg. The state is the place (x, y) of the centre of mass, the rods' angles θᵢ from the
/// x-axis, and the speeds of these five. With eⱼ = (cos θⱼ, sin θⱼ) and nⱼ = (−sin θⱼ, cos θⱼ) rod i has its centre at
/// G + Σⱼ aᵢⱼ eⱼ and the speed vᵢ = Ġ + Σⱼ aᵢⱼ θ̇ⱼ nⱼ, where
///
///           ⎛ −2  −3  −1 ⎞
///     a = ⅙ ⎜  1   0  −1 ⎟ ,     bⱼₖ = m Σᵢ aᵢⱼ aᵢₖ.
///           ⎝  1   3   2 ⎠
///
/// The columns of a sum to 0, so that the centre of mass moves by itself, 3 m G̈ = Σ Fᵢ, and the angles by Lagrange's equations
///
///     Σₖ (bⱼₖ cos(θⱼ − θₖ) + δⱼₖ m l²/12) θ̈ₖ = τⱼ − Σₖ bⱼₖ sin(θⱼ − θₖ) θ̇ₖ² + Σᵢ aᵢⱼ Fᵢ·nⱼ − k l³/12 θ̇ⱼ.
///
/// The water (Coulom 2002) resists a rod where it moves across itself, Fᵢ = −k l (vᵢ·nᵢ) nᵢ, and where it turns, −k l³/12 θ̇ᵢ;
/// along itself it glides with the share `along` of k, none in Coulom's model. τ = (−u₁, u₁ − u₂, u₂), for torques u at the joints.
struct SwimmerBody: Sendable {
  /// k, in N·s/m for each metre of rod.
  var viscosity: Double
  /// The drag along a rod as a share of that across.
  var along = 0.0

  /// (x, y, θ₁, θ₂, θ₃) and their speeds.
  typealias State = Vector<10>

  private static let inertia = 1.0 / 12
  /// aᵢⱼ row by row, and bⱼₖ.
  private static let a: InlineArray<9, Double> = [
    -1.0 / 3, -1.0 / 2, -1.0 / 6, 1.0 / 6, 0, -1.0 / 6, 1.0 / 6, 1.0 / 2, 1.0 / 3,
  ]
  private static let b: InlineArray<9, Double> = [
    1.0 / 6, 1.0 / 4, 1.0 / 12, 1.0 / 4, 1.0 / 2, 1.0 / 4, 1.0 / 12, 1.0 / 4, 1.0 / 6,
  ]

  /// One step of the classical Runge–Kutta method, with the torques held.
  func moved(_ s: State, _ torque: Vector<2>, time: Double) -> State {
    func added(_ k: State, _ time: Double) -> State {
      var sum = s
      for index in 0..<10 { sum[index] += time * k[index] }
      return sum
    }
    let k1 = derivative(s, torque)
    let k2 = derivative(added(k1, time / 2), torque)
    let k3 = derivative(added(k2, time / 2), torque)
    let k4 = derivative(added(k3, time), torque)
    var next = s
    for index in 0..<10 { next[index] += time / 6 * (k1[index] + 2 * k2[index] + 2 * k3[index] + k4[index]) }
    return next
  }

  /// The speeds and their changes.
  func derivative(_ s: State, _ torque: Vector<2>) -> State {
    let (a, b) = (Self.a, Self.b)
    var (c, d): (InlineArray<3, Double>, InlineArray<3, Double>) = (.init(repeating: 0), .init(repeating: 0))
    for j in 0..<3 { (c[j], d[j]) = (cos(s[2 + j]), sin(s[2 + j])) }
    // What acts on each angle, beginning with the joints.
    var q: InlineArray<3, Double> = [-torque[0], torque[0] - torque[1], torque[1]]
    var (fx, fy) = (0.0, 0.0)
    for i in 0..<3 {
      var (vx, vy) = (s[5], s[6])
      for j in 0..<3 {
        vx -= a[3 * i + j] * s[7 + j] * d[j]
        vy += a[3 * i + j] * s[7 + j] * c[j]
      }
      let across = -viscosity * (vy * c[i] - vx * d[i])
      let forward = -viscosity * along * (vx * c[i] + vy * d[i])
      let (forceX, forceY) = (forward * c[i] - across * d[i], forward * d[i] + across * c[i])
      fx += forceX
      fy += forceY
      for j in 0..<3 { q[j] += a[3 * i + j] * (forceY * c[j] - forceX * d[j]) }
      q[i] -= viscosity / 12 * s[7 + i]
    }
    var m: InlineArray<9, Double> = .init(repeating: 0)
    for j in 0..<3 {
      for k in 0..<3 {
        m[3 * j + k] = b[3 * j + k] * (c[j] * c[k] + d[j] * d[k]) + (j == k ? Self.inertia : 0)
        q[j] -= b[3 * j + k] * (d[j] * c[k] - c[j] * d[k]) * s[7 + k] * s[7 + k]
      }
    }
    let turn = Self.solved(m, q)
    return Vector([s[5], s[6], s[7], s[8], s[9], fx / 3, fy / 3, turn[0], turn[1], turn[2]])
  }

  /// x with m x = q, by elimination; m is symmetric and positive, so that no pivot vanishes.
  private static func solved(_ m: InlineArray<9, Double>, _ q: InlineArray<3, Double>) -> InlineArray<3, Double> {
    let (f, g) = (m[3] / m[0], m[6] / m[0])
    let (p, r) = (m[4] - f * m[1], m[5] - f * m[2])
    let h = (m[7] - g * m[1]) / p
    let second = q[1] - f * q[0]
    var x: InlineArray<3, Double> = .init(repeating: 0)
    x[2] = (q[2] - g * q[0] - h * second) / (m[8] - g * m[2] - h * r)
    x[1] = (second - r * x[2]) / p
    x[0] = (q[0] - m[1] * x[1] - m[2] * x[2]) / m[0]
    return x
  }

  // MARK: What is conserved, and the drawing

  /// Kinetic energy; there is no other.
  static func energy(_ s: State) -> Double {
    var twice = 3 * (s[5] * s[5] + s[6] * s[6])
    for j in 0..<3 {
      twice += inertia * s[7 + j] * s[7 + j]
      for k in 0..<3 { twice += b[3 * j + k] * cos(s[2 + j] - s[2 + k]) * s[7 + j] * s[7 + k] }
    }
    return twice / 2
  }

  /// About the centre of mass.
  static func angularMomentum(_ s: State) -> Double {
    var sum = 0.0
    for j in 0..<3 {
      sum += inertia * s[7 + j]
      for k in 0..<3 { sum += b[3 * j + k] * cos(s[2 + j] - s[2 + k]) * s[7 + k] }
    }
    return sum
  }

  /// The ends of the rods, four points from the first rod's free end on.
  static func joints(_ s: State) -> [PlaneScene.Point] {
    var point = PlaneScene.Point(s[0], s[1])
    for j in 0..<3 {
      // The first rod's centre, and from there back to its end.
      let share = a[j] - (j == 0 ? 0.5 : 0)
      point.x += share * cos(s[2 + j])
      point.y += share * sin(s[2 + j])
    }
    var points = [point]
    for j in 0..<3 {
      point.x += cos(s[2 + j])
      point.y += sin(s[2 + j])
      points.append(point)
    }
    return points
  }
}
