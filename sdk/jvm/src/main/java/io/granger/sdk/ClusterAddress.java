package io.granger.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a spoke's process finds the hub's cluster, and which of its own network addresses it uses there. Whoever knows the cluster's
 * name and reaches a hub's port is inside the trust boundary, so this is for loopback and private networks only.
 *
 * @param name the cluster's name, {@code cluster.name} of the hub's configuration
 * @param hubs host:port of one hub or more; any that runs is enough
 * @param host this process's own address, as the hubs can reach it
 * @param port first port this process tries for itself; the next hundred are tried after it
 */
public record ClusterAddress(String name, List<String> hubs, String host, int port) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int HUB_PORT = 5701;
    private static final int OWN_PORT = 5801;

    public ClusterAddress {
        Objects.requireNonNull(host, "host");
        if (name.isBlank()) {
            throw new IllegalArgumentException("cluster name must not be blank");
        }
        hubs = List.copyOf(hubs);
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("at least one hub as host:port is needed to join a cluster");
        }
        if (port < 1 || port > 65_435) {
            throw new IllegalArgumentException("port must be 1 to 65435, is " + port);
        }
    }

    /** The cluster a hub on this machine has with its default configuration. */
    public static ClusterAddress local() {
        return new ClusterAddress("granger", List.of(LOOPBACK + ":" + HUB_PORT), LOOPBACK, OWN_PORT);
    }

    /** The cluster {@code granger} of these hubs, each host:port, with this process on loopback. */
    public static ClusterAddress of(String... hubs) {
        return new ClusterAddress("granger", List.of(hubs), LOOPBACK, OWN_PORT);
    }

    /** The same cluster under another name. */
    public ClusterAddress withName(String other) {
        return new ClusterAddress(other, hubs, host, port);
    }

    /** The same cluster, this process reachable at another host. */
    public ClusterAddress withHost(String other) {
        return new ClusterAddress(name, hubs, other, port);
    }

    /** The same cluster with one more hub, as host:port. */
    public ClusterAddress withHub(String hub) {
        List<String> more = new ArrayList<>(hubs);
        more.add(hub);
        return new ClusterAddress(name, more, host, port);
    }
}
