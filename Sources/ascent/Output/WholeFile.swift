import Glibc

/// A file that is written whole or not at all: into another one beside it, which then takes its name.
enum WholeFile {
  /// - Parameter replacing: whether a file of this name gives way; otherwise it stays, and the error is `EEXIST`.
  static func write(_ text: String, to path: String, replacing: Bool = true) throws(SystemError) {
    let target = resolved(path)
    // A pipe or a device cannot be replaced: it is written to.
    if replacing, !isRegular(target) { return try fill(target, with: text) }
    if replacing, exists(target) { try check(access(target, W_OK)) }
    let part = "\(target).\(getpid())~"
    do throws(SystemError) {
      try fill(part, with: text)
      if replacing {
        try check(rename(part, target))
      } else {
        try give(part, name: target)
      }
    } catch {
      unlink(part)
      throw error
    }
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

  /// The file itself where the path is a link to it, which is to stay.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func fill(_ path: String, with text: String) throws(SystemError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    try check(file)
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let error = SystemError(errno)
        close(file)
        throw error
      }
      bytes = bytes.dropFirst(count)
    }
    // A full disk may be noticed only now.
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
