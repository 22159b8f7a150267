package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommentsTest {
  private static List<String> texts(String text) {
    return Comments.of(SourceText.of("t", text)).stream().map(Comment::text).toList();
  }

  @Test
  void commentsAreFoundAndScalarsAreNot() {
    assertThat(
            texts(
                """
                # one
                a: b # two
                c: "d # no"
                e: 'f
                  # no'
                g: | # three
                  # no
                  h
                # four
                i: j#no
                k: [l, # five
                  m]
                n: >
                 o
                 # no

                  # no
                """))
        .containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void commentsAroundDocumentsAreFound() {
    assertThat(texts("\uFEFF# a\n%YAML 1.2 # b\n--- # c\n---\n# d\n...\n# e\n"))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void brokenDocumentsShowTheCommentsOnTheirOwnLines() {
    assertThat(texts("# a\nb: [ # no\n  # c\n---\nd: e # f\n")).containsExactly("a", "c", "f");
  }

  @Test
  void aCommentKnowsItsPlace() {
    SourceText source = SourceText.of("t", "a: b  # hoplint: x  \r\n  # hoplint: y\r\n# other");
    List<Comment> comments = Comments.containing(source, "hoplint:");
    assertThat(comments).extracting(Comment::line).containsExactly(1, 2);
    assertThat(comments).extracting(Comment::ownLine).containsExactly(false, true);
    assertThat(source.slice(comments.getFirst().span())).isEqualTo("# hoplint: x  ");
    assertThat(Comments.containing(source, "absent")).isEmpty();
  }
}
