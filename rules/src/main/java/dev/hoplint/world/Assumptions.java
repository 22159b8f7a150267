package dev.hoplint.world;

import dev.hoplint.resource.StringMap;
import java.util.List;
import java.util.Map;

/// What the user says exists outside of the input.
///
/// @param exists objects, as `Kind/namespace/name`; `*` stands for any run of characters
/// @param externalWorkloads pods that something else runs
public record Assumptions(List<String> exists, List<ExternalWorkload> externalWorkloads) {
  public static final Assumptions NONE = new Assumptions(List.of(), List.of());

  public Assumptions {
    exists = List.copyOf(exists);
    externalWorkloads = List.copyOf(externalWorkloads);
  }

  /// Pods with these labels run in this namespace (`*` in the namespace stands for any characters).
  public record ExternalWorkload(String namespace, Map<String, String> labels) {
    public ExternalWorkload {
      labels = Map.copyOf(labels);
    }
  }

  boolean exists(String kind, String namespace, String name) {
    String wanted = kind + "/" + namespace + "/" + name;
    return exists.stream().anyMatch(pattern -> Globs.matches(pattern, wanted));
  }

  /// Whether pods that a selector picks run outside of the input.
  boolean runsElsewhere(String namespace, StringMap selector) {
    return externalWorkloads.stream()
        .anyMatch(
            external ->
                Globs.matches(external.namespace(), namespace)
                    && selector.entries().stream()
                        .allMatch(
                            entry ->
                                external.labels().containsKey(entry.key())
                                    && entry.value().is(external.labels().get(entry.key()))));
  }
}
