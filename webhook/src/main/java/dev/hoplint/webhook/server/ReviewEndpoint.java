package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.AdmissionAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of a request before it is a review: JSON, of bounded size, in bounded time.
final class ReviewEndpoint implements Handler {
  private static final String JSON = "application/json";

  private final Evaluator evaluator;
  private final ByteBudget budget;
  private final int bodyLimit;
  private final Timer duration;
  private final Counter shed;

  ReviewEndpoint(Evaluator evaluator, ByteBudget budget, int bodyLimit, MeterRegistry metrics) {
    this.evaluator = evaluator;
    this.budget = budget;
    this.bodyLimit = bodyLimit;
    this.duration = ReviewTimer.of(metrics);
    this.shed = Counter.builder("hoplint.shed").tag("reason", "memory").register(metrics);
  }

  @Override
  public void handle(Context ctx) throws InterruptedException {
    long begin = System.nanoTime();
    answer(ctx, reply(ctx));
    duration.record(Duration.ofNanos(System.nanoTime() - begin));
  }

  private Optional<AdmissionAnswer> reply(Context ctx) throws InterruptedException {
    if (!isJson(ctx.req().getContentType()) || ctx.req().getHeader("Content-Encoding") != null) {
      return Optional.of(
          StatusJson.of(415, "a review is application/json in UTF-8 without an encoding"));
    }
    Duration patience = Patience.budget(ctx.queryParam("timeout"));
    try (RequestBody body = new RequestBody(budget, bodyLimit)) {
      return switch (body.read(ctx.req().getInputStream(), ctx.req().getContentLengthLong())) {
        case RequestBody.Outcome.Complete complete ->
            evaluator.evaluate(complete.bytes(), patience);
        case RequestBody.Outcome.TooLarge _ ->
            Optional.of(StatusJson.of(413, "a review is at most " + bodyLimit + " bytes large"));
        case RequestBody.Outcome.NoRoom _ -> {
          shed.increment();
          yield Optional.empty();
        }
      };
    } catch (IOException _) {
      return Optional.of(StatusJson.of(400, "the request ended before its body did"));
    }
  }

  private static void answer(Context ctx, Optional<AdmissionAnswer> answer) {
    AdmissionAnswer said =
        answer.orElseGet(() -> StatusJson.of(429, "too many reviews at one time, come back"));
    if (answer.isEmpty()) {
      ctx.header("Retry-After", "1");
    }
    ctx.status(said.status()).contentType(JSON).result(said.body());
  }

  /// `application/json`, with no charset or UTF-8.
  private static boolean isJson(@Nullable String written) {
    if (written == null) {
      return false;
    }
    String[] parts = written.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals(JSON)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }
}
