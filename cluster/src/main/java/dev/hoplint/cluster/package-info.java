/// What a running cluster holds, as the engine reads it. Knows fabric8's client and models; knows
/// neither front end. Entries: [ClusterWatch] for the whole, [LiveObjects] for single objects.
@NullMarked
package dev.hoplint.cluster;

import org.jspecify.annotations.NullMarked;
