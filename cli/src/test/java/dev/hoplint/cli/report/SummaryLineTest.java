package dev.hoplint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryLineTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, '1,000'", "12345, '12,345'", "1234567, '1,234,567'"})
  void countsAreGroupedByThousands(int count, String text) {
    assertThat(SummaryLine.grouped(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "4, 0.00 s",
    "5, 0.01 s",
    "94, 0.09 s",
    "1999, 2.00 s",
    "61234, 61.23 s"
  })
  void timesAreRoundedToHundredths(long millis, String text) {
    assertThat(SummaryLine.seconds(millis)).isEqualTo(text);
  }
}
