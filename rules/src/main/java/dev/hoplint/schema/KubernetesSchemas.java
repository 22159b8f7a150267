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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// The embedded schema files and their compiled form, each read at its first use.
final class KubernetesSchemas {
  /// The Kubernetes release of the model that the files come from: fabric8 7.9.0 has
  /// `PodSpec.evictionResponders`, which 1.37 brought.
  static final String VERSION = "1.37";

  private static final String DIALECT_ID = "https://json-schema.org/draft/2020-12/schema";
  private static final String BASE = "https://hoplint.dev/kubernetes/" + VERSION + "/";

  private static final Set<String> FILES =
      Set.of(
          "configmap.v1.json",
          "cronjob.batch.v1.json",
          "daemonset.apps.v1.json",
          "deployment.apps.v1.json",
          "endpoints.v1.json",
          "endpointslice.discovery.k8s.io.v1.json",
          "horizontalpodautoscaler.autoscaling.v1.json",
          "horizontalpodautoscaler.autoscaling.v2.json",
          "ingress.networking.k8s.io.v1.json",
          "ingressclass.networking.k8s.io.v1.json",
          "job.batch.v1.json",
          "limitrange.v1.json",
          "namespace.v1.json",
          "networkpolicy.networking.k8s.io.v1.json",
          "pod.v1.json",
          "poddisruptionbudget.policy.v1.json",
          "replicaset.apps.v1.json",
          "service.v1.json",
          "statefulset.apps.v1.json");

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
    return FILES.contains(fileName(apiVersion, kind));
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
              List.of(
                  KeywordType.TYPE,
                  KeywordType.PROPERTIES,
                  KeywordType.ADDITIONAL_PROPERTIES,
                  KeywordType.PROPERTY_NAMES,
                  KeywordType.ITEMS,
                  KeywordType.REQUIRED,
                  KeywordType.ENUM,
                  KeywordType.CONST,
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
