package dev.hoplint.bench.load;

/// A world that the webhook watches, and the reviews that belong to it. Safe for many threads.
interface Scene {
  /// About 8 KB: mostly updates of Deployments, Ingresses and Services, some creations, some of
  /// them with something to find. The same number gives the same review.
  Review mixed(int number);

  /// A new Ingress for a Service that is there.
  Review ingressCreation(int number);

  /// An update of an Ingress of 5,000 paths, about 1 MB with its old object.
  Review largeIngress(int number);

  /// Changes one object of the world, as a rollout does.
  void event();

  /// Adds or removes the Service that [#probe(int)] points to.
  void toggle(boolean there);

  /// A new Ingress that is warned about as long as the toggled Service is not there.
  Review probe(int number);
}
