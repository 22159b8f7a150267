package dev.hoplint.webhook.scan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One report for each namespace that has findings. At most one write for a namespace and a scan,
/// and none where its report says the same already.
final class ReportWriter implements FindingsWriter {
  private static final Logger log = LoggerFactory.getLogger(ReportWriter.class);

  private final ReportKind kind;
  private final KubeObjects reports;

  /// What the reports in the cluster say: namespace → digest; nothing while unknown.
  private @Nullable Map<String, String> there;

  private volatile Optional<String> problem = Optional.empty();

  ReportWriter(KubernetesClient client, ReportKind kind) {
    this.kind = kind;
    this.reports = new KubeObjects(client, kind.apiVersion(), kind.kind(), kind.plural());
  }

  @Override
  public boolean write(ScanResult result, BooleanSupplier allowed) {
    try {
      boolean whole = writeAll(result, allowed);
      problem = Optional.empty();
      return whole;
    } catch (KubernetesClientException e) {
      there = null;
      become(why(e));
      return false;
    }
  }

  @Override
  public void forget() {
    there = null;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  private boolean writeAll(ScanResult result, BooleanSupplier allowed) {
    Map<String, String> known = known(allowed);
    for (Map.Entry<String, List<Reported>> one : result.byNamespace().entrySet()) {
      String namespace = one.getKey();
      if (result.writable().contains(namespace)) {
        Report report = Report.of(kind, namespace, one.getValue());
        if (!report.digest().equals(known.get(namespace))) {
          if (!allowed.getAsBoolean()) {
            return false;
          }
          put(namespace, report, known.containsKey(namespace));
          known.put(namespace, report.digest());
        }
      }
    }
    for (String namespace : List.copyOf(known.keySet())) {
      if (!result.byNamespace().containsKey(namespace)) {
        if (!allowed.getAsBoolean()) {
          return false;
        }
        // Of a namespace that is gone, too: its report may have outlived it in a stale view.
        reports.delete(namespace, Report.NAME);
        known.remove(namespace);
      }
    }
    return true;
  }

  private Map<String, String> known(BooleanSupplier allowed) {
    @Nullable Map<String, String> before = there;
    if (before != null || !allowed.getAsBoolean()) {
      return before == null ? new HashMap<>() : before;
    }
    Map<String, String> known = new HashMap<>();
    reports.each(Report.LABEL, "hoplint", one -> known.put(namespace(one), digest(one)));
    there = known;
    return known;
  }

  /// What we believe to be there may be gone or come meanwhile.
  private void put(String namespace, Report report, boolean isThere) {
    boolean done =
        isThere
            ? reports.patch(namespace, Report.NAME, report.content())
                || reports.create(namespace, report.content())
            : reports.create(namespace, report.content())
                || reports.patch(namespace, Report.NAME, report.content());
    if (!done) {
      log.atDebug().log("a report changes under our hands; the next scan writes it");
    }
  }

  private String why(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        ? "reports are switched on, but the cluster has no " + reports.name()
        : "cannot write " + reports.name() + ": " + Answers.of(e);
  }

  private void become(String why) {
    if (!problem.equals(Optional.of(why))) {
      log.atWarn().addKeyValue("problem", why).log("reports have a problem");
    }
    problem = Optional.of(why);
  }

  private static String namespace(GenericKubernetesResource report) {
    return report.getMetadata().getNamespace();
  }

  private static String digest(GenericKubernetesResource report) {
    @Nullable Map<String, String> annotations = report.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Report.DIGEST, "");
  }
}
