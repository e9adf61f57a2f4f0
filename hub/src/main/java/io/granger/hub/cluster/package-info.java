/**
 * What hubs share through Hazelcast: how an instance is set up, the grid of open tasks, and the replay buffer that is fed
 * from the store.
 */
@NullMarked
package io.granger.hub.cluster;

import org.jspecify.annotations.NullMarked;
