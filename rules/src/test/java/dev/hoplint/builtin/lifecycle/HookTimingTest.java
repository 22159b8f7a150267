package dev.hoplint.builtin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Kind;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Place;
import dev.hoplint.yaml.FieldPath;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookTimingTest {
  private static final Place PLACE =
      new Place.InObject(
          new ObjectRef(new Kind("apps/v1", "Deployment"), "shop", "web"), FieldPath.ROOT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sleep,5 | 5 s | 5 s",
        "sleep,5s | 5 s | 5 s",
        "/bin/sleep,1m | 60 s | 60 s",
        "sleep,2.5 | 2.5 s | 2.5 s",
        "sleep,10,20 | 30 s | 30 s",
        "sh,-c,sleep 10 && nginx -s quit | 10 s | 10 s",
        "/bin/bash,-ec,sleep 10; kill -QUIT 1; sleep 15 | 25 s | 10 s",
        "sh,-c,exec sleep 7 # enough | 7 s | 7 s",
        "sh,-c,echo 'sleep 9'; sleep 3 | 3 s | 3 s",
        "nginx,-s,quit | 0 s | 0 s",
        "/app/drain,--wait | 0 s | ?",
        "sh,-c,sleep 1 && /app/drain | 1 s | ?",
        "sh,-c,kill -0 1; sleep 4 | 4 s | ?",
      })
  void readsWhatItSleeps(String command, String total, String beforeStop) {
    assertThat(timing(command.split(",", -1)))
        .hasValueSatisfying(
            timing -> {
              assertThat(HookTiming.words(timing.total())).isEqualTo(total);
              assertThat(timing.beforeStop().map(HookTiming::words).orElse("?"))
                  .isEqualTo(beforeStop);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(sleep 60; kill -9 1) & sleep 5",
        "if [ -f /tmp/busy ]; then sleep 60; fi",
        "/app/drained || sleep 60",
        "sleep $WAIT",
        "sleep 60 &",
        "sleep \"5",
        "for i in 1 2 3; do sleep 60; done",
        "trap 'sleep 3' EXIT",
      })
  void leavesAScriptAloneThatItCannotFollow(String script) {
    assertThat(timing("sh", "-c", script)).isEmpty();
  }

  @Test
  void aPlaceholderMakesTheTimeUnknown() {
    Handler hook =
        new Handler.Exec(
            PLACE,
            java.util.List.of(
                new Field.Present<>("sleep", PLACE), new Field.Placeholder<>("${WAIT}", PLACE)));
    assertThat(HookTiming.of(hook)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gcr.io/distroless/static-debian12, true",
    "gcr.io/distroless/java21-debian12:debug, false",
    "registry.example:5000/shop/api:2.1-distroless, true",
    "cgr.dev/chainguard/nginx@sha256:abc, true",
    "cgr.dev/chainguard/node:latest-dev, false",
    "docker.io/traefik/whoami:v1, true",
    "registry.example/static-site:alpine, false",
    "nginx, false",
  })
  void knowsImagesWithoutAShell(String image, boolean shellless) {
    assertThat(ShelllessImages.why(image).isPresent()).isEqualTo(shellless);
  }

  private static Optional<HookTiming> timing(String... command) {
    return HookTiming.of(
        new Handler.Exec(
            PLACE,
            Arrays.stream(command)
                .<Field<String>>map(word -> new Field.Present<>(word, PLACE))
                .toList()));
  }
}
