package dev.hoplint.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks objects of the built-in kinds against their schema.
///
/// Thread-safe. Schemas and the validation library load at the first object of a kind that has one.
public final class SchemaValidator {
  /// The Kubernetes release that the schemas describe, such as `1.37`.
  public static final String KUBERNETES_VERSION = KubernetesSchemas.VERSION;

  private SchemaValidator() {}

  /// Whether there is a schema for the kind.
  public static boolean knows(String apiVersion, String kind) {
    return KubernetesSchemas.has(apiVersion, kind);
  }

  /// The newest API version in which Kubernetes serves a kind that has a schema.
  public static Optional<String> servedVersion(String kind) {
    return KubernetesSchemas.newestVersion(kind);
  }

  /// What the object violates, in the order of the text, at most 200 violations; nothing for kinds
  /// without a schema. Fields that hold a placeholder are never violations.
  public static List<SchemaViolation> validate(String apiVersion, String kind, Mapping root) {
    if (!knows(apiVersion, kind)) {
      return List.of();
    }
    String file = KubernetesSchemas.fileName(apiVersion, kind);
    List<Error> errors = Library.errors(KubernetesSchemas.schema(file), root);
    return errors.isEmpty() ? List.of() : new ViolationReader(file, kind, root).read(errors);
  }

  /// Loads the library and the shared files ahead of the first object. A short run gains by calling
  /// this on another thread while it reads its input.
  public static void prepare() {
    Mapping nothing = new Mapping(Span.at(0), List.of());
    Library.errors(KubernetesSchemas.schema(KubernetesSchemas.fileName("v1", "Pod")), nothing);
    KubernetesSchemas.node("pod.json");
  }

  /// Keeps the library's classes out of this one.
  private static final class Library {
    private static final ExecutionConfig CONFIG =
        ExecutionConfig.builder()
            .annotationCollectionEnabled(false)
            .formatAssertionsEnabled(true)
            .build();

    static List<Error> errors(Schema schema, Mapping root) {
      ExecutionContext context = new ExecutionContext(CONFIG);
      context.setErrors(new FirstErrors());
      schema.validate(context, JsonTree.of(root));
      return context.getErrors();
    }
  }

  /// Remembers so many errors that nobody reads more; an alias can repeat one a million times.
  private static final class FirstErrors extends ArrayList<Error> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 200;

    @Override
    public boolean add(Error error) {
      return size() < MOST && super.add(error);
    }
  }
}
