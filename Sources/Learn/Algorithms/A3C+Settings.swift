import Worlds

extension A3C {
  public struct Settings: ParameterSet {
    public var method = AsynchronousMethod.actorCritic
    public var order = WriteOrder.drawn
    /// N.
    public var workers = 4
    /// t_max.
    public var steps = 20
    public var unevenness = 0.3
    /// Step size of RMSProp.
    public var α = 0.0005
    /// Steps after which α has fallen to 0, in a line; nil for a constant one.
    public var anneal: Int?
    /// The largest discount that is learnt with.
    public var γ = 1.0
    public var entropy = 0.0
    public var value = 0.5
    public var norm = 0.1
    public var ε = 0.1
    public var exploration = WorkerExploration.same
    /// I, steps between two refreshes of the target network.
    public var refresh = 1000
    public var form = NetworkForm()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      let values: [Parameter<Self>] =
        R.Head.isSpread
        ? Parameter.spread(\.form.deviation, byState: \.form.spreadsByState)
        : [
          .exploration(\.ε),
          .integer("refresh", \.refresh, 1...(.max), unit: "steps", live: true, "I: θ⁻ ← θ each time so many are done"),
        ]
      return [
        .choice("method", \.method, "what workers learn: π and v, or Q by steps of their own or by S2's returns"),
        .choice(
          "order", \.order, live: true, "of writes: by the seed, or while unwatched as threads come, irreproducibly"),
        .workers(\.workers), .segment(\.steps), .unevenness(\.unevenness),
        .real("alpha", \.α, 0...(.greatestFiniteMagnitude), live: true, "step size α of RMSProp"),
        .annealing(\.anneal), .largestDiscount(\.γ), .entropyShare(\.entropy),
        .choice(
          "exploration", \.exploration, live: true,
          "of the workers: the same, or c from 0 to 2 c and ε of .1, .01 or .5"),
        .valueShare(\.value), .largestNorm(\.norm), .units(\.form.units), .scaled(\.form.scalesObservations),
      ] + values
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "a3c", title: "A3C",
      summary: "workers that share parameters, each with a copy that is out of date when it writes",
      lesson: """
        Nobody waits: a worker copies θ, lives a few steps and puts its gradient into a θ that others have changed \
        meanwhile. Look at the time line for who wrote over whom, and at the staleness, which grows with workers and \
        costs less than one would think. With method=q-learning or sarsa they share values, which want a target network and learn less surely.
        """,
      section: "3 Temporal structure", source: "Mnih et al. 2016, algorithms S1 to S3",
      keywords: "asynchronous hogwild")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "cart-pole": settings.γ = 0.98
    case "pendulum": (settings.α, settings.γ) = (0.001, 0.9)
    case "acrobot":
      // One step in some hundred tells anything: a gradient needs more of them.
      (settings.workers, settings.steps) = (8, 50)
      (settings.α, settings.γ, settings.form.scalesObservations) = (0.001, 0.99, true)
    case "mountain-car": (settings.α, settings.γ, settings.form.scalesObservations) = (0.001, 0.99, true)
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    if settings.method.isOfValues, world.actionSpace.count == nil {
      throw ParameterError(
        "`method` is `\(settings.method.rawValue)`, which needs actions that can be counted; on `\(world.id)` it must be "
          + "`actor-critic`")
    }
    guard settings.steps * settings.workers <= 1_000_000 else {
      throw ParameterError(
        "`steps` times `workers` is \(settings.steps * settings.workers); it must be at most 1000000")
    }
  }

  public static var metrics: [Metric] {
    [
      Metric("charts/learning_rate", "α"), Metric("losses/policy_loss", "L", times: -1),
      Metric("losses/value_loss", "(G − v)²", times: 0.5), Metric("losses/entropy", "H"),
      Metric("charts/staleness", "staleness"),
    ]
  }

  // MARK: What workers go by

  static func rules(_ settings: Settings, γ: Double, _ drawnεs: [Double]) -> SegmentRules {
    let workers = settings.workers
    let isGraded = settings.exploration == .graded
    return SegmentRules(
      method: settings.method, limit: settings.steps, γ: min(γ, settings.γ), value: settings.value,
      norm: settings.norm,
      entropies: (0..<workers).map { worker in
        // From 0 to 2 c, so that the mean is c.
        isGraded && workers > 1 ? settings.entropy * 2 * Double(worker) / Double(workers - 1) : settings.entropy
      },
      εs: isGraded ? drawnεs : Array(repeating: settings.ε, count: workers))
  }

  var rates: SharedNetworks<R>.Rates { .init(α: settings.α, anneal: settings.anneal, refresh: settings.refresh) }

  /// Of .1, .01 and .5 with the probabilities .4, .3 and .3, as the paper has it.
  static func drawε(using random: inout RandomStream) -> Double {
    let draw = random.uniform()
    return draw < 0.4 ? 0.1 : draw < 0.7 ? 0.01 : 0.5
  }
}
