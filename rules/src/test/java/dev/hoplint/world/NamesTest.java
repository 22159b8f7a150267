package dev.hoplint.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void theNearestNameIsWithinAThirdOfItsLengthOrContained() {
    assertThat(Names.nearest("frontned", List.of("backend", "frontend"))).contains("frontend");
    assertThat(Names.nearest("search", List.of("cart", "searcher"))).contains("searcher");
    assertThat(Names.nearest("web", List.of("payments"))).isEmpty();
    assertThat(Names.nearest("web", List.of("web"))).isEmpty();
  }

  @Test
  void distanceCountsASwapOnce() {
    assertThat(Names.distance("http", "htpt")).isEqualTo(1);
    assertThat(Names.distance("", "abc")).isEqualTo(3);
    assertThat(Names.distance("same", "same")).isZero();
  }

  @Test
  void globsMatchWholeTexts() {
    assertThat(Globs.matches("Deployment/legacy/*", "Deployment/legacy/web")).isTrue();
    assertThat(Globs.matches("*", "")).isTrue();
    assertThat(Globs.matches("a*b*c", "aXbYbZc")).isTrue();
    assertThat(Globs.matches("a*b", "abc")).isFalse();
    assertThat(Globs.matches("", "x")).isFalse();
  }
}
