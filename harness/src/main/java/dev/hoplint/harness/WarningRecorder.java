package dev.hoplint.harness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What reaches a user of the warnings of one API request, in our own words after the API server's
/// recorder (k8s.io/apiserver, `pkg/endpoints/filters/warning.go`; k8s.io/apimachinery,
/// `pkg/util/net/http.go`).
///
/// Equal texts count once; a text with a control character or half a character is dropped without a
/// word. All texts share 4,096 characters: once they pass that, every text is cut to 256, and
/// nothing is added any more when 4,096 are written.
public final class WarningRecorder {
  private static final int TOTAL = 4 * 1024;
  private static final int ITEM = 256;

  private final SequencedSet<String> ordered = new LinkedHashSet<>();
  private final List<String> headers = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private int written;
  private boolean truncating;

  public void add(String text) {
    if (text.isEmpty() || ordered.contains(text)) {
      return;
    }
    if (truncating && written >= TOTAL) {
      dropped.add(text);
      return;
    }
    ordered.add(text);
    if (!truncating && written + length(text) > TOTAL && isSendable(text)) {
      truncating = true;
      written = 0;
      headers.clear();
      ordered.forEach(this::write);
    } else {
      write(text);
    }
  }

  /// The texts of the `Warning` headers.
  public List<String> headers() {
    return List.copyOf(headers);
  }

  /// What was asked to be sent and is not.
  public List<String> dropped() {
    return List.copyOf(dropped);
  }

  /// Whether texts are cut.
  public boolean isTruncating() {
    return truncating;
  }

  private void write(String text) {
    if (!isSendable(text)) {
      dropped.add(text);
      return;
    }
    String cut =
        truncating && length(text) > ITEM
            ? text.substring(0, text.offsetByCodePoints(0, ITEM))
            : text;
    written += length(cut);
    headers.add(cut);
  }

  private static boolean isSendable(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                Character.getType(c) == Character.CONTROL
                    || Character.getType(c) == Character.SURROGATE);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
