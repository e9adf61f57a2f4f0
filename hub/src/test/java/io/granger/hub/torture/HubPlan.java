package io.granger.hub.torture;

import java.util.List;
import java.util.stream.Collectors;

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
