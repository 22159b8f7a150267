package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonObjectsTest {
  @Test
  void aListIsReadItemByItemWithItsVersion() {
    List<Map<String, Object>> items = new ArrayList<>();
    JsonObjects.Page page =
        JsonObjects.list(
            stream(
                """
                {"kind":"ServiceList","items":[{"metadata":{"name":"a","managedFields":[{}]}},
                {"spec":{"n":1,"f":1.5,"t":true,"z":null,"l":["x",[]]}}],
                "metadata":{"resourceVersion":"12","continue":"t"},"more":{"x":[1]}}\
                """),
            items::add);
    assertThat(page).isEqualTo(new JsonObjects.Page("12", "t"));
    assertThat(items)
        .containsExactly(
            Map.of("metadata", Map.of("name", "a")),
            Map.of("spec", Map.of("n", 1, "f", 1.5, "t", true, "l", List.of("x", List.of()))));
  }

  @Test
  void aListThatIsNoneIsAnError() {
    String deep = "{\"items\":" + "[".repeat(300) + "]".repeat(300) + "}";
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "{\"items\":[]}",
            "{\"items\":[3],\"metadata\":{\"resourceVersion\":\"1\"}}",
            "{\"items\":[{}",
            "{\"metadata\":{\"resourceVersion\":\"1\"}}",
            "<html>",
            deep)) {
      assertThatThrownBy(() -> JsonObjects.list(stream(bad), item -> {}))
          .as(bad)
          .isInstanceOf(JacksonException.class);
    }
  }

  @Test
  void linesEndWithTheirEndOnly() throws IOException {
    Lines lines = new Lines(stream("a\n\nbc\n" + "x".repeat(50_000) + "\nhalf"));
    assertThat(lines.next()).get().isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    assertThat(lines.next()).get().isEqualTo("bc".getBytes(StandardCharsets.UTF_8));
    assertThat(lines.next().orElseThrow()).hasSize(50_000);
    // A stream that is cut off has not ended.
    assertThatThrownBy(lines::next).isInstanceOf(IOException.class);
    assertThat(new Lines(stream("a\n")).next()).isPresent();
    assertThat(new Lines(stream("")).next()).isEmpty();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
