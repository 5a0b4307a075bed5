import Learn
import Worlds

/// The exact J, or ρ, of every policy over the episodes, in bounded memory; each world has curves of its own.
struct ObjectiveHistory: Sendable {
  /// Points per curve; when there are more, every second one goes.
  static let capacity = 512
  /// Curves kept per world: those of the present algorithm and of the ones before it.
  static let curveLimit = 12

  /// The policies being learnt first.
  var curves: [ObjectiveCurve] { present.map(\.curve) + past }
  private var present: [ThinnedCurve] = []
  private var past: [ObjectiveCurve] = []
  private var last: Frame?
  /// The curves of other worlds and of runs before a reset, the newest last: they come back with their returns.
  private var elsewhere: [(key: Key, curves: [ObjectiveCurve])] = []

  private struct Key: Equatable {
    var run: Int
    var world: Spec

    init(_ frame: Frame) { (run, world) = (frame.returns.run, frame.setup.worldSpec) }
  }

  /// Runs of which the curves are kept, as many as can be undone.
  private static let runLimit = 32

  /// Notices from the newest frame what was switched or reset.
  mutating func begin(_ frame: Frame) {
    defer { last = frame }
    guard let last else { return }
    let count = frame.returns.count
    if Key(last) != Key(frame) {
      elsewhere.removeAll { $0.key == Key(last) }
      elsewhere.append((Key(last), curves))
      if elsewhere.count > Self.runLimit { elsewhere.removeFirst() }
      (past, present) = (Self.until(count, known(of: frame)), [])
    } else if count < last.returns.count {
      // A change was undone: what came after it is no longer so.
      (past, present) = (Self.until(count, curves), [])
    } else if frame.setup.algorithm.id != last.setup.algorithm.id {
      // A gap in the line: what came before was another algorithm's.
      past = Array((curves.filter { !$0.points.isEmpty }).prefix(Self.curveLimit))
      present = []
    }
  }

  mutating func append(_ policies: [PolicyTable], _ objectives: [Double?], _ episode: Int) {
    if present.map(\.curve.name) != policies.map(\.name) {
      past = Array((present.map(\.curve) + past).prefix(Self.curveLimit))
      present = policies.map { ThinnedCurve($0.name) }
    }
    for (index, objective) in objectives.enumerated() {
      // Where a policy never ends there is no finite value: a gap in the curve.
      present[index].append(episode, objective ?? -.infinity)
    }
  }

  /// What was known at a frame of the past: its own policies first, with these values at their ends.
  func curves(at frame: Frame, _ objectives: [Double?]?) -> [ObjectiveCurve] {
    let isHere = last.map { Key($0) == Key(frame) } ?? false
    let episode = frame.returns.count
    var known = Self.until(episode, isHere ? curves : known(of: frame))
    let own = frame.policies.enumerated().map { index, policy in
      let found = known.firstIndex { $0.name == policy.name }
      var curve = found.map { known.remove(at: $0) } ?? ObjectiveCurve(name: policy.name, points: [])
      if let objectives, objectives.indices.contains(index) {
        curve.points.removeAll { $0.episode == episode }
        curve.points.append(.init(episode: episode, value: objectives[index] ?? -.infinity))
      }
      return curve
    }
    return own + known
  }

  private func known(of frame: Frame) -> [ObjectiveCurve] { elsewhere.last { $0.key == Key(frame) }?.curves ?? [] }

  /// The parts of curves that were there when so many episodes had ended.
  private static func until(_ episode: Int, _ curves: [ObjectiveCurve]) -> [ObjectiveCurve] {
    curves.compactMap { curve in
      let points = curve.points.filter { $0.episode <= episode }
      return points.isEmpty ? nil : ObjectiveCurve(name: curve.name, points: points)
    }
  }
}

/// A curve whose points keep the same distance everywhere, twice as far each time that it is full.
private struct ThinnedCurve: Sendable {
  private(set) var curve: ObjectiveCurve
  private var stride = 1

  init(_ name: String) { curve = ObjectiveCurve(name: name, points: []) }

  mutating func append(_ episode: Int, _ value: Double) {
    let point = ObjectiveCurve.Point(episode: episode, value: value)
    let points = curve.points
    // The last point moves along until it is a stride away from the one before it.
    let isClose = points.count > 1 && episode < points[points.count - 2].episode + stride
    if isClose || points.last?.episode == episode {
      curve.points[points.count - 1] = point
    } else {
      curve.points.append(point)
    }
    guard curve.points.count > ObjectiveHistory.capacity else { return }
    let newest = curve.points.count - 1
    curve.points = curve.points.enumerated().filter { $0.offset % 2 == 0 || $0.offset == newest }.map(
      \.element)
    let first = curve.points[0].episode
    stride = max(stride * 2, (episode - first) * 2 / ObjectiveHistory.capacity)
  }
}
