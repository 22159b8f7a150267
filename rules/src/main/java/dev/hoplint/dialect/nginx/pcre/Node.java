package dev.hoplint.dialect.nginx.pcre;

import java.util.BitSet;
import java.util.List;

/// A regular expression, parsed. Characters are bytes, 0 to 255.
sealed interface Node {
  /// One byte out of a set; letters of both cases where the pattern means one.
  ///
  /// @param written the byte as it is written where the set is one letter or byte; else -1
  record Bytes(BitSet set, int written) implements Node {}

  record Sequence(List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Choice(List<Node> options) implements Node {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /// @param number of the capture; 0 for a group that captures nothing
  record Group(Node body, int number) implements Node {}

  /// @param max -1 for no limit
  record Repeat(Node body, int min, int max, boolean lazy) implements Node {}

  /// `^ $ \b \B`: matches between bytes.
  record Assertion(Kind kind) implements Node {}

  /// What an assertion asks.
  enum Kind {
    START("\\A"),
    END("\\z"),
    BOUNDARY("\\b"),
    NO_BOUNDARY("\\B");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
