import Glibc
import TUI

/// Pictures that the dashboard saves, each as SVG and as text.
enum PictureFiles {
  /// Saves a picture in the current directory and never overwrites anything: where there is such a file already, the name
  /// gets a number.
  static func save(_ picture: Picture, name: String) -> Result<String, PictureError> {
    var number = 1
    while true {
      let numbered = number == 1 ? name : "\(name)-\(number)"
      number += 1
      if WholeFile.exists(numbered + ".svg") || WholeFile.exists(numbered + ".txt") { continue }
      do throws(SystemError) {
        try write(picture, numbered)
        return .success(numbered)
      } catch {
        // Somebody else may have taken the name just now.
        if error.code != EEXIST { return .failure(PictureError("\(numbered).svg: \(error)")) }
      }
    }
  }

  /// Both files, or none.
  private static func write(_ picture: Picture, _ name: String) throws(SystemError) {
    try WholeFile.write(picture.contents(as: .svg), to: name + ".svg", replacing: false)
    do throws(SystemError) {
      try WholeFile.write(picture.contents(as: .text), to: name + ".txt", replacing: false)
    } catch {
      unlink(name + ".svg")
      throw error
    }
  }
}
