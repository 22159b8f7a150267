package dev.hoplint.webhook.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads one body within its limits. Closing it gives back what it took of the budget.
final class RequestBody implements AutoCloseable {
  private static final int FIRST = 16 * 1024;

  private final ByteBudget budget;
  private final int limit;
  private int taken;

  RequestBody(ByteBudget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  /// What reading came to.
  sealed interface Outcome {
    @SuppressWarnings("ArrayRecordComponent") // Held for one request, never compared.
    record Complete(byte[] bytes) implements Outcome {}

    record TooLarge() implements Outcome {}

    /// Too many bodies are in memory.
    record NoRoom() implements Outcome {}
  }

  /// @param announced the written length; -1 for none
  /// @throws IOException when the caller goes away or is cut off
  Outcome read(InputStream in, long announced) throws IOException {
    if (announced > limit) {
      return new Outcome.TooLarge();
    }
    int most = announced >= 0 ? (int) announced : limit;
    byte[] bytes = new byte[0];
    int length = 0;
    while (true) {
      if (length == bytes.length) {
        if (announced >= 0 && length == announced) {
          return new Outcome.Complete(bytes);
        }
        int probe = in.read();
        if (probe < 0) {
          break;
        }
        if (length == limit) {
          return new Outcome.TooLarge();
        }
        int size = (int) Math.min(most, Math.max(FIRST, 2L * bytes.length));
        if (!budget.take(size - bytes.length, size)) {
          bytes = new byte[0];
          close();
          return discarded(in, limit - length);
        }
        taken += size - bytes.length;
        bytes = Arrays.copyOf(bytes, size);
        bytes[length++] = (byte) probe;
        continue;
      }
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    return new Outcome.Complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
  }

  /// Who sends is not reading yet: an answer in the middle of a body is lost with the connection.
  private static Outcome discarded(InputStream in, int most) throws IOException {
    byte[] buffer = new byte[FIRST];
    int rest = most;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      rest -= count;
      if (rest < 0) {
        return new Outcome.TooLarge();
      }
    }
    return new Outcome.NoRoom();
  }

  @Override
  public void close() {
    budget.give(taken);
    taken = 0;
  }
}
