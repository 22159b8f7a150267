package dev.hoplint.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoplint.schema.SchemaViolation.Kind;
import dev.hoplint.testing.TestData;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The embedded schemas against those that Kubernetes publishes, from the Python package
/// kubernetes-validate. `.ci/run` installs it into `target/oracle`; without it this is skipped.
///
/// Upstream knows fields, types and some required fields. What else the embedded schemas demand
/// comes from the API server's validation, so they may refuse more values, never other fields.
class UpstreamSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static String folder = "";

  @BeforeAll
  static void findUpstream() {
    List<String> printed = oracle(List.of());
    assumeTrue(
        !printed.isEmpty() && Files.isDirectory(Path.of(printed.getFirst())),
        "python3 has no package kubernetes-validate with schemas of Kubernetes "
            + SchemaValidator.KUBERNETES_VERSION
            + "; .ci/run installs it");
    folder = printed.getFirst();
  }

  /// The folder of the upstream schemas, then a verdict for each object; nothing where Python or
  /// the package is missing.
  private static List<String> oracle(List<String> objects) {
    Path script = TestData.path("rules/src/test/resources/dev/hoplint/schema/upstream_oracle.py");
    try {
      Path input = Files.createTempFile("oracle", ".jsonl");
      Path output = Files.createTempFile("oracle", ".txt");
      Files.write(input, objects);
      ProcessBuilder python =
          new ProcessBuilder("python3", script.toString(), SchemaValidator.KUBERNETES_VERSION);
      python.environment().merge("PYTHONPATH", oraclePath(), (old, own) -> own + ":" + old);
      python.redirectInput(input.toFile()).redirectOutput(output.toFile());
      python.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = python.start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      List<String> lines =
          ended && process.exitValue() == 0 ? Files.readAllLines(output) : List.of();
      Files.delete(input);
      Files.delete(output);
      return lines;
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String oraclePath() {
    return TestData.path("target/oracle").toString();
  }

  @Test
  void fieldsTypesAndRequiredFieldsAreThoseOfUpstream() throws IOException {
    JsonNode definitions =
        JSON.readTree(Files.readString(Path.of(folder, "_definitions.json"))).get("$defs");
    Comparison comparison = new Comparison(definitions);
    for (Map.Entry<String, List<String>> kind : KubernetesSchemas.kinds().entrySet()) {
      for (String apiVersion : kind.getValue()) {
        String name =
            kind.getKey().toLowerCase(Locale.ROOT)
                + "-"
                + apiVersion.replaceAll("^([^./]*)[^/]*/", "$1-")
                + ".json";
        JsonNode upstream = JSON.readTree(Files.readString(Path.of(folder, name)));
        String file = KubernetesSchemas.fileName(apiVersion, kind.getKey());
        comparison.compare(kind.getKey(), SchemaWalk.root(file), upstream);
      }
    }
    assertThat(comparison.differences).isEmpty();
    assertThat(comparison.seen).hasSizeGreaterThan(200);
  }

  @Test
  void verdictsOnTestDataAndItsMutationsAgree() {
    List<Mapping> objects = ManifestMutations.of(testData(), 4000);
    List<String> texts = objects.stream().map(root -> JsonTree.of(root).toString()).toList();
    List<String> verdicts = oracle(texts);
    assertThat(verdicts).hasSize(texts.size() + 1);
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < objects.size(); i++) {
      String verdict = verdicts.get(i + 1);
      // What a manifest writes into its status is dropped, so the embedded schemas leave it free.
      boolean upstream = !verdict.equals("ok") && !verdict.contains(" $.status");
      refused += upstream ? 1 : 0;
      List<SchemaViolation> own = Violations.validate(objects.get(i));
      boolean shape =
          own.stream().anyMatch(v -> v.kind() == Kind.UNKNOWN_FIELD || v.kind() == Kind.WRONG_TYPE);
      if ((upstream && own.isEmpty()) || (!upstream && shape)) {
        differences.add(verdict + " against " + own + " for " + texts.get(i));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(refused).isBetween(objects.size() / 6, objects.size() * 9 / 10);
  }

  /// Objects of the rules' cases that have a schema and no placeholders.
  private static List<Mapping> testData() {
    List<Mapping> objects = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(TestData.path("testdata/rules"))) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        for (Document document :
            TestData.input(file.toString(), ".", TestData.read(file)).documents()) {
          document
              .root()
              .filter(Mapping.class::isInstance)
              .map(Mapping.class::cast)
              .filter(UpstreamSchemaTest::isKnown)
              .ifPresent(objects::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(objects).hasSizeGreaterThan(500);
    return objects;
  }

  private static boolean isKnown(Mapping root) {
    String text = root.toString();
    return root.get("kind").orElse(null) instanceof Scalar kind
        && root.get("apiVersion").orElse(null) instanceof Scalar apiVersion
        && SchemaValidator.knows(apiVersion.value(), kind.value())
        && !text.contains("{{")
        && !text.contains("$")
        && !text.contains("__")
        && !text.contains("<")
        && !text.contains("%");
  }

  /// Walks both schemas side by side.
  private static final class Comparison {
    private final JsonNode definitions;
    private final Set<String> seen = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    Comparison(JsonNode definitions) {
      this.definitions = definitions;
    }

    void compare(String path, SchemaWalk own, JsonNode written) {
      JsonNode upstream = written;
      if (written.has("$ref")) {
        String reference = written.get("$ref").stringValue();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        if (!seen.add(name + own.parts().getLast())) {
          return;
        }
        upstream = definitions.get(name);
      }
      if (path.endsWith(".status")) {
        return;
      }
      compareTypes(path, own, upstream);
      if (upstream.has("properties")) {
        compareFields(path, own, upstream);
      }
      if (upstream.has("items")) {
        compare(path + "[]", own.item(), upstream.get("items"));
      }
      if (upstream.get("additionalProperties") != null
          && upstream.get("additionalProperties").isObject()) {
        compare(path + "{}", own.field("any"), upstream.get("additionalProperties"));
      }
    }

    private void compareFields(String path, SchemaWalk own, JsonNode upstream) {
      Set<String> wanted = new TreeSet<>(upstream.get("properties").propertyNames());
      if (!own.fields().equals(wanted)) {
        differences.add(path + " has " + own.fields() + ", not " + wanted);
        return;
      }
      if (upstream.has("required")) {
        Set<String> required = required(own);
        for (JsonNode field : upstream.get("required")) {
          if (!required.contains(field.stringValue())) {
            differences.add(path + " does not require " + field);
          }
        }
      }
      for (Map.Entry<String, JsonNode> entry : upstream.get("properties").properties()) {
        compare(path + "." + entry.getKey(), own.field(entry.getKey()), entry.getValue());
      }
    }

    private static Set<String> required(SchemaWalk own) {
      return own.parts().stream()
          .filter(part -> part.schema().has("required"))
          .flatMap(part -> part.schema().get("required").valueStream())
          .map(JsonNode::stringValue)
          .collect(Collectors.toSet());
    }

    private void compareTypes(String path, SchemaWalk own, JsonNode upstream) {
      String wanted = upstreamType(upstream);
      String type = ownType(own);
      boolean constant = own.keyword("const") != null;
      if (!wanted.equals(type) && !constant) {
        differences.add(path + " is " + type + ", not " + wanted);
      }
    }

    private static String upstreamType(JsonNode upstream) {
      if (upstream.has("oneOf")) {
        return upstream
            .get("oneOf")
            .valueStream()
            .map(one -> one.get("type").get(0).stringValue())
            .sorted()
            .collect(Collectors.joining("+"));
      }
      JsonNode type = upstream.get("type");
      if (type == null) {
        return upstream.has("properties") ? "object" : "any";
      }
      return type.isArray() ? type.get(0).stringValue() : type.stringValue();
    }

    private static String ownType(SchemaWalk own) {
      JsonNode type = own.keyword("type");
      if (type != null) {
        return type.stringValue();
      }
      JsonNode format = own.keyword("format");
      if (format == null) {
        return "any";
      }
      return format.stringValue().equals("quantity") ? "number+string" : "integer+string";
    }
  }
}
