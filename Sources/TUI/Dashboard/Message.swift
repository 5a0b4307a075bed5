import Learn
import Worlds

/// What happens to the dashboard. Time comes in with the messages: the model has no clock of its own.
public enum Message: Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Frames that the training loop posted, the first with this number, read at a time in seconds.
  case frames([Frame], firstNumber: Int, time: Double)
  case resize(columns: Int, rows: Int)
  /// The moment of the screen's next picture, while something runs.
  case tick
  /// A moment of leisure, in which exact evaluation goes on.
  case leisure
  /// What came of an `Effect.build`.
  case built(Result<Setup, ParameterError>)
  /// What came of an `Effect.save`: the name that the files have, without their suffixes.
  case saved(Result<String, PictureError>)
  /// What came of an `Effect.copy`: whether the terminal was asked.
  case copied(Bool)
}

/// What the dashboard asks of the world around it.
public enum Effect: Sendable {
  case send(Command)
  /// One frame of whatever the training loop is doing next.
  case requestFrame
  /// A world and an algorithm are to be made ready; the answer is a `Message.built`.
  case build(world: Spec, algorithm: Spec)
  /// A picture is to be kept as SVG and as text, under this name or, where there is one already, a like one; the answer
  /// is a `Message.saved`.
  case save(Picture, name: String)
  /// The screen is to be painted anew, whatever is believed to be on it.
  case redraw
  /// A command was entered that is to be in the next session's history.
  case remember(String)
  /// A text for the clipboard.
  case copy(String)
  case suspend
  case quit
}
