package dev.hoplint.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// `format` with the formats of [ValueFormat] instead of the standard ones.
final class ValueFormatKeyword extends FormatKeyword {
  ValueFormatKeyword() {
    super(Map.of());
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode name, Schema parent, SchemaContext context) {
    ValueFormat format = ValueFormat.named(name.stringValue());
    if (format == null) {
      throw new IllegalStateException("no format " + name);
    }
    return new Check(this, format, name, location, parent, context);
  }

  private static final class Check extends BaseKeywordValidator {
    private final ValueFormat format;

    Check(
        ValueFormatKeyword keyword,
        ValueFormat format,
        JsonNode name,
        SchemaLocation location,
        Schema parent,
        SchemaContext context) {
      super(keyword, name, location, parent, context);
      this.format = format;
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath where) {
      if (!format.accepts(value)) {
        execution.addError(
            error()
                .instanceNode(value)
                .instanceLocation(where)
                .evaluationPath(execution.getEvaluationPath())
                .build());
      }
    }
  }
}
