package dev.hoplint.resource;

import java.util.Optional;

/// A probe. Defaults of the API server: initial delay 0, timeout 1, period 10, success 1, failure
/// 3.
public record Probe(
    Place place,
    Handler handler,
    Field<Integer> initialDelaySeconds,
    Field<Integer> timeoutSeconds,
    Field<Integer> periodSeconds,
    Field<Integer> successThreshold,
    Field<Integer> failureThreshold) {
  public static final int DEFAULT_TIMEOUT_SECONDS = 1;
  public static final int DEFAULT_PERIOD_SECONDS = 10;
  public static final int DEFAULT_FAILURE_THRESHOLD = 3;

  /// The port it asks, where it asks one.
  public Optional<Field<PortRef>> port() {
    return switch (handler) {
      case Handler.HttpGet get -> Optional.of(get.port());
      case Handler.TcpSocket(Place _, Field<PortRef> port) -> Optional.of(port);
      case Handler.Grpc(Place _, Field<PortRef> port) -> Optional.of(port);
      case Handler.Exec _, Handler.Sleep _, Handler.None _ -> Optional.empty();
    };
  }

  public int periodOrDefault() {
    return periodSeconds.or(DEFAULT_PERIOD_SECONDS);
  }

  public int timeoutOrDefault() {
    return timeoutSeconds.or(DEFAULT_TIMEOUT_SECONDS);
  }

  public int failureThresholdOrDefault() {
    return failureThreshold.or(DEFAULT_FAILURE_THRESHOLD);
  }

  public int initialDelayOrDefault() {
    return initialDelaySeconds.or(0);
  }
}
