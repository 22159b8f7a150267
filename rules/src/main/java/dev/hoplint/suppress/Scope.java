package dev.hoplint.suppress;

import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.Wildcard;
import java.util.Optional;

/// What a suppression covers. Either end of a finding counts: its place, or a related one.
public sealed interface Scope {
  /// Whether a place, in an object where there is one, is covered.
  boolean covers(Place place, Optional<Resource> resource);

  /// Whether an end of the finding is covered.
  default boolean covers(Finding finding) {
    if (covers(finding.place(), finding.resource())) {
      return true;
    }
    for (Related related : finding.related()) {
      if (covers(related.place(), Optional.of(related.resource()))) {
        return true;
      }
    }
    return false;
  }

  /// Everything that starts on lines of a text: one line, or those of an object.
  ///
  /// @param region from the first line's start to the last line's end
  record Lines(SourceText source, Span region) implements Scope {
    @Override
    public boolean covers(Place place, Optional<Resource> resource) {
      return place instanceof Place.InText(var text, var span, var _)
          && text == source
          && region.start() <= span.start()
          && (span.start() < region.end() || region.end() == source.length());
    }
  }

  /// Everything in one object.
  record OneObject(Resource object) implements Scope {
    @Override
    public boolean covers(Place place, Optional<Resource> resource) {
      return resource.isPresent() && resource.get() == object;
    }
  }

  /// Everything in objects that a pattern names; without a pattern everything.
  ///
  /// @param pattern `Kind/namespace/name` with `*`
  record Named(Optional<String> pattern) implements Scope {
    @Override
    public boolean covers(Place place, Optional<Resource> resource) {
      return pattern.isEmpty()
          || resource.filter(one -> names(pattern.get(), one.ref())).isPresent();
    }

    private static boolean names(String pattern, ObjectRef ref) {
      return Wildcard.matches(
          pattern, ref.kind().name() + "/" + ref.namespace() + "/" + ref.name());
    }
  }
}
