package dev.hoplint.harness;

/// What goes wrong within watches that are open, see [FakeKube#disturb].
public enum WatchFault {
  /// An ERROR event with a Status 410, then the end of the stream: the version is too old.
  GONE,
  /// An ERROR event with a Status 500, then the end of the stream.
  ERROR,
  /// A line that is no JSON.
  GARBAGE,
  /// A chunk that announces more bytes than come, then the end of the connection.
  TRUNCATED,
  /// The stream ends in good order, as API servers end watches every few minutes.
  END,
  /// The connection is reset.
  RESET,
  /// The last event of the kind comes once more.
  DUPLICATE,
  /// An old event of the kind comes again, after younger ones.
  OUT_OF_ORDER,
  /// A bookmark with a resourceVersion far below what was seen.
  BACKWARDS
}
