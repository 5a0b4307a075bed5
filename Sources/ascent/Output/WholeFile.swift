import Glibc

/// A file that is written whole or not at all: into another one beside it, which then takes its name.
///
/// Its bytes are on the disk before it gets the name, and the name before `write` returns: whoever ends the process, or cuts
/// the power, finds the old file or the new one.
enum WholeFile {
  /// - Parameter replacing: whether a file of this name gives way; otherwise it stays, and the error is `EEXIST`.
  static func write(_ text: String, to path: String, replacing: Bool = true) throws(SystemError) {
    try write(Array(text.utf8), to: path, replacing: replacing)
  }

  /// - Parameter replacing: whether a file of this name gives way; otherwise it stays, and the error is `EEXIST`.
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool = true) throws(SystemError) {
    let target = resolved(path)
    // A pipe or a device cannot be replaced: it is written to.
    if replacing, !isRegular(target) { return try fill(target, with: bytes) }
    if replacing, exists(target) { try check(access(target, W_OK)) }
    let part = part(of: target)
    do throws(SystemError) {
      try fill(part, with: bytes)
      if replacing {
        try check(rename(part, target))
      } else {
        try give(part, name: target)
      }
      syncFolder(of: target)
    } catch {
      unlink(part)
      throw error
    }
  }

  /// Where this process writes what is to get a name.
  static func part(of target: String) -> String { "\(target).\(getpid())~" }

  /// The names in a folder, sorted.
  static func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemError(errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes away what processes that were killed have left half written.
  /// - Parameters:
  ///   - folder: in which they wrote.
  ///   - targets: the paths that it was to get; nil for any.
  static func removeLeftovers(in folder: String, of targets: [String]? = nil) {
    for name in (try? names(in: folder)) ?? [] where name.hasSuffix("~") {
      let path = "\(folder)/\(name)"
      guard let dot = path.lastIndex(of: "."), targets?.contains(String(path[..<dot])) ?? true,
        let process = pid_t(path[path.index(after: dot)...].dropLast()), process > 0, kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      unlink(path)
    }
  }

  /// Puts the names in a file's folder on the disk, where the file system lets one.
  static func syncFolder(of path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }

  /// As one act where there are hard links, which refuses a name that is taken.
  private static func give(_ part: String, name: String) throws(SystemError) {
    if link(part, name) == 0 {
      unlink(part)
    } else if errno != EPERM && errno != EOPNOTSUPP {
      throw SystemError(errno)
    } else if exists(name) {
      throw SystemError(EEXIST)
    } else {
      try check(rename(part, name))
    }
  }

  /// Whether nothing stands in the place of a regular file.
  private static func isRegular(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) != 0 || found.st_mode & S_IFMT == S_IFREG
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path from the root, without links; nil where there is no such file.
  static func wholePath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The file itself where the path is a link to it, which is to stay.
  private static func resolved(_ path: String) -> String { wholePath(path) ?? path }

  private static func fill(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    try check(file)
    do throws(SystemError) {
      try append(bytes, to: file)
    } catch {
      close(file)
      throw error
    }
    try finish(file)
  }

  /// Writes all of the bytes.
  static func append(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw SystemError(errno) }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Puts what was written on the disk and closes the file: a full disk may be noticed only now.
  static func finish(_ file: Int32) throws(SystemError) {
    guard fsync(file) == 0 || errno == EINVAL, close(file) == 0 else { throw SystemError(errno) }
  }

  private static func check(_ result: Int32) throws(SystemError) {
    if result < 0 { throw SystemError(errno) }
  }
}

/// What the system says went wrong.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32
  init(_ code: Int32) { self.code = code }
  var description: String { String(cString: strerror(code)) }
}
