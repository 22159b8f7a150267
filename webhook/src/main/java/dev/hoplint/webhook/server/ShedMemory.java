package dev.hoplint.webhook.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// When a body that was turned away came for the first time. The API server sends the same bytes
/// again inside one deadline, but its `timeout` says each time what it said at first.
final class ShedMemory {
  private static final int MOST = 4_096;
  private static final long FORGOTTEN_NANOS = 30_000_000_000L;

  private final Map<Long, Long> firstSeen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST;
        }
      };

  /// @param now nanoseconds of the monotonic clock
  /// @return when it came first, which is now for a new one
  synchronized long firstSeen(byte[] body, long now) {
    Long before = firstSeen.get(key(body));
    return before == null || now - before > FORGOTTEN_NANOS ? now : before;
  }

  synchronized void shed(byte[] body, long first) {
    firstSeen.put(key(body), first);
  }

  private static long key(byte[] body) {
    CRC32C sum = new CRC32C();
    sum.update(body);
    return sum.getValue() << 32 | body.length;
  }
}
