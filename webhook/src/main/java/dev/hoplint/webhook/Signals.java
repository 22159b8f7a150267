package dev.hoplint.webhook;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Waits for the end of the process to be asked for. The JVM's own way, shutdown hooks, ends with
/// 143 and is deaf to a second signal; `sun.misc.Signal` is the only other one, and the compiler
/// lets it be named only by reflection.
final class Signals {
  private static final List<String> NAMES = List.of("TERM", "INT");
  private static final int AT_ONCE = 1;

  private final CountDownLatch asked = new CountDownLatch(1);

  private Signals() {}

  /// From now on the first signal is waited for, and a second one ends the process at once.
  static Signals listen() {
    Signals signals = new Signals();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler told =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  signals.ask();
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "signals";
              };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, told);
      for (String name : NAMES) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, proxy);
      }
    } catch (ReflectiveOperationException unavailable) {
      // Without jdk.unsupported the JVM's own hooks remain.
      Runtime.getRuntime().addShutdownHook(new Thread(signals::ask, "signals"));
    }
    return signals;
  }

  /// What a signal does.
  void ask() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(AT_ONCE);
    }
    asked.countDown();
  }

  /// Waits for the first one.
  void await() throws InterruptedException {
    asked.await();
  }
}
