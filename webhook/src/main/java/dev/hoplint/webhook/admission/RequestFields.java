package dev.hoplint.webhook.admission;

import dev.hoplint.resource.Kind;
import dev.hoplint.webhook.admission.Review.Operation;
import dev.hoplint.yaml.Mapping;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of `request` as they come in.
final class RequestFields {
  private Optional<Operation> operation = Optional.empty();
  private Optional<Kind> kind = Optional.empty();
  private String resource = "";
  private String subResource = "";
  private String namespace = "";
  private String name = "";
  private String user = "";
  private boolean dryRun;
  private Optional<Mapping> object = Optional.empty();
  private Optional<Mapping> oldObject = Optional.empty();
  private Optional<String> problem = Optional.empty();

  /// Reads one field; what is not asked for is passed over.
  void read(String key, JsonToken value, JsonParser parser, JsonTree tree) {
    switch (key) {
      case "operation" -> operation(optionalText(key, parser, value));
      case "kind" -> kind(parser, value);
      case "resource" -> resource(parser, value);
      case "subResource" -> subResource = optionalText(key, parser, value);
      case "namespace" -> namespace = optionalText(key, parser, value);
      case "name" -> name = optionalText(key, parser, value);
      case "userInfo" -> user(parser, value);
      case "dryRun" -> dryRun(parser, value);
      case "object" -> object = object(key, parser, value, tree);
      case "oldObject" -> oldObject = object(key, parser, value, tree);
      default -> parser.skipChildren();
    }
  }

  /// The field that has a type of its own; the first one, for the audit log.
  Optional<String> problem() {
    return problem;
  }

  Decoded decoded(String uid) {
    if (kind.isEmpty()) {
      return new Decoded.Undecoded(uid, "envelope", "request.kind is missing");
    }
    if (operation.isEmpty()) {
      return new Decoded.Undecoded(uid, "envelope", "request.operation is missing");
    }
    return new Decoded.Readable(
        new Review(
            uid,
            operation.get(),
            kind.get(),
            resource,
            subResource,
            namespace,
            name,
            user,
            dryRun,
            object,
            oldObject));
  }

  /// The text of the current value; empty for anything else.
  static String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return "";
  }

  private String optionalText(String key, JsonParser parser, JsonToken value) {
    if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
      spoiled(key);
    }
    return text(parser, value);
  }

  private void operation(String word) {
    operation =
        switch (word) {
          case "CREATE" -> Optional.of(Operation.CREATE);
          case "UPDATE" -> Optional.of(Operation.UPDATE);
          case "DELETE" -> Optional.of(Operation.DELETE);
          case "CONNECT" -> Optional.of(Operation.CONNECT);
          default -> {
            spoiled("operation");
            yield Optional.empty();
          }
        };
  }

  private void kind(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      spoiled("kind");
      parser.skipChildren();
      return;
    }
    String group = "";
    String version = "";
    String word = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (key) {
        case "group" -> group = optionalText("kind.group", parser, token);
        case "version" -> version = optionalText("kind.version", parser, token);
        case "kind" -> word = optionalText("kind.kind", parser, token);
        default -> parser.skipChildren();
      }
    }
    kind = Optional.of(new Kind(group.isEmpty() ? version : group + "/" + version, word));
  }

  private void resource(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      spoiled("resource");
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (key.equals("resource")) {
        resource = optionalText("resource.resource", parser, token);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void user(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      spoiled("userInfo");
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (key.equals("username")) {
        user = optionalText("userInfo.username", parser, token);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void dryRun(JsonParser parser, JsonToken value) {
    switch (value) {
      case VALUE_TRUE -> dryRun = true;
      case VALUE_FALSE, VALUE_NULL -> dryRun = false;
      default -> {
        spoiled("dryRun");
        parser.skipChildren();
      }
    }
  }

  private Optional<Mapping> object(String key, JsonParser parser, JsonToken value, JsonTree tree) {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (value != JsonToken.START_OBJECT) {
      spoiled(key);
      parser.skipChildren();
      return Optional.empty();
    }
    // The API server writes the kind in front of the objects.
    if (kind.isPresent() && !ReviewCodec.isRead(kind.get())) {
      parser.skipChildren();
      return Optional.empty();
    }
    return Optional.of(tree.object());
  }

  private void spoiled(String field) {
    if (problem.isEmpty()) {
      problem = Optional.of(field);
    }
  }
}
