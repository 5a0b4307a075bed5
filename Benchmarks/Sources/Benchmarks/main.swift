import Learn
import PlainC
import Worlds

func seconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let d = clock.measure(body)
  return Double(d.components.seconds) + Double(d.components.attoseconds) * 1e-18
}
let n = 20_000_000
typealias R = TabularRepresentation<Gridworld>
for _ in 0..<3 {
  var theta = [Double](repeating: 0, count: 400)
  let c1 = seconds { _ = plain_td_actor_critic(10, Int64(n), 1, 0.05, 0.2, 1, &theta) }
  let c2 = seconds { _ = plain_reinforce(10, Int64(n), 1, 0.0001, 1, &theta) }
  let world = try Gridworld(.init())
  var td = TDActorCritic<R>(world, representation: R(), settings: .init(), seed: 1)
  var none = NoProbe()
  let s1 = seconds { while td.environment.steps < n { td.iterate(&none) } }
  var settings = Reinforce<R>.Settings()
  settings.α = 0.0001
  var re = Reinforce<R>(world, representation: R(), settings: settings, seed: 1)
  let s2 = seconds { while re.environment.steps < n { re.iterate(&none) } }
  print("td: C \(Double(n)/c1/1e6) Swift \(Double(td.environment.steps)/s1/1e6) ratio \(c1/s1)   reinforce: C \(Double(n)/c2/1e6) Swift \(Double(re.environment.steps)/s2/1e6) ratio \(c2/s2)", td.environment.returns.recentMean!, re.environment.returns.recentMean!)
}
