package dev.hoplint.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keywords of our own for what the API server demands between the fields of one object. The
/// standard `anyOf` and `if` could say the same, slower and without a usable message.
///
/// - `x-at-least-one: [a, b]`: one of the fields must be there.
/// - `x-at-most-one: [a, b]`: two of them must not.
/// - `x-required-when: {a: {b: [x]}}`: `a` is required where `b` is `x`.
/// - `x-required-unless: {a: {b: [x]}}`: `a` is required but where `b` is, or lists, `x`.
/// - `x-required-with: {a: b}`: `a` is required where `b` is there.
/// - `x-forbidden-when: {a: {b: [x]}}`: `a` must be absent where `b` is `x`.
/// - `x-required-when-several: a`: in a list of several objects each needs `a`.
final class FieldKeyword extends AbstractKeyword {
  static final String AT_LEAST_ONE = "x-at-least-one";
  static final String AT_MOST_ONE = "x-at-most-one";
  static final String REQUIRED_WHEN = "x-required-when";
  static final String REQUIRED_UNLESS = "x-required-unless";
  static final String REQUIRED_WITH = "x-required-with";
  static final String FORBIDDEN_WHEN = "x-forbidden-when";
  static final String REQUIRED_WHEN_SEVERAL = "x-required-when-several";

  private FieldKeyword(String name) {
    super(name);
  }

  static List<Keyword> all() {
    List<Keyword> keywords = new ArrayList<>();
    for (String name :
        List.of(
            AT_LEAST_ONE,
            AT_MOST_ONE,
            REQUIRED_WHEN,
            REQUIRED_UNLESS,
            REQUIRED_WITH,
            FORBIDDEN_WHEN,
            REQUIRED_WHEN_SEVERAL)) {
      keywords.add(new FieldKeyword(name));
    }
    return keywords;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode rule, Schema parent, SchemaContext context) {
    return new Check(this, rule, location, parent, context);
  }

  /// Whether a decoder would call the field set: absent, null, "" and [] are not.
  private static boolean isSet(@Nullable JsonNode value) {
    return value != null
        && !value.isNull()
        && !(value.isString() && value.stringValue().isEmpty())
        && !(value.isArray() && value.isEmpty());
  }

  private static final class Check extends BaseKeywordValidator {
    private final JsonNode rule;

    Check(
        FieldKeyword keyword,
        JsonNode rule,
        SchemaLocation location,
        Schema parent,
        SchemaContext context) {
      super(keyword, rule, location, parent, context);
      this.rule = rule;
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath where) {
      if (value.isArray() && getKeyword().equals(REQUIRED_WHEN_SEVERAL)) {
        eachOfSeveral(execution, value, where);
      } else if (value.isObject()) {
        object(execution, value, where);
      }
    }

    private void object(ExecutionContext execution, JsonNode object, NodePath where) {
      switch (getKeyword()) {
        case AT_LEAST_ONE -> {
          if (count(object) == 0) {
            report(execution, object, where, "");
          }
        }
        case AT_MOST_ONE -> {
          if (count(object) > 1) {
            report(execution, object, where, "");
          }
        }
        default -> conditions(execution, object, where);
      }
    }

    private void conditions(ExecutionContext execution, JsonNode object, NodePath where) {
      for (Map.Entry<String, JsonNode> entry : rule.properties()) {
        String field = entry.getKey();
        boolean set = isSet(object.get(field));
        boolean wrong =
            switch (getKeyword()) {
              case REQUIRED_WHEN -> !set && holds(object, entry.getValue());
              case REQUIRED_UNLESS -> !set && !holds(object, entry.getValue());
              case REQUIRED_WITH -> !set && isSet(object.get(entry.getValue().stringValue()));
              case FORBIDDEN_WHEN -> set && holds(object, entry.getValue());
              default -> false;
            };
        if (wrong) {
          report(execution, object, where, field);
        }
      }
    }

    private void eachOfSeveral(ExecutionContext execution, JsonNode list, NodePath where) {
      if (list.size() < 2) {
        return;
      }
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isObject() && !isSet(list.get(i).get(rule.stringValue()))) {
          report(execution, list.get(i), where.append(i), rule.stringValue());
        }
      }
    }

    private int count(JsonNode object) {
      int set = 0;
      for (int i = 0; i < rule.size(); i++) {
        set += isSet(object.get(rule.get(i).stringValue())) ? 1 : 0;
      }
      return set;
    }

    /// Whether one of the named fields has (or lists) one of the named values.
    private static boolean holds(JsonNode object, JsonNode condition) {
      for (Map.Entry<String, JsonNode> entry : condition.properties()) {
        JsonNode actual = object.get(entry.getKey());
        for (JsonNode wanted : entry.getValue()) {
          if (wanted.equals(actual)
              || (actual != null && actual.isArray() && wanted.equals(actual.get(0)))) {
            return true;
          }
        }
      }
      return false;
    }

    private void report(ExecutionContext execution, JsonNode value, NodePath where, String field) {
      execution.addError(
          error()
              .instanceNode(value)
              .instanceLocation(where)
              .property(field)
              .evaluationPath(execution.getEvaluationPath())
              .build());
    }
  }
}
