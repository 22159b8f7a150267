package dev.hoplint.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An API server over plain HTTP, on a free port of the loopback: objects of any type, lists,
/// watches with bookmarks, reads, writes with optimistic concurrency, patches, the status
/// subresource. It logs every request and fails as told.
///
/// ```java
/// try (FakeKube kube = FakeKube.start()) {
///   kube.put(Map.of("apiVersion", "v1", "kind", "Service",
///       "metadata", Map.of("namespace", "shop", "name", "web"), "spec", Map.of(...)));
///   // a client at kube.url()
///   kube.fail(KubeFault.answer(503).on("list", "services").times(2));
///   kube.disturb("services", WatchFault.GONE);
///   kube.freezeWatches("*"); // connections stay, nothing comes
///   kube.allow(call -> call.isRead()); // all else is 403
///   assertThat(kube.calls()).allMatch(KubeCall::isRead);
/// }
/// ```
///
/// A resource is named by its plural (`services`), with or without its group
/// (`ingresses.networking.k8s.io`); `*` names all. Objects of unknown kinds get the usual plural,
/// see [#know] for others. Thread-safe.
public final class FakeKube implements AutoCloseable {
  private static final int CALLS_KEPT = 100_000;

  private final KubeTypes types = new KubeTypes();
  private final KubeStore store = new KubeStore();
  private final KubeHandler handler = new KubeHandler(this, store, types);
  private final Deque<KubeCall> calls = new ArrayDeque<>();
  private final List<KubeFault> faults = new CopyOnWriteArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile Predicate<KubeCall> allowed = call -> true;
  private volatile Duration bookmarkEvery = Duration.ofMinutes(1);
  private volatile @Nullable ServerSocket listener;
  private final int port;

  private FakeKube() {
    ServerSocket first = listen(0);
    port = first.getLocalPort();
    listener = first;
    types.known().forEach(type -> store.on(type(type), shelf -> {}));
  }

  public static FakeKube start() {
    return new FakeKube();
  }

  /// The base, as in `http://127.0.0.1:34567`.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  // The content.

  /// Creates or replaces an object, whatever its resourceVersion, and tells the watches. The
  /// version, uid and creation time are set here; an object that is equal to what is stored changes
  /// nothing.
  ///
  /// @param object `apiVersion`, `kind`, `metadata.name`, and the rest as in a manifest; copied
  /// @return as stored
  public Map<String, Object> put(Map<String, ?> object) {
    return Json.copy(store.put(type(types.of(object)), object).object());
  }

  /// As [#put], from a text of JSON.
  public Map<String, Object> put(String json) {
    return put(Json.object(json));
  }

  /// Deletes an object and tells the watches.
  ///
  /// @param namespace empty for cluster-wide objects
  public void delete(String resource, String namespace, String name) {
    store.delete(typed(resource), namespace, name, "");
  }

  /// @param namespace empty for cluster-wide objects
  public Optional<Map<String, Object>> get(String resource, String namespace, String name) {
    return store.get(typed(resource), namespace, name).map(item -> Json.copy(item.object()));
  }

  /// All objects of a type in all namespaces.
  public List<Map<String, Object>> all(String resource) {
    return store.all(typed(resource)).stream().map(item -> Json.copy(item.object())).toList();
  }

  /// The newest resourceVersion.
  public long resourceVersion() {
    return store.version();
  }

  /// Tells of a type, for its plural and for discovery.
  ///
  /// @param apiVersion such as `openreports.io/v1alpha1`
  public FakeKube know(String apiVersion, String kind, String plural, boolean namespaced) {
    KubeTypes.Type type = new KubeTypes.Type(apiVersion, kind, plural, namespaced);
    types.know(type);
    store.on(type(type), shelf -> {});
    return this;
  }

  // What was asked.

  /// All requests so far, the oldest first (at most the last 100,000).
  public List<KubeCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /// The requests of a verb and a resource (`*`: any).
  public List<KubeCall> calls(String verb, String resource) {
    return calls().stream().filter(call -> call.is(verb, resource)).toList();
  }

  public void forgetCalls() {
    synchronized (calls) {
      calls.clear();
    }
  }

  /// How many watches of a resource are open.
  public int watches(String resource) {
    int[] open = {0};
    store.onAll(resource, shelf -> open[0] += shelf.watchers());
    return open[0];
  }

  // What goes wrong.

  /// From now on requests fail so, until the fault is used up. The oldest fault that matches wins.
  public FakeKube fail(KubeFault fault) {
    faults.add(fault);
    return this;
  }

  /// Forgets all faults of requests.
  public void heal() {
    faults.clear();
  }

  /// Only these requests are allowed; all others get 403.
  public FakeKube allow(Predicate<KubeCall> allowed) {
    this.allowed = allowed;
    return this;
  }

  /// Something goes wrong in each watch of the resource that is open now.
  public void disturb(String resource, WatchFault fault) {
    store.onAll(resource, shelf -> shelf.disturb(fault));
  }

  /// Watches of the resource, open and new ones, stay connected and tell nothing.
  public void freezeWatches(String resource) {
    freeze(resource, true);
  }

  /// Watches tell what they held back, and go on.
  public void thawWatches(String resource) {
    freeze(resource, false);
  }

  /// Lists with `resourceVersion=0` show the present state from now on, however old it grows.
  public void freezeCache(String resource) {
    long version = store.version();
    store.onAll(resource, shelf -> shelf.freezeCache(version));
  }

  public void thawCache(String resource) {
    store.onAll(resource, KubeShelf::thawCache);
  }

  /// The past is forgotten: watches from an earlier resourceVersion are told 410.
  public void compact() {
    long version = store.version();
    store.onAll("*", shelf -> shelf.forgetUpTo(version));
  }

  /// How often an idle watch gets a bookmark if it asked for them; a minute as API servers do.
  public FakeKube bookmarkEvery(Duration interval) {
    bookmarkEvery = interval;
    return this;
  }

  /// Stops listening and resets all connections. The content stays.
  public void down() {
    try {
      ServerSocket open = listener;
      listener = null;
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /// Listens again, on the same port.
  public void up() {
    for (int attempts = 500; listener == null; attempts--) {
      try {
        listener = listen(port);
      } catch (UncheckedIOException e) {
        // The old listener lives on until its thread has noticed that it is closed.
        if (attempts == 0) {
          throw e;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /// Resets all connections.
  public void cut() {
    connections.forEach(FakeKube::reset);
  }

  @Override
  public void close() {
    down();
    store.onAll("*", shelf -> shelf.freeze(false));
  }

  Duration bookmarkEvery() {
    return bookmarkEvery;
  }

  /// Logs a request.
  void log(KubeCall call) {
    synchronized (calls) {
      calls.add(call);
      if (calls.size() > CALLS_KEPT) {
        calls.removeFirst();
      }
    }
  }

  boolean allows(KubeCall call) {
    return allowed.test(call);
  }

  /// What goes wrong with this request; uses it up.
  synchronized Optional<KubeFault.Effect> strike(KubeCall call) {
    for (int i = 0; i < faults.size(); i++) {
      KubeFault fault = faults.get(i);
      if (fault.which().test(call)) {
        if (fault.times() == 1) {
          faults.remove(i);
        } else if (fault.times() < Integer.MAX_VALUE) {
          faults.set(i, fault.times(fault.times() - 1));
        }
        return Optional.of(fault.effect());
      }
    }
    return Optional.empty();
  }

  private void freeze(String resource, boolean frozen) {
    store.onAll(resource, shelf -> shelf.freeze(frozen));
  }

  /// The plural with its group, for the plural alone.
  private String typed(String resource) {
    return types.known().stream()
        .filter(type -> type.plural().equals(resource))
        .findFirst()
        .map(FakeKube::type)
        .orElse(resource);
  }

  private static String type(KubeTypes.Type type) {
    return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      Thread.ofVirtual().name("fake-kube").start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        if (socket.isClosed()) {
          // Taken by the thread that had not yet noticed.
          reset(connection);
        }
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (Wire wire = new Wire(connection)) {
      Optional<Wire.Request> request = wire.read();
      while (request.isPresent() && handler.handle(wire, request.get())) {
        request = wire.read();
      }
    } catch (IOException e) {
      // The client has left, or was cut off.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private static void reset(Socket connection) {
    try {
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }
}
