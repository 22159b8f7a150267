package dev.hoplint.dialect;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import java.util.List;
import java.util.Map;

/// What one data plane answers for each defect.
///
/// @param answers a defect without an entry has no status of its own there (the data plane has no
///   such limit, or hides the defect)
public record Profile(Map<Defect, Answer> answers) {
  public Profile {
    answers = Map.copyOf(answers);
  }

  /// Status codes and how well they are known.
  ///
  /// @param certainty CERTAIN where the controller's source was read; LIKELY where it rests on
  ///   documentation or experience
  public record Answer(List<Integer> statuses, Certainty certainty) {
    public Answer {
      statuses = List.copyOf(statuses);
    }

    static Answer read(Integer... statuses) {
      return new Answer(List.of(statuses), Certainty.CERTAIN);
    }

    static Answer remembered(Integer... statuses) {
      return new Answer(List.of(statuses), Certainty.LIKELY);
    }
  }
}
