/// What is wrong in the cluster as it stands, looked at again and again: metrics on every replica,
/// reports and events by one of them. The only room that writes objects of users' namespaces.
/// Entry: [BackgroundScan].
@NullMarked
package dev.hoplint.webhook.scan;

import org.jspecify.annotations.NullMarked;
