package dev.hoplint.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A Service as kube-proxy makes it: each new connection goes to one of the endpoints, in turn;
/// connections that are there stay where they are, also when their endpoint is removed.
final class ServiceProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Integer> endpoints = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  ServiceProxy() throws IOException {
    listener = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void add(int port) {
    endpoints.add(port);
  }

  void remove(int port) {
    endpoints.removeIf(one -> one == port);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    Object[] now = endpoints.toArray();
    if (now.length == 0) {
      quietly(client);
      return;
    }
    int port = (Integer) now[Math.floorMod(next.getAndIncrement(), now.length)];
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread there = Thread.ofVirtual().start(() -> pipe(client, server));
      pipe(server, client);
      there.join();
    } catch (IOException _) {
      // Closed, as the client will notice.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pipe(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1_024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException _) {
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
