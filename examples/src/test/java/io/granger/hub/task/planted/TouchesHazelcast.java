package io.granger.hub.task.planted;

import com.hazelcast.core.HazelcastInstance;

/** Planted: the life cycle names Hazelcast. */
public final class TouchesHazelcast {
    Object of(HazelcastInstance instance) {
        return instance;
    }
}
