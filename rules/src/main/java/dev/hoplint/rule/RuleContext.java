package dev.hoplint.rule;

import dev.hoplint.route.RouteGraph;
import dev.hoplint.world.World;

/// What a rule may ask about beyond its subject.
public record RuleContext(World world, RouteGraph graph, RuleOptions options) {}
