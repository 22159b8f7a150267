package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hoplint.text.SourceText;
import java.nio.charset.StandardCharsets;

/// In a normal test run each file of the seed corpus
/// (`src/test/resources/dev/hoplint/yaml/YamlReaderFuzzTestInputs/`) is read once.
///
/// To search for new inputs, set `JAZZER_FUZZ=1`:
///
/// ```
/// JAZZER_FUZZ=1 mvn -pl rules -am test -Dtest=YamlReaderFuzzTest \
///   -Dsurefire.failIfNoSpecifiedTests=false
/// ```
///
/// A finding is written into the corpus folder; keep it there, with the fix.
class YamlReaderFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void anyTextIsReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ReaderPropertiesTest.assertSound(text);
    SourceText source = SourceText.of("fuzzed", text);
    for (Comment comment : Comments.of(source)) {
      assertThat(source.slice(comment.span())).startsWith("#");
    }
  }
}
