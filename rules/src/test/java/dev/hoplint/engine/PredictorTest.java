package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.route.TraceRequest;
import dev.hoplint.route.TraceUrl;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.testing.CaseConfig;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A trace never says otherwise than the report: over the cases of all rules, the example request
/// of a certain failure never reaches the application.
class PredictorTest {
  private int compared;

  @Test
  void aRequestThatARuleSaysFailsIsNotPredictedToReachTheApplication() {
    List<String> contradictions = new ArrayList<>();
    for (Path folder : TestData.ruleCases()) {
      Path rule = folder.getParent();
      compare(rule.getFileName() + "/" + folder.getFileName(), folder, contradictions);
    }
    for (Path app : TestData.folders(TestData.path("testdata/apps"))) {
      compare(app.getFileName().toString(), app, contradictions);
    }

    assertThat(contradictions).isEmpty();
    assertThat(compared).as("compared requests").isGreaterThan(50);
  }

  private void compare(String name, Path folder, List<String> contradictions) {
    RuleSelection selection =
        new RuleSelection(BuiltInRules.all(), CaseConfig.of(folder), List.of(), List.of());
    Linter.Examined examined =
        new Linter(selection, 1)
            .examine(IntakeReader.read(TestData.inputs(folder)), Acceptance.ALWAYS);
    Predictor predictor = new Predictor(examined.graph(), examined.result());
    for (Finding finding : examined.result().findings()) {
      Optional<TraceRequest> request = request(finding);
      if (request.isEmpty()) {
        continue;
      }
      compared++;
      Prediction prediction = predictor.predict(request.get());
      if (prediction.outcome() == Prediction.Outcome.REACHED) {
        contradictions.add(name + ": " + request.get() + " is said to work: " + Lint.line(finding));
      }
    }
  }

  /// The example request of a finding that all requests meet.
  private static Optional<TraceRequest> request(Finding finding) {
    Optional<Symptom> symptom = finding.symptom();
    boolean counts =
        symptom.isPresent()
            && finding.certainty() == Certainty.CERTAIN
            && finding.rule().family() != RuleFamily.LIMIT
            && symptom.get().when() == When.ALWAYS
            && symptom.get().share() == Share.ALL
            && !symptom.get().statuses().isEmpty()
            && !symptom.get().from().equals("other controllers");
    return symptom
        .filter(_ -> counts)
        .flatMap(Symptom::request)
        .map(text -> text.substring(text.indexOf(' ') + 1))
        .filter(text -> !text.contains("*"))
        .flatMap(
            text ->
                TraceUrl.read(text, Optional.empty()) instanceof TraceUrl.Read.Good(TraceUrl url)
                    ? Optional.of(TraceRequest.get(url))
                    : Optional.empty());
  }
}
