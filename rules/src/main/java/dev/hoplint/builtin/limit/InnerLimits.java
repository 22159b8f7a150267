package dev.hoplint.builtin.limit;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Target;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Limits of request bodies that stand behind the proxy: in variables of containers, in nginx.conf
/// and php.ini of mounted ConfigMaps.
final class InnerLimits {
  /// @param bytes 0 for no limit
  /// @param isProxy whether it is another nginx's, which answers 413 itself
  /// @param words what says it: `MAX_UPLOAD_SIZE of container "app"`
  record Limit(long bytes, boolean isProxy, String words, Resource resource, Place place) {}

  private static final Set<String> VARIABLES =
      Set.of(
          "MAX_UPLOAD_SIZE",
          "UPLOAD_MAX_SIZE",
          "UPLOAD_LIMIT",
          "UPLOAD_MAX_FILESIZE",
          "MAX_UPLOAD_FILE_SIZE",
          "MAX_FILE_SIZE",
          "MAX_BODY_SIZE",
          "MAX_REQUEST_BODY_SIZE",
          "BODY_SIZE_LIMIT",
          "CLIENT_MAX_BODY_SIZE",
          "NGINX_CLIENT_MAX_BODY_SIZE",
          "PHP_UPLOAD_LIMIT",
          "PHP_UPLOAD_MAX_FILESIZE",
          "PHP_POST_MAX_SIZE",
          "POST_MAX_SIZE",
          "SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE",
          "SPRING_SERVLET_MULTIPART_MAX_REQUEST_SIZE");

  /// Longest file that is searched.
  private static final int LONGEST_TEXT = 200_000;

  private static final Pattern NGINX =
      Pattern.compile("(?m)^[^#\\n]*?\\bclient_max_body_size\\s+([0-9]+[kKmMgG]?)\\s*;");
  private static final Pattern PASS =
      Pattern.compile("(?m)^[^#\\n]*?\\b(?:proxy|fastcgi|uwsgi)_pass\\s");
  private static final Pattern PHP =
      Pattern.compile("(?m)^\\s*post_max_size\\s*=\\s*\"?([0-9]+[kKmMgG]?)\"?\\s*$");

  private InnerLimits() {}

  static List<Limit> of(ServedIngress served, RuleContext context) {
    List<Limit> limits = new ArrayList<>();
    for (Target target : context.graph().targets(served.ingress())) {
      for (Container container : target.container().stream().toList()) {
        variables(target.workload(), container, limits);
      }
      for (Field<String> name : target.workload().template().configMaps()) {
        configMap(context, target.workload(), name.or("")).ifPresent(map -> texts(map, limits));
      }
    }
    return limits;
  }

  private static void variables(Workload workload, Container container, List<Limit> limits) {
    for (Container.EnvironmentVariable variable : container.environment()) {
      String name = variable.name().or("");
      if (VARIABLES.contains(name)) {
        variable
            .value()
            .get()
            .flatMap(ByteSize::sure)
            .map(
                bytes ->
                    new Limit(
                        bytes,
                        name.contains("CLIENT_MAX_BODY_SIZE"),
                        name + " of " + container.quoted(),
                        workload,
                        variable.value().place()))
            .ifPresent(limits::add);
      }
    }
  }

  private static Optional<Opaque> configMap(RuleContext context, Workload workload, String name) {
    List<Opaque> found =
        context.world().all(Opaque.class, workload.namespace()).stream()
            .filter(one -> one.ref().kind().name().equals("ConfigMap") && one.name().equals(name))
            .filter(one -> context.world().together(workload, one))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static void texts(Opaque map, List<Limit> limits) {
    if (!(map.root().get("data").orElse(null) instanceof Mapping data)) {
      return;
    }
    for (Mapping.Entry entry : data.effectiveEntries()) {
      if (entry.value().resolve() instanceof Scalar scalar
          && scalar.value().length() <= LONGEST_TEXT) {
        String key = entry.name().orElse("");
        Optional<Long> variable =
            VARIABLES.contains(key) ? ByteSize.sure(scalar.value()) : Optional.empty();
        variable
            .or(() -> single(NGINX, scalar.value()))
            .or(() -> single(PHP, scalar.value()))
            .or(() -> unset(key, scalar.value()))
            .ifPresent(
                bytes ->
                    limits.add(
                        new Limit(
                            bytes,
                            scalar.value().contains("client_max_body_size")
                                || isNginx(key, scalar.value()),
                            "\"" + key + "\" of " + map.quoted(),
                            map,
                            map.meta().namePlace())));
      }
    }
  }

  /// The value, where the text has one only: locations may differ.
  private static Optional<Long> single(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Optional<Long> found = Optional.empty();
    while (matcher.find()) {
      Optional<Long> next = ByteSize.meant(matcher.group(1));
      if (found.isPresent() && !found.equals(next)) {
        return Optional.empty();
      }
      found = next;
    }
    return found;
  }

  /// An nginx that passes requests on and says nothing has a limit of 1m as well.
  private static Optional<Long> unset(String key, String text) {
    return isNginx(key, text)
            && !text.contains("client_max_body_size")
            && !text.contains("include ")
        ? Optional.of(1024L * 1024)
        : Optional.empty();
  }

  private static boolean isNginx(String key, String text) {
    return key.toLowerCase(Locale.ROOT).endsWith(".conf")
        && text.contains("server {")
        && text.contains("listen ")
        && PASS.matcher(text).find();
  }
}
