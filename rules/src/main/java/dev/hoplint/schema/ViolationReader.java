package dev.hoplint.schema;

import com.networknt.schema.Error;
import dev.hoplint.schema.SchemaViolation.Kind;
import dev.hoplint.text.Placeholders;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes violations of the library's errors: finds the places, drops what a placeholder may still
/// change, joins what is one defect, writes the sentences.
final class ViolationReader {
  private final String kind;
  private final Located root;
  private final Map<String, SchemaViolation> violations = new LinkedHashMap<>();
  private final Map<String, Located> owners = new HashMap<>();
  private final Map<Node, Boolean> unknown = new IdentityHashMap<>();

  ViolationReader(String file, String kind, Mapping root) {
    this.kind = kind;
    this.root = Located.root(file, root);
  }

  List<SchemaViolation> read(List<Error> errors) {
    for (Error error : errors) {
      Located place = root.at(error.getInstanceLocation());
      if (!unknown.computeIfAbsent(place.node(), ViolationReader::isPlaceholder)) {
        add(error, place);
      }
    }
    List<SchemaViolation> joined = joinMisspelt();
    joined.sort(
        Comparator.comparing(SchemaViolation::span).thenComparing(SchemaViolation::message));
    Set<Defect> seen = new HashSet<>();
    joined.removeIf(violation -> !seen.add(Defect.of(violation)));
    return List.copyOf(joined);
  }

  /// A text that several aliases repeat is wrong once.
  private record Defect(Span span, Kind kind, String field) {
    static Defect of(SchemaViolation violation) {
      return new Defect(violation.span(), violation.kind(), violation.path().lastKey());
    }
  }

  private static boolean isPlaceholder(Node node) {
    return switch (node) {
      case Scalar scalar -> Placeholders.in(scalar.value());
      case Mapping mapping ->
          mapping.entries().stream().anyMatch(entry -> isPlaceholderKey(entry.key().resolve()));
      default -> false;
    };
  }

  /// `{{ x }}` without quotes is a flow mapping whose key is a mapping.
  private static boolean isPlaceholderKey(Node key) {
    return !(key instanceof Scalar scalar) || Placeholders.in(scalar.value());
  }

  private void add(Error error, Located place) {
    JsonNode rule = error.getSchemaNode();
    String property = Optional.ofNullable(error.getProperty()).orElse("");
    switch (error.getKeyword()) {
      case "type" -> wrongType(place, Sentences.typeWords(rule.stringValue()));
      case "format" -> format(place, rule.stringValue(), error);
      case "propertyNames" -> keyName(place, property);
      case "additionalProperties" -> unknown(place, property);
      case "required" -> missing(place, property, "Kubernetes");
      case "minLength", "minItems" -> empty(place);
      case "enum", "const" -> oneOf(place, rule);
      case "minimum", "maximum" -> range(place);
      case "maxLength" -> tooMany(place, rule, "characters");
      case "maxItems" -> tooMany(place, rule, "items");
      default -> between(error.getKeyword(), rule, property, place);
    }
  }

  private void between(String keyword, JsonNode rule, String property, Located place) {
    switch (keyword) {
      case FieldKeyword.AT_LEAST_ONE -> {
        List<String> fields = Sentences.texts(rule);
        String message = Sentences.none(place.words(kind), fields);
        put(Kind.MISSING_REQUIRED, place.path().child(fields.getFirst()), place, message);
      }
      case FieldKeyword.AT_MOST_ONE -> atMostOne(place, Sentences.texts(rule));
      case FieldKeyword.REQUIRED_WHEN -> {
        String who = Sentences.condition(rule.get(property)).replace(" is ", " ");
        missing(place, property, who);
      }
      case FieldKeyword.REQUIRED_UNLESS -> {
        String when = Sentences.condition(rule.get(property));
        String message = place.words(kind) + " has no " + Sentences.quoted(property);
        message += ", which Kubernetes requires unless " + when;
        put(Kind.MISSING_REQUIRED, place.path().child(property), place, message);
      }
      case FieldKeyword.REQUIRED_WITH -> missing(place, property, rule.get(property).stringValue());
      case FieldKeyword.REQUIRED_WHEN_SEVERAL ->
          missing(place, property, "a list of several items");
      case FieldKeyword.FORBIDDEN_WHEN -> {
        String when = Sentences.condition(rule.get(property)).replace(" is ", " ");
        String message = place.words(kind) + " has " + Sentences.quoted(property);
        notAllowed(place, property, message + ", which " + when + " does not allow");
      }
      default -> throw new IllegalStateException("no words for " + keyword);
    }
  }

  private void wrongType(Located place, String expected) {
    boolean item = place.key() == null && place.above() != null;
    if (place.node() instanceof Scalar scalar && scalar.isNull() && item && !needsMore(place)) {
      return; // Go's decoder makes an empty value of a null item
    }
    String message = Sentences.wrongType(place.words(kind), expected, place.node());
    put(Kind.WRONG_TYPE, place.path(), place.span(), message);
  }

  private static boolean needsMore(Located place) {
    return place.schema().keyword("required") != null
        || place.schema().keyword(FieldKeyword.AT_LEAST_ONE) != null;
  }

  private void format(Located place, String name, Error error) {
    ValueFormat format = ValueFormat.named(name);
    if (format == null) {
      return;
    }
    if (!format.fitsType(error.getInstanceNode())) {
      wrongType(place, format.words());
    } else {
      String message =
          place.words(kind)
              + " is "
              + Sentences.value(place.node())
              + ", but must be "
              + format.words()
              + Sentences.unquote(format, place);
      put(Kind.NOT_ALLOWED_VALUE, place.path(), place.span(), message);
    }
  }

  private void keyName(Located place, String key) {
    JsonNode rule = place.schema().keyword("propertyNames");
    ValueFormat format =
        rule instanceof ObjectNode names && names.get("format") != null
            ? ValueFormat.named(names.get("format").stringValue())
            : null;
    if (format != null && !Placeholders.in(key)) {
      String message =
          Sentences.quoted(key) + " in " + place.words(kind) + " must be " + format.words();
      notAllowed(place, key, message);
    }
  }

  private void unknown(Located place, String key) {
    if (Placeholders.in(key)) {
      return;
    }
    List<String> near =
        NearNames.of(key, place.schema().fields()).stream()
            .filter(name -> !place.has(name))
            .toList();
    String message =
        Sentences.quoted(key)
            + " in "
            + place.words(kind)
            + " is not a field of Kubernetes "
            + KubernetesSchemas.VERSION
            + FieldHints.of(place, key, near, kind);
    Span span = place.entry(key).map(entry -> entry.key().span()).orElse(place.owner());
    put(new SchemaViolation(Kind.UNKNOWN_FIELD, place.path().child(key), span, message, near));
    owners.put(place.path().child(key).toString(), place);
  }

  private void missing(Located place, String field, String who) {
    String message = Sentences.missing(place.words(kind), field, who);
    put(Kind.MISSING_REQUIRED, place.path().child(field), place, message);
  }

  private void empty(Located place) {
    put(
        Kind.MISSING_REQUIRED,
        place.path(),
        place.span(),
        place.words(kind) + " is empty, but Kubernetes requires it");
  }

  private void oneOf(Located place, JsonNode rule) {
    List<String> allowed = rule.isArray() ? Sentences.texts(rule) : List.of(rule.stringValue());
    String message = place.words(kind) + " is " + Sentences.value(place.node()) + ", but must be ";
    put(
        Kind.NOT_ALLOWED_VALUE,
        place.path(),
        place.span(),
        message + Sentences.list(allowed, "or"));
  }

  private void range(Located place) {
    JsonNode least = place.schema().keyword("minimum");
    JsonNode most = place.schema().keyword("maximum");
    String bounds =
        most == null
            ? "at least " + least
            : least == null ? "at most " + most : "from " + least + " to " + most;
    String message =
        place.words(kind) + " is " + Sentences.value(place.node()) + ", but must be " + bounds;
    put(Kind.NOT_ALLOWED_VALUE, place.path(), place.span(), message);
  }

  private void tooMany(Located place, JsonNode most, String what) {
    String message = place.words(kind) + " has more than " + most + " " + what;
    put(Kind.NOT_ALLOWED_VALUE, place.path(), place.span(), message);
  }

  private void atMostOne(Located place, List<String> fields) {
    List<String> set = fields.stream().filter(place::has).toList();
    String both = set.size() == 2 ? " has both " : " has ";
    String message = place.words(kind) + both + Sentences.list(set, "and");
    notAllowed(place, set.getLast(), message + ", but may have only one of them");
  }

  private void notAllowed(Located place, String key, String message) {
    Span span = place.entry(key).map(entry -> entry.key().span()).orElse(place.owner());
    put(Kind.NOT_ALLOWED_VALUE, place.path().child(key), span, message);
  }

  private void put(Kind what, FieldPath path, Located owner, String message) {
    put(what, path, owner.owner(), message);
    owners.put(path.toString(), owner);
  }

  private void put(Kind what, FieldPath path, Span span, String message) {
    put(new SchemaViolation(what, path, span, message, List.of()));
  }

  /// One violation per field; the wrong type of a value explains whatever else is wrong with it.
  private void put(SchemaViolation violation) {
    String key = violation.path().toString();
    if (violation.kind() == Kind.WRONG_TYPE) {
      violations.put(key, violation);
    } else {
      violations.putIfAbsent(key, violation);
    }
  }

  /// A missing field and a misspelt key beside it are one defect.
  private List<SchemaViolation> joinMisspelt() {
    List<SchemaViolation> result = new ArrayList<>(violations.values());
    for (SchemaViolation missing : violations.values()) {
      if (missing.kind() != Kind.MISSING_REQUIRED) {
        continue;
      }
      List<SchemaViolation> causes =
          violations.values().stream().filter(unknown -> explains(unknown, missing)).toList();
      if (!causes.isEmpty()) {
        SchemaViolation cause = causes.getFirst();
        result.removeAll(causes);
        result.remove(missing);
        result.add(
            new SchemaViolation(
                Kind.MISSING_REQUIRED,
                missing.path(),
                cause.span(),
                missing.message() + ": " + cause.message(),
                cause.candidates()));
      }
    }
    return result;
  }

  private boolean explains(SchemaViolation unknown, SchemaViolation missing) {
    String field = missing.path().lastKey();
    Located owner = owners.get(unknown.path().toString());
    boolean besides = unknown.path().parent().equals(missing.path().parent());
    if (unknown.kind() != Kind.UNKNOWN_FIELD || owner == null || !besides) {
      return false;
    }
    String moved = FieldHints.moved(owner, unknown.path().lastKey());
    return unknown.candidates().contains(field)
        || (moved != null && (moved.equals(field) || moved.startsWith(field + ".")));
  }
}
