import Learn
import Worlds

/// The loop of `TDActorCritic` without its marks: what a probe that does nothing is measured against. Keep the two alike.
struct UnmarkedActorCritic<R: Representation> {
  var settings: TDActorCritic<R>.Settings
  var environment: Environment<R.W>
  var policy: R.Actor
  private(set) var critic: R.Critic
  var random: RandomStream
  private(set) var updates = 0

  init(_ world: R.W, representation: R, settings: TDActorCritic<R>.Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
  }

  mutating func iterate() {
    environment.reset()
    var γᵗ = 1.0
    var state = environment.observation
    while environment.ending == .none {
      let action = policy.sample(at: state, using: &random)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      let v = critic.value(at: state)
      let following = outcome.ending == .terminated ? 0 : critic.value(at: next)
      let δ = reward + environment.γ * following - v
      let correction = settings.β * δ
      critic.ascend(correction, at: state)
      let step = settings.α * γᵗ * δ
      policy.ascend(step, along: action, at: state)
      updates += 1
      if settings.isDiscounted { γᵗ *= environment.γ }
      state = next
    }
  }
}
