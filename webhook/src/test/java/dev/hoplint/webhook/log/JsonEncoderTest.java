package dev.hoplint.webhook.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.hoplint.harness.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonEncoderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final LoggerContext context = new LoggerContext();
  private final JsonEncoder encoder = new JsonEncoder();

  @Test
  void aRecordCarriesWhatItWasGiven() {
    JsonNode line = line("denied", null, new KeyValuePair("uid", "7"));
    assertThat(line.propertyNames()).containsExactly("time", "level", "logger", "message", "uid");
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("logger").asString()).isEqualTo("dev.hoplint.Test");
    assertThat(line.get("message").asString()).isEqualTo("denied");
    assertThat(line.get("uid").asString()).isEqualTo("7");
  }

  @Test
  void aFailureIsOneLineToo() {
    JsonNode line = line("broken", new IllegalStateException("first\nsecond"));
    assertThat(line.get("error").asString())
        .isEqualTo("java.lang.IllegalStateException: first\nsecond");
    assertThat(line.get("trace").size()).isPositive();
  }

  @Test
  void noValuePassesForTheRecordsOwn() {
    JsonNode line = line("denied", null, new KeyValuePair("level", "INFO"));
    assertThat(line.get("level").asString()).isEqualTo("WARN");
  }

  @Test
  void everyRecordIsOneLineOfHarmlessJson() {
    Random random = new Random(7);
    for (int i = 0; i < Size.of(2_000, 200_000); i++) {
      List<KeyValuePair> pairs = new ArrayList<>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        pairs.add(new KeyValuePair(hostile(random), hostile(random)));
      }
      String text =
          text(
              hostile(random),
              random.nextInt(10) == 0 ? new IllegalStateException(hostile(random)) : null,
              pairs.toArray(KeyValuePair[]::new));
      assertThat(text).endsWith("}\n");
      assertThat(text.substring(0, text.length() - 1).codePoints())
          .noneMatch(
              c ->
                  Character.isISOControl(c)
                      || Character.getType(c) == Character.FORMAT
                      || Character.getType(c) == Character.LINE_SEPARATOR
                      || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                      || Character.getType(c) == Character.SURROGATE);
      for (JsonNode value : JSON.readTree(text)) {
        assertThat(value.isArray() ? 0 : value.asString().length()).isLessThanOrEqualTo(257);
      }
    }
  }

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10) == 0 ? 3_000 : random.nextInt(20);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) (0x7f + random.nextInt(0x21)));
        case 2 -> text.append((char) (0x2000 + random.nextInt(0x70)));
        case 3 -> text.append((char) (0xd800 + random.nextInt(0x800)));
        case 4 -> text.append("\"\\{}$%\r\n\u001b[2J".charAt(random.nextInt(12)));
        default -> text.appendCodePoint(random.nextInt(0x110000));
      }
    }
    return text.toString();
  }

  private JsonNode line(String message, Throwable thrown, KeyValuePair... pairs) {
    return JSON.readTree(text(message, thrown, pairs));
  }

  private String text(String message, Throwable thrown, KeyValuePair... pairs) {
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("dev.hoplint.Test"), Level.WARN, message, thrown, null);
    for (KeyValuePair pair : pairs) {
      event.addKeyValuePair(pair);
    }
    return new String(encoder.encode(event), UTF_8);
  }
}
