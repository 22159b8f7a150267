package dev.hoplint.webhook.server;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// What both HTTP servers have in common, much of it against the defaults of Javalin and Jetty,
/// which are made for browsers.
final class HttpSettings {
  private static final int HEADERS = 16 * 1024;
  private static final int ANSWER = 8 * 1024;

  private HttpSettings() {}

  static void application(JavalinConfig config, String threads, Duration stop) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Long.MAX_VALUE; // What is read is bounded where it is read.
    config.jetty.threadPool = pool(threads);
    config.jetty.modifyServer(
        server -> {
          // Without it, stopping cuts requests that are being answered. A GracefulHandler would
          // answer 503 on kept connections.
          server.setStopTimeout(stop.toMillis());
          server.setErrorHandler(new JsonErrors());
        });
    config.routes.exception(
        Exception.class,
        (_, ctx) -> {
          ctx.status(500).contentType("application/json");
          ctx.result(StatusJson.text(500, "internal error"));
        });
    config.routes.error(404, ctx -> status(ctx, 404, "there is nothing at this path"));
    config.routes.error(405, ctx -> status(ctx, 405, "this path knows other methods only"));
  }

  private static void status(io.javalin.http.Context ctx, int code, String message) {
    ctx.contentType("application/json").result(StatusJson.text(code, message));
  }

  /// Selectors on a few threads, everything that may block on virtual ones.
  private static QueuedThreadPool pool(String name) {
    QueuedThreadPool pool = new QueuedThreadPool(12, 4);
    pool.setName(name);
    pool.setReservedThreads(0);
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    return pool;
  }

  static HttpConfiguration http(HttpConfiguration given) {
    HttpConfiguration http = new HttpConfiguration(given);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADERS);
    // Answers are short, and the heap is bounded.
    http.setOutputBufferSize(ANSWER);
    // Callers send the same few headers: a memory of them for each connection costs more than it
    // saves.
    http.setHeaderCacheSize(0);
    http.setUseInputDirectByteBuffers(false);
    http.setUseOutputDirectByteBuffers(false);
    return http;
  }
}
