package dev.hoplint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.bench.AdmissionWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Each measurement over the real webhook, far too short and in too small a world to say anything
/// about speed: nothing may fail, and what is measured must be there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadDriverTest {
  private static final AdmissionWorld SMALL = new AdmissionWorld(200, 50, 150, 1_000, 10);

  private String report;

  @BeforeAll
  void measure() throws IOException {
    Options options =
        new Options(
            List.copyOf(Measurement.all().keySet()),
            Duration.ofMillis(700),
            Duration.ofSeconds(3),
            1,
            0.05,
            true,
            false);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      report = new LoadDriver(options, 400, out).run(SMALL).text();
    }
    System.out.print(report);
  }

  private void succeeds(String id) {
    assertThat(report.lines().filter(line -> line.startsWith(id + " ")))
        .hasSizeGreaterThan(1)
        .filteredOn(line -> line.contains(" errors"))
        .allMatch(line -> line.matches(id + " +errors[a-z, ]* 0 .*"));
  }

  @Test
  void steadyRate() {
    succeeds("R1a");
  }

  @Test
  void highestRate() {
    succeeds("R1b");
  }

  @Test
  void burstOfIngresses() {
    succeeds("R2");
  }

  @Test
  void manyInFlight() {
    succeeds("R3");
  }

  @Test
  void costOfSizeOfWorld() {
    succeeds("R4");
  }

  @Test
  void memoryAndReadiness() {
    succeeds("R5");
  }

  @Test
  void newHandshakes() {
    succeeds("R6");
  }

  @Test
  void largeIngress() {
    succeeds("R7");
  }

  @Test
  void soak() {
    succeeds("R8");
  }

  @Test
  void massRollout() {
    succeeds("R9");
  }
}
