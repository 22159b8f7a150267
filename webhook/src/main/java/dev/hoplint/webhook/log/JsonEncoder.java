package dev.hoplint.webhook.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// One record, one line: `time`, `level`, `logger`, `message`, then what the record carries.
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
  private static final int MOST = 256;
  private static final int FRAMES = 12;

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    line.append('{');
    // The first name wins, so that no value can pass for the record's own time or level.
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    fields.put("level", event.getLevel().toString());
    fields.put("logger", event.getLoggerName());
    fields.put("message", String.valueOf(event.getFormattedMessage()));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.putIfAbsent(pair.key, String.valueOf(pair.value)));
    }
    error(event.getThrowableProxy(), fields);
    fields.forEach((name, value) -> field(name, value, line));
    return line.append("}\n").toString().getBytes(UTF_8);
  }

  private static void field(String name, Object value, StringBuilder line) {
    if (line.length() > 1) {
      line.append(',');
    }
    JsonText.quote(name, MOST, line);
    line.append(':');
    if (value instanceof List<?> items) {
      line.append('[');
      for (int i = 0; i < items.size(); i++) {
        line.append(i == 0 ? "" : ",");
        JsonText.quote(String.valueOf(items.get(i)), MOST, line);
      }
      line.append(']');
    } else {
      JsonText.quote(String.valueOf(value), MOST, line);
    }
  }

  private static void error(@Nullable IThrowableProxy error, Map<String, Object> fields) {
    if (error == null) {
      return;
    }
    fields.putIfAbsent("error", error.getClassName() + ": " + error.getMessage());
    StackTraceElementProxy[] frames = error.getStackTraceElementProxyArray();
    if (frames != null) {
      fields.putIfAbsent(
          "trace",
          List.of(frames).stream()
              .limit(FRAMES)
              .map(frame -> frame.getStackTraceElement().toString())
              .toList());
    }
  }
}
