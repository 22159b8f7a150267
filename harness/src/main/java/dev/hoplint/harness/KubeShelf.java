package dev.hoplint.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All objects of one type in a [FakeKube], what happened to them, and who watches. Guarded by the
/// lock of its [KubeStore].
final class KubeShelf {
  private static final int HISTORY = 20_000;

  /// @param json the object as text
  record Item(Map<String, Object> object, String json) {
    static Item of(Map<String, Object> object) {
      return new Item(object, Json.text(object));
    }

    String version() {
      return Json.metadata(object, "resourceVersion");
    }
  }

  /// What a watch is told.
  sealed interface Signal {}

  /// @param what `ADDED`, `MODIFIED`, `DELETED`
  record Event(String what, long version, Item item) implements Signal {
    String line() {
      return "{\"type\":\"" + what + "\",\"object\":" + item.json() + "}\n";
    }
  }

  record Disturbance(WatchFault fault) implements Signal {}

  /// The client is gone.
  record Left() implements Signal {}

  /// @param selected which objects it is told of
  record Stream(LinkedBlockingQueue<Signal> queue, Predicate<Map<String, Object>> selected) {}

  private final SequencedMap<String, Item> items = new TreeMap<>();
  private final List<Event> history = new ArrayList<>();
  private final List<Stream> streams = new ArrayList<>();
  private @Nullable SequencedMap<String, Item> cached;
  private long cachedVersion;
  private long forgottenUpTo;
  private boolean frozen;

  static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  Optional<Item> get(String key) {
    return Optional.ofNullable(items.get(key));
  }

  SequencedMap<String, Item> items() {
    return items;
  }

  /// What a list "from the cache" shows: the frozen view when there is one.
  SequencedMap<String, Item> cachedItems() {
    return cached == null ? items : cached;
  }

  long cachedVersion(long current) {
    return cached == null ? current : cachedVersion;
  }

  void freezeCache(long version) {
    cached = new TreeMap<>(items);
    cachedVersion = version;
  }

  void thawCache() {
    cached = null;
  }

  boolean frozen() {
    return frozen;
  }

  void freeze(boolean frozen) {
    this.frozen = frozen;
  }

  void store(String key, Item item, long version) {
    String what = items.put(key, item) == null ? "ADDED" : "MODIFIED";
    tell(new Event(what, version, item));
  }

  void remove(String key, Item last, long version) {
    items.remove(key);
    tell(new Event("DELETED", version, last));
  }

  private void tell(Event event) {
    history.add(event);
    if (history.size() > HISTORY) {
      forget(HISTORY / 2);
    }
    for (Stream stream : streams) {
      if (stream.selected().test(event.item().object())) {
        stream.queue().add(event);
      }
    }
  }

  /// Forgets all but so many events: watches from before them are told 410.
  void forget(int butTheLast) {
    int dropped = history.size() - butTheLast;
    if (dropped > 0) {
      forgottenUpTo = history.get(dropped - 1).version();
      history.subList(0, dropped).clear();
    }
  }

  void forgetUpTo(long version) {
    forget(0);
    forgottenUpTo = version;
  }

  /// Opens a watch; empty when the version is too old.
  Optional<Stream> open(String since, Predicate<Map<String, Object>> selected) {
    Stream stream = new Stream(new LinkedBlockingQueue<>(), selected);
    if (since.isEmpty() || since.equals("0")) {
      items.values().forEach(item -> offer(stream, new Event("ADDED", 0, item)));
    } else {
      long from = Long.parseLong(since);
      if (from < forgottenUpTo) {
        return Optional.empty();
      }
      int first = history.size();
      while (first > 0 && history.get(first - 1).version() > from) {
        first--;
      }
      history.subList(first, history.size()).forEach(event -> offer(stream, event));
    }
    streams.add(stream);
    return Optional.of(stream);
  }

  private static void offer(Stream stream, Event event) {
    if (stream.selected().test(event.item().object())) {
      stream.queue().add(event);
    }
  }

  void close(Stream stream) {
    streams.removeIf(each -> each == stream);
  }

  int watchers() {
    return streams.size();
  }

  void disturb(WatchFault fault) {
    for (Stream stream : streams) {
      switch (fault) {
        case DUPLICATE -> {
          if (!history.isEmpty()) {
            offer(stream, history.getLast());
          }
        }
        case OUT_OF_ORDER -> {
          if (history.size() > 1) {
            offer(stream, history.get(history.size() / 2));
          }
        }
        case GONE, ERROR, GARBAGE, TRUNCATED, END, RESET, BACKWARDS ->
            stream.queue().add(new Disturbance(fault));
      }
    }
  }

  /// Copies without `apiVersion` and `kind`, as API servers list built-in types.
  static List<Map<String, Object>> bare(Collection<Item> items) {
    List<Map<String, Object>> bare = new ArrayList<>(items.size());
    for (Item item : items) {
      Map<String, Object> copy = new LinkedHashMap<>(item.object());
      copy.remove("apiVersion");
      copy.remove("kind");
      bare.add(copy);
    }
    return bare;
  }
}
