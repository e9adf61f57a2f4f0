package io.granger.hub.torture;

import io.granger.hub.Ports;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the hubs of a torture are set up.
 *
 * @param members how many hubs; one is alone, more are a cluster
 * @param name of the cluster
 * @param hosts of the members
 * @param ports of the members
 * @param planted what is deliberately broken in them, or {@value #NOTHING}
 */
record HubPlan(int members, String name, List<String> hosts, List<Integer> ports, String planted) {
    static final String LOOPBACK = "127.0.0.1";

    /** Said where nothing is broken on purpose. */
    static final String NOTHING = "nothing";

    private static final int PORT = 5701;
    private static final String COMMON = """
            tasks: {deadlineMs: 600000}
            retry: {maxAttempts: 6, backoffMs: 1, backoffMaxMs: 50, budgetShare: 1}
            breaker: {failures: 50, failureShare: 1, openMs: 100}
            """;

    /** One hub by itself. */
    static HubPlan alone(String planted) {
        return new HubPlan(1, "alone", List.of(LOOPBACK), List.of(), planted);
    }

    /**
     * Hubs that share their tasks, on free ports of this machine. None is of those that the system gives to outgoing
     * connections: who calls such a port while its hub is away may be connected to itself, and keep the hub out.
     */
    static HubPlan cluster(int members, String planted) {
        var ports = IntStream.range(0, members).mapToObj(i -> Ports.free()).toList();
        return new HubPlan(
                members, "torture-" + UUID.randomUUID(), Collections.nCopies(members, LOOPBACK), ports, planted);
    }

    /** The same hubs in networks of their own. */
    HubPlan in(Namespaces networks) {
        var hosts = IntStream.range(0, members).mapToObj(networks::host).toList();
        return new HubPlan(members, name, hosts, Collections.nCopies(members, PORT), planted);
    }

    /** Where that hub is. */
    String host(int hub) {
        return hosts.get(hub);
    }

    /** The configuration of a hub, without its folders. */
    String yaml(int hub) {
        return members == 1
                ? COMMON
                : COMMON + "store: {durability: cluster}\ncluster: {enabled: true, name: " + name + ", host: "
                        + host(hub) + ", privateNetwork: " + !host(hub).equals(LOOPBACK) + ", port: "
                        + ports.get(hub) + ", hubs: " + members + ", members: [" + addresses("\"", "\"") + "]}\n";
    }

    /** Where spokes find the hubs. */
    String addresses() {
        return addresses("", "");
    }

    private String addresses(String before, String after) {
        return IntStream.range(0, members)
                .mapToObj(hub -> before + host(hub) + ":" + ports.get(hub) + after)
                .collect(Collectors.joining(","));
    }
}
