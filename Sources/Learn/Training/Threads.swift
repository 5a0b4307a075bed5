import Glibc
import Synchronization

/// Blocking work wants threads of its own, never those of the cooperative pool.
public enum Threads {
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    final class Body: Sendable {
      let run: @Sendable () -> Void
      init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { raw in
        Unmanaged<Body>.fromOpaque(raw!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(Body(body)).toOpaque())
    guard code == 0 else { fatalError("no thread could be started: \(String(cString: strerror(code)))") }
    return thread
  }

  /// The number of processors that this process may use.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// Does independent pieces of work on several threads; the results are in order and the same on any number of them.
/// - Parameters:
///   - count: the number of pieces.
///   - jobs: the most threads; nil for one on each processor.
///   - work: piece number i, from 0. It may run on any of the threads.
public func inParallel<Piece: Sendable>(
  _ count: Int, jobs: Int? = nil, _ work: @escaping @Sendable (Int) -> Piece
) -> [Piece] {
  let places = Places<Piece>(count: count)
  let jobs = min(max(jobs ?? Threads.processors, 1), max(count, 1))
  func workAll() {
    let threads = (0..<jobs).map { _ in
      Threads.start {
        while let index = places.take() { places.fill(index, with: work(index)) }
      }
    }
    for thread in threads { pthread_join(thread, nil) }
  }
  if jobs > 1 { Helper.shared.standBack(while: workAll) } else { workAll() }
  return places.all
}

/// Places for the results of pieces of work.
///
/// Unchecked, because each index is taken by one thread only, which alone writes to that place, and nobody reads before
/// all threads have been joined.
private final class Places<Piece: Sendable>: @unchecked Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)
  private let pieces: UnsafeMutablePointer<Piece?>

  init(count: Int) {
    self.count = count
    pieces = .allocate(capacity: max(count, 1))
    pieces.initialize(repeating: nil, count: count)
  }

  deinit {
    pieces.deinitialize(count: count)
    pieces.deallocate()
  }

  /// An index that nobody has taken before; nil when all are.
  func take() -> Int? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  func fill(_ index: Int, with piece: Piece) { pieces[index] = piece }

  /// Not to be asked before every thread has ended.
  var all: [Piece] { (0..<count).map { pieces[$0]! } }
}
