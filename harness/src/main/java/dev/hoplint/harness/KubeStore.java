package dev.hoplint.harness;

import dev.hoplint.harness.KubeShelf.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What a [FakeKube] holds: the objects, their versions, and the rules of changing them.
/// Thread-safe.
final class KubeStore {
  /// A request that is refused with a Status.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /// @param rest what follows, as a token; empty when nothing does
  record Page(List<Item> items, long version, String rest) {}

  private final Map<String, KubeShelf> shelves = new LinkedHashMap<>();
  private long version = 1000;

  synchronized long version() {
    return version;
  }

  synchronized void on(String type, Consumer<KubeShelf> action) {
    action.accept(shelf(type));
    notifyAll();
  }

  synchronized void onAll(String resource, Consumer<KubeShelf> action) {
    shelves.forEach(
        (type, shelf) -> {
          if (resource.equals("*") || type.equals(resource) || type.startsWith(resource + ".")) {
            action.accept(shelf);
          }
        });
    notifyAll();
  }

  /// Waits while the watches of a type are frozen.
  synchronized void awaitThaw(String type) throws InterruptedException {
    while (shelf(type).frozen()) {
      wait();
    }
  }

  synchronized Optional<Item> get(String type, String namespace, String name) {
    return shelf(type).get(KubeShelf.key(namespace, name));
  }

  synchronized List<Item> all(String type) {
    return List.copyOf(shelf(type).items().values());
  }

  synchronized Page list(KubeCall call) {
    KubeShelf shelf = shelf(call.type());
    boolean fromCache = call.query().getOrDefault("resourceVersion", "").equals("0");
    SequencedMap<String, Item> from = fromCache ? shelf.cachedItems() : shelf.items();
    long listed = fromCache ? shelf.cachedVersion(version) : version;
    String after = call.query().getOrDefault("continue", "");
    int limit = Integer.parseInt(call.query().getOrDefault("limit", "0"));
    Predicate<Map<String, Object>> selected = KubeSelectors.of(call);
    List<Item> page = new ArrayList<>();
    for (Map.Entry<String, Item> entry : from.entrySet()) {
      if (entry.getKey().compareTo(after) <= 0 || !selected.test(entry.getValue().object())) {
        continue;
      }
      if (limit > 0 && page.size() == limit) {
        Map<String, Object> last = page.getLast().object();
        String key = KubeShelf.key(Json.metadata(last, "namespace"), Json.metadata(last, "name"));
        return new Page(page, listed, key);
      }
      page.add(entry.getValue());
    }
    return new Page(page, listed, "");
  }

  /// Opens a watch; empty when the version is too old.
  synchronized Optional<KubeShelf.Stream> watch(KubeCall call) {
    return shelf(call.type())
        .open(call.query().getOrDefault("resourceVersion", ""), KubeSelectors.of(call));
  }

  synchronized void close(String type, KubeShelf.Stream stream) {
    shelf(type).close(stream);
  }

  /// The version up to which a watch has been told everything; empty when it lags.
  synchronized Optional<Long> toldUpTo(KubeShelf.Stream stream) {
    return stream.queue().isEmpty() ? Optional.of(version) : Optional.empty();
  }

  /// Stores an object whatever is there.
  synchronized Item put(String type, Map<String, ?> object) {
    Map<String, Object> copy = Json.copy(object);
    return store(type, copy, get(type, namespace(copy), name(copy)));
  }

  synchronized Item create(String type, Map<String, Object> object) {
    Map<String, Object> metadata = Json.below(object, "metadata");
    if (name(object).isEmpty() && metadata.get("generateName") instanceof String prefix) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5));
    }
    if (name(object).isEmpty()) {
      throw new Refused(422, "metadata.name is required");
    }
    if (get(type, namespace(object), name(object)).isPresent()) {
      throw new Refused(409, type + " \"" + name(object) + "\" already exists");
    }
    if (!Json.metadata(object, "resourceVersion").isEmpty()) {
      throw new Refused(400, "resourceVersion should not be set on objects to be created");
    }
    return store(type, object, Optional.empty());
  }

  /// Replaces an object, or only its status.
  synchronized Item update(String type, Map<String, Object> object, String subresource) {
    Item before = existing(type, namespace(object), name(object));
    String expected = Json.metadata(object, "resourceVersion");
    if (!expected.isEmpty() && !expected.equals(before.version())) {
      throw conflict(type, name(object));
    }
    if (subresource.equals("status")) {
      Map<String, Object> merged = Json.copy(before.object());
      merged.put("status", object.getOrDefault("status", Map.of()));
      return store(type, merged, Optional.of(before));
    }
    return store(type, object, Optional.of(before));
  }

  synchronized Item patch(
      String type, String namespace, String name, Consumer<Map<String, Object>> change) {
    Item before = existing(type, namespace, name);
    Map<String, Object> changed = Json.copy(before.object());
    change.accept(changed);
    if (!Json.metadata(changed, "resourceVersion").equals(before.version())) {
      throw conflict(type, name);
    }
    return store(type, changed, Optional.of(before));
  }

  /// @param expected the resourceVersion it must have, empty for any
  synchronized Item delete(String type, String namespace, String name, String expected) {
    Item before = existing(type, namespace, name);
    if (!expected.isEmpty() && !expected.equals(before.version())) {
      throw conflict(type, name);
    }
    version++;
    Map<String, Object> last = Json.copy(before.object());
    Json.below(last, "metadata").put("resourceVersion", Long.toString(version));
    Item item = Item.of(last);
    shelf(type).remove(KubeShelf.key(namespace, name), item, version);
    return item;
  }

  private Item store(String type, Map<String, Object> object, Optional<Item> before) {
    Map<String, Object> metadata = Json.below(object, "metadata");
    if (before.isPresent()) {
      Map<String, Object> old = Json.below(before.get().object(), "metadata");
      metadata.put("uid", old.getOrDefault("uid", ""));
      metadata.put("creationTimestamp", old.getOrDefault("creationTimestamp", ""));
      metadata.put("resourceVersion", before.get().version());
      if (object.equals(before.get().object())) {
        return before.get();
      }
    } else {
      metadata.putIfAbsent("uid", UUID.randomUUID().toString());
      metadata.putIfAbsent(
          "creationTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    version++;
    metadata.put("resourceVersion", Long.toString(version));
    Item item = Item.of(object);
    shelf(type).store(KubeShelf.key(namespace(object), name(object)), item, version);
    return item;
  }

  private Item existing(String type, String namespace, String name) {
    return get(type, namespace, name)
        .orElseThrow(() -> new Refused(404, type + " \"" + name + "\" not found"));
  }

  private static Refused conflict(String type, String name) {
    return new Refused(
        409,
        "Operation cannot be fulfilled on %s \"%s\": the object has been modified; please apply"
                .formatted(type, name)
            + " your changes to the latest version and try again");
  }

  private KubeShelf shelf(String type) {
    return shelves.computeIfAbsent(type, ignored -> new KubeShelf());
  }

  private static String namespace(Map<String, ?> object) {
    return Json.metadata(object, "namespace");
  }

  private static String name(Map<String, ?> object) {
    return Json.metadata(object, "name");
  }
}
