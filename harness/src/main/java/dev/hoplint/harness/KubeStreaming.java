package dev.hoplint.harness;

import dev.hoplint.harness.KubeShelf.Disturbance;
import dev.hoplint.harness.KubeShelf.Event;
import dev.hoplint.harness.KubeShelf.Signal;
import dev.hoplint.harness.KubeShelf.Stream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sends the events of one watch, as lines of JSON, each in a chunk of its own.
final class KubeStreaming {
  private static final long DEFAULT_SECONDS = 400;

  private final FakeKube kube;
  private final KubeStore store;

  KubeStreaming(FakeKube kube, KubeStore store) {
    this.kube = kube;
    this.store = store;
  }

  /// Ends with the connection.
  void watch(Wire wire, KubeCall call) throws IOException, InterruptedException {
    Optional<Stream> opened = store.watch(call);
    wire.stream(200);
    if (opened.isEmpty()) {
      wire.chunk(error(410, "too old resource version"));
      wire.endOfChunks();
      return;
    }
    Stream stream = opened.get();
    Thread.ofVirtual().start(() -> noticeLeaving(wire, stream));
    try {
      send(wire, call, stream);
    } finally {
      store.close(call.type(), stream);
    }
  }

  /// Without this a client that left would be noticed with the next event only.
  private static void noticeLeaving(Wire wire, Stream stream) {
    try {
      wire.awaitLeaving();
    } catch (IOException e) {
      // Cut off is left as well.
    }
    stream.queue().add(new KubeShelf.Left());
  }

  private void send(Wire wire, KubeCall call, Stream stream)
      throws IOException, InterruptedException {
    String asked = call.query().getOrDefault("timeoutSeconds", "");
    long seconds = asked.isEmpty() ? DEFAULT_SECONDS : Long.parseLong(asked);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean bookmarks = call.query().getOrDefault("allowWatchBookmarks", "").equals("true");
    long bookmarked = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long nextBookmark = bookmarks ? bookmarked + kube.bookmarkEvery().toNanos() : end;
      Signal signal =
          stream.queue().poll(Math.max(1, Math.min(end, nextBookmark) - now), TimeUnit.NANOSECONDS);
      store.awaitThaw(call.type());
      if (signal instanceof Event event) {
        wire.chunk(event.line());
      } else if (signal instanceof Disturbance disturbance) {
        if (!disturb(wire, call, disturbance.fault())) {
          return;
        }
      } else if (signal instanceof KubeShelf.Left) {
        return;
      } else if (System.nanoTime() >= end) {
        wire.endOfChunks();
        return;
      } else if (bookmarks) {
        bookmarked = System.nanoTime();
        Optional<Long> version = store.toldUpTo(stream);
        if (version.isPresent()) {
          wire.chunk(bookmark(call, version.get()));
        }
      }
    }
  }

  /// @return whether the watch goes on
  private boolean disturb(Wire wire, KubeCall call, WatchFault fault) throws IOException {
    switch (fault) {
      case GONE -> wire.chunk(error(410, "too old resource version"));
      case ERROR -> wire.chunk(error(500, "as told"));
      case GARBAGE -> wire.chunk("{\"type\":\"ADD]]\n");
      case TRUNCATED -> wire.brokenChunk("{\"type\":\"ADDED\",\"obj");
      case RESET -> wire.reset();
      case BACKWARDS -> wire.chunk(bookmark(call, 1));
      case END, DUPLICATE, OUT_OF_ORDER -> {}
    }
    boolean goesOn = fault == WatchFault.GARBAGE || fault == WatchFault.BACKWARDS;
    if (fault == WatchFault.GONE || fault == WatchFault.ERROR || fault == WatchFault.END) {
      wire.endOfChunks();
    }
    return goesOn;
  }

  private static String error(int code, String message) {
    return line("ERROR", KubeStatus.of(code, message));
  }

  private String bookmark(KubeCall call, long version) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", "Bookmark");
    object.put("apiVersion", call.version());
    object.put("metadata", Map.of("resourceVersion", Long.toString(version)));
    return line("BOOKMARK", object);
  }

  private static String line(String type, Map<String, Object> object) {
    return Json.text(Map.of("type", type, "object", object)) + "\n";
  }
}
