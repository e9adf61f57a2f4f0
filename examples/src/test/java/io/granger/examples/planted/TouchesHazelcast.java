package io.granger.examples.planted;

import com.hazelcast.core.HazelcastInstance;

/** Planted: an example names Hazelcast. */
public final class TouchesHazelcast {
    Object of(HazelcastInstance instance) {
        return instance;
    }
}
