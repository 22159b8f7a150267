package dev.hoplint.cli.report;

import dev.hoplint.cli.Version;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// All rules: for people by family, for programs by id.
public final class RuleCatalogue {
  private final List<RuleMeta> rules;

  public RuleCatalogue(List<Rule> rules) {
    this.rules = rules.stream().map(Rule::meta).toList();
  }

  public void text(Appendable out) throws IOException {
    int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
    String line = "%-" + Math.max(1, width) + "s  %-7s  %-11s  %-13s  %s%n";
    for (RuleFamily family : RuleFamily.values()) {
      List<RuleMeta> members = of(family);
      if (!members.isEmpty()) {
        out.append(family.word()).append('\n');
        for (RuleMeta rule : members) {
          String text =
              String.format(
                  Locale.ROOT,
                  line,
                  rule.id(),
                  rule.severity().word(),
                  rule.preset().word(),
                  statuses(rule),
                  rule.summary());
          out.append("  ").append(text.replace(System.lineSeparator(), "\n"));
        }
        out.append('\n');
      }
    }
    out.append(rules.size() + " rules; \"hoplint explain RULE\" shows a rule's page\n");
  }

  public void markdown(Appendable out) throws IOException {
    for (RuleFamily family : RuleFamily.values()) {
      List<RuleMeta> members = of(family);
      if (!members.isEmpty()) {
        out.append("## ").append(family.word()).append("\n\n");
        out.append("| rule | severity | certainty | preset | status | finds |\n");
        out.append("|---|---|---|---|---|---|\n");
        for (RuleMeta rule : members) {
          out.append("| [").append(rule.id()).append("](").append(rule.id()).append(".md) | ");
          out.append(rule.severity().word()).append(" | ");
          out.append(rule.certainty().word()).append(" | ");
          out.append(rule.preset().word()).append(" | ");
          out.append(statuses(rule)).append(" | ");
          out.append(rule.summary().replace("|", "\\|")).append(" |\n");
        }
        out.append('\n');
      }
    }
  }

  public void json(Appendable out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("version").value(1);
    json.name("tool").beginObject();
    json.name("name").value("hoplint").name("version").value(Version.HOPLINT).endObject();
    json.name("rules").beginArray();
    for (RuleMeta rule : rules) {
      rule(json, rule);
    }
    json.endArray().endObject();
  }

  private static void rule(JsonWriter json, RuleMeta rule) throws IOException {
    json.beginObject();
    json.name("id").value(rule.id());
    json.name("family").value(rule.family().word());
    json.name("summary").value(rule.summary());
    json.name("severity").value(rule.severity().word());
    json.name("certainty").value(rule.certainty().word());
    json.name("status").beginArray();
    for (int status : rule.statuses()) {
      json.value(status);
    }
    json.endArray().name("preset").value(rule.preset().word());
    json.name("doors").beginArray();
    for (Door door : Door.values()) {
      if (rule.doors().contains(door)) {
        json.value(door.name().toLowerCase(Locale.ROOT));
      }
    }
    json.endArray().name("fix");
    json.value(rule.fix().map(RuleCatalogue::word).orElse(null));
    json.name("supersedes").beginArray();
    for (String id : rule.supersedes()) {
      json.value(id);
    }
    json.endArray().name("since").value(rule.since()).endObject();
  }

  private static String word(Applicability applicability) {
    return applicability.name().toLowerCase(Locale.ROOT);
  }

  private List<RuleMeta> of(RuleFamily family) {
    return rules.stream().filter(rule -> rule.family() == family).toList();
  }

  private static String statuses(RuleMeta rule) {
    return String.join(" ", rule.statuses().stream().map(String::valueOf).toList());
  }
}
