import Glibc

/// Reads whole small files.
enum TextFile {
  /// - Returns: the text, or the error's number from `errno`.
  static func read(_ path: String) -> Result<String, Errno> {
    guard let file = fopen(path, "r") else { return .failure(Errno(code: errno)) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    guard ferror(file) == 0 else { return .failure(Errno(code: errno)) }
    return .success(String(decoding: bytes, as: UTF8.self))
  }

  struct Errno: Error, CustomStringConvertible {
    let code: Int32
    var description: String { String(cString: strerror(code)) }
  }
}
