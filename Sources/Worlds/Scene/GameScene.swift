/// A game of two players who choose at once, and what the second has made of it.
public struct GameScene: Sendable, Equatable {
  public struct Round: Sendable, Equatable {
    public var agent: Int
    public var opponent: Int

    public init(agent: Int, opponent: Int) {
      self.agent = agent
      self.opponent = opponent
    }
  }

  /// `payoffs[a][b]`: what the agent earns with move a against b; the opponent earns as much less.
  public var payoffs: [[Double]]
  /// A word for who plays on the other side.
  public var opponent: String
  /// What the opponent's next move is drawn from.
  public var mixture: [Double]
  /// Rounds played in this episode, and how many it has; nil where nothing cuts it.
  public var round: Int
  public var rounds: Int?
  /// The agent's payoffs in this episode.
  public var score: Double
  /// The last round of this episode.
  public var last: Round?
  /// Where the agent's mixture has been, oldest first, at the present observation.
  public var agentTrail: [[Double]]
  /// The same of an opponent that learns; empty of any other.
  public var opponentTrail: [[Double]]
  /// The agent's mixture there as a mean over all iterations; nil before the first.
  public var agentMean: [Double]?
  /// The same of an opponent that learns.
  public var opponentMean: [Double]?

  public init(
    payoffs: [[Double]], opponent: String, mixture: [Double], round: Int, rounds: Int?, score: Double, last: Round?,
    agentTrail: [[Double]], opponentTrail: [[Double]], agentMean: [Double]?, opponentMean: [Double]?
  ) {
    self.payoffs = payoffs
    self.opponent = opponent
    self.mixture = mixture
    self.round = round
    self.rounds = rounds
    self.score = score
    self.last = last
    self.agentTrail = agentTrail
    self.opponentTrail = opponentTrail
    self.agentMean = agentMean
    self.opponentMean = opponentMean
  }
}
