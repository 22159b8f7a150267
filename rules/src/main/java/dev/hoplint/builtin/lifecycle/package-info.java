/// What happens between the end of a pod's life and the last request sent to it: preStop hooks.
///
/// Knows hooks, grace periods and the containers that answer routes. Knows nothing of how many pods
/// a workload has; that is the business of `rollout`.
@NullMarked
package dev.hoplint.builtin.lifecycle;

import org.jspecify.annotations.NullMarked;
