import Glibc

/// The folders of the XDG Base Directory Specification in which a user's files of this program are.
enum UserFolder {
  case configuration, state

  /// The path of a file in it; nil where there is neither the variable nor a home.
  func path(of file: String) -> String? {
    let (variable, standard) =
      self == .configuration ? ("XDG_CONFIG_HOME", ".config") : ("XDG_STATE_HOME", ".local/state")
    // The specification has relative paths ignored.
    if let folder = Self.environment(variable), folder.hasPrefix("/") { return "\(folder)/ascent/\(file)" }
    return Self.environment("HOME").map { "\($0)/\(standard)/ascent/\(file)" }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Makes the folders on the way to a file where they are not there yet.
  /// - Parameters:
  ///   - path: of the file.
  ///   - mode: who may do what in the new folders; their owner alone where nothing else is said.
  static func makeFolders(to path: String, mode: mode_t = 0o700) {
    for (index, character) in zip(path.indices, path).dropFirst() where character == "/" {
      mkdir(String(path[..<index]), mode)
    }
  }
}
