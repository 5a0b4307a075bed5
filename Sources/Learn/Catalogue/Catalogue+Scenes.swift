extension Catalogue {
  /// Every scene, in the order of the lecture: good ones and instructive failures. Its test says of each what it shows.
  public static let scenes: [LectureScene] = [
    LectureScene(
      "coin-toss", "The best policy is random", section: "1 Value-based or policy-based",
      world: "aliased-corridor", algorithm: "reinforce-baseline", seed: 3,
      "in grey π goes E and W alike, and J reaches 6.2: no deterministic policy can"),
    LectureScene(
      "value-foil", "Values where states look alike", section: "1 Value-based or policy-based",
      world: "aliased-corridor", algorithm: "q-learning",
      "the returns look healthy, but J greedy is −35: both grey cells go one way"),
    LectureScene(
      "cliff-edge", "Greedy along the edge", section: "1 Value-based or policy-based",
      world: "cliff-walking", algorithm: "q-learning", view: "returns",
      "J greedy is −13 along the edge; J ε-greedy, which learns it, falls to −51"),
    LectureScene(
      "found-out", "Whoever plays one move is found out", section: "1 Value-based or policy-based",
      world: "rock-paper-scissors:opponent=counter", algorithm: "q-learning",
      "the counter learns Q's favourite: J greedy is −9, each round lost; press c"),
    LectureScene(
      "memory-pays", "The counter can be counted on", section: "1 Value-based or policy-based",
      world: "rock-paper-scissors:opponent=counter,memory=last", algorithm: "reinforce-baseline",
      "who sees both last moves beats the counter: J leaves 0 and goes beyond 5"),
    LectureScene(
      "caught-climber", "Caught on the nearest hill", section: "1 Gradient-free",
      world: "aliased-corridor", algorithm: "hill-climbing:restarts=0", view: "population", axes: (x: 4, y: 12),
      "J π stays at 0.2: from this hill every step goes down; then set restarts by p"),
    LectureScene(
      "population-escapes", "A population escapes", section: "1 Gradient-free",
      world: "aliased-corridor", algorithm: "genetic", seed: 4, view: "population", axes: (x: 4, y: 12),
      "some are caught at 0.2, but others breed: J π goes beyond 5 of 6.2"),
    LectureScene(
      "believed-luck", "The lucky episode, rolled again", section: "1 Gradient-free",
      world: "aliased-corridor", algorithm: "hill-climbing:episodes=1,again=false,restarts=0", view: "code",
      "J believes one episode of 9 for ever; then set again by p: luck is found out"),
    LectureScene(
      "cannot-decide", "Smoothed too much", section: "1 Gradient-free",
      world: "gridworld", algorithm: "cem-tabular:smoothing=1",
      "λ = 1 smooths the elite away: J greedy is −18, J π stays near −38"),
    LectureScene(
      "lucky-episodes", "Lucky episodes", section: "1 Gradient-free",
      world: "frozen-lake", algorithm: "cem-tabular", seed: 2,
      "the ice chooses the elite, and luck is copied; then set average = 20 by p"),
    LectureScene(
      "takes-off", "From no line to thousands", section: "1 Gradient-free",
      world: "tetris:features=bertsekas", algorithm: "cem-parameters", view: "population", axes: (x: 20, y: 4),
      "lines a game: a hundred by generation 13, thousands by generation 40"),
    LectureScene(
      "frozen-search", "A search that freezes", section: "1 Gradient-free",
      world: "tetris:features=bertsekas", algorithm: "cem-parameters:noise=0", view: "population", axes: (x: 20, y: 4),
      "without noise σ falls to nothing: 220 lines a game for ever; then set noise"),
    LectureScene(
      "eight-weights", "Eight weights, a hundred thousand lines", section: "1 Gradient-free",
      world: "tetris", algorithm: "cem-parameters", view: "world", pace: .limited(perSecond: 4, grain: .step),
      "see what the best place is worth; then press + until games last for minutes"),
    LectureScene(
      "small-change", "Small change, large change", section: "2 Policy gradient",
      world: "aliased-corridor", algorithm: "td-actor-critic", view: "code",
      pace: .limited(perSecond: 5, grain: .update),
      "KL update: what a step changes; KL greedy: what a greedy one would; press c"),
    LectureScene(
      "no-model", "No dynamics model required", section: "2 Policy gradient",
      world: "gridworld:size=5,slip=0.2", algorithm: "reinforce", view: "trajectory",
      pace: .limited(perSecond: 5, grain: .step),
      "each slip lowers ln P(τ), yet P(s′∣s,a) is struck from ∇ln P(τ): it has no θ"),
    LectureScene(
      "too-large-a-step", "Collapse from too large a step", section: "2 Policy gradient",
      world: "aliased-corridor", algorithm: "reinforce:alpha=0.01",
      "a few bad episodes throw θ too far: J falls to −100 and never comes back"),
    LectureScene(
      "sure-too-soon", "Sure of it too soon", section: "2 Policy gradient",
      world: "aliased-corridor", algorithm: "vanilla-pg:alpha=0.01",
      "seven seeds of ten end near 0.15 of 6.2, too sure of themselves; R: next seed"),
    LectureScene(
      "local-optimum", "Caught short of the best", section: "2 Policy gradient",
      world: "aliased-corridor", algorithm: "reinforce:alpha=0.03", seed: 3,
      "J stays at 0.2, the best deterministic policy: too sure of it to try another"),
    LectureScene(
      "exactly-caught", "Caught without any luck", section: "2 Policy gradient",
      world: "cliff-walking", algorithm: "exact-gradient",
      "no noise, yet J stays at −17 of −13: on its way no other action is worth more"),
    LectureScene(
      "round-and-round", "Two gradients chase each other", section: "2 Policy gradient",
      world: "rock-paper-scissors:opponent=self", algorithm: "exact-gradient", view: "world",
      pace: .limited(perSecond: 60, grain: .update),
      "both spiral outward, yet their means ○ ◇ stay near +, a third of each"),
    LectureScene(
      "at-rest-in-a-corner", "Sampled learners may freeze", section: "2 Policy gradient",
      world: "rock-paper-scissors:opponent=self,self-gradient=sampled", algorithm: "reinforce:alpha=0.05",
      view: "world", pace: .limited(perSecond: 60, grain: .episode),
      "steps by samples drift into a corner and rest there, far from a third of each"),
    LectureScene(
      "baseline", "A baseline calms the variance", section: "3 Temporal structure",
      world: "short-corridor", algorithm: "reinforce-baseline", seed: 3, view: "returns",
      "J nears the best, −11.66, in some hundred episodes; then compare reinforce"),
    LectureScene(
      "one-value-for-all", "One value for all states", section: "3 Temporal structure",
      world: "short-corridor", algorithm: "td-actor-critic",
      "all states share one v, so δ is −1 at nearly every step; J falls to −990"),
    LectureScene(
      "fading-traces", "One error teaches the whole way", section: "3 Temporal structure",
      world: "gridworld:size=5", algorithm: "td-lambda-actor-critic", view: "lecture", values: "z-w",
      pace: .limited(perSecond: 3, grain: .step),
      "the trail behind the agent is z_w: one δ teaches all of it; v: the actor's z_θ"),
    LectureScene(
      "brittle-critic", "The actor believes its critic", section: "3 Temporal structure",
      world: "gridworld", algorithm: "qac:alpha=1", seed: 2,
      "a large step on a raw Q walks the agent into a wall for ever; R: next seed"),
    LectureScene(
      "written-over", "Who wrote over whom", section: "3 Temporal structure",
      world: "cart-pole", algorithm: "a3c", view: "workers", pace: .limited(perSecond: 2, grain: .update),
      "a number counts the writes of others since its worker read; they stand out"),
    LectureScene(
      "sixteen-at-once", "Sixteen writes old, and still good", section: "3 Temporal structure",
      world: "cart-pole", algorithm: "a3c:workers=16", view: "workers",
      "gradients are fifteen writes old on average, and yet the pole learns to stand"),
    LectureScene(
      "each-its-own-way", "Each explores in its own way", section: "3 Temporal structure",
      world: "cart-pole", algorithm: "a3c:method=n-step-q,exploration=graded", view: "workers",
      "ε of .5, .1 and .01 side by side: one Q learns from bold and careful workers"),
    LectureScene(
      "trust-region", "As far as the policy may change", section: "4 Better directions",
      world: "pendulum", algorithm: "trpo", view: "region",
      "no step ends beyond KL = δ: what goes too far is taken back; soon it swings up"),
    LectureScene(
      "wrong-way", "As far, but the wrong way", section: "4 Better directions",
      world: "pendulum", algorithm: "trpo:direction=vanilla,search=false", view: "region",
      "as far in KL as the natural step, along g: returns stay at −1100; compare trpo"),
    LectureScene(
      "beyond-the-region", "The model is believed", section: "4 Better directions",
      world: "cart-pole", algorithm: "trpo:kl=0.5,search=false", view: "region",
      "KL 0.5 by the model: some steps go beyond, a few twice as far. Set search by p"),
    LectureScene(
      "without-edges", "Ratios without edges", section: "4 Better directions",
      world: "pendulum", algorithm: "ppo:clip=10", view: "region",
      "nothing holds r near 1: KL runs beyond 1, and returns stay near −1100"),
    LectureScene(
      "swing-up", "Upright in fifty episodes", section: "5 Off-policy",
      world: "pendulum", algorithm: "sac", view: "phase", pace: .limited(perSecond: 2000, grain: .step),
      "V and π fill the plane from old steps; after fifty episodes it stands upright"),
    LectureScene(
      "too-good-to-be-true", "The actor finds what is promised too much", section: "5 Off-policy",
      world: "pendulum", algorithm: "ddpg", readings: "Q",
      "Q − G: what was promised less what came; it settles above 0. Then choose td3"),
    LectureScene(
      "smaller-promise", "The smaller of two promises", section: "5 Off-policy",
      world: "pendulum", algorithm: "td3", readings: "Q",
      "with twins, delay and smoothing Q − G settles below 0, where DDPG stays above"),
    LectureScene(
      "chasing-itself", "A critic that chases itself", section: "5 Off-policy",
      world: "pendulum", algorithm: "ddpg:targets=false", seed: 2, readings: "Q",
      "without target networks Q − G stays near 100 and more, and no return is safe"),
    LectureScene(
      "no-memory", "Only what has just happened", section: "5 Off-policy",
      world: "pendulum", algorithm: "ddpg:replay=false", seed: 1,
      "batches of the last steps alone: neighbours teach one thing and undo the rest"),
    LectureScene(
      "trembling", "Noise that cancels itself out", section: "5 Off-policy",
      world: "mountain-car-continuous", algorithm: "sac:correlation=0",
      "pushes without memory never reach the goal, so it learns to save its effort"),
    LectureScene(
      "long-pushes", "Noise that lasts", section: "5 Off-policy",
      world: "mountain-car-continuous", algorithm: "sac",
      "pushes that last rock the car to the goal; from the first +100 on it learns"),
  ]
}
