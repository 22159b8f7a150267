package dev.hoplint.dialect.nginx.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.Hosts;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.request.NginxRequest;
import dev.hoplint.dialect.nginx.request.Simulator;
import dev.hoplint.resource.Ingress;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies at and over a limit, before and behind other phases, as the model says; and what the
/// facts say of backends: a slow one gives 504 after the read timeout, a refusing one 502.
///
/// Not covered: bodies without Content-Length, retries over several endpoints, connect timeouts.
class LimitsOracleTest {
  @TempDir Path folder;

  @Test
  void bodiesAndBackends() throws IOException {
    RealNginx.binary();
    World world =
        Worlds.closed(
            Hosts.ingressOf("size.example", "a", "proxy-body-size: 1k", "/x Prefix", "/y/ Prefix")
                + Hosts.ingressOf(
                    "redirect.example",
                    "b",
                    "proxy-body-size: 1k; permanent-redirect: https://else.example/",
                    "/ Prefix")
                + Hosts.ingressOf("none.example", "c", "proxy-body-size: 0", "/ Prefix")
                + Hosts.ingressOf(
                    "root.example", "d", "proxy-body-size: 1k; app-root: /x", "/ Prefix")
                + Hosts.ingressOf("default.example", "e", "", "/ Prefix")
                + Hosts.ingressOf(
                    "denied.example", "f", "allowlist-source-range: everybody", "/ Prefix")
                + Hosts.ingressOf(
                    "slow.example", "g", "proxy-read-timeout: 1", "/ Prefix", "/refused Prefix"));
    Controllers controllers = new Controllers(world, Map.of(), "auto");
    NginxModel model = new NginxModel(world, NginxOptions.DEFAULT, controllers::of);
    Ingress any = world.all(Ingress.class).getFirst();
    Simulator simulator = Simulator.of(model, any);
    List<VirtualHost> hosts =
        model.hosts(any).all().stream().filter(host -> !host.isCatchAll()).toList();
    int port = RealNginx.freePort();
    try (UpstreamStub stub = new UpstreamStub();
        RealNginx _ =
            RealNginx.run(
                folder,
                Rendered.configuration(
                    "", port, new Rendered(model, stub.port(), false).servers(hosts, port)),
                port)) {
      RawClient client = new RawClient(port);
      int compared = 0;
      for (VirtualHost host : hosts) {
        for (String target : List.of("/", "/x", "/y", "/y/z", "/other")) {
          for (int size : new int[] {1, 1024, 1025, 1 << 20, (1 << 20) + 1}) {
            NginxRequest request =
                NginxRequest.get("http", host.name(), target).withMethod("POST").withBody(size);
            int expected = simulator.hop(request).decision().answer().orElse(200);
            assertThat(client.post(host.name(), target, size).status())
                .as("%s with %d bytes", request, size)
                .isEqualTo(expected);
            compared++;
          }
        }
      }
      assertThat(status(client, "/slow")).isEqualTo(504);
      assertThat(status(client, "/refused")).isEqualTo(502);
      assertThat(status(client, "/fast")).isEqualTo(200);
      System.out.printf("nginx oracle: %d bodies, 3 backends compared%n", compared);
    }
  }

  private static int status(RawClient client, String target) throws IOException {
    return client.send(List.of(new RawClient.Request("slow.example", target))).getFirst().status();
  }
}
