package dev.hoplint.route;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One station of a request: what was decided there, on the strength of what.
///
/// @param text one sentence without a period
/// @param resource the object that decided
/// @param place where it says so
/// @param notes what it beat, and what else is to be known
public record TraceHop(
    Kind kind,
    Verdict verdict,
    String text,
    Optional<Resource> resource,
    Optional<Place> place,
    List<Note> notes) {
  public TraceHop {
    notes = List.copyOf(notes);
  }

  /// The stations, in the order in which a request passes them.
  public enum Kind {
    CONTROLLER("controller"),
    HOST("host"),
    PATH("path"),
    LIMIT("limits"),
    REDIRECT("redirect"),
    REWRITE("rewrite"),
    SERVICE("service"),
    PORT("port"),
    PODS("pods"),
    CONTAINER("container"),
    PROBE("probe"),
    SHUTDOWN("shutdown");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// What became of the request at a station.
  public enum Verdict {
    /// It goes on.
    PASSED("passed"),
    /// It is answered here, and that is meant: a redirect.
    ANSWERED("answered"),
    /// It fails here.
    FAILED("failed"),
    /// What happens here cannot be known.
    UNKNOWN("unknown");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Something else about a station.
  public record Note(String text, Optional<Resource> resource, Optional<Place> place) {
    public static Note of(String text) {
      return new Note(text, Optional.empty(), Optional.empty());
    }

    public static Note at(String text, Resource resource, Place place) {
      return new Note(text, Optional.of(resource), Optional.of(place));
    }
  }

  static TraceHop of(Kind kind, Verdict verdict, String text) {
    return new TraceHop(kind, verdict, text, Optional.empty(), Optional.empty(), List.of());
  }

  static TraceHop at(Kind kind, Verdict verdict, String text, Resource resource, Place place) {
    return new TraceHop(kind, verdict, text, Optional.of(resource), Optional.of(place), List.of());
  }

  TraceHop note(Note note) {
    List<Note> more = new ArrayList<>(notes);
    more.add(note);
    return new TraceHop(kind, verdict, text, resource, place, more);
  }

  public TraceHop with(Verdict other) {
    return new TraceHop(kind, other, text, resource, place, notes);
  }
}
