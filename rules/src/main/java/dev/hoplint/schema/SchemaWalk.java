package dev.hoplint.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the schema files say about one place of an object; only asked when something is wrong.
///
/// @param parts the schemas that apply at the place, references followed
record SchemaWalk(List<Part> parts) {
  /// A schema and the file it stands in.
  record Part(String file, ObjectNode schema) {}

  static SchemaWalk root(String file) {
    return of(new Part(file, KubernetesSchemas.node(file)));
  }

  private static SchemaWalk of(Part... starts) {
    List<Part> parts = new ArrayList<>(List.of(starts));
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      JsonNode reference = part.schema().get("$ref");
      if (reference != null) {
        parts.add(follow(part.file(), reference.stringValue()));
      }
    }
    return new SchemaWalk(parts);
  }

  private static Part follow(String from, String reference) {
    int hash = reference.indexOf('#');
    String file = hash == 0 ? from : reference.substring(0, hash);
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return new Part(file, (ObjectNode) KubernetesSchemas.node(file).get("$defs").get(name));
  }

  SchemaWalk field(String name) {
    List<Part> below = new ArrayList<>();
    for (Part part : parts) {
      JsonNode properties = part.schema().get("properties");
      JsonNode found = properties == null ? null : properties.get(name);
      if (found == null) {
        found = part.schema().get("additionalProperties");
      }
      if (found instanceof ObjectNode schema) {
        below.add(new Part(part.file(), schema));
      }
    }
    return of(below.toArray(Part[]::new));
  }

  SchemaWalk item() {
    List<Part> below = new ArrayList<>();
    for (Part part : parts) {
      if (part.schema().get("items") instanceof ObjectNode schema) {
        below.add(new Part(part.file(), schema));
      }
    }
    return of(below.toArray(Part[]::new));
  }

  /// The declared fields of an object; empty for free maps and scalars.
  Set<String> fields() {
    Set<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part.schema().get("properties") instanceof ObjectNode properties) {
        names.addAll(properties.propertyNames());
      }
    }
    return names;
  }

  /// The value of a keyword in the first schema that has it.
  @Nullable JsonNode keyword(String name) {
    for (Part part : parts) {
      JsonNode found = part.schema().get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
