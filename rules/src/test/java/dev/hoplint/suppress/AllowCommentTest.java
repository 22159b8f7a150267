package dev.hoplint.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowCommentTest {
  private static AllowComment parse(String text) {
    return AllowComment.parse(text).orElseThrow();
  }

  @Test
  void rulesAndReason() {
    assertThat(parse("hoplint: allow a-b -- why not"))
        .isEqualTo(new AllowComment(List.of("a-b"), "why not"));
    assertThat(parse("hoplint:allow a, b-*,c  d --because -- really"))
        .isEqualTo(new AllowComment(List.of("a", "b-*", "c", "d"), "because -- really"));
  }

  @Test
  void whatIsMissingIsEmpty() {
    assertThat(parse("hoplint: allow a")).isEqualTo(new AllowComment(List.of("a"), ""));
    assertThat(parse("hoplint: allow a --")).isEqualTo(new AllowComment(List.of("a"), ""));
    assertThat(parse("hoplint: allow")).isEqualTo(new AllowComment(List.of(), ""));
    assertThat(parse("hoplint: allow -- why")).isEqualTo(new AllowComment(List.of(), "why"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hoplint", "hoplint: allowed a -- b", "see hoplint: allow a -- b"})
  void otherCommentsAreNone(String text) {
    assertThat(AllowComment.parse(text)).isEmpty();
  }
}
