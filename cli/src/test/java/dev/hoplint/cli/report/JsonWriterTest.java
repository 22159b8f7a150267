package dev.hoplint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
  @Test
  void structure() throws IOException {
    StringBuilder out = new StringBuilder();
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("a").value(1).name("b").beginArray().endArray();
    json.name("c").beginArray().value("x").nothing().beginObject().endObject().endArray();
    json.name("d").beginObject().endObject().endObject();

    assertThat(out)
        .hasToString(
            """
            {
              "a": 1,
              "b": [],
              "c": [
                "x",
                null,
                {}
              ],
              "d": {}
            }
            """);
  }

  @Test
  void everyTextComesBack() throws IOException {
    JsonMapper mapper = new JsonMapper();
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        int kind = random.nextInt(3);
        text.append((char) random.nextInt(kind == 0 ? 0x80 : kind == 1 ? 0x3000 : 0x10000));
      }
      StringBuilder out = new StringBuilder();
      new JsonWriter(out).beginArray().value(text.toString()).endArray();

      JsonNode read = mapper.readTree(out.toString());

      assertThat(read.get(0).stringValue()).isEqualTo(text.toString());
    }
  }
}
