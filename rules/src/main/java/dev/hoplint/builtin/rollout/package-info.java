/// How many pods are left while a workload is rolled out, drained or scaled.
///
/// Knows replicas, update strategies, disruption budgets and autoscalers. Knows nothing of what a
/// single pod does when it ends; that is the business of `lifecycle`.
@NullMarked
package dev.hoplint.builtin.rollout;

import org.jspecify.annotations.NullMarked;
