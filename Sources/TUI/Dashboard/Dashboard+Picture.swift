import Learn

/// The screen as a picture to keep.
extension Dashboard {
  /// What is seen now.
  /// - Parameter withNote: whether a sentence that is only there for a moment belongs to it.
  public func picture(withNote: Bool = false) -> Picture {
    var copy = self
    if !withNote { copy.note = nil }
    var canvas = Canvas(columns: columns, rows: rows, isASCII: isASCII)
    copy.draw(into: &canvas)
    return Picture(canvas, title: pictureTitle, ground: theme.ground)
  }

  private var pictureTitle: String {
    "Ascent: \(setup.algorithm.title) on \(setup.world.info.id), seed \(seed), episode \(shownEpisode)"
  }

  private var shownEpisode: Int { film.shown?.progress.episodes ?? 0 }

  func savePicture() -> [Effect] {
    let shown = film.shown?.setup ?? setup
    return [.save(picture(), name: "ascent-\(shown.world.info.id)-\(shown.algorithm.id)-\(shownEpisode)")]
  }

  mutating func tell(_ outcome: Result<String, PictureError>) {
    switch outcome {
    case .success(let name): note = Note(text: "saved \(name).svg and .txt")
    case .failure(let error):
      note = Note(
        text: "no picture: \(error.description); start ascent in a directory that you may write to", isError: true)
    }
  }
}

/// Why a picture could not be saved.
public struct PictureError: Error, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
