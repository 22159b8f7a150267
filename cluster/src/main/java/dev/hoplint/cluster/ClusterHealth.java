package dev.hoplint.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the watches fare, as values for readiness and metrics.
///
/// @param kinds in the order in which they are listed
/// @param waiting changes that came in and are not in the snapshot yet
/// @param rebuilds how often client and watches were made anew
/// @param cut objects that are too large to be known whole
/// @param problem why the cluster is not known well enough to serve; empty when it is
public record ClusterHealth(
    List<Kind> kinds, long waiting, long rebuilds, int cut, Optional<String> problem) {

  /// What can be said of one kind's watch.
  public enum Phase {
    /// Never listed yet.
    STARTING,
    /// Listed, watched, and heard of in time.
    LIVE,
    /// It was listed, and what happened since is not known.
    STALE,
    /// The API server does not let it be watched, or does not have it: the rules that need it are
    /// off, and it is asked for again and again.
    REFUSED,
    /// It gives no usable answer for long, while others of the same API server do: the rules that
    /// need it are off, and it is asked for again and again.
    FAILING;

    /// Whether the world goes on without the kind.
    public boolean isOff() {
      return this == REFUSED || this == FAILING;
    }
  }

  /// @param kind by name
  /// @param silence how long ago it was last heard of
  /// @param staleFor how long it has been stale; zero when it is not
  /// @param relists lists after the first one
  /// @param events changes that were received
  /// @param detail what went wrong last; empty while nothing does
  public record Kind(
      String kind,
      Phase phase,
      Duration silence,
      Duration staleFor,
      long relists,
      long events,
      String detail) {
    public boolean isSynced() {
      return phase == Phase.LIVE;
    }
  }

  public ClusterHealth {
    kinds = List.copyOf(kinds);
  }

  /// What is worth knowing although it is ready: what is not watched, or not whole.
  public Optional<String> detail() {
    Stream<String> off =
        kinds.stream()
            .filter(kind -> kind.phase().isOff())
            .map(kind -> kind.kind() + " is not watched: " + kind.detail());
    Stream<String> large =
        Stream.of("objects that are too large to be known whole: " + cut).filter(_ -> cut > 0);
    return Optional.of(Stream.concat(off, large).collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }
}
