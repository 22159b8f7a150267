package dev.hoplint.harness;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// What goes wrong with requests to a [FakeKube]: which ones, how, and how often.
///
/// ```java
/// kube.fail(KubeFault.answer(503).on("list", "services").times(3));
/// kube.fail(KubeFault.tooMany(1).on("watch", "*"));
/// kube.fail(KubeFault.slow(Duration.ofSeconds(5)).on("get", "*").always());
/// ```
///
/// @param times how many matching requests it strikes before it is used up
public record KubeFault(Predicate<KubeCall> which, Effect effect, int times) {

  /// How a request goes wrong.
  public sealed interface Effect {
    /// Answers with a Status of this code instead.
    record Answer(int status, OptionalInt retryAfterSeconds) implements Effect {}

    /// Takes the request and says nothing, until the client leaves.
    record Hang() implements Effect {}

    /// Cuts the connection with a reset.
    record Reset() implements Effect {}

    /// Answers properly, but later.
    record Slow(Duration delay) implements Effect {}

    /// Answers 200 with a body that is no JSON.
    record Garbage() implements Effect {}

    /// Sends the first half of the proper answer and cuts the connection. No change is made.
    record Truncated() implements Effect {}
  }

  /// A Status of this code; 410 is "Gone" as for an expired resourceVersion.
  public static KubeFault answer(int status) {
    return of(new Effect.Answer(status, OptionalInt.empty()));
  }

  /// 429 with `Retry-After`.
  public static KubeFault tooMany(int retryAfterSeconds) {
    return of(new Effect.Answer(429, OptionalInt.of(retryAfterSeconds)));
  }

  public static KubeFault hang() {
    return of(new Effect.Hang());
  }

  public static KubeFault reset() {
    return of(new Effect.Reset());
  }

  public static KubeFault slow(Duration delay) {
    return of(new Effect.Slow(delay));
  }

  public static KubeFault garbage() {
    return of(new Effect.Garbage());
  }

  public static KubeFault truncated() {
    return of(new Effect.Truncated());
  }

  /// Strikes only requests of this verb and resource (the plural); `*` stands for any.
  public KubeFault on(String verb, String resource) {
    return on(call -> call.is(verb, resource));
  }

  /// Strikes only these requests.
  public KubeFault on(Predicate<KubeCall> which) {
    return new KubeFault(which, effect, times);
  }

  public KubeFault times(int times) {
    return new KubeFault(which, effect, times);
  }

  /// Until [FakeKube#heal].
  public KubeFault always() {
    return times(Integer.MAX_VALUE);
  }

  private static KubeFault of(Effect effect) {
    return new KubeFault(call -> true, effect, 1);
  }
}
