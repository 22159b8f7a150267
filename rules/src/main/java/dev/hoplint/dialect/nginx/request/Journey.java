package dev.hoplint.dialect.nginx.request;

import dev.hoplint.outcome.Certainty;
import java.util.List;
import java.util.Optional;

/// A request and the redirects a client follows from it.
///
/// @param hops at least one
public record Journey(List<Hop> hops, End end) {
  public Journey {
    hops = List.copyOf(hops);
  }

  /// How it ends.
  public sealed interface End {}

  /// The last hop is an answer or reaches a backend.
  public record Answered() implements End {}

  /// The last hop redirects to a URL that an earlier hop already asked.
  ///
  /// @param from the index of the hop where the loop starts
  public record Loop(int from) implements End {}

  /// Every hop up to the limit redirects somewhere new: the paths grow.
  public record Endless() implements End {}

  /// The last hop redirects to a host that the input does not have.
  public record Leaves(String url) implements End {}

  /// The last hop redirects without saying where.
  public record Nowhere() implements End {}

  /// What the last hop does cannot be said.
  public record Unknown(String why) implements End {}

  public Hop first() {
    return hops.getFirst();
  }

  public Hop last() {
    return hops.getLast();
  }

  public boolean isLoop() {
    return end instanceof Loop || end instanceof Endless;
  }

  /// The status of the end, where nginx gives it.
  public Optional<Integer> status() {
    return last().decision().answer();
  }

  /// The least certain hop's.
  public Certainty certainty() {
    return hops.stream().map(Hop::certainty).reduce(Certainty.CERTAIN, Certainty::atMost);
  }
}
