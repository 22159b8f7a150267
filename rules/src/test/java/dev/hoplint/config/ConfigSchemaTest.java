package dev.hoplint.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.hoplint.testing.CaseConfig;
import dev.hoplint.testing.TestData;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of the configuration and its reader agree about `testdata/config` and about
/// every configuration of a rule's case.
class ConfigSchemaTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(schemaText(), InputFormat.JSON);

  @TestFactory
  Stream<DynamicTest> schemaAndReaderAgree() throws IOException {
    try (Stream<Path> files = Files.walk(TestData.path("testdata"))) {
      return files
          .filter(
              file ->
                  file.endsWith(".hoplint.yaml")
                      || file.getParent().endsWith(Path.of("testdata", "config")))
          .sorted()
          .toList()
          .stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getParent().getFileName() + "/" + file.getFileName(),
                      file.toUri(),
                      () -> check(file)));
    }
  }

  private static void check(Path file) {
    SourceText source = SourceText.of(file.toString(), TestData.read(file));
    List<String> problems =
        ConfigReader.read(source, CaseConfig.vocabulary()).problems().stream()
            .map(Config.ConfigProblem::message)
            .toList();
    List<String> violations =
        SCHEMA.validate(json(YamlReader.read(source).getFirst().root().orElse(null))).stream()
            .map(Error::toString)
            .toList();
    boolean good = !file.getFileName().toString().startsWith("bad-");

    assertThat(problems.isEmpty()).as("the reader: " + problems).isEqualTo(good);
    assertThat(violations.isEmpty()).as("the schema: " + violations).isEqualTo(good);
  }

  private static JsonNode json(@org.jspecify.annotations.Nullable Node node) {
    if (node == null) {
      return NODES.nullNode();
    }
    return switch (node) {
      case Scalar scalar -> json(scalar);
      case Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        mapping
            .entries()
            .forEach(entry -> object.set(entry.name().orElseThrow(), json(entry.value())));
        yield object;
      }
      case Alias alias -> json(alias.target());
    };
  }

  private static JsonNode json(Scalar scalar) {
    if (scalar.isNull()) {
      return NODES.nullNode();
    }
    if (scalar.integer().isPresent()) {
      return NODES.numberNode(scalar.integer().get());
    }
    return scalar.bool().isPresent()
        ? NODES.booleanNode(scalar.bool().get())
        : NODES.stringNode(scalar.value());
  }

  private static String schemaText() {
    try (InputStream schema =
        ConfigReader.class.getResourceAsStream("/dev/hoplint/config/hoplint.schema.json")) {
      if (schema == null) {
        throw new IllegalStateException("the schema is missing");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
