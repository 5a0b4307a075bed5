import Glibc

/// Reads whole files of bytes.
enum DataFile {
  /// Far more than any policy has.
  private static let largest = 1 << 30

  /// - Throws: a `SystemError`: `EISDIR` for a folder, `EFBIG` beyond a gigabyte, `EINVAL` for what is no file.
  static func read(_ path: String) throws(SystemError) -> [UInt8] {
    // A pipe without a writer must not hold the program up.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw SystemError(errno) }
    defer { close(file) }
    var found = stat()
    guard fstat(file, &found) == 0 else { throw SystemError(errno) }
    let kind = found.st_mode & S_IFMT
    guard kind == S_IFREG else { throw SystemError(kind == S_IFDIR ? EISDIR : EINVAL) }
    guard found.st_size <= largest else { throw SystemError(EFBIG) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(found.st_size))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count >= 0 else { throw SystemError(errno) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= largest else { throw SystemError(EFBIG) }
    }
  }
}
