package io.granger.hub;

import io.granger.hub.cluster.BusMembers;
import io.granger.hub.config.HubConfig;
import io.granger.hub.store.HubStore;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.verticle.HubCore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a hub is made of before its owner thread runs.
 *
 * @param ownerThread runs the store's callbacks on the owner's context once there is one
 * @param node this hub's name among members
 * @param cluster the members of the cluster the bus runs over; empty for a bus of this hub's own
 * @param policies where trained policies are
 */
record HubParts(
        HubConfig config,
        HubStore store,
        OwnerThread ownerThread,
        HubCore.Given given,
        PrometheusMeterRegistry meters,
        String node,
        Optional<BusMembers> cluster,
        LongSupplier clock,
        PolicyFolder policies) {}
