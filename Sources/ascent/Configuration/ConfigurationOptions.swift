import ArgumentParser
import Glibc
import TUI
import Worlds

/// Where a session's preferences and keys come from.
struct ConfigurationOptions: ParsableArguments {
  @Option(help: "A file of settings, in place of $XDG_CONFIG_HOME/ascent/config.", completion: .file())
  var config: String?
  @Flag(help: "Neither settings nor keys from files.")
  var noConfig = false

  func preferences() throws(ParameterError) -> Preferences {
    if let config, noConfig {
      throw ParameterError("`--config \(config)` and `--no-config` exclude each other; leave out one")
    }
    guard let file = try Self.file("config", config, noConfig) else { return Preferences() }
    return try Preferences(file)
  }

  func keys() throws(ParameterError) -> KeyMap {
    guard let file = try Self.file("keys", nil, noConfig) else { return .standard }
    return try KeyMap(file)
  }

  /// A file that was asked for must be there; the user's own may be missing.
  private static func file(
    _ name: String, _ wanted: String?, _ isOff: Bool
  ) throws(ParameterError) -> ConfigurationFile? {
    guard !isOff, let path = wanted ?? UserFolder.configuration.path(of: name) else { return nil }
    switch TextFile.read(path) {
    case .success(let text): return try ConfigurationFile(text, path: path)
    case .failure(let error) where wanted == nil && error.code == ENOENT: return nil
    case .failure(let error):
      throw ParameterError(
        "\(path): \(error); "
          + (wanted == nil ? "make it readable, or begin with --no-config" : "name a file of settings"),
        kind: .missingInput)
    }
  }
}
