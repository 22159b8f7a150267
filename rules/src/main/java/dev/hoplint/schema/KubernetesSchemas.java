package dev.hoplint.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.ResourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// The embedded schema files and their compiled form, each read at its first use.
final class KubernetesSchemas {
  /// The Kubernetes release of the model that the files come from: fabric8 7.9.0 has
  /// `PodSpec.evictionResponders`, which 1.37 brought.
  static final String VERSION = "1.37";

  private static final String DIALECT_ID = "https://json-schema.org/draft/2020-12/schema";
  private static final String BASE = "https://hoplint.dev/kubernetes/" + VERSION + "/";

  /// Kinds with their served API versions, the newest first.
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("ConfigMap", List.of("v1")),
          Map.entry("CronJob", List.of("batch/v1")),
          Map.entry("DaemonSet", List.of("apps/v1")),
          Map.entry("Deployment", List.of("apps/v1")),
          Map.entry("EndpointSlice", List.of("discovery.k8s.io/v1")),
          Map.entry("Endpoints", List.of("v1")),
          Map.entry("HorizontalPodAutoscaler", List.of("autoscaling/v2", "autoscaling/v1")),
          Map.entry("Ingress", List.of("networking.k8s.io/v1")),
          Map.entry("IngressClass", List.of("networking.k8s.io/v1")),
          Map.entry("Job", List.of("batch/v1")),
          Map.entry("LimitRange", List.of("v1")),
          Map.entry("Namespace", List.of("v1")),
          Map.entry("NetworkPolicy", List.of("networking.k8s.io/v1")),
          Map.entry("Pod", List.of("v1")),
          Map.entry("PodDisruptionBudget", List.of("policy/v1")),
          Map.entry("ReplicaSet", List.of("apps/v1")),
          Map.entry("Service", List.of("v1")),
          Map.entry("StatefulSet", List.of("apps/v1")));

  private static final Map<String, ObjectNode> NODES = new ConcurrentHashMap<>();
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private KubernetesSchemas() {}

  /// `service.v1.json`, `ingress.networking.k8s.io.v1.json`.
  static String fileName(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash) + ".";
    return kind.toLowerCase(Locale.ROOT) + "." + group + apiVersion.substring(slash + 1) + ".json";
  }

  static boolean has(String apiVersion, String kind) {
    return KINDS.getOrDefault(kind, List.of()).contains(apiVersion);
  }

  static Optional<String> newestVersion(String kind) {
    return KINDS.getOrDefault(kind, List.of()).stream().findFirst();
  }

  /// Every API version and kind that has a schema, for tests.
  static Map<String, List<String>> kinds() {
    return KINDS;
  }

  /// The compiled schema of a file.
  static Schema schema(String file) {
    return SCHEMAS.computeIfAbsent(
        file, name -> Registry.INSTANCE.getSchema(SchemaLocation.of(BASE + name), node(name)));
  }

  /// The text of a file as a tree.
  static ObjectNode node(String file) {
    return NODES.computeIfAbsent(
        file,
        name -> {
          try (InputStream stream = open(name)) {
            return SchemaReader.read(stream);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static InputStream open(String file) throws IOException {
    InputStream stream = KubernetesSchemas.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IOException("no schema " + file);
    }
    return stream;
  }

  /// Loads the library's classes at the first look into a schema, not before.
  private static final class Registry {
    static final SchemaRegistry INSTANCE = create();

    private static SchemaRegistry create() {
      Dialect dialect = dialect();
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder()
              .formatAssertionsEnabled(true)
              .preloadSchema(false)
              .messageSource((key, message, locale, arguments) -> key)
              .build();
      return SchemaRegistry.builder()
          .defaultDialectId(DIALECT_ID)
          .dialectRegistry((id, registry) -> dialect)
          .schemaRegistryConfig(config)
          .nodeReader(new SchemaReader())
          .resourceLoaders(loaders -> loaders.add(new ClassPathFiles()))
          .build();
    }

    /// Only the keywords that the files use: fewer classes to load, and every unknown format name
    /// or keyword in a file is an error of the generator's test.
    private static Dialect dialect() {
      List<Keyword> keywords =
          new ArrayList<>(
              List.<Keyword>of(
                  KeywordType.TYPE,
                  KeywordType.PROPERTIES,
                  KeywordType.ADDITIONAL_PROPERTIES,
                  KeywordType.PROPERTY_NAMES,
                  KeywordType.ITEMS,
                  KeywordType.REQUIRED,
                  new TextKeyword("enum"),
                  new TextKeyword("const"),
                  KeywordType.FORMAT,
                  KeywordType.MINIMUM,
                  KeywordType.MAXIMUM,
                  KeywordType.MIN_LENGTH,
                  KeywordType.MAX_LENGTH,
                  KeywordType.MIN_ITEMS,
                  KeywordType.MAX_ITEMS,
                  KeywordType.REF));
      for (String silent : List.of("$schema", "$id", "$defs", "x-moved")) {
        keywords.add(new NonValidationKeyword(silent));
      }
      keywords.addAll(FieldKeyword.all());
      return Dialect.builder(DIALECT_ID)
          .specificationVersion(SpecificationVersion.DRAFT_2020_12)
          .idKeyword("$id")
          .keywords(keywords)
          .formatKeywordFactory(formats -> new ValueFormatKeyword())
          .build();
    }
  }

  private static final class ClassPathFiles implements ResourceLoader {
    @Override
    public InputStreamSource getResource(AbsoluteIri iri) {
      String text = iri.toString();
      String file = text.substring(text.lastIndexOf('/') + 1);
      return () -> open(file);
    }
  }
}
