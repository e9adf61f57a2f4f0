package io.granger.hub.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the hubs of a torture are set up.
 *
 * @param members how many hubs; one is alone, more are a cluster
 * @param name of the cluster
 * @param ports of the members
 * @param planted what is deliberately broken in them, or {@code nothing}
 */
record HubPlan(int members, String name, List<Integer> ports, String planted) {
    private static final String COMMON = """
            tasks: {deadlineMs: 600000}
            retry: {maxAttempts: 6, backoffMs: 1, backoffMaxMs: 50, budgetShare: 1}
            breaker: {failures: 50, failureShare: 1, openMs: 100}
            """;

    /** One hub by itself. */
    static HubPlan alone(String planted) {
        return new HubPlan(1, "alone", List.of(), planted);
    }

    /** Hubs that share their tasks, on free ports of this machine. */
    static HubPlan cluster(int members, String planted) {
        var ports = IntStream.range(0, members).mapToObj(i -> freePort()).toList();
        return new HubPlan(members, "torture-" + UUID.randomUUID(), ports, planted);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of a hub, without its folders. */
    String yaml(int hub) {
        return members == 1
                ? COMMON
                : COMMON + "store: {durability: cluster}\ncluster: {enabled: true, name: " + name + ", port: "
                        + ports.get(hub) + ", hubs: " + members + ", members: [" + addresses("\"", "\"") + "]}\n";
    }

    /** Where spokes find the hubs. */
    String addresses() {
        return addresses("", "");
    }

    private String addresses(String before, String after) {
        return ports.stream().map(p -> before + "127.0.0.1:" + p + after).collect(Collectors.joining(","));
    }
}
