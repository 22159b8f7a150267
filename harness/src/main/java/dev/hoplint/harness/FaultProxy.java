package dev.hoplint.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A bad network: a TCP proxy on the loopback whose connections are delayed, slowed, cut, or go
/// silent, as told. It balances new connections over its upstreams in turn, like a Service whose
/// endpoints change. Thread-safe.
///
/// ```java
/// try (FaultProxy proxy = FaultProxy.to(kube.port())) {
///   // a client at proxy.url()
///   proxy.goHalfOpen();     // open connections stay open, nothing arrives any more
///   proxy.upstreams(8443);  // new connections go there
/// }
/// ```
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<InetSocketAddress> upstreams;
  private volatile Duration delay = Duration.ZERO;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile boolean silent;

  /// A connection of a client and the one to its upstream.
  private final class Link {
    private final Socket client;
    private final Socket upstream;
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean dead;

    Link(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void start() {
      Thread.ofVirtual().start(() -> pump(client, upstream));
      Thread.ofVirtual().start(() -> pump(upstream, client));
    }

    private void pump(Socket from, Socket to) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (isDead()) {
            continue;
          }
          Thread.sleep(delay);
          send(out, buffer, read);
        }
        if (!isDead()) {
          to.shutdownOutput();
        }
        if (ended.incrementAndGet() == 2) {
          close(false);
        }
      } catch (IOException e) {
        if (!isDead()) {
          close(true);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// Once bytes were dropped a connection never speaks again, as in a network that lost it.
    private boolean isDead() {
      dead |= silent;
      return dead;
    }

    private void send(OutputStream out, byte[] bytes, int count)
        throws IOException, InterruptedException {
      int sent = 0;
      while (sent < count && !isDead()) {
        long rate = bytesPerSecond;
        int step =
            rate >= BUFFER ? count - sent : Math.min(count - sent, (int) Math.max(1, rate / 20));
        out.write(bytes, sent, step);
        out.flush();
        sent += step;
        if (rate < Long.MAX_VALUE) {
          Thread.sleep(Duration.ofNanos(step * 1_000_000_000L / Math.max(1, rate)));
        }
      }
    }

    void close(boolean reset) {
      for (Socket socket : List.of(client, upstream)) {
        try {
          if (reset) {
            socket.setSoLinger(true, 0);
          }
          socket.close();
        } catch (IOException e) {
          // It was closed already.
        }
      }
      links.remove(this);
    }
  }

  private FaultProxy(InetSocketAddress listen, List<InetSocketAddress> upstreams) {
    this.upstreams = upstreams;
    try {
      listener = new ServerSocket(listen.getPort(), 1024, listen.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("fault-proxy").start(this::accept);
  }

  /// Starts one before these ports of the loopback.
  public static FaultProxy to(int... ports) {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ports);
  }

  /// Starts one that listens on another address of the loopback.
  ///
  /// @throws UncheckedIOException where somebody listens there, or the port takes more rights
  public static FaultProxy at(InetSocketAddress listen, int... ports) {
    return new FaultProxy(listen, addresses(ports));
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// `http://` and the address it listens on.
  public String url() {
    return url("http").toString();
  }

  public URI url(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /// How many connections are open.
  public int connections() {
    return links.size();
  }

  /// New connections go to these ports of the loopback in turn; open ones stay where they are. With
  /// none, new connections are reset.
  public void upstreams(int... ports) {
    upstreams = addresses(ports);
  }

  /// Each read is passed on so much later.
  public void delay(Duration delay) {
    this.delay = delay;
  }

  /// Each direction of each connection carries so much.
  public void throttle(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Open connections go silent for good: both ends stay open, all bytes are dropped. New
  /// connections work.
  public void goHalfOpen() {
    links.forEach(link -> link.dead = true);
  }

  /// While on, all connections are silent, new ones too; those that were stay so.
  public void blackhole(boolean on) {
    silent = on;
    if (on) {
      goHalfOpen();
    }
  }

  /// Ends all open connections with RST.
  public void reset() {
    links.forEach(link -> link.close(true));
  }

  /// Ends all open connections with FIN.
  public void end() {
    links.forEach(link -> link.close(false));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  private static List<InetSocketAddress> addresses(int... ports) {
    return java.util.Arrays.stream(ports)
        .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  /// Tries the upstreams in turn, once each.
  private void connect(Socket client) {
    List<InetSocketAddress> candidates = upstreams;
    for (int i = 0; i < candidates.size(); i++) {
      InetSocketAddress next =
          candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
      Socket upstream = new Socket();
      try {
        upstream.connect(next, 5_000);
        upstream.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        Link link = new Link(client, upstream);
        links.add(link);
        link.start();
        return;
      } catch (IOException e) {
        closeQuietly(upstream);
      }
    }
    new Link(client, client).close(true);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done about it.
    }
  }
}
