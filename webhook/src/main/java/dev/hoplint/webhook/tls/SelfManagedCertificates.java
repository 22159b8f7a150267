package dev.hoplint.webhook.tls;

import dev.hoplint.webhook.beat.Beat;
import dev.hoplint.webhook.tls.TrustStore.Published;
import dev.hoplint.webhook.tls.TrustStore.Stored;
import dev.hoplint.webhook.tls.TrustStore.TrustUnavailable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Certificates without other tools, after cert-manager's own webhook: replicas share an authority
/// through a Secret, and each signs its own leaf, which never leaves its memory. No replica leads:
/// every write names the version it was made from, and who comes late looks again.
///
/// A new authority is first written into the API server's bundle, and signs only after that had the
/// time to arrive; the old one stays in the bundle until it ends. So at every moment every leaf in
/// use is trusted.
public final class SelfManagedCertificates implements CertificateSource {
  private static final Logger log = LoggerFactory.getLogger(SelfManagedCertificates.class);

  /// Writes lost to others within one look.
  private static final int ATTEMPTS = 8;

  /// A clock that stands elsewhere than those of the other replicas must not make them replace the
  /// authority in turns.
  private static final Duration BETWEEN_REPLACEMENTS = Duration.ofMinutes(10);

  /// How often to look while there is nothing to serve with.
  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  private final TrustStore store;
  private final List<String> hosts;
  private final Lifetimes lifetimes;
  private final InstantSource clock;
  private final CertificateMeters meters;
  private final Serving serving = new Serving(Optional.of("no authority was read or made yet"));
  private final Patience patience;
  private final @Nullable Beat beat;
  private volatile @Nullable Authorities known;
  private @Nullable Instant replaced;
  private long lookedAt;

  /// Looks at once, on a thread of its own, and then every ten seconds.
  public SelfManagedCertificates(
      KubernetesClient client,
      Installation installation,
      InstantSource clock,
      MeterRegistry meters) {
    this(
        new KubernetesTrust(client, installation),
        installation.hosts(),
        Lifetimes.DEFAULT,
        clock,
        meters,
        true);
  }

  /// @param alone whether it looks by itself; tests call [#look]
  SelfManagedCertificates(
      TrustStore store,
      List<String> hosts,
      Lifetimes lifetimes,
      InstantSource clock,
      MeterRegistry meters,
      boolean alone) {
    this.store = store;
    this.hosts = List.copyOf(hosts);
    this.lifetimes = lifetimes;
    this.clock = clock;
    this.patience = new Patience(lifetimes.every().multipliedBy(2));
    this.meters = new CertificateMeters(meters, this);
    this.meters.notAfter("authority", this::authorityEnds);
    this.beat = alone ? Beat.start("certificates", IMPATIENT, this::lookIfDue) : null;
  }

  @Override
  public Optional<ServingCertificate> current() {
    return serving.current();
  }

  @Override
  public void onChange(Consumer<ServingCertificate> listener) {
    serving.onChange(listener);
  }

  @Override
  public Optional<String> problem() {
    return serving.problem();
  }

  @Override
  public void close() {
    if (beat != null) {
      beat.close();
    }
  }

  private void lookIfDue() {
    long passed = System.nanoTime() - lookedAt;
    if (current().isEmpty() || passed >= lifetimes.every().toNanos()) {
      look();
      lookedAt = System.nanoTime();
    }
  }

  /// Brings Secret, bundle and leaf one step further, where there is one to go. Never throws.
  synchronized void look() {
    // What the memory suffices for does not wait for an API server that may be slow or gone.
    renewLeaf();
    try {
      agree();
    } catch (TrustUnavailable e) {
      patience.interrupt();
      serving.suffers(
          Optional.of(e.getMessage() == null ? "the cluster is unavailable" : e.getMessage()));
    }
    renewLeaf();
  }

  private void agree() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // In this order: a bundle written from an older Secret fails on the configuration's version.
      List<Published> published = store.published();
      Optional<Stored> stored = store.read();
      Optional<Authorities> found = stored.flatMap(this::readable);
      Authorities wanted = wanted(found, published);
      if (found.filter(one -> one == wanted).isPresent() || write(stored, wanted)) {
        known = wanted;
        if (publish(published, wanted.bundle())) {
          return;
        }
      }
    }
    serving.suffers(Optional.of("others keep changing the authority or the webhook configuration"));
  }

  private Authorities wanted(Optional<Authorities> found, List<Published> published) {
    Instant now = clock.instant();
    // A Secret that was lost is restored: the other replicas still serve with its leaves.
    @Nullable Authorities before = found.orElse(known);
    if (before == null) {
      return Authorities.first(now, lifetimes.authority());
    }
    boolean nextIsKnown =
        before.next().isPresent()
            && published.stream().allMatch(one -> one.isAll(before.bundle()))
            && patience.heldFor(before.bundle()).compareTo(lifetimes.propagation()) >= 0;
    if (!before.current().isValidAt(now) && !mayReplace(now)) {
      return before;
    }
    return before.at(now, lifetimes.authority(), nextIsKnown);
  }

  private boolean mayReplace(Instant now) {
    @Nullable Instant last = replaced;
    return last == null || Duration.between(last, now).abs().compareTo(BETWEEN_REPLACEMENTS) >= 0;
  }

  private Optional<Authorities> readable(Stored stored) {
    try {
      return Authorities.of(stored.data());
    } catch (BadMaterial e) {
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("the authority in the Secret cannot be used and is replaced");
      return Optional.empty();
    }
  }

  private boolean write(Optional<Stored> stored, Authorities wanted) {
    boolean written =
        stored
            .map(seen -> store.replace(seen, wanted.data()))
            .orElseGet(() -> store.create(wanted.data()));
    if (written) {
      @Nullable Authorities before = known;
      if (before == null || !isSame(before.current(), wanted.current())) {
        replaced = clock.instant();
        meters.renewed("authority");
      }
      log.atInfo()
          .addKeyValue("authority", wanted.current().certificate().getSubjectX500Principal())
          .addKeyValue("next", wanted.next().isPresent())
          .addKeyValue("previous", wanted.previous().size())
          .log("wrote the authority");
    }
    return written;
  }

  /// Returns false if a configuration changed meanwhile.
  private boolean publish(List<Published> published, String bundle) {
    boolean isThere = published.size() == store.configurations().size();
    for (Published one : published) {
      if (!one.isAll(bundle)) {
        isThere = false;
        if (!store.publish(one, bundle)) {
          return false;
        }
        log.atInfo().addKeyValue("configuration", one.name()).log("wrote the bundle");
      }
    }
    // Time counts from when the bundle was seen, not from when it was written.
    if (isThere) {
      patience.saw(bundle, clock.instant());
    } else {
      patience.interrupt();
    }
    serving.suffers(missing(published));
    return true;
  }

  private Optional<String> missing(List<Published> published) {
    List<String> there = published.stream().map(Published::name).toList();
    return store.configurations().stream()
        .filter(name -> !there.contains(name))
        .findFirst()
        .map(name -> "there is no ValidatingWebhookConfiguration \"" + name + "\"");
  }

  private void renewLeaf() {
    @Nullable Authorities authorities = known;
    if (authorities == null) {
      return;
    }
    Instant now = clock.instant();
    boolean due =
        serving
            .current()
            .map(
                leaf ->
                    Validity.of(leaf).isDue(now)
                        || !authorities.current().signed(leaf.chain().getFirst()))
            .orElse(true);
    // With an authority that is over, a new leaf is no better than the old one.
    if (due && (authorities.current().isValidAt(now) || serving.current().isEmpty())) {
      serving.become(authorities.current().issue(hosts, now, lifetimes.leaf()));
      meters.renewed("leaf");
    }
  }

  private Optional<Instant> authorityEnds() {
    return Optional.ofNullable(known)
        .map(Authorities::current)
        .map(Authority::certificate)
        .map(X509Certificate::getNotAfter)
        .map(java.util.Date::toInstant);
  }

  private static boolean isSame(Authority one, Authority other) {
    return one.certificate().equals(other.certificate());
  }
}
