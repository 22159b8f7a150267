package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keys and values in the order of the text, repeated keys and merge keys (`<<`) included.
///
/// Look-ups answer as the API server's decoder does: the last of a repeated key wins, and a merged
/// value is seen only where the mapping itself does not write the key (of several merged mappings
/// the first one wins).
public record Mapping(Span span, List<Entry> entries) implements Node {
  public Mapping {
    entries = List.copyOf(entries);
  }

  /// One written pair.
  public record Entry(Node key, Node value) {
    /// The key's text, where it is a scalar.
    public Optional<String> name() {
      return Optional.ofNullable(text());
    }

    private @Nullable String text() {
      return key.resolve() instanceof Scalar scalar ? scalar.value() : null;
    }

    /// Whether this is a merge key: a plain, untagged `<<`.
    public boolean isMerge() {
      return key instanceof Scalar scalar && scalar.isPlain() && scalar.value().equals("<<");
    }

    public Span span() {
      return key.span().union(value.span());
    }
  }

  /// The entry that counts for a key.
  public Optional<Entry> entry(String key) {
    return Optional.ofNullable(find(key));
  }

  /// The value that counts for a key, aliases resolved.
  public Optional<Node> get(String key) {
    Entry found = find(key);
    return found == null ? Optional.empty() : Optional.of(found.value().resolve());
  }

  private @Nullable Entry find(String key) {
    boolean merges = false;
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.isMerge()) {
        merges = true;
      } else if (key.equals(entry.text())) {
        return entry;
      }
    }
    return merges ? findMerged(key) : null;
  }

  private @Nullable Entry findMerged(String key) {
    for (Mapping source : merged()) {
      Entry found = source.find(key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<Mapping> merged() {
    List<Mapping> sources = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isMerge()) {
        switch (entry.value().resolve()) {
          case Mapping mapping -> sources.add(mapping);
          case Sequence sequence -> {
            for (Node item : sequence.items()) {
              if (item.resolve() instanceof Mapping mapping) {
                sources.add(mapping);
              }
            }
          }
          case Scalar _, Alias _ -> {}
        }
      }
    }
    return sources;
  }

  /// What a decoder sees: each scalar key once, with the entry that counts, merged keys last.
  public List<Entry> effectiveEntries() {
    boolean plain = true;
    Set<String> seen = HashSet.newHashSet(entries.size());
    for (Entry entry : entries) {
      String key = entry.text();
      plain &= !entry.isMerge() && key != null && seen.add(key);
    }
    if (plain) {
      return entries;
    }
    return List.copyOf(effective().values());
  }

  private Map<String, Entry> effective() {
    Map<String, Entry> result = LinkedHashMap.newLinkedHashMap(entries.size());
    for (Entry entry : entries) {
      String key = entry.text();
      if (key != null && !entry.isMerge()) {
        result.put(key, entry);
      }
    }
    for (Mapping source : merged()) {
      source.effective().forEach(result::putIfAbsent);
    }
    return result;
  }
}
