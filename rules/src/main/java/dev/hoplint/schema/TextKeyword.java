package dev.hoplint.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// `enum` and `const` of texts. The library's own ones print their values through an object mapper,
/// which loads some 500 classes that nothing else needs.
///
/// Other types pass: `type` judges them. So does an empty text, which is what Go's decoder makes of
/// an absent field.
final class TextKeyword extends AbstractKeyword {
  TextKeyword(String name) {
    super(name);
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode rule, Schema parent, SchemaContext context) {
    return new Check(this, rule, location, parent, context);
  }

  private static final class Check extends BaseKeywordValidator {
    private final Set<String> allowed = new LinkedHashSet<>();

    Check(
        TextKeyword keyword,
        JsonNode rule,
        SchemaLocation location,
        Schema parent,
        SchemaContext context) {
      super(keyword, rule, location, parent, context);
      if (rule.isArray()) {
        rule.forEach(item -> allowed.add(item.stringValue()));
      } else {
        allowed.add(rule.stringValue());
      }
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath where) {
      boolean wrong =
          value.isString()
              && !value.stringValue().isEmpty()
              && !allowed.contains(value.stringValue());
      if (wrong) {
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
