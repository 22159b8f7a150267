package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Labels, annotations, selectors: keys with values, each with its place, in the order of the text.
///
/// @param place the place of the mapping itself, or of its parent where nothing is written
/// @param entries every key once
public record StringMap(Place place, List<Entry> entries) {
  public StringMap {
    entries = List.copyOf(entries);
  }

  /// One pair.
  public record Entry(String key, Place keyPlace, Field<String> value) {}

  public static StringMap empty(Place place) {
    return new StringMap(place, List.of());
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int size() {
    return entries.size();
  }

  public Optional<Entry> entry(String key) {
    for (Entry entry : entries) {
      if (entry.key().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /// The readable value of a key.
  public Optional<String> get(String key) {
    return entry(key).flatMap(entry -> entry.value().get());
  }

  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /// The entries whose keys start with a prefix.
  public List<Entry> withPrefix(String prefix) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.key().startsWith(prefix)) {
        found.add(entry);
      }
    }
    return found;
  }

  /// Whether some value is a placeholder or of a wrong type.
  public boolean hasUnknown() {
    for (Entry entry : entries) {
      if (entry.value().isUnknown()) {
        return true;
      }
    }
    return false;
  }

  /// `app=web,tier=front`, for messages; unreadable values print as `?`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(text.isEmpty() ? "" : ",").append(entry.key()).append('=');
      text.append(entry.value().or("?"));
    }
    return text.toString();
  }
}
