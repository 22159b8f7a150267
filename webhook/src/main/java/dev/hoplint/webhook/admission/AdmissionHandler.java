package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.engine.RuleFailures;
import dev.hoplint.rule.Rule;
import dev.hoplint.webhook.admission.Decision.Outcome;
import dev.hoplint.webhook.config.WebhookConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers admission reviews out of what is known of the cluster.
///
/// Nothing it does leaves a trace: no write, no event, no state that a later answer depends on.
/// What it does not understand, and what goes wrong here, is allowed, counted, and noted for the
/// audit log.
public final class AdmissionHandler implements ReviewHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionHandler.class);

  private final Supplier<WebhookConfig> config;
  private final ClusterState cluster;
  private final List<Rule> rules;
  private final String version;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final AdmissionMetrics metrics;
  private final ReviewJudge judge;
  private final ReviewCodec codec = new ReviewCodec();
  private volatile Policy policy;

  /// @param config asked once for each review
  /// @param live asked before a denial that rests on other objects
  /// @param version of this product, for the audit log
  /// @param clock says on which day exceptions are judged
  public AdmissionHandler(
      Supplier<WebhookConfig> config,
      List<Rule> rules,
      ClusterState cluster,
      LiveObjects live,
      MeterRegistry registry,
      Clock clock,
      String version) {
    this(config, rules, cluster, live, registry, clock, version, System::nanoTime);
  }

  /// @param nanoTime tells how time passes, for what a review may take
  AdmissionHandler(
      Supplier<WebhookConfig> config,
      List<Rule> rules,
      ClusterState cluster,
      LiveObjects live,
      MeterRegistry registry,
      Clock clock,
      String version,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.config = config;
    this.cluster = cluster;
    this.rules = List.copyOf(rules);
    this.version = version;
    this.clock = clock;
    this.metrics = new AdmissionMetrics(registry);
    this.judge = new ReviewJudge(live, metrics, version, nanoTime);
    this.policy = compiled(config.get());
  }

  @Override
  public AdmissionAnswer review(byte[] body, Duration budget) {
    long start = nanoTime.getAsLong();
    Decoded decoded;
    try {
      decoded = codec.decode(body);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.atError().setCause(e).log("a body could not be decoded");
      return failOpen(body, "error");
    }
    return switch (decoded) {
      case Decoded.Refused(String message) -> {
        metrics.undecoded("refused");
        metrics.answered(Outcome.UNDECODED, since(start));
        yield AdmissionAnswer.failure(400, "BadRequest", message);
      }
      case Decoded.Undecoded(String uid, String reason, String detail) -> {
        metrics.undecoded(reason);
        metrics.answered(Outcome.UNDECODED, since(start));
        yield answer(uid, undecoded(reason, detail));
      }
      case Decoded.Readable(Review review) -> {
        Decision decision = decide(review, start, budget);
        metrics.answered(review, decision.outcome(), since(start));
        yield answer(review.uid(), decision);
      }
    };
  }

  @Override
  public AdmissionAnswer failOpen(byte[] body, String reason) {
    Optional<String> uid = codec.uid(body);
    metrics.failedOpen(reason);
    return uid.map(one -> answer(one, failedOpen(reason)))
        .orElseGet(
            () ->
                AdmissionAnswer.failure(
                    400, "BadRequest", "The review holds no request with a uid"));
  }

  private Decision decide(Review review, long start, Duration budget) {
    try {
      return judge.decide(review, currentPolicy(), cluster.snapshot(), clock, start, budget);
    } catch (Change.Unreadable | JsonTree.TooLarge e) {
      metrics.undecoded("object");
      return undecoded("object", String.valueOf(e.getMessage()));
    } catch (ReviewJudge.TimeUp e) {
      metrics.failedOpen("deadline");
      return failedOpen("deadline");
    } catch (Throwable e) {
      // Whatever it is: the API server waits for an answer, and it is open.
      metrics.failedOpen("error");
      LOG.atError()
          .addKeyValue("uid", OneLine.of(review.uid(), 256))
          .setCause(e)
          .log("failed open");
      return failedOpen("error");
    }
  }

  /// A reload makes another configuration, which is compiled once.
  private Policy currentPolicy() {
    WebhookConfig now = config.get();
    Policy last = policy;
    if (last.config() != now) {
      last = compiled(now);
      policy = last;
    }
    return last;
  }

  private Policy compiled(WebhookConfig of) {
    RuleFailures failures =
        (rule, failure) -> {
          metrics.failed(rule);
          LOG.atError().addKeyValue("rule", rule.id()).setCause(failure).log("a rule failed");
        };
    return Policy.of(of, rules, failures);
  }

  private Decision undecoded(String reason, String detail) {
    return Decision.allowed(Outcome.UNDECODED, new Notes(version).undecoded(reason, detail).map());
  }

  private Decision failedOpen(String reason) {
    return Decision.allowed(Outcome.FAILED_OPEN, new Notes(version).failedOpen(reason).map());
  }

  private static AdmissionAnswer answer(String uid, Decision decision) {
    return new AdmissionAnswer(200, AnswerWriter.review(uid, decision));
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
