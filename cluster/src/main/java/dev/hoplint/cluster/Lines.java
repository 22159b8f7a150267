package dev.hoplint.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The lines of a stream, as bytes. Each has an end.
final class Lines {
  /// An object of the API server is at most 3 MiB, and an event holds one.
  private static final int LIMIT = 8 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;

  Lines(InputStream in) {
    this.in = in;
  }

  /// The next line that is not empty, without its end; empty at the end of the stream.
  ///
  /// @throws IOException also for a last line without an end, which is no line
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(buffer));
        if (to == 0) {
          if (line.size() > 0) {
            throw new IOException("a line without an end");
          }
          return Optional.empty();
        }
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      boolean whole = end < to;
      from = whole ? end + 1 : end;
      if (line.size() > LIMIT) {
        throw new IOException("a line of more than " + LIMIT + " bytes");
      }
      if (whole && line.size() > 0) {
        return Optional.of(line.toByteArray());
      }
    }
  }
}
