@testable import Learn

extension ActionCritics {
  /// The critics by the names that listings have for them, and their targets.
  var networks: [(name: String, network: Network)] { list(visitNetworks) }
  var targets: [(name: String, network: Network)] { list(visitTargets) }

  private func list(_ visitAll: ((String, Network) -> Void) -> Void) -> [(name: String, network: Network)] {
    var all: [(String, Network)] = []
    visitAll { all.append(($0, $1)) }
    return all
  }
}
