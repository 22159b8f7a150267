package dev.hoplint.dialect.nginx.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.request.Decision;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.dialect.nginx.request.NginxRequest;
import dev.hoplint.dialect.nginx.request.Simulator;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same answer from the model and from a running nginx, for random hosts and request paths:
/// which location, the added slash, redirects, the rewritten URI and query, refused paths; then
/// body sizes, a slow and a refusing backend.
///
/// Not covered: hosts that the model itself calls broken or not analysed (counted), server names,
/// TLS (the TLS redirect runs as the controller's Lua does, on plain connections).
class RequestOracleTest {
  private static final int HOSTS = Integer.getInteger("hoplint.oracle.hosts", 1_200);
  private static final int REQUESTS = 40;
  private static final long SEED = Long.getLong("hoplint.oracle.seed", 20_261_121L);
  private static final int SHOWN = 25;

  @TempDir Path folder;

  private static NginxModel model(World world) {
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    return new NginxModel(world, NginxOptions.DEFAULT, controllers::of);
  }

  @Test
  void randomRequestsToRandomHosts() throws IOException {
    RealNginx.binary();
    RandomHosts random = new RandomHosts(SEED);
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < HOSTS; i++) {
      manifests.append(random.manifests("h" + i + ".example"));
    }
    World world = Worlds.closed(manifests.toString());
    NginxModel model = model(world);
    Ingress any = world.all(Ingress.class).getFirst();
    VirtualHosts all = model.hosts(any);
    List<VirtualHost> hosts =
        all.all().stream()
            .filter(host -> !host.isCatchAll())
            .filter(host -> isSound(all, host))
            .toList();
    String modules = RealNginx.luaModules();
    int port = RealNginx.freePort();
    try (UpstreamStub stub = new UpstreamStub();
        RealNginx _ =
            RealNginx.run(
                folder,
                Rendered.configuration(
                    modules,
                    port,
                    new Rendered(model, stub.port(), !modules.isEmpty()).servers(hosts, port)),
                port)) {
      compare(new RawClient(port), Simulator.of(model, any), hosts, random);
    }
  }

  private static boolean isSound(VirtualHosts all, VirtualHost host) {
    return host.ingresses().stream()
        .noneMatch(
            ingress -> all.failures().stream().anyMatch(failure -> failure.concerns(ingress)));
  }

  private static void compare(
      RawClient client, Simulator simulator, List<VirtualHost> hosts, RandomHosts random)
      throws IOException {
    int compared = 0;
    int skipped = 0;
    List<String> differences = new ArrayList<>();
    for (VirtualHost host : hosts) {
      List<RawClient.Request> requests = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (String target : random.targets(host.server(), REQUESTS)) {
        if (!target.startsWith("/")) {
          continue;
        }
        Optional<String> answer =
            words(host, simulator.hop(NginxRequest.get("http", host.name(), target)));
        if (answer.isEmpty()) {
          skipped++;
          continue;
        }
        requests.add(new RawClient.Request(host.name(), target));
        expected.add(answer.get());
      }
      List<RawClient.Answer> answers = client.send(requests);
      for (int i = 0; i < answers.size(); i++) {
        compared++;
        String real = words(answers.get(i));
        if (!real.equals(expected.get(i)) && differences.size() < SHOWN) {
          differences.add(
              requests.get(i)
                  + ": model "
                  + expected.get(i)
                  + ", nginx "
                  + real
                  + " of "
                  + written(host));
        }
      }
    }
    System.out.printf(
        "nginx oracle: %d hosts, %d requests compared, %d not analysed by the model%n",
        hosts.size(), compared, skipped);
    assertThat(differences).isEmpty();
    assertThat(skipped).isLessThan(compared / 5);
  }

  private static String written(VirtualHost host) {
    return host.server().locations().stream()
        .map(
            one ->
                Rendered.head(host.server(), one)
                    + one.settings().rewriteTarget().map(target -> " -> " + target).orElse(""))
        .toList()
        .toString();
  }

  private static Optional<String> words(VirtualHost host, Hop hop) {
    return switch (hop.decision()) {
      case Decision.NotAnalysed _ -> Optional.empty();
      case Decision.Reply(int status, var _) -> Optional.of(status == 404 ? "404" : "" + status);
      case Decision.Redirect(int status, Optional<String> location, var _) ->
          Optional.of(status + " " + ByteText.of(location.orElse("-")));
      case Decision.Forward(var _, var _, String uri, var _) ->
          Optional.of(index(host, hop.location().orElseThrow()) + " " + ByteText.of(uri));
    };
  }

  private static int index(VirtualHost host, Location location) {
    List<Location> locations = host.server().locations();
    for (int i = 0; i < locations.size(); i++) {
      if (locations.get(i) == location) {
        return i;
      }
    }
    return -1;
  }

  private static String words(RawClient.Answer answer) {
    if (answer.body().startsWith("404 ")) {
      return "404";
    }
    return answer.status() == 200
        ? answer.body()
        : answer.status() + answer.location().map(text -> " " + text).orElse("");
  }
}
