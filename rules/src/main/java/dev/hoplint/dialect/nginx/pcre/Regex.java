package dev.hoplint.dialect.nginx.pcre;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pattern that matches in time linear in the text, caseless in ASCII, with PCRE's preference of
/// alternatives. Texts are bytes as [ByteText] makes them.
public final class Regex {
  private final String source;
  private final Node root;
  private final int groups;
  private final String prefix;
  private final boolean literal;
  private final boolean anchored;
  private @Nullable Pattern compiled;

  private Regex(String source, Node root, int groups) {
    this.source = source;
    this.root = root;
    this.groups = groups;
    NodeShape shape = NodeShape.of(root);
    this.prefix = ByteText.folded(shape.literalPrefix());
    this.literal = shape.isLiteral();
    this.anchored = shape.isAnchored();
  }

  static Pcre of(String source, Node root, int groups) {
    long size = NodeSize.of(root);
    return size > NodeSize.LARGEST
        ? new Pcre.Unsupported("repetition of more than " + NodeSize.LARGEST + " items")
        : new Pcre.Parsed(new Regex(source, root, groups));
  }

  /// The number of captures.
  public int groups() {
    return groups;
  }

  /// The lower-cased bytes that every match of an anchored pattern starts with.
  public String literalPrefix() {
    return prefix;
  }

  /// Whether it is anchored at the start and matches exactly the texts that start with
  /// [#literalPrefix].
  public boolean isLiteral() {
    return literal;
  }

  /// Whether every match starts at the start of the text.
  public boolean isAnchored() {
    return anchored;
  }

  /// The steps that one match takes per byte of text, at most.
  public long cost() {
    return literal ? 1 : NodeSize.of(root);
  }

  /// Whether what the captures hold is the same in PCRE and here: they differ where a repeated
  /// group can match nothing.
  public boolean hasExactCaptures() {
    return groups == 0 || NodeShape.hasExactCaptures(root);
  }

  /// Whether `$` decides, which PCRE also lets match before a line feed at the end of a text.
  public boolean hasEnd() {
    return NodeShape.hasEnd(root);
  }

  /// Whether it matches anywhere in the text.
  public boolean matches(String bytes) {
    if (literal) {
      return ByteText.folded(bytes).startsWith(prefix);
    }
    return pattern().matcher(bytes).find();
  }

  /// The first match: the whole, then each capture; an empty text for captures that took no part.
  public Optional<List<String>> captures(String bytes) {
    Matcher matcher = pattern().matcher(bytes);
    if (!matcher.find()) {
      return Optional.empty();
    }
    List<String> captures = new ArrayList<>(groups + 1);
    for (int i = 0; i <= groups; i++) {
      String capture = matcher.group(i);
      captures.add(capture == null ? "" : capture);
    }
    return Optional.of(captures);
  }

  /// Short texts that it matches, each with one alternative or repetition taken otherwise; bytes.
  ///
  /// @param most how many at most
  public Stream<String> samples(int most) {
    return NodeSamples.of(root, most).stream().filter(this::matches);
  }

  private Pattern pattern() {
    Pattern known = compiled;
    if (known == null) {
      String text = NodeText.of(root);
      try {
        known = Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new IllegalStateException(source + " is translated to " + text, e);
      }
      compiled = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return source;
  }
}
